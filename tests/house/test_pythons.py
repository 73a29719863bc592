"""The Pythons that are supported: said once in the requirements, true of the registry's wheels, the same everywhere."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker

from course_utils import environment

ROOT = Path(__file__).parents[2]
STUDENT = ROOT / "course_admin" / "release" / "student"
REQUIREMENTS = [ROOT / "requirements.txt", STUDENT / "requirements.txt"]
SUPPORTED = ("3.11", "3.12", "3.13")
MACHINES = {  # name → (marker's environment, pip's platform)
    "linux": ({"sys_platform": "linux", "platform_machine": "x86_64"}, "manylinux_2_27_x86_64"),
    "windows": ({"sys_platform": "win32", "platform_machine": "AMD64"}, "win_amd64"),
    "mac": ({"sys_platform": "darwin", "platform_machine": "arm64"}, "macosx_12_0_arm64"),
    "intel mac": ({"sys_platform": "darwin", "platform_machine": "x86_64"}, "macosx_12_0_x86_64"),
}


def tensorflow_lines(path):
    """(requirement, marker) of each line that asks for TensorFlow."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("tensorflow")]
    return [(line.partition(";")[0].strip(), Marker(line.partition(";")[2].strip())) for line in lines]


def asked(path, python, machine):
    """What a machine with that Python asks for."""
    where = MACHINES[machine][0] | {"python_version": python}
    return [requirement for requirement, marker in tensorflow_lines(path) if marker.evaluate(where)]


@pytest.mark.parametrize("path", REQUIREMENTS, ids=["course", "student"])
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", [*SUPPORTED, "3.14"])
def test_tensorflow_is_asked_for_once_where_it_exists_and_nowhere_else(path, machine, python):
    wanted = python in SUPPORTED and machine != "intel mac"
    assert len(asked(path, python, machine)) == wanted


@pytest.mark.slow
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", [SUPPORTED[0], SUPPORTED[-1], "3.14"])
def test_the_registry_has_wheels_for_just_these(machine, python, tmp_path):
    (requirement, *_) = [one for one in asked(REQUIREMENTS[0], "3.11", "linux" if machine == "linux" else "mac")]
    options = ["--dry-run", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    options += ["--target", str(tmp_path), "--python-version", python, "--platform", MACHINES[machine][1], requirement]
    done = subprocess.run([sys.executable, "-m", "pip", "install", *options], capture_output=True, text=True)
    assert (done.returncode == 0) == bool(asked(REQUIREMENTS[0], python, machine)), done.stderr


def test_every_text_names_the_same_pythons():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"] == ">=3.11"
    assert [f"3.{n}" for n in re.findall(r"3\.(\d+)", environment.WITH_TENSORFLOW)] == list(SUPPORTED)
    for path in (ROOT / "README.md", STUDENT / "README.md", ROOT / "Makefile", STUDENT / "Makefile"):
        assert re.search(r"3\.11, 3\.12 (or|ou) 3\.13", path.read_text(encoding="utf-8")), path
    for path in (ROOT / "Makefile", STUDENT / "Makefile"):
        assert "python3.13 python3.12 python3.11 python3" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [ROOT, STUDENT], ids=["course", "student"])
def test_make_finds_the_python_that_serves(tmp_path, folder):
    """Of several Pythons on the path, one that TensorFlow has wheels for."""
    target = "install" if folder == ROOT else "installer"
    for name, version in {"python3": "3.14", "python3.13": "none", "python3.12": "3.12"}.items():
        script = (
            f'#!/bin/sh\ncase "$2" in *version_info*) exit {int(version not in SUPPORTED)};; esac\necho {name} "$@"\n'
        )
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    command = ["make", "--dry-run", "--always-make", "--directory", str(folder), target, f"VENV={tmp_path / 'venv'}"]
    done = subprocess.run(command, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True)
    assert "python3.12 -m venv" in done.stdout, done.stdout + done.stderr
