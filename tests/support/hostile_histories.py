"""More repositories to withstand: what git makes or tolerates, and nobody expects. Registered as repositories."""

import json
import shutil

from hostile_objects import beside_the_notebook, committed, committed_with, head, made, tree_of
from hostile_repositories import ANSI, MARKUP, NOTEBOOK, WHO, commit, repository, write

from course_admin.base.git import git

ON_TIME, LATE = 1792231200, 1792576800  # 2026-10-17 and 2026-10-21, while the small TP is open
PEOPLE = "author A <a@b> {0} +0200\ncommitter A <a@b> {0} +0200\n"


def blob_of(place):
    return git("rev-parse", f"HEAD:{NOTEBOOK}", cwd=place).stdout.strip()


def commit_object(place, tree, parents=(), date=ON_TIME, people=PEOPLE, message="x"):
    """A commit written as it is; its id."""
    lines = "".join(f"parent {one}\n" for one in parents)
    return made(place, "commit", f"tree {tree}\n{lines}{people.format(date)}\n{message}\n".encode())


def set_branch(place, one, name="main"):
    write(place, one.encode() + b"\n", f".git/refs/heads/{name}")


def tree_id(place):
    return git("rev-parse", "HEAD^{tree}", cwd=place).stdout.strip()


def again(place, *options):
    """Make the repository anew, of another format."""
    shutil.rmtree(place / ".git")
    git("init", "--quiet", "--initial-branch=main", *options, place)


@repository(None)
def of_longer_ids(course, place, solved):
    again(place, "--object-format=sha256")
    commit(place, course=course)


@repository(None)
def shallow_at_its_head(course, place, solved):
    commit(place, course=course)
    write(place, head(place).encode() + b"\n", ".git/shallow")


@repository(None)
def notebook_that_is_missing(course, place, solved):
    one = blob_of(place)
    (place / ".git/objects" / one[:2] / one[2:]).unlink()


@repository(None)
def notebook_that_is_rotten(course, place, solved):
    one = blob_of(place)
    path = place / ".git/objects" / one[:2] / one[2:]
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@repository(None)
def tree_that_is_missing(course, place, solved):
    one = tree_id(place)
    (place / ".git/objects" / one[:2] / one[2:]).unlink()


@repository("4")
def head_that_is_detached(course, place, solved):
    write(place, head(place).encode() + b"\n", ".git/HEAD")


@repository("4")
def head_of_a_branch_to_come(course, place, solved):
    write(place, b"ref: refs/heads/nowhere\n", ".git/HEAD")


@repository("4")
def head_by_way_of_another(course, place, solved):
    write(place, b"ref: refs/heads/main\n", ".git/refs/heads/alias")
    write(place, b"ref: refs/heads/alias\n", ".git/HEAD")


@repository(None)
def work_in_the_stash(course, place, solved):
    write(place, head(place).encode() + b"\n", ".git/refs/stash")
    write(place, head(place).encode() + b"\n", ".git/refs/remotes/origin/main")
    (place / ".git/refs/heads/main").unlink()


@repository("4")
def notes_and_tags_without_end(course, place, solved):
    one = head(place)
    note = made(place, "blob", (ANSI + MARKUP).encode() * 1000)
    tree = tree_of(place, (b"100644", one.encode(), note))
    write(place, commit_object(place, tree).encode() + b"\n", ".git/refs/notes/commits")
    packed = "".join(f"{one} refs/tags/{n}\n^{one}\n" for n in range(10_000))
    write(place, b"# pack-refs with: peeled fully-peeled sorted\n" + packed.encode(), ".git/packed-refs")


@repository("4")
def packed_references_of_windows(course, place, solved):
    lines = f"# pack-refs with: peeled\r\n{head(place)} refs/heads/other\r\n^zzz\r\nzzz\r\n\r\n"
    write(place, lines.encode() + b"\xff\xfe\r\n", ".git/packed-refs")


@repository(None)
def references_in_a_table(course, place, solved):
    write(place, b"REFT\1" + b"\0" * 100, ".git/reftable/tables.list")


@repository("4")
def locks_everywhere(course, place, solved):
    for name in ("HEAD", "index", "config", "packed-refs", "refs/heads/main", "shallow", "objects/info/commit-graph"):
        write(place, b"x", f".git/{name}.lock")


@repository(None)
def a_work_tree_of_another(course, place, solved):
    git("worktree", "add", "--quiet", place / "inner", cwd=place)
    write(place, b"../..\n", ".git/commondir")


@repository("4")
def a_bare_repository(course, place, solved):
    git("clone", "--quiet", "--bare", place, place / "bare")
    for one in list(place.iterdir()):
        if one.name != "bare":
            shutil.rmtree(one)
    for one in list((place / "bare").iterdir()):
        one.rename(place / one.name)


@repository("4")
def commits_of_nothing(course, place, solved):
    for number in range(50):
        commit(place, f"{number}", course=course)


@repository("4")
def encodings_of_nowhere(course, place, solved):
    tree, one = tree_id(place), head(place)
    for encoding in ("UTF-7", "UTF-16", "x" * 10_000, "../../etc", "ISO-2022-KR"):
        people = PEOPLE.replace("author A", "author \udcff\udcfe").format(ON_TIME) + f"encoding {encoding}\n"
        text = f"tree {tree}\nparent {one}\n{people}\n\x1b[31m\udcff\n".encode(errors="surrogateescape")
        one = made(place, "commit", text)
    set_branch(place, one)


@repository("4")
def people_of_nowhere(course, place, solved):
    tree, one = tree_id(place), head(place)
    for name in ("", " ", MARKUP.replace("<", "‹").replace(">", "›"), "=1+1", "\u202e\u2066", "A" * 100_000, ".,;\"'"):
        people = f"author {name} <> 1792231200 +0000\ncommitter {name} <=1+1@x> 1792231200 -0000\n"
        one = commit_object(place, tree, [one], people=people)
    set_branch(place, one)


@repository("4")
def zones_of_nowhere(course, place, solved):
    tree, one = tree_id(place), head(place)
    for zone in ("+1400", "-1200", "+9959", "-0000", "+0001"):
        people = f"author A <a@b> {ON_TIME} {zone}\ncommitter A <a@b> {ON_TIME} {zone}\n"
        one = commit_object(place, tree, [one], people=people)
    set_branch(place, one)


@repository(None)
def work_of_the_year_zero(course, place, solved):
    """Dated before there was a course, and in the year 2300."""
    tree = tree_id(place)
    one = commit_object(place, tree, date=10**10)
    set_branch(place, one)


@repository("4")
def histories_that_do_not_meet(course, place, solved):
    tree = tree_id(place)
    roots = [commit_object(place, tree, date=ON_TIME - n) for n in range(100)]
    set_branch(place, commit_object(place, tree, [head(place), *roots]))


@repository("4")
def merges_that_cross(course, place, solved):
    tree, one, two = tree_id(place), head(place), head(place)
    for number in range(200):
        one, two = (
            commit_object(place, tree, [one, two], ON_TIME + number),
            commit_object(place, tree, [two, one], ON_TIME + number, message="y"),
        )
    set_branch(place, one)


@repository("4")
def late_merges_like_stairs(course, place, solved):
    """Each merge takes the notebook of its second parent, which is such a merge: whose work is it?"""
    empty = tree_of(place)
    tree, root = tree_id(place), commit_object(place, empty, date=LATE)
    many = [commit_object(place, empty, [root], LATE, message=f"{n}") for n in range(20)]
    one = commit_object(place, tree, [root], LATE)
    lines, mark = [], None
    for number in range(1000):
        lines.append(f"commit refs/heads/main\nmark :{number + 1}\ncommitter A <a@b> {LATE} +0000\ndata 1\nx\n")
        lines.append(f"from {many[0]}\n" + "".join(f"merge {other}\n" for other in many[1:10]))
        lines.append(f"merge {mark or one}\nM 040000 {tree} \n\n")
        mark = f":{number + 1}"
    git("fast-import", "--quiet", "--force", cwd=place, input="".join(lines))


@repository(None)
def a_tree_out_of_order(course, place, solved):
    one = blob_of(place)
    committed_with(course, place, tree_of(place, (b"100644", b"z", one), (b"100644", b"petit.ipynb", one)))


@repository(None)
def a_name_of_nothing(course, place, solved):
    beside_the_notebook(course, place, (b"100644", b"", blob_of(place)))


@repository("4")
def names_of_any_bytes(course, place, solved):
    one, other = blob_of(place), made(place, "blob", b"{}")
    names = [b"\xff\xfe.ipynb", b"petit\n.ipynb", b"petit\t.ipynb", b'"petit".ipynb', b"petit\\.ipynb",
             b"\x1b[31m.ipynb", "pe\u200dtit.ipynb".encode(), "ｐetit.ipynb".encode(), "petit.ipynb\u202e".encode(),
             b"=1+1.ipynb", b"petit_v\xd9\xa3.ipynb", b"[bold]x.csv", b"~petit.ipynb", b"a:b.ipynb"]  # fmt: skip
    entries = [(b"100644", name, other) for name in names] + [(b"100644", b"petit.ipynb", one)]
    committed_with(course, place, tree_of(place, *sorted(entries, key=lambda entry: entry[1])))


@repository("4")
def versions_of_any_number(course, place, solved):
    one, other = blob_of(place), made(place, "blob", b'{"cells": [], "metadata": {}, "nbformat": 4}')
    names = [b"petit_v" + b"9" * size + b".ipynb" for size in (1, 50, 240, 4000)]
    names += [b"petit_v0.ipynb", b"petit_v-1.ipynb", b"petit_v" + "٣".encode() * 20 + b".ipynb"]
    entries = [(b"100644", name, other) for name in names] + [(b"100644", b"petit.ipynb", one)]
    committed_with(course, place, tree_of(place, *sorted(entries, key=lambda entry: entry[1])))


@repository("4")
def a_version_without_end(course, place, solved):
    one, other = blob_of(place), made(place, "blob", b'{"cells": [], "metadata": {}, "nbformat": 4}')
    entries = [(b"100644", b"petit.ipynb", one), (b"100644", b"petit_v" + b"9" * 4400 + b".ipynb", other)]
    committed_with(course, place, tree_of(place, *entries))


@repository("4")
def a_notebook_far_below(course, place, solved):
    folder = tree_of(place, (b"100644", b"petit.ipynb", blob_of(place)))
    for _ in range(100):
        folder = tree_of(place, (b"40000", b"a" * 30, folder))
    committed(course, place, folder)


@repository("4")
def a_folder_in_capitals(course, place, solved):
    folder = tree_of(place, (b"100755", b"PETIT.IPYNB", blob_of(place)))
    for name in (b"TP1", b"Tp", b"NoteBooks"):
        folder = tree_of(place, (b"40000", name, folder))
    committed(course, place, folder)


@repository("4")
def one_name_a_file_and_a_folder(course, place, solved):
    write(place, b"x = 1\n", "outils.py")
    write(place, b"x = 1\n", "notebooks/tp/tp1/outils.py/outils.py")
    write(place, b"", "notebooks/tp/tp1/vide.csv")
    commit(place, course=course)


@repository("4")
def packed_as_deep_as_can_be(course, place, solved):
    for number in range(60):
        write(place, b"a\n" * 5000 + str(number).encode(), "notebooks/tp/tp1/data.csv")
        commit(place, f"{number}", course=course)
    git("repack", "-q", "-a", "-d", "-f", "--depth=4095", "--window=60", cwd=place)


@repository("4")
def branches_each_with_work(course, place, solved):
    one = head(place)
    lines = []
    for number in range(99):
        solved["cells"][0]["source"] = f"# {number}"
        blob = made(place, "blob", json.dumps(solved).encode())
        lines.append(f"commit refs/heads/b{number}\ncommitter A <a@b> {ON_TIME} +0000\ndata 1\nx\nfrom {one}\n")
        lines.append(f"M 100644 {blob} {NOTEBOOK}\n\n")
    git("fast-import", "--quiet", "--force", cwd=place, input="".join(lines))


@repository("4")
def work_in_our_name(course, place, solved):
    who = dict(course.identity)
    solved["cells"][0]["source"] = "# "
    write(place, solved)
    commit(place, "Correction", who, course=course)


@repository("4")
def work_in_anothers_name(course, place, solved):
    write(place, solved)
    commit(place, "x", {"name": "Honest", "email": "honest@etu.example"}, course=course)


@repository("4")
def attributes_that_are_long(course, place, solved):
    write(place, b"*" * 5_000_000, ".gitattributes")
    write(place, b"[a]\n" * 100_000, ".gitmodules")
    write(place, b"*\n" * 500_000, ".gitignore")
    git("add", "--force", "--all", cwd=place)
    commit(place, course=course, identity=WHO)
