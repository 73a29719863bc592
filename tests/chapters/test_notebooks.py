"""Every notebook is executed, clean, small, described, in French typography; each TP's source holds its contract."""

import re
from collections import Counter
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from course_admin.answers import FUNCTIONS
from course_admin.author import notebooks
from course_admin.base.errors import CourseError
from course_admin.plan.course import Course

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course.load(ROOT / "course.toml")
PATHS = notebooks.find([ROOT / "notebooks"])
SOURCES = [COURSE.root / a.path for a in COURSE.assignments]

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
every_source = pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)


def graded(notebook):
    """The nbgrader metadata of the cells that have some, by grade id, with the cell."""
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}


# What is stored


@every_notebook
def test_stored_outputs_are_complete_and_clean(path):
    assert notebooks.problems(notebooks.read(path), path.stat().st_size) == []


@every_notebook
def test_normalised_as_stored(path):
    stored = notebooks.read(path)
    assert notebooks.normalise(stored) == stored, "run: python -m course_admin.author.notebooks " + str(path)


@every_notebook
def test_every_image_has_alternative_text(path):
    for cell in notebooks.read(path).cells:
        for output in cell.get("outputs", []):
            for kind in (k for k in output.get("data", {}) if k.startswith("image/")):
                alt = output.metadata.get(kind, {}).get("alt", "")
                assert len(alt) > 30, f"cell {cell.id}: end it with course_utils.plots.show(alt=…)"
        assert not re.search(r"!\[\s*\]\(", cell.source), f"cell {cell.id}: an image without alternative text"


# The prose

# Code, formulas, links, tags and the titles of English works, where French typography does not apply.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[^>]*>|\]\([^)]*\)|https?://\S+|^\|[-:| ]+\|$|«[^»]*\w: [^»]*»",
    re.S | re.M,
)
TYPOGRAPHY = {
    "an ordinary space before ; : ! ? » or % (a non-breaking one is expected)": re.compile(
        r"\w? [;:!?»%](?=\s|$|[*_).])"
    ),
    "no space before ; ! ?": re.compile(r"[^\W\d_][;!?](?=\s|$)"),
    "no space before :": re.compile(r"[a-zàâçéèêëîïôûùüœ]:(?=\s|$)"),
    "an ordinary space after «": re.compile("« "),
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "straight double quotes": re.compile(r'"[^"\n]+"'),
    "three dots for …": re.compile(r"\.\.\."),
}


@every_notebook
def test_french_typography(path):
    faults = []
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "markdown":
            prose = NOT_PROSE.sub("·", re.split(r"^#+ Sources", cell.source, flags=re.M)[0])  # English titles
            for what, rule in TYPOGRAPHY.items():
                faults += [
                    f"{cell.id}: {what}: …{prose[max(0, m.start() - 25) : m.end() + 5]!r}" for m in rule.finditer(prose)
                ]
    assert faults == []


@every_notebook
def test_opens_with_one_title_and_no_heading_level_is_skipped(path):
    cells = notebooks.read(path).cells
    prose = "\n".join(re.sub(r"```.*?```", "", c.source, flags=re.S) for c in cells if c.cell_type == "markdown")
    levels = [len(m[1]) for m in re.finditer(r"^(#+) (?!(?:BEGIN|END) SOLUTION)", prose, re.M)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


# The TPs' sources


@every_source
def test_source_exists_for_every_assignment(path):
    assert path.is_file()


@every_source
def test_points_total_the_plan(path):
    assignment = next(a for a in COURSE.assignments if COURSE.root / a.path == path)
    cells = graded(notebooks.read(path)).values()
    assert sum(c.metadata.nbgrader.points for c in cells if c.metadata.nbgrader.grade) == assignment.points


@every_source
def test_grade_ids_are_unique_and_are_the_cells_ids(path):
    cells = [c for c in notebooks.read(path).cells if "nbgrader" in c.metadata]
    assert all(c.id == c.metadata.nbgrader.grade_id for c in cells)
    assert max(Counter(c.id for c in cells).values()) == 1


@every_source
def test_solution_markers_are_paired_in_solution_cells(path):
    for cell in notebooks.read(path).cells:
        markers = re.findall(r"### (BEGIN|END) SOLUTION", cell.source)
        meta = cell.metadata.get("nbgrader", {})
        assert markers == (["BEGIN", "END"] if meta.get("solution") else []), cell.id


@every_source
def test_test_cells_are_a_visible_check_and_a_hidden_line(path):
    for cell in notebooks.read(path).cells:
        meta = cell.metadata.get("nbgrader", {})
        if not (meta.get("grade") and cell.cell_type == "code"):
            assert "HIDDEN" not in cell.source
            continue
        module = path.parent.name
        expected = re.compile(
            rf"from course_utils\.checks\.{module} import (\w+)\n"
            r"(\1\(.+\))\n"
            r"### BEGIN HIDDEN TESTS\n"
            rf"from course_admin\.hidden\.{module} import \1; \2\n"
            r"### END HIDDEN TESTS"
        )
        assert expected.fullmatch(cell.source), f"{cell.id}:\n{cell.source}"
        assert meta["locked"] and not meta["solution"]
        assert "raises-exception" in cell.metadata.tags, f"{cell.id}: the tag lets a student's Run All go on"


@pytest.mark.parametrize("tp", [a.id for a in COURSE.assignments])
def test_a_tp_has_the_cells_of_its_contract(tp):
    """A cell to write a function of the checks, a test cell a question, and as many points as the course says."""
    assignment = COURSE.assignment(tp)
    cells = graded(notebooks.read(COURSE.root / assignment.path))
    points = {id: c.metadata.nbgrader.points for id, c in cells.items() if c.metadata.nbgrader.grade}
    assert sum(points.values()) == assignment.points and all(points.values())
    asked = {
        (exercise.__name__, question.name)
        for exercise in import_module(f"course_utils.checks.{tp}").EXERCISES
        for question in exercise.questions
    }
    tested = [re.search(r"^(\w+)\(.*?(\w+)=\w+\)$", cells[id].source, re.M) for id in points if id.startswith("test_")]
    assert {(one[1], one[2]) for one in tested} == asked and len(tested) == len(asked)
    written = {f"ex{number}_{name}" for number, names in FUNCTIONS[tp].items() for name in names}
    by_hand = {id for id in points if not id.startswith("test_")}
    assert {id for id, c in cells.items() if c.metadata.nbgrader.solution} == written | by_hand
    for id in written:
        assert re.search(rf"^def {id.split('_', 1)[1]}\(", cells[id].source, re.M)


# The command


def build(*cells, **metadata):
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def code(source):
    return nbformat.v4.new_code_cell(source)


def test_normalise_is_idempotent_and_removes_what_changes():
    notebook = build(nbformat.v4.new_markdown_cell("# Titre\ntexte"), code("1"), widgets={"state": {}}, toc=3)
    notebook.cells[1].metadata = nbformat.from_dict(
        {"execution": {"start": "now"}, "tags": ["b", "a"], "scrolled": True}
    )
    notebook.cells[1].execution_count = 17
    notebook.cells[1].outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "1"}, execution_count=17),
        nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}),
    ]
    once = notebooks.normalise(notebook)
    assert notebooks.normalise(once) == once
    assert once.metadata.keys() == {"kernelspec", "language_info", "title"} and once.metadata.title == "Titre"
    cell = once.cells[1]
    assert cell.metadata == {"tags": ["a", "b"]}
    assert cell.execution_count == cell.outputs[0].execution_count == 1
    assert len(cell.outputs) == 1


def test_normalise_gives_graded_cells_their_grade_id_and_duplicates_another():
    notebook = build(code("1"), code("2"), code("3"))
    for cell in notebook.cells:
        cell.id = "same"
    notebook.cells[2].metadata = nbformat.from_dict({"nbgrader": {"grade_id": "ex1", "checksum": "abc"}})
    normal = notebooks.normalise(notebook)
    assert [c.id for c in normal.cells] == ["same", "same-2", "ex1"]
    assert "checksum" not in normal.cells[2].metadata.nbgrader


def output(text, name="stdout"):
    return nbformat.v4.new_output("stream", text=text, name=name)


@pytest.mark.parametrize(
    "cell_output, word",
    [
        (output("<A object at 0x7f12ab34cd>"), "address"),
        (output("lu dans /tmp/abc/x.csv"), "temporary"),
        (output("attention", "stderr"), "stderr"),
        (nbformat.v4.new_output("error", ename="ValueError", evalue="", traceback=[]), "ValueError"),
    ],
)
def test_problems_name_what_may_not_be_stored(cell_output, word):
    cell = nbformat.v4.new_code_cell("x", execution_count=1, outputs=[cell_output])
    assert any(word in problem for problem in notebooks.problems(notebooks.normalise(build(cell))))


def test_problems_of_order_and_size():
    late = nbformat.v4.new_code_cell("x", execution_count=3)
    found = notebooks.problems(build(late, code("y"), kernelspec=notebooks.KERNELSPEC), 2_000_000)
    assert len(found) == 3 and "MB" in found[0] and "execution_count 3" in found[1] and "not executed" in found[2]


@pytest.mark.slow
def test_command_executes_and_is_stable(tmp_path, capsys):
    path = tmp_path / "n.ipynb"
    nbformat.write(
        build(nbformat.v4.new_markdown_cell("# T"), code("import os\nprint(os.environ['COURSE_STATIC'])")), path
    )
    assert notebooks.main(["--check", str(path)]) == 1
    assert notebooks.main([str(path)]) == 0
    first = path.read_bytes()
    assert b'"1\\n"' in first
    assert notebooks.main([str(path)]) == 0 and path.read_bytes() == first
    assert notebooks.main(["--check", str(path)]) == 0


@pytest.mark.slow
def test_a_cell_that_fails_leaves_the_file_alone_and_is_named(tmp_path, capsys):
    path = tmp_path / "n.ipynb"
    cell = code("1 / 0")
    cell.metadata.tags = ["raises-exception"]
    nbformat.write(build(cell), path)
    before = path.read_bytes()
    assert notebooks.main([str(path)]) == 1
    assert path.read_bytes() == before
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_bad_input_is_one_line(tmp_path, capsys):
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{not json")
    assert notebooks.main([str(broken)]) == 1
    assert notebooks.main([str(tmp_path / "absent.ipynb")]) == 1
    assert "Traceback" not in "".join(capsys.readouterr())
    with pytest.raises(CourseError, match="not a notebook"):
        notebooks.read(broken)
