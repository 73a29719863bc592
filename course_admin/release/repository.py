"""The git repository that a release reaches students in: one commit a release, nothing overwritten."""

import re
from pathlib import Path

from course_admin.base.errors import CourseError
from course_admin.base.git import git, stamp
from course_admin.records import roster
from course_admin.release import individual, student_notebook
from course_admin.release.contents import release_files

_VERSION = re.compile(r"(?:_v(\d+))?\.ipynb$")


def release(assignment, to, now):
    """Write or update the students' git repository in the folder `to`; return the new commit, None if nothing changed.

    Each release is one commit, dated `now`. A notebook that was released is never changed: a correction comes beside it
    as `NAME_v2.ipynb`. Raises CourseError, and writes nothing, where something of somebody else would be lost, and for
    an assignment in which each student has data of their own.
    """
    if assignment.individual:
        raise CourseError(f"{assignment.id} has data for each student: give --students students.csv")
    return _release(assignment, Path(to).resolve(), release_files(assignment, now), now)


def release_to_each(assignment, to, students, now, progress=None):
    """Write or update a repository for each student (or group) below `to`, with their own data.

    `students` is the path of the roster, `progress(done, total)` is told of each. Returns owner → the new commit, None
    if nothing changed. Raises CourseError, as `release` does, and for an assignment whose data are the same for all.
    """
    if not assignment.individual:
        raise CourseError(f"{assignment.id} is the same for every student: release it without --students")
    owners = list(dict.fromkeys(one.owner for one in roster.read(students)))
    files, commits = release_files(assignment, now), {}
    beside = str(Path(assignment.path).parent)
    for done, owner in enumerate(owners, start=1):
        own = {f"{beside}/{name}": data for name, data in individual.files(assignment, owner).items()}
        commits[owner] = _release(assignment, Path(to).resolve() / owner, files | own, now)
        if progress:
            progress(done, len(owners))
    return commits


def _release(assignment, to, files, now):
    """Bring the repository at `to` to `files`, in one commit; the commit, None if nothing changed."""
    last = _last_release(assignment.course, to)
    if last:
        _check_order(assignment, to, last, now)
    changes = _changes(files, _tree(to, last) if last else {}, lambda blob: _blob(to, blob))
    if not changes:
        return None
    if last:
        _refuse_overwriting(to, last, changes)
    else:
        try:
            to.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CourseError(f"{to}: cannot be made ({error.strerror}); give another folder") from error
        git("init", "--quiet", "--template=", cwd=to)
    return _commit(assignment.course, to, changes, _subject(assignment, changes), now)


def _last_release(course, to):
    """The commit of the last release into `to`, None for a new or empty folder. Raises CourseError for any other."""
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return None
    if not to.is_dir() or not (to / ".git").is_dir():
        raise CourseError(
            f"{to} is not empty and not a repository of releases; give a new folder or the last release's"
        )
    if git("rev-parse", "--quiet", "--verify", "HEAD", cwd=to, check=False).returncode:
        if any(path.name != ".git" for path in to.iterdir()):
            raise CourseError(f"{to} is a repository without a commit but with files; give a new folder")
        return None
    email = course.identity["email"]
    log = git("log", "--format=%H %ce", cwd=to).stdout.splitlines()
    ours = [line.partition(" ")[0] for line in log if line.partition(" ")[2] == email]
    if not ours:
        raise CourseError(f"{to} is a repository that no release of this course was written to; give another folder")
    if git("status", "--porcelain", cwd=to).stdout:
        raise CourseError(f"{to} has uncommitted changes; commit or undo them, then release again")
    return ours[0]


def _check_order(assignment, to, last, now):
    """A release never goes back: neither before the last one, nor to a TP before one that is there."""
    date = int(git("log", "-1", "--format=%ct", last, cwd=to).stdout)
    if now.timestamp() < date:
        raise CourseError(f"{to}: its last release is of a later date than {now:%Y-%m-%d %H:%M}; give a later --now")
    later = assignment.course.assignments[assignment.course.assignments.index(assignment) + 1 :]
    for other in (a for a in later if a.path in _tree(to, last)):
        raise CourseError(f"{to} already holds {other.id}: release {other.id}, which brings {assignment.id} up to date")


def _tree(to, commit):
    """The files of a commit: a dict from path to blob."""
    lines = git("ls-tree", "-r", "-z", commit, cwd=to).stdout.split("\0")
    return {line.partition("\t")[2]: line.partition("\t")[0].split()[2] for line in lines if line}


def _blob(to, blob):
    return git("cat-file", "blob", blob, cwd=to, text=False).stdout


def _changes(files, released, read):
    """What to write (path → bytes) and to remove (path → None) to bring what was `released` up to date."""
    changes = {path: None for path in released if path not in files and not path.endswith(".ipynb")}
    for path, content in files.items():
        if not path.endswith(".ipynb"):
            if path not in released or read(released[path]) != content:
                changes[path] = content
            continue
        newest = _newest_version(path, released)
        if newest is None:
            changes[path] = content
        elif _written(read(released[newest])) != _written(content):
            changes[_next_version(newest)] = content
    return changes


def _written(content):
    """A notebook's cells without what a corrigé tells of the class: marks that change later make no new version."""
    return student_notebook.cells(content, without=student_notebook.CLASS_TAG)


def _newest_version(path, released):
    """The newest of `NAME.ipynb`, `NAME_v2.ipynb`, … that was released, None if there is none."""
    stem = path.removesuffix(".ipynb")
    versions = [name for name in released if name.startswith(stem) and _VERSION.fullmatch(name[len(stem) :])]
    return max(versions, key=_version, default=None)


def _version(path):
    return int(_VERSION.search(path)[1] or 1)


def _next_version(path):
    """The name of a correction.

    >>> _next_version("notebooks/tp/tp1/descente.ipynb"), _next_version("a_v2.ipynb")
    ('notebooks/tp/tp1/descente_v2.ipynb', 'a_v3.ipynb')
    """
    return _VERSION.sub(f"_v{_version(path) + 1}.ipynb", path)


def _refuse_overwriting(to, last, changes):
    """Raise CourseError where a change would replace what somebody else has committed since the last release."""
    theirs = git("diff", "--name-only", "--no-renames", "-z", last, "HEAD", cwd=to).stdout.split("\0")
    clashes = sorted(set(theirs) & set(changes))
    if clashes:
        names = ", ".join(clashes)
        raise CourseError(f"{to}: somebody else changed {names} since the last release; undo that or release elsewhere")


def _subject(assignment, changes):
    """The commit's message, for students."""
    if assignment.path in changes:
        return f"Distribution de {assignment.id} : {assignment.title}"
    if f"notebooks/corriges/{assignment.id}.ipynb" in changes:
        return f"Corrigé de {assignment.id} : {assignment.title}"
    return f"Mise à jour de {assignment.id} : {assignment.title}"


def _commit(course, to, changes, message, now):
    """Commit the changes in one step, then bring the folder to that commit: an interruption leaves the old state."""
    branch = git("symbolic-ref", "HEAD", cwd=to).stdout.strip()
    parent = git("rev-parse", "--quiet", "--verify", "HEAD", cwd=to, check=False).stdout.strip()
    who = f"{course.identity['name']} <{course.identity['email']}> {stamp(now)}"
    text = message.encode("utf-8")
    stream = [f"commit {branch}\nauthor {who}\ncommitter {who}\ndata {len(text)}\n".encode(), text, b"\n"]
    if parent:
        stream.append(f"from {parent}\n".encode())
    for path, content in changes.items():
        if content is None:
            stream.append(f"D {path}\n".encode())
        else:
            stream += [f"M 100644 inline {path}\ndata {len(content)}\n".encode(), content, b"\n"]
    git("fast-import", "--quiet", cwd=to, input=b"".join([*stream, b"done\n"]), timeout=300)
    git("reset", "--quiet", "--hard", cwd=to, timeout=300)
    return git("rev-parse", "HEAD", cwd=to).stdout.strip()
