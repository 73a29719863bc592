"""A repository at a path of this machine, read and written without git ever running in it.

Git obeys the configuration of the repository that it runs in (filters, hooks, links, alternates), and that one is a
stranger's. So `copied` takes its objects and references, regular files alone, into a repository of ours; `write` puts
objects and one reference back, file by file. Both follow no link: each folder is opened from the one above it.
"""

import contextlib
import os
import re
import stat
from pathlib import Path

from course_admin.base.errors import CourseError
from course_admin.base.git import git

_TOP = ("HEAD", "packed-refs", "shallow")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILES = 200_000  # in all its folders
_DEEP = 20
_REFERENCE_BYTES = 4096  # of one line of packed references
# What git could make again from the objects, and takes at its word: never taken from a stranger.
_CACHES = re.compile(r"multi-pack-index.*|commit-graphs?|.*\.(bitmap|rev|mtimes|promisor|keep|graph)")


class Refused(CourseError):
    """A folder that is no plain repository; the text says why, in French."""


def path_of(repository):
    """The path that an address names on this machine, links resolved; None where it names another place."""
    if repository.lower().startswith("file://"):
        repository = "/" + repository[7:].partition("/")[2]
    elif "://" in repository:
        return None
    path = os.path.realpath(os.path.expanduser(repository))
    return Path(path) if os.path.isdir(path) else None


def copied(path, folder, limit, others=()):
    """Copy the repository at `path` into a new bare one at `folder`, at most `limit` bytes. Raises Refused.

    Objects that it borrows come along, but not those of `others`, nor of a folder that belongs to somebody else.
    """
    git("init", "--quiet", "--bare", "--template=", folder)
    with _opened(path) as top:
        room = [limit, _FILES]  # bytes and files that are left
        for name in _TOP:
            _copy_file(top, name, Path(folder) / name, room)
        _keep_references(Path(folder) / "packed-refs")
        for name, left_out in (("objects", _CACHES), ("refs", None)):
            with _below(top, name) as inside:
                _copy_folder(inside, Path(folder) / name, room, _DEEP, left_out)
    alternates = Path(folder, "objects", "info", "alternates")
    if alternates.exists():
        lenders = os.fsdecode(alternates.read_bytes()).split("\n")
        alternates.unlink()
        for lender in filter(None, lenders):
            _borrow(path, lender, Path(folder, "objects"), room, others)


def _keep_references(packed):
    """Of packed references keep the lines that are some: for git, a single odd one spoils them all."""
    if packed.exists():
        whole = packed.with_suffix(".whole")
        packed.rename(whole)
        with open(whole, "rb") as lines, open(packed, "wb") as kept:
            while line := lines.readline(_REFERENCE_BYTES):
                if re.fullmatch(rb"[0-9a-f]{40} refs/[^\0\r\n]+\r?\n?", line):
                    kept.write(line.rstrip(b"\r\n") + b"\n")
        whole.unlink()


def _borrow(path, lender, target, room, others):
    """Copy the objects of a folder that a repository's alternates name; what these borrow in turn is not followed."""
    place = Path(os.path.realpath(lender if os.path.isabs(lender) else Path(path, ".git", "objects", lender)))
    theirs = any(place.is_relative_to(os.path.realpath(other)) for other in others)
    try:
        if theirs or place.name != "objects" or os.stat(place).st_uid != os.stat(path).st_uid:
            raise Refused("ce dépôt emprunte les objets d’un autre (alternates)")
        with _folder(os.open(place, _FOLDER)) as folder:
            _copy_folder(folder, target, room, _DEEP, _CACHES)
    except OSError as error:
        raise Refused("ce dépôt emprunte des objets (alternates) qui ne se lisent pas") from error
    (target / "info" / "alternates").unlink(missing_ok=True)


def write(path, objects, reference, commit, expected):
    """Write loose objects (a folder `objects`) and set `reference` to `commit`, where it was `expected` (or "").

    Raises Refused where the repository is not plain or the reference is another by now.
    """
    with _opened(path) as top:
        owner = os.fstat(top)
        with _below(top, "objects") as place:
            for source in sorted(objects.glob("??/*")):
                with _made(place, source.parent.name, owner) as folder, contextlib.suppress(FileExistsError):
                    _new_file(folder, source.name, source.read_bytes(), 0o444, owner)
        with contextlib.ExitStack() as stack:
            *folders, name = reference.split("/")
            place = stack.enter_context(_below(top, folders[0]))
            for folder in folders[1:]:
                place = stack.enter_context(_made(place, folder, owner))
            lock = f"{name}.lock"
            _new_file(place, lock, f"{commit}\n".encode(), 0o644, owner)
            try:
                if _loose(place, name) not in (expected, ""):
                    raise Refused("la branche a changé entre-temps")
                os.rename(lock, name, src_dir_fd=place, dst_dir_fd=place)
            except BaseException:
                os.unlink(lock, dir_fd=place)
                raise


@contextlib.contextmanager
def _opened(path):
    """The descriptor of the git folder of a repository: its `.git`, or itself where it is bare."""
    try:
        with _folder(os.open(path, _FOLDER)) as top, contextlib.ExitStack() as stack:
            inside = top
            if ".git" in os.listdir(top):
                inside = stack.enter_context(_below(top, ".git"))
                if os.fstat(inside).st_uid != os.fstat(top).st_uid:
                    raise Refused("le dossier .git de ce dépôt appartient à quelqu’un d’autre")
            names = set(os.listdir(inside))
            if not {"HEAD", "objects", "refs"} <= names:
                raise Refused("le dépôt est introuvable à cette adresse")
            if names & {"commondir", "reftable"} or _is_of_longer_ids(inside):
                raise Refused("ce dépôt dépend d’un autre, ou d’un format de git qui n’est pas lu ici")
            yield inside
    except OSError as error:
        raise Refused(f"le dépôt ne se lit pas ({error.strerror})") from error


@contextlib.contextmanager
def _below(folder, name):
    """The descriptor of a folder in a folder; a link is no folder."""
    try:
        descriptor = os.open(name, _FOLDER, dir_fd=folder)
    except NotADirectoryError:
        raise Refused(f"« {name} » est un lien ou un fichier : ce dépôt est celui d’un autre dossier") from None
    with _folder(descriptor):
        yield descriptor


@contextlib.contextmanager
def _folder(descriptor):
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _made(folder, name, owner):
    """`_below`, the folder made where it is missing, for the owner of the repository."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, 0o755, dir_fd=folder)
        if os.geteuid() == 0:
            os.chown(name, owner.st_uid, owner.st_gid, dir_fd=folder, follow_symlinks=False)
    return _below(folder, name)


def _is_of_longer_ids(folder):
    """Whether the settings of a repository say that its objects are named by SHA-256, which git mixes with no other."""
    try:
        descriptor = os.open("config", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return False
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return False
        return bool(re.search(rb"objectformat\s*=\s*\"?sha256", file.read(1 << 20), re.IGNORECASE))


def _copy_folder(folder, target, room, deep, left_out=None):
    target.mkdir(exist_ok=True)
    for name in os.listdir(folder):
        if left_out and left_out.fullmatch(os.fsdecode(name)):
            continue
        kind = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if stat.S_ISDIR(kind) and deep:
            with _below(folder, name) as inside:
                _copy_folder(inside, target / os.fsdecode(name), room, deep - 1, left_out)
        elif stat.S_ISREG(kind) and not name.endswith(".lock"):
            _copy_file(folder, name, target / name, room)
        elif stat.S_ISLNK(kind):
            raise Refused(f"« {name} » est un lien : ce dépôt est celui d’un autre dossier")


def _copy_file(folder, name, target, room):
    """Copy a regular file, where it is there; `room` holds the bytes and the files that are left."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return
    except OSError:
        raise Refused(f"« {name} » est un lien : ce dépôt est celui d’un autre dossier") from None
    with open(descriptor, "rb") as source:
        about = os.fstat(descriptor)
        room[0], room[1] = room[0] - about.st_size, room[1] - 1
        if not stat.S_ISREG(about.st_mode):
            raise Refused(f"« {name} » n’est pas un fichier")
        if min(room) < 0:
            raise Refused("le dépôt est trop gros")
        with open(target, "wb") as copy:
            left = about.st_size
            while left and (part := source.read(min(left, 1 << 20))):
                copy.write(part)
                left -= len(part)


def _new_file(folder, name, content, mode, owner):
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode, dir_fd=folder)
    with open(descriptor, "wb") as file:
        if os.geteuid() == 0:
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        file.write(content)


def _loose(folder, name):
    """The commit that a loose reference names, "" where there is none. Raises Refused for anything but a file."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise Refused("la branche est un lien") from error
    with open(descriptor, "rb") as file:
        return file.read(100).decode("ascii", "replace").strip()
