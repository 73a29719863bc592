"""`python -m course_utils.maj [URL]`: bring the next release of the course into a clone that holds a student's work.

The course's repository is the git remote `cours`. What only one side changed is merged by git. Where both sides changed
a file, the student's stays as it is and the course's is written beside it (`name_cours.ipynb`); only in what the course
maintains (`course_utils/`, `datasets/`, tools) does the course's version win, the other one staying in the history.
"""

import re
import sys
from pathlib import PurePosixPath

from course_utils.console import any_console
from course_utils.local_git import find_root, git, run, show

REMOTE = "cours"
MAINTAINED = (
    "course_utils/",
    "datasets/",
    "jupyterlab/",
    "Makefile",
    "pyproject.toml",
    "requirements.txt",
    "nbgrader_config.py",
)


class UpdateRefused(Exception):
    """Nothing was changed; the text says why and what to do, in French."""


def update(root, url=None):
    """Fetch and merge the course's current release; returns the lines to print. Raises UpdateRefused."""
    _ready(root, url)
    branch = _release_branch(root)
    before = git(root, "rev-parse", "HEAD").strip()
    if git(root, "merge-base", "--is-ancestor", branch, "HEAD") is not None:
        return ["✔ Vous avez déjà tout : rien de nouveau."]
    merged = run(root, *_identity(root), "merge", "--no-commit", "--allow-unrelated-histories", branch)
    kept = _settle(root, branch, merged)
    if git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD"):
        done = run(root, *_identity(root), "commit", "--no-verify", "-m", "Mise à jour du cours")
        if done.returncode:
            git(root, "merge", "--abort")
            raise UpdateRefused(f"git n’a pas pu enregistrer la mise à jour : {_last_line(done)}")
    news = (git(root, "diff", "--name-only", "--diff-filter=A", before, "HEAD", "--", "notebooks/") or "").splitlines()
    lines = ["✔ Le cours est à jour, et votre travail n’a pas bougé."]
    lines += [f"  nouveau : {path}" for path in news if path not in kept.values()]
    lines += [f"  {mine} : le vôtre est gardé ; celui du cours est à côté, {theirs}" for mine, theirs in kept.items()]
    if git(root, "diff", "--name-only", before, "HEAD", "--", "requirements.txt"):
        lines.append("  Bibliothèques à mettre à jour : make lab le fait, ou python -m pip install -r requirements.txt")
    return lines


def main(arguments=None):
    """The command; returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    any_console()
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print("Usage : python -m course_utils.maj [adresse du dépôt du cours, la première fois]")
        return 0 if len(arguments) == 1 else 1
    try:
        print(*update(find_root(), *arguments), sep="\n")
    except UpdateRefused as refused:
        print(f"✘ {refused}")
        return 1
    return 0


def _ready(root, url):
    """Everything committed, nothing half merged, and a remote to ask."""
    if git(root, "rev-parse", "HEAD") is None:
        raise UpdateRefused("ce dossier n’est pas un dépôt git (ou git n’est pas installé) : partez d’un « git clone »")
    if git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD"):
        raise UpdateRefused("une fusion est restée en plan ; abandonnez-la d’abord : git merge --abort")
    if git(root, "status", "--porcelain", "--untracked-files=no"):
        raise UpdateRefused(
            "vous avez du travail qui n’est pas dans un commit. Mettez-le à l’abri puis recommencez :\n"
            '    git commit -a -m "Travail en cours"'
        )
    known = git(root, "remote", "get-url", REMOTE) is not None
    if not url and not known:
        raise UpdateRefused(
            "l’adresse du dépôt du cours (elle est sur sa page GitLab) n’est pas encore connue ; donnez-la une fois :\n"
            "    make maj DEPOT=adresse        ou        python -m course_utils.maj adresse"
        )
    if url:
        asked = run(root, "ls-remote", "--", url)
        if asked.returncode:
            kept = " L’adresse d’avant est gardée." if known else ""
            raise UpdateRefused(f"le dépôt du cours ne répond pas à cette adresse ({_why(asked)}) ; corrigez-la.{kept}")
        git(root, "remote", *(("set-url",) if known else ("add",)), REMOTE, url)
    fetched = run(root, "fetch", "--quiet", REMOTE)
    if fetched.returncode:
        raise UpdateRefused(f"le dépôt du cours ne répond pas ({_why(fetched)}) ; vérifiez le réseau et l’adresse")


_REASONS = (
    ("resolve host|could not connect|unable to access|timed out|connection", "le serveur ne répond pas"),
    ("not found|does not exist|not appear to be a git|no such|remote helper", "il n’y a pas de dépôt git là"),
    ("authentication|permission denied|could not read|403|401", "l’accès est refusé"),
)


def _why(done):
    """Why git could not reach a repository, in French."""
    said = (done.stderr or b"").decode("utf-8", "replace")
    return next((french for found, french in _REASONS if re.search(found, said, re.IGNORECASE)), "adresse refusée")


def _release_branch(root):
    """The branch that the course's repository shows first, or its only one."""
    git(root, "remote", "set-head", REMOTE, "--auto")
    head = git(root, "rev-parse", "--abbrev-ref", f"{REMOTE}/HEAD")
    if head and git(root, "rev-parse", "-q", "--verify", head.strip()):
        return head.strip()
    raise UpdateRefused("le dépôt du cours ne contient encore rien")


def _settle(root, branch, merged):
    """Resolve every conflict of a merge; returns {student's path: where the course's version was written}."""
    conflicts = (git(root, "diff", "--name-only", "--diff-filter=U", "-z") or "").strip("\0").split("\0")
    conflicts = [path for path in conflicts if path]
    if merged.returncode and not conflicts:
        reason = merged.stderr.decode("utf-8", "replace")
        if "untracked working tree files" in reason:
            names = ", ".join(line.strip() for line in reason.splitlines() if line.startswith("\t"))
            raise UpdateRefused(
                f"la mise à jour apporte des fichiers que vous avez déjà sans commit ; renommez les vôtres : {names}"
            )
        git(root, "merge", "--abort")
        raise UpdateRefused(f"git refuse la fusion : {_last_line(merged)}")
    kept = {}
    for path in conflicts:
        mine, theirs = show(root, "HEAD", path), show(root, branch, path)
        if path.startswith(MAINTAINED) or mine is None:
            _write(root, path, theirs)
        else:
            _write(root, path, mine)
            if theirs is not None:
                kept[path] = _beside(path)
                _write(root, kept[path], theirs)
    return kept


def _write(root, path, content):
    """Put a version in the working tree and the index; None removes the file."""
    if content is None:
        git(root, "rm", "-q", "--", path)
        return
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)
    git(root, "add", "--force", "--", path)


def _beside(path):
    """`a/b.ipynb` as `a/b_cours.ipynb`."""
    path = PurePosixPath(path)
    return str(path.with_name(f"{path.stem}_cours{path.suffix}"))


def _identity(root):
    """A name for the merge commit where the student has not given git one yet."""
    if git(root, "config", "user.email"):
        return ()
    return ("-c", "user.name=Mise à jour du cours", "-c", "user.email=maj@localhost")


def _last_line(done):
    text = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    return text.splitlines()[-1] if text else "sans raison donnée"


if __name__ == "__main__":
    sys.exit(main())
