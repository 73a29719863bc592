"""What stopped a cell, as `verifier` says it: one line, in French."""

from course_utils.checks.errors_of_cells import of_cell
from course_utils.verifier_run import CELL_SECONDS


def stopped(cell):
    """What stopped a cell, in one line, or None."""
    error = next((one for one in cell.get("outputs", []) if one["output_type"] == "error"), None)
    if error is None:
        return None
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind in ("CheckFailed", "EnvironmentProblem", "Told"):
        return text
    if kind == "KeyboardInterrupt":
        return f"plus de {CELL_SECONDS} s : interrompue"
    return of_cell(kind, text, cell["source"])
