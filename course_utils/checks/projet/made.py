"""What a function of the student’s makes, where it is."""

from course_utils.checks.record import Step, call


def made_with(attempt, step, *arguments):
    """What a step makes with a student's function. Raises `CheckFailed` where the function raises."""
    task, record = attempt.task, call(Step(step, attempt.function), *arguments)
    if task.name == "fit" and refuses_missing(record):
        raise attempt.fault("fit s’arrête sur des valeurs qui manquent", "valeurs_manquantes")
    if record.error:
        raise attempt.raised(record, f"{task.name}({', '.join(task.arguments)})")
    return record.value


def refuses_missing(record):
    """Whether a model complains, as scikit-learn's do, of a value that misses or is infinite."""
    return record.error == "ValueError" and any(word in record.message for word in ("NaN", "infinity"))
