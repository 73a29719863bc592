"""The ledger: when each commit was first seen, for a commit's own date is only the student's word.

`records/ledger.csv` only ever grows. Its columns are seen, owner, branch and commit: a line without a branch says that
a commit was seen for the first time; a line with one, what that branch was at a collect. The branch `HEAD` is the
default one, with an empty commit where the repository was empty.
"""

import csv
import io
import os
import re
from collections import defaultdict
from datetime import datetime

COLUMNS = ("seen", "owner", "branch", "commit")

_COMMIT = re.compile(r"[0-9a-f]{40}|")


class Ledger:
    """The ledger in memory, and its file at `path`; one process writes it (see the lock of `collect`)."""

    def __init__(self, path):
        self.path = path
        self._first_seen = defaultdict(dict)  # owner → commit → datetime
        self._heads = defaultdict(list)  # owner → [(datetime, branch, commit)]
        self.damaged = []  # the numbers of the lines that cannot be understood
        text = path.read_text(encoding="utf-8-sig", errors="surrogateescape") if path.exists() else ""
        for number, line in enumerate(_lines(text), start=1):
            if line and not self._take(line) and line != list(COLUMNS):
                self.damaged.append(number)

    def first_seen(self, owner, commit):
        """When a collect first saw this commit, None if none has."""
        return self._first_seen[owner].get(commit)

    def heads(self, owner, branch="HEAD"):
        """What `branch` was at each collect that reached the repository, and each push told: [(when, commit)]."""
        return sorted(
            ((seen, commit) for seen, name, commit in self._heads[owner] if name == branch), key=lambda head: head[0]
        )

    def branches(self, owner):
        """The names of the branches that the last collect of a repository found."""
        names = [branch for _, branch, _ in self._heads[owner]]
        return names[len(names) - names[::-1].index("HEAD") :] if "HEAD" in names else []

    def record_pushes(self, owner, pushes):
        """Append what is new of `pushes`, a list of (when, heads, commits): see `record`. Before the collect itself."""
        for when, heads, commits in pushes:
            if not {(when, branch, commit) for branch, commit in heads.items()} <= set(self._heads[owner]):
                self.record(owner, heads, commits, when)

    def record(self, owner, heads, commits, now):
        """Append one collect: `heads` (branch → commit, `HEAD` first), and those of `commits` that are new."""
        known = self._first_seen[owner]
        new = [commit for commit in commits if commit not in known or known[commit] > now]
        seen = now.isoformat(timespec="seconds")
        lines = [(seen, owner, "", commit) for commit in new]
        lines += [(seen, owner, branch, commit) for branch, commit in heads.items()]
        self._append(lines)
        for line in lines:
            self._take(line)

    def copy(self, owner, to):
        """Append for another owner what is known of one: a student whose identifier has changed."""
        lines = [(seen.isoformat(), to, "", commit) for commit, seen in self._first_seen[owner].items()]
        lines += [(seen.isoformat(), to, branch, commit) for seen, branch, commit in self._heads[owner]]
        self._append(lines)
        for line in lines:
            self._take(line)

    def _append(self, lines):
        """One write at the end of the file, on the disk when this returns; a line that a crash cut short is closed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.StringIO()
        with open(self.path, "a+b") as file:
            size = file.seek(0, os.SEEK_END)
            if size == 0:
                buffer.write(",".join(COLUMNS) + "\n")
            else:
                file.seek(size - 1)
                buffer.write("" if file.read() == b"\n" else "\n")
            csv.writer(buffer, lineterminator="\n").writerows(lines)
            file.write(buffer.getvalue().encode("utf-8", "surrogateescape"))  # a branch's name is any bytes
            file.flush()
            os.fsync(file.fileno())

    def _take(self, line):
        """Read one line; whether it can be understood: the header cannot, nor a line that a crash cut short."""
        if len(line) != len(COLUMNS) or not _COMMIT.fullmatch(line[3]):
            return False
        try:
            seen = datetime.fromisoformat(line[0])
        except ValueError:
            return False
        _, owner, branch, commit = line
        if branch:
            self._heads[owner].append((seen, branch, commit))
        else:
            known = self._first_seen[owner]
            known[commit] = min(seen, known.get(commit, seen))
        return True


def _lines(text):
    """The cells of each line, also where a spreadsheet has saved the file with its own line ends and semicolons."""
    for line in csv.reader(text.replace("\r\n", "\n").split("\n")):
        yield line if len(line) != 1 or ";" not in line[0] else next(csv.reader(line, delimiter=";"))
