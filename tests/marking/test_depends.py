"""What a verdict depends on is derived from what is imported and read, for marking and for a cluster alike."""

import shutil

import pytest

from course_admin.marking import depends
from course_admin.plan.course import Course


@pytest.fixture(scope="module")
def course():
    return Course.load()


NAMES = {
    "tp1": ("answers/tp1/right/reference.py", "hidden/tp1", "checks/tp1/ex9_steps.py", "worker.py", "checks/frozen.py"),
    "tp3": ("answers/tp3/right/reference.py", "hidden/tp3", "hidden/mnist_hidden.npz", "datasets/"),
    "projet": ("course_utils/foret.py", "hidden/forest.py", "course_utils/checks/record.py"),
}


@pytest.mark.parametrize("tp", NAMES)
def test_what_is_imported_and_read_counts(course, tp):
    names = [name for name, _ in depends.files(course.assignment(tp))]
    for part in NAMES[tp]:
        assert any(part in name for name in names), part
    assert not any("/wrong/" in name or "cli.py" in name or "tell/" in name for name in names)
    others = {"tp1", "tp2", "tp3", "tp4", "projet"} - {tp}
    assert not [name for name in names for other in others if f"checks/{other}/" in name]


def test_each_of_these_files_changes_the_digest(course, monkeypatch):
    tp1 = course.assignment("tp1")
    before, content = depends.digest(tp1, "key"), depends.content
    assert depends.digest(tp1, "key") == before != depends.digest(tp1, "another key")
    for name in ("reference.py", "worker.py", "frozen.py"):
        monkeypatch.setattr(depends, "content", lambda p, n=name: b"changed" if p.name == n else content(p))
        assert depends.digest(tp1, "key") != before


def test_a_module_reached_through_another_counts(tmp_path, monkeypatch):
    package = tmp_path / "course_utils"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "inner" / "__init__.py").write_text("def f():\n    from .deep import g\n")
    (package / "inner" / "deep.py").write_text("import course_utils.last")
    (package / "last.py").write_text("")
    (package / "apart.py").write_text("")
    monkeypatch.setattr(depends, "PACKAGES", {"course_utils": package})
    depends.reached.cache_clear()
    found = depends.reached(("course_utils.inner",))
    depends.reached.cache_clear()
    assert set(found) == {"course_utils", "course_utils.inner", "course_utils.inner.deep", "course_utils.last"}
    shutil.rmtree(package)
