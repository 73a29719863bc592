"""A student's repository as we keep it: a bare mirror that is fetched from, read, and never checked out.

The repository is a stranger's. Its hooks, configuration, submodules, filters and LFS pointers are data that nothing
executes; links are not followed; time, size and memory are bounded. Whatever head was once fetched stays under
`refs/collected/`, so a force-push loses nothing.
"""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from course_admin.base import leftovers, local
from course_admin.base.git import PROTOCOLS, GitError, git

FETCH_SECONDS = 120
FETCH_BYTES = 256 * 2**20
READ_SECONDS = 20
LISTING_BYTES = 8 * 2**20
MAX_BRANCHES = 100
MAX_COMMITS = 20_000
MAX_NOTEBOOK_COMMITS = 2_000  # each costs a few git calls

# Faults of objects that matter only to who checks them out, or that old tools commonly write.
_HARMLESS = (
    *("gitmodulesBlob", "gitmodulesLarge", "gitmodulesName", "gitmodulesParse", "gitmodulesPath", "gitmodulesSymlink"),
    *("gitmodulesUpdate", "gitmodulesUrl", "gitattributesBlob", "gitattributesLarge", "gitattributesLineLength"),
    *("gitattributesMissing", "gitattributesSymlink", "gitignoreSymlink", "mailmapSymlink"),
    *("hasDot", "hasDotdot", "hasDotgit", "zeroPaddedFilemode", "badTimezone"),
    *("missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeEmail", "missingSpaceBeforeDate"),
)
# As git checks a name; a repository on a disk may list others.
_ILL_FORMED = r".*(\.\.|@\{|//|/\.|\.lock(/|$)|[/.]$)|[./]"
_BRANCH = re.compile(rf"refs/heads/(?!{_ILL_FORMED})[^\s:*?\[\\^~\x00-\x1f\x7f]+")
# A path may belong to another user; git's own check would refuse it in a process that forgets our settings.
_LOCAL = ("--upload-pack", "git -c safe.directory=* upload-pack")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCP = re.compile(r"[\w.-]+@[\w.-]+:|[\w.-]{2,}:(?![/\\]{2})")


class Unreachable(Exception):
    """A repository that cannot be collected; the text says why, in French."""


@dataclass(frozen=True)
class Commit:
    """A commit that touched a notebook: `date` in seconds since 1970, as its author's machine had it."""

    id: str
    date: int
    parents: tuple[str, ...]
    email: str


@dataclass(frozen=True)
class Entry:
    """A name in a commit's tree."""

    mode: str
    blob: str
    size: int
    path: str

    @property
    def is_file(self):
        """Whether it is a regular file: neither a symbolic link nor a submodule."""
        return self.mode.startswith("100")


class Mirror:
    """The bare repository at `path`, which need not exist yet."""

    def __init__(self, path):
        self.path = Path(path)

    def fetch(self, url, seconds=FETCH_SECONDS, size=FETCH_BYTES, others=()):
        """Bring in every branch of `url`; return branch → commit, the default branch as `HEAD` too. Raises Unreachable.

        An empty repository gives {"HEAD": ""}. `others` are folders of this machine that are somebody else's.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            git("init", "--quiet", "--bare", "--template=", self.path)
            with _source(url, size, others) as remote:
                heads = self._fetch(remote, seconds, size)
            if len(self.commits(heads.values())) > MAX_COMMITS:
                raise Unreachable(f"le dépôt a plus de {MAX_COMMITS} commits")
        except local.Refused as reason:
            raise Unreachable(str(reason)) from reason
        except GitError as error:
            too_big = error.too_big or self._reached(size)
            raise Unreachable(_reason(error, seconds, size, too_big)) from error
        finally:
            self._sweep()
        return heads

    def _fetch(self, remote, seconds, size):
        names, default = self._branches(remote, seconds)
        if not names:
            return {"HEAD": ""}
        for old in self._git("for-each-ref", "--format=%(refname)", "refs/incoming/").stdout.split():
            self._git("update-ref", "-d", old)
        fetch = [part for fault in _HARMLESS for part in ("-c", f"fetch.fsck.{fault}=ignore")]
        fetch += ["-c", "fetch.fsckObjects=true", "-c", "fetch.unpackLimit=1", "-c", "pack.threads=1"]
        fetch += ["-c", "core.bigFileThreshold=16m", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head"]
        fetch += ["--no-recurse-submodules", "--no-auto-maintenance", "--refmap=", *remote]
        fetch += [f"+refs/heads/{name}:refs/incoming/{number}" for number, name in enumerate(names)]
        self._git(*fetch, timeout=seconds, max_bytes=size)
        heads = {}
        for number, name in enumerate(names):
            commit = self._git("rev-parse", f"refs/incoming/{number}^{{commit}}").stdout.strip()
            self._git("update-ref", f"refs/collected/{commit}", commit)
            heads[name] = commit
        return {"HEAD": heads[default], **heads}

    def _branches(self, remote, seconds):
        """The names of the remote's branches, at most MAX_BRANCHES, and which one is the default."""
        listing = self._git("ls-remote", "--symref", *remote, timeout=seconds, max_bytes=LISTING_BYTES).stdout
        target, names = None, []
        for line in listing.split("\n"):  # not at what else Python takes for the end of a line
            value, _, ref = line.partition("\t")
            if ref == "HEAD" and value.startswith("ref: refs/heads/"):
                target = value.removeprefix("ref: refs/heads/")
            elif _BRANCH.fullmatch(ref) and value.strip("0"):  # a reference that a crash has emptied names nothing
                names.append(ref.removeprefix("refs/heads/"))
        first = [name for name in (target, "main", "master") if name in names]
        names = [*dict.fromkeys([*first, *names])][:MAX_BRANCHES]
        return names, names[0] if names else None

    def commits(self, tips):
        """The ids of the commits that some tips reach, newest first, one more than MAX_COMMITS at most."""
        tips = [tip for tip in tips if tip]
        if not tips:
            return []
        return self._read("rev-list", "--date-order", f"--max-count={MAX_COMMITS + 1}", *tips).split()

    def newest_ancestor_date(self, commit):
        """The latest date among the ancestors of a commit, its own apart; None where it has none."""
        lines = self._read("log", "--format=%ct", f"--max-count={MAX_COMMITS}", commit).split("\n")[1:]
        return max((int(line) for line in lines if line.isdigit()), default=None)  # a commit may have no date

    def notebook_commits(self, tip):
        """The states of a branch that ends at `tip` and changed any notebook, newest first, along first parents.

        What a merge brings in is a change of the merge: this is what the branch itself was, at each moment.
        """
        if not tip:
            return []
        form = "--format=%H%x00%ct%x00%P%x00%ce"
        names = ("--", ":(glob,icase)**/*.ipynb")
        text = self._read("log", "--first-parent", form, f"--max-count={MAX_NOTEBOOK_COMMITS}", tip, *names)
        fields = (line.split("\0") for line in text.split("\n") if line)
        return [
            Commit(id, int(date) if date.isdigit() else 0, tuple(parents.split()), email)
            for id, date, parents, email in (line for line in fields if len(line) == 4)
        ]

    def tree(self, commit):
        """The entries of a commit's whole tree."""
        found = []
        for line in self._read("ls-tree", "-r", "-z", "--long", "--full-tree", commit).split("\0"):
            about, _, path = line.partition("\t")
            if path:
                mode, _, blob, size = about.split()
                found.append(Entry(mode, blob, int(size) if size.isdigit() else 0, path))
        return found

    def read(self, entry, limit):
        """The bytes of a regular file of at most `limit` bytes. Raises ValueError for anything else."""
        if not entry.is_file or entry.size > limit:
            raise ValueError(f"{entry.path} is no regular file of at most {limit} bytes")
        return self._git("cat-file", "blob", entry.blob, text=False, timeout=READ_SECONDS, max_bytes=2 * limit).stdout

    def _read(self, *args):
        return self._git(*args, timeout=READ_SECONDS, max_bytes=LISTING_BYTES).stdout

    def _git(self, *args, **options):
        return git("--git-dir", self.path, *args, **options)

    def _reached(self, size):
        """Whether a pack was cut at `size`: the process that wrote it ends without a word of it."""
        return any(path.stat().st_size > size - 1024 for path in self.path.glob("objects/pack/tmp_*"))

    def _sweep(self):
        """Remove what a fetch that was stopped has left half written."""
        for pattern in ("objects/pack/tmp_*", "objects/pack/.tmp-*", "**/*.lock"):
            for path in self.path.glob(pattern):
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def _source(repository, size, others):
    """What follows `git fetch`: the address, or a copy of ours of a repository on this machine. Raises as `fetch`."""
    remote = address(repository)
    path = local.path_of(remote[-1]) if "--upload-pack" in remote else None
    if path is None:
        yield remote
        return
    with leftovers.folder("copy") as folder:
        local.copied(path, folder, 2 * size, others)
        yield [*_LOCAL, "--", folder]


def address(repository):
    """What follows `git fetch` for a URL or a path: options, then the address. Raises Unreachable for odd ones."""
    if not repository:
        raise Unreachable("aucun dépôt n’est indiqué pour cette personne")
    url = _URL.match(repository)
    odd = "::" in repository.split("/")[0] or repository.startswith("-") or not repository.isprintable()
    if odd or (url and url[1].lower() not in PROTOCOLS):
        raise Unreachable("adresse refusée : un chemin ou une adresse https, ssh, git ou file est attendu")
    if url and url[1].lower() == "file":
        return [*_LOCAL, "--", repository]
    if url or (_SCP.match(repository) and not os.path.exists(repository)):
        return ["--", repository]
    path = os.path.abspath(os.path.expanduser(repository))
    if not os.path.isdir(path):
        raise Unreachable("le dépôt est introuvable à cette adresse")
    return [*_LOCAL, "--", path]


_REASONS = (
    (r"not allowed", "adresse refusée : ce moyen de transport n’est pas accepté"),
    (r"not found|does not exist|not appear to be a git repo|no such file", "le dépôt est introuvable à cette adresse"),
    (
        r"authentication|permission denied|could not read (username|password)|prompts disabled|\b40[13]\b",
        "accès refusé : le dépôt doit être ouvert à l’équipe enseignante",
    ),
    (r"resolve host|connect|unable to access|timed out|hung up", "le serveur du dépôt ne répond pas"),
    (r"ambiguous argument|unknown revision|shallow", "le dépôt est incomplet : des commits lui manquent"),
    (r"fsck|corrupt|pack|bad |missing|invalid|inflate|object|unexpected|broken|malformed", "le dépôt est endommagé"),
)


def _reason(error, seconds, size, too_big):
    """Why git failed, in French."""
    if error.timed_out:
        return f"le dépôt n’a pas été reçu en {seconds} secondes"
    if too_big:
        return f"le dépôt est trop gros (plus de {size // 2**20} Mo)"
    for pattern, french in _REASONS:
        if re.search(pattern, error.reason, re.IGNORECASE):
            return french
    return "git ne peut pas lire le dépôt"  # its own words are English, and may be a stranger's
