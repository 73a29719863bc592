"""Extensions of course.toml that do not do what they seem to: for nobody, or earlier than the deadline."""


def doubts(assignment, names=None):
    """One line for each extension of an assignment that cannot be meant so.

    `names` are the students and groups of the roster, where one is known.
    """
    folded = {name.casefold(): name for name in names or ()}
    for name, moment in assignment.extensions.items():
        where = f"course.toml, extensions.{assignment.id}: '{name}'"
        if names is not None and name not in names:
            near = folded.get(name.casefold())
            advice = f"; is it '{near}'?" if near else "; it changes nothing"
            yield f"{where} is no student or group of the roster{advice}"
        if moment < assignment.deadline:
            yield (
                f"{where} has until {moment:%Y-%m-%d %H:%M}, before the deadline "
                f"{assignment.deadline:%Y-%m-%d %H:%M}, which counts"
            )
