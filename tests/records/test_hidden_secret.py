import json
import multiprocessing
import stat
from types import SimpleNamespace

import engine_lab as lab
import pytest

from course_admin.base.errors import CourseError
from course_admin.marking.engine import run, sandbox, submission
from course_admin.records import secret

KEY = bytes(range(32)).hex()


def test_a_label_has_its_own_numbers():
    assert secret.rng("a").random() == secret.rng("a").random()
    firsts = {secret.rng("a").random(), secret.rng("b").random(), secret.student_rng("a").random()}
    assert len(firsts) == 3


def test_numbers_depend_on_the_secret(monkeypatch):
    monkeypatch.delenv(secret.VARIABLE, raising=False)
    development = secret.rng("a").random()
    monkeypatch.setenv(secret.VARIABLE, KEY)
    assert secret.rng("a").random() != development


@pytest.mark.parametrize("text", ["", "00", "no hexadecimal"])
def test_a_secret_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv(secret.VARIABLE, text)
    with pytest.raises(CourseError, match="COURSE_SECRET is not 32 bytes"):
        secret.rng("a")


def test_it_is_made_once_and_for_its_owner_alone(tmp_path):
    course = SimpleNamespace(records=tmp_path / "records")
    made = secret.of(course)
    path = course.records / "secret"
    assert path.read_bytes().hex() == made == secret.of(course)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(course.records.iterdir()) == [path]


def test_what_is_there_is_never_replaced(tmp_path):
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(CourseError, match="holds 5 bytes instead of 32"):
        secret.of(SimpleNamespace(records=tmp_path))
    assert (tmp_path / "secret").read_bytes() == b"short"


def test_commands_that_start_together_agree(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(secret.of, [SimpleNamespace(records=tmp_path)] * 16, chunksize=1))) == 1


def test_where_it_cannot_be_made_one_line_says_so(tmp_path):
    (tmp_path / "records").write_text("not a folder")
    with pytest.raises(CourseError, match="the course secret cannot be read or made"):
        secret.of(SimpleNamespace(records=tmp_path / "records"))


HUNT = """
import glob, os
print(dict(os.environ))
for path in glob.glob("/proc/*/environ"):
    try: print(path, open(path, "rb").read())
    except OSError: pass
for path in ("/cours", "/marking", "/tmp", "/"):
    print(os.listdir(path) if os.path.isdir(path) else "")
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*sandbox.KINDS, "unsafe"])
def test_the_judge_has_it_and_the_kernel_has_not(kind, monkeypatch):
    monkeypatch.setenv(secret.VARIABLE, "ab" * 32)  # an instructor's shell may hold another one
    source = json.loads(lab.source())
    test = next(c for c in source["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "test_double")
    test["source"] = f"import os\nassert os.environ['COURSE_SECRET'] == '{KEY}'\nassert double(1) == 2"
    merged = submission.read(lab.notebook(first=HUNT), json.dumps(source).encode())
    kinds = (kind,) if kind != "unsafe" else ()
    results = run.run(merged.notebook, merged.tests, {}, unsafe=kind == "unsafe", kinds=kinds, secret=KEY)
    assert lab.points(results) == "1111", results.log
    seen = json.dumps(results.outputs)
    assert "PYTHONHASHSEED" in seen
    if kind != "unsafe":
        assert secret.VARIABLE not in seen and KEY not in seen
    else:  # no wall: only its own environment is without it
        assert secret.VARIABLE not in json.dumps(results.outputs[1][0]["text"].splitlines()[0])
