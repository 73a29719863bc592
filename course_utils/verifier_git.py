"""Whether the work is handed in: there is some, it is in a commit, on the branch that is marked, and on the server."""

import os
import re
import shlex
from pathlib import Path, PurePosixPath

from course_utils import handin
from course_utils.local_git import git
from course_utils.notebook import beside, choice
from course_utils.notebook.cell import is_answer, is_stub, written
from course_utils.verifier_report import Line


def handing_in(root, path, reference, notebook, located):
    """Is there something to mark, is it in a commit, on the branch that is marked, is the commit on the server?"""
    problem = _nothing(reference, notebook)
    if problem:
        lines = [Line("Travail", False, problem)]
        lines += _on_other_branches(root)
        elsewhere = located.elsewhere()
        return lines + ([Line("Ailleurs", False, choice.elsewhere(elsewhere))] if elsewhere else [])
    lines = [*_committed(root, path), *_helpers_committed(root, path, notebook, located.files), *_on_the_branch(root)]
    return lines if os.environ.get("CI") else [*lines, _pushed(root, path)]


def _nothing(reference, notebook):
    """Why there is nothing to mark, "" where there is something."""
    same = written(notebook["cells"]) == written(reference["cells"])
    if handin.is_released(reference) and same:
        return "le notebook est encore celui qui a été distribué ; il n’y a rien à noter."
    answers = [one["source"] for one in handin.repair(reference, notebook)["cells"] if is_answer(one)]
    released = {one["source"] for one in reference["cells"] if is_answer(one)}
    blank = all(is_stub(text) if not handin.is_released(reference) else text in released for text in answers)
    return "aucune réponse n’y est encore écrite ; il n’y a rien à noter." if blank else ""


def _committed(root, path):
    if git(root, "status", "--porcelain", "--", path):
        commit = f'git add {shlex.quote(path)} && git commit -m "Rendu {Path(path).parent.name}"'
        yield Line("Commit", False, f"la dernière version n’est pas dans un commit : {commit}")
    else:
        yield Line("Commit", True, "la version actuelle est dans un commit.")


def _helpers_committed(root, path, notebook, files):
    """The files that the code names, goes with, and that are in no commit as they stand."""
    code = "\n".join(one["source"] for one in notebook["cells"] if one["cell_type"] == "code")
    for name, source in beside.chosen(files, path).items():
        stem = PurePosixPath(name).stem
        if not re.search(rf"\b{re.escape(stem)}\b", code):
            continue
        if git(root, "status", "--porcelain", "--ignored", "--", source):
            add = f"git add --force {shlex.quote(source)}"
            yield Line("Commit", False, f"{source}, dont votre code se sert, n’est pas dans un commit : {add}")


def _on_the_branch(root):
    """Whether the branch at work is the one that is marked, as far as the clone tells."""
    if os.environ.get("CI"):
        here, marked = os.environ.get("CI_COMMIT_BRANCH"), os.environ.get("CI_DEFAULT_BRANCH")
    else:
        here = (git(root, "symbolic-ref", "--short", "--quiet", "HEAD") or "").strip()
        marked = (git(root, "symbolic-ref", "--short", "--quiet", "refs/remotes/origin/HEAD") or "").strip()
        marked = marked.removeprefix("origin/")
        if not here:
            yield Line("Branche", False, "vous n’êtes sur aucune branche : git switch -c rendu, puis fusionnez-la.")
            return
    if here and marked and here != marked:
        merge = f"git switch {shlex.quote(marked)} && git merge {shlex.quote(here)}"
        yield Line("Branche", False, f"vous êtes sur « {here} » ; c’est « {marked} » qui est notée : {merge}")


def _on_other_branches(root):
    """The branches with work on a notebook that the present one has not."""
    names = (git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes") or "").split()
    for name in names[:50]:
        if git(root, "log", "-1", "--format=%h", f"HEAD..{name}", "--", "*.ipynb"):
            yield Line("Branche", False, f"la branche « {name} » contient un travail qui n’est pas dans celle-ci.")


def _pushed(root, path):
    upstream = git(root, "rev-parse", "--abbrev-ref", "@{upstream}")
    if upstream is None:
        return Line("Push", False, "rien n’est encore sur GitLab : git push -u origin HEAD")
    if git(root, "log", "--format=%h", "@{upstream}..HEAD", "--", path):
        return Line("Push", False, "votre dernier commit n’est pas encore sur GitLab : git push")
    return Line("Push", True, f"le dernier commit est sur {upstream.strip()}.")


def submodules(root):
    """The paths of the repository that are submodules."""
    lines = (git(root, "ls-files", "--stage", "-z") or "").split("\0")
    return [line.partition("\t")[2] for line in lines if line.startswith("160000 ")]


def bring_back(root, path):
    """The command that brings a file back, one that works: from the last commit that has it."""
    quoted = shlex.quote(path)
    if git(root, "cat-file", "-e", f"HEAD:{path}") is not None:
        return f"pour le retrouver : git checkout HEAD -- {quoted}"
    gone = (git(root, "log", "-1", "--format=%h", "--diff-filter=D", "--no-renames", "--", path) or "").strip()
    if gone:
        return f"pour le retrouver : git checkout {gone}~1 -- {quoted}"
    return "demandez de l’aide à l’équipe."
