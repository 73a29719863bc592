import io
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from course_admin import cli
from course_admin.plan import table as plan
from course_admin.plan.course import Course

ROOT = Path(__file__).parents[2]
COMMANDS = ("plan", "release", "roster", "collect", "grade", "regrade", "feedback", "marks", "report", "doctor", "demo")


@pytest.fixture
def course(monkeypatch, capsys):
    """Run the command in this process: (exit code, stdout, stderr)."""

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["course", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return end.value.code or 0, captured.out, captured.err

    return run


@pytest.mark.slow
def test_doctor_says_what_this_machine_offers(course):
    code, out, err = course("doctor")
    assert code == 0 and err == ""
    assert "sandbox, warm" in out and "memory limit" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(course, command):
    code, out, err = course(command, "--help")
    assert code == 0 and err == ""
    assert f"course {command}" in out


def test_help_names_the_commands(course):
    code, out, _ = course()
    assert code == 0
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize(
    "args, says",
    [
        (["zut"], "No such command"),
        (["grade"], "Missing argument"),
        (["grade", "tp1", "--jobs", "0"], "--jobs"),
        (["grade", "tp9"], "no assignment 'tp9'"),
        (["plan", "--now", "demain"], "'demain' is not a date"),
        (["plan", "--course", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["release", "tp1"], "--to"),
        (["release", "tp1", "--to", "x", "--now", "2020-01-01"], "opens on"),
        (["collect", "tp1", "--students", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["marks"], "--exam"),
        (["doctor", "--require", "zut"], "nothing is called 'zut'"),
        (["roster", "--group", "promo", "--to", "x.csv"], "GITLAB_TOKEN"),
        (["release", "projet", "--to", "x", "--now", "2026-12-01"], "--students"),
        (["marks", "--exam", "nowhere.csv"], "nowhere.csv: cannot be read"),
    ],
)
def test_bad_input_is_one_line_and_an_exit_code(course, tmp_path, monkeypatch, args, says):
    plan = (ROOT / "course.toml").read_text(encoding="utf-8").replace('sources = "."', f'sources = "{ROOT}"')
    (tmp_path / "course.toml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, err = course(*args)
    assert code in (1, 2)
    assert says in err
    assert len(err.splitlines()) == 1 and err.startswith("course: ")
    assert "Traceback" not in out + err


def test_a_fault_of_ours_is_one_line_and_a_log(course, monkeypatch):
    monkeypatch.setattr(plan, "plan", lambda *args: 1 / 0)
    code, _, err = course("plan", "--course", ROOT / "course.toml")
    assert code == 3
    assert "our fault, not yours: ZeroDivisionError" in err and len(err.splitlines()) == 1
    log = Path(err.split("details in ")[1].rstrip(")\n"))
    assert "Traceback" in log.read_text()
    log.unlink()


def test_an_interruption_and_a_forbidden_folder_are_one_line():
    """In a process of its own: that is where Ctrl-C goes."""
    for raised, code, says in (
        ("KeyboardInterrupt()", 130, "interrupted; what was done is kept"),
        ("PermissionError(13, 'Permission denied', 'records/x')", 1, "records/x: permission denied"),
    ):
        program = (
            "import sys, course_admin.plan.table as plan\nfrom course_admin import cli\n"
            f"def fail(*_): raise {raised}\nplan.plan = fail\nsys.argv = ['course', 'plan']\ncli.main()"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == code and says in done.stderr and done.stderr.count("\n") == 1


def test_the_progress_bar_shows_the_rate_and_the_time_left(monkeypatch):
    clock = itertools.count(step=2)  # it is looked at now and then; each look is two seconds later
    shown = Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr(cli, "err", shown)
    monkeypatch.setattr(shown, "get_time", lambda: next(clock), raising=False)
    with cli._progress("Marking tp1") as progress:
        for done in range(1, 20):
            progress(done, 40)
    text = shown.file.getvalue()
    assert re.search(r"Marking tp1 .* 19/40 +[1-9]\d*/min time left 0:\d\d:\d\d", text), text


def test_plan_from_a_folder_below(course, monkeypatch):
    monkeypatch.chdir(ROOT / "tests")
    code, out, _ = course("plan", "--now", "2026-10-13")
    assert code == 0
    assert Course.load().title in out and "open" in out


@pytest.mark.slow
def test_the_installed_command_starts_without_the_heavy_libraries():
    code = (
        "import sys; sys.argv = ['course', '--help']\n"
        "from course_admin import cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'nbgrader', 'sqlalchemy', 'matplotlib', 'nbformat'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
