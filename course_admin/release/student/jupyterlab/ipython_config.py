# Dans tous les notebooks, une erreur se dit en français, et une bibliothèque qui manque en une phrase.
c = get_config()  # noqa: F821

c.InteractiveShellApp.exec_lines = [
    "from course_utils.cell_errors import tell_in_french as _tell",
    "from course_utils.environment import explain_missing_libraries as _explain",
    "_tell(get_ipython()); _explain(get_ipython())",
    "del _tell, _explain",
]
