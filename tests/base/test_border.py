"""Any repository and any roster: rows or a sentence, whatever they hold."""

import contextlib
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.base.git import GitError, git
from course_admin.records import roster
from course_admin.records.mirror import Mirror, Unreachable

NAMES = st.sampled_from(
    [b".", b"..", b".git", b"a.ipynb", b"-x", b"=1", b"[/x]", b"caf\xe9", b"\xc2\x85", b" ", b"~", b"a:b"]
)
NAMES |= st.binary(min_size=1, max_size=12).map(lambda name: name.translate(None, b"\0/") or b"x")
MODES = st.sampled_from([b"100644", b"100755", b"120000", b"160000", b"100664", b"0100644"])
PEOPLE = st.sampled_from(
    [b"A <a@b> 12 +0000", b"A <a@b>", b"", b"A 12 +0000", b"A <> -5 +0000", b"A <a> 9999999999999999 +9"]
)
PEOPLE |= st.binary(max_size=30).map(lambda text: text.replace(b"\n", b" "))
COMMITS = st.lists(st.tuples(st.lists(st.tuples(MODES, NAMES), max_size=3), PEOPLE, PEOPLE), min_size=1, max_size=3)
REFS = st.lists(NAMES, max_size=3)


def _object(place, kind, content):
    args = ("hash-object", "-t", kind, "-w", "--stdin", "--literally")
    return git(*args, cwd=place, input=content).stdout.strip()


@settings(deadline=None, max_examples=settings().max_examples // 5, suppress_health_check=list(HealthCheck))
@given(commits=COMMITS, refs=REFS)
def test_any_repository_is_a_row(tmp_path_factory, commits, refs):
    place = tmp_path_factory.mktemp("any") / "theirs"
    git("init", "--quiet", "--bare", place)
    blob, parent = _object(place, "blob", b"{}"), b""
    for entries, author, committer in commits:
        tree = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(blob) for mode, name in entries)
        head = b"tree " + _object(place, "tree", tree).encode() + b"\n" + parent
        made = _object(place, "commit", head + b"author " + author + b"\ncommitter " + committer + b"\n\nx\n")
        parent = b"parent " + made.encode() + b"\n"
    (place / "refs" / "heads" / "main").write_text(f"{made}\n")
    for name in refs:
        if name not in (b".", b".."):
            path = os.path.join(os.fsencode(place), b"refs", b"heads", name)
            with contextlib.suppress(NotADirectoryError, IsADirectoryError, FileExistsError):  # « [ » and « [/x] »
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w") as file:
                    file.write(f"{made}\n")
    mirror = Mirror(place.parent / "mirror.git")
    try:
        tip = mirror.fetch(str(place))["HEAD"]
        for commit in mirror.notebook_commits(tip):
            for entry in mirror.tree(commit.id):
                assert entry.path
        mirror.newest_ancestor_date(tip)
    except (Unreachable, GitError) as reason:
        assert str(reason)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f"student,name,email,repository\n{text}".encode("utf-8", "replace"))
)
def test_any_roster_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("roster") / "students.csv"
    path.write_bytes(content)
    try:
        assert roster.read(path)
    except CourseError as reason:
        assert str(reason)
