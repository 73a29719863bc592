# Dans tous les notebooks, une bibliothèque qui manque se dit en une phrase, avec ce qu’il faut faire.
c = get_config()  # noqa: F821

c.InteractiveShellApp.exec_lines = [
    "from course_utils.environment import explain_missing_libraries as _explain",
    "_explain(get_ipython())",
    "del _explain",
]
