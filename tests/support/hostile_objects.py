"""More repositories to withstand, hostile below what `git commit` makes: references, objects, trees, modes, packs.

Registered beside those of `hostile_repositories`, which says how.
"""

import hashlib
import os
import random
import zlib

from hostile_repositories import NOTEBOOK, WHO, commit, repository, write

from course_admin.base.git import git

BOMB = 1 << 27  # bytes: what a blob unfolds to


def made(place, kind, content):
    """Write an object whatever git thinks of it; its id."""
    done = git("hash-object", "-t", kind, "-w", "--stdin", "--literally", cwd=place, input=content)
    return done.stdout.strip()


def head(place):
    return git("rev-parse", "HEAD", cwd=place).stdout.strip()


def committed(course, place, tree):
    """Make the branch a commit of a tree."""
    when = course.moment("2026-10-17T11:00")
    done = git("commit-tree", tree, "-p", head(place), "-m", "x", cwd=place, identity=WHO, date=when)
    git("update-ref", "refs/heads/main", done.stdout.strip(), cwd=place)


def committed_with(course, place, folder):
    """Make the branch a commit that has this tree where the notebook's folder is."""
    for name in (b"tp1", b"tp", b"notebooks"):
        folder = tree_of(place, (b"40000", name, folder))
    committed(course, place, folder)


def tree_of(place, *entries):
    """A tree of (mode, name, id), written as it is."""
    return made(place, "tree", b"".join(mode + b" " + name + b"\0" + bytes.fromhex(one) for mode, name, one in entries))


def beside_the_notebook(course, place, *entries):
    """A commit whose top has the folder of the notebooks, and these entries."""
    folder = git("rev-parse", "HEAD:notebooks", cwd=place).stdout.strip()
    committed(course, place, tree_of(place, *sorted([(b"40000", b"notebooks", folder), *entries], key=lambda e: e[1])))


@repository(None)
def head_is_a_path(course, place, solved):
    write(place, b"ref: refs/heads/../../../../../../etc/passwd\n", ".git/HEAD")
    (place / ".git/refs/heads/main").rename(place / ".git/refs/heads/\x1b[31m")


@repository("4")
def references_in_a_ring(course, place, solved):
    write(place, b"ref: refs/heads/two\n", ".git/refs/heads/one")
    write(place, b"ref: refs/heads/one\n", ".git/refs/heads/two")
    write(place, b"\0" * 5000, ".git/refs/heads/nul")


@repository(None)
def branch_is_a_blob(course, place, solved):
    write(place, made(place, "blob", b"{}").encode() + b"\n", ".git/refs/heads/main")


@repository("4")
def tags_of_tags(course, place, solved):
    one, kind = head(place), "commit"
    for number in range(40):
        text = f"object {one}\ntype {kind}\ntag v{number}\ntagger A <a@b> 1 +0000\n\nx\n"
        one, kind = made(place, "tag", text.encode()), "tag"
    write(place, one.encode() + b"\n", ".git/refs/tags/v")


@repository("4")
def branch_is_a_tag(course, place, solved):
    text = f"object {head(place)}\ntype commit\ntag v\ntagger A <a@b> 1 +0000\n\nx\n"
    write(place, made(place, "tag", text.encode()).encode() + b"\n", ".git/refs/heads/main")


@repository("4")
def references_like_options(course, place, solved):
    one = head(place).encode() + b"\n"
    for name in ("--upload-pack=touch run", "-o", "main.lock", "a b", "x..y", "@{0}", "a~1", "\u202emain", "é" * 60):
        write(place, one, f".git/refs/heads/{name}")


@repository(None)
def references_too_deep(course, place, solved):
    write(place, head(place).encode() + b"\n", ".git/refs/heads/" + "a/" * 60 + "b")
    os.remove(place / ".git/refs/heads/main")


@repository(None)
def packed_references_without_end(course, place, solved):
    with open(place / ".git/packed-refs", "wb") as file:
        file.truncate(60 << 30)


@repository(None)
def an_object_without_end(course, place, solved):
    write(place, b"", ".git/objects/aa/" + "b" * 38)
    os.truncate(place / ".git/objects/aa" / ("b" * 38), 60 << 30)


@repository("4")
def pipes_and_devices(course, place, solved):
    os.mkfifo(place / ".git/objects/info/alternates")
    os.mkfifo(place / ".git/refs/heads/pipe")


@repository("4")
def pipes_among_branches(course, place, solved):
    os.mkfifo(place / ".git/refs/heads/pipe")
    os.mkfifo(place / ".git/objects/pack/pack-x.pack")


@repository(None)
def blob_that_unfolds(course, place, solved):
    header, block, count = b"blob %d\0" % BOMB, b" " * (1 << 20), BOMB >> 20
    digest, packer = hashlib.sha1(header), zlib.compressobj(9)
    packed = packer.compress(header)
    for _ in range(count):
        digest.update(block)
        packed += packer.compress(block)
    packed += packer.flush()
    one = digest.hexdigest()
    write(place, packed, f".git/objects/{one[:2]}/{one[2:]}")
    inner = tree_of(place, (b"100644", b"petit.ipynb", one))
    committed_with(course, place, inner)


@repository(None)
def trees_of_trees(course, place, solved):
    one = tree_of(place, *((b"100644", b"%02d.ipynb" % n, made(place, "blob", b"{}")) for n in range(10)))
    for _ in range(9):
        one = tree_of(place, *((b"40000", b"%02d" % n, one) for n in range(10)))
    committed(course, place, one)


@repository(None)
def folders_without_end(course, place, solved):
    one = tree_of(place, (b"100644", b"petit.ipynb", made(place, "blob", b"{}")))
    for _ in range(400):
        one = tree_of(place, (b"40000", b"a", one))
    committed(course, place, one)


@repository("4")
def names_of_git(course, place, solved):
    blob = made(place, "blob", b"#!/bin/sh\ntouch run\n")
    hooks = tree_of(place, (b"100755", b"post-checkout", blob), (b"100755", b"pre-receive", blob))
    git_folder = tree_of(place, (b"100644", b"config", blob), (b"40000", b"hooks", hooks))
    beside_the_notebook(course, place, (b"40000", b".GIT", git_folder), (b"40000", b"git~1", git_folder))


@repository(None)
def names_that_climb(course, place, solved):
    beside_the_notebook(course, place, (b"100644", b"../../x.ipynb", made(place, "blob", b"{}")))


@repository(None)
def names_twice(course, place, solved):
    blob = git("rev-parse", f"HEAD:{NOTEBOOK}", cwd=place).stdout.strip()
    inner = tree_of(place, *[(b"100644", b"petit.ipynb", blob), (b"100644", b"petit.ipynb", made(place, "blob", b"x"))])
    committed_with(course, place, inner)


@repository("4")
def case_and_accents_collide(course, place, solved):
    blob = git("rev-parse", f"HEAD:{NOTEBOOK}", cwd=place).stdout.strip()
    other = made(place, "blob", b"{}")
    names = ["Petit.IPYNB", "PETIT.ipynb", "pe\u0301tit.ipynb", "pétit.ipynb", "petit.ipynb ", "petit.ipynb."]
    entries = [(b"100644", name.encode(), other) for name in names] + [(b"100644", b"petit.ipynb", blob)]
    inner = tree_of(place, *sorted(entries, key=lambda entry: entry[1]))
    committed_with(course, place, inner)


@repository("4")
def modes_of_old(course, place, solved):
    blob = git("rev-parse", f"HEAD:{NOTEBOOK}", cwd=place).stdout.strip()
    inner = tree_of(place, (b"100664", b"petit.ipynb", blob))
    committed_with(course, place, inner)


@repository("4")
def modes_of_nothing(course, place, solved):
    blob = git("rev-parse", f"HEAD:{NOTEBOOK}", cwd=place).stdout.strip()
    inner = tree_of(place, (b"777777777", b"petit.ipynb", blob))
    committed_with(course, place, inner)


@repository(None)
def pointer_of_lfs(course, place, solved):
    write(place, b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 1\n")
    write(place, b"[lfs]\n url = ext::sh -c 'touch run'\n", ".lfsconfig")
    write(place, b"*.ipynb filter=lfs diff=lfs merge=lfs -text\n", ".gitattributes")
    commit(place, course=course)


@repository("4")
def settings_that_run(course, place, solved):
    run = f"touch {place.parent / 'run'}"
    for hook in ("post-upload-pack", "pre-receive", "post-update", "reference-transaction", "pre-auto-gc"):
        write(place, f"#!/bin/sh\n{run}\n".encode(), f".git/hooks/{hook}")
        (place / ".git/hooks" / hook).chmod(0o755)
    text = f"""[core]
fsmonitor = {run}
sshCommand = {run}
pager = {run}
editor = {run}
gitProxy = {run}
worktree = /etc
[uploadpack]
packObjectsHook = {run}
[filter "x"]
smudge = {run}
clean = {run}
process = {run}
[diff]
external = {run}
[credential]
helper = !{run}
[alias]
ls-remote = !{run}
upload-pack = !{run}
[gpg]
program = {run}
[include]
path = /dev/zero
[remote "origin"]
promisor = true
url = ext::{run}
"""
    with open(place / ".git/config", "a") as file:
        file.write(text)


@repository("4")
def shallow_at_nothing(course, place, solved):
    write(place, b"0" * 40 + b"\n", ".git/shallow")


@repository(None)
def a_parent_that_is_missing(course, place, solved):
    text = f"tree {head(place)}\nparent {'1' * 40}\nauthor A <a@b> 1792000000 +0000\n"
    one = made(place, "commit", (text + "committer A <a@b> 1792000000 +0000\n\nx\n").encode())
    write(place, one.encode() + b"\n", ".git/refs/heads/main")


@repository("4")
def packs_of_noise(course, place, solved):
    noise = random.Random(0).randbytes(100_000)
    for name in ("pack-" + "a" * 40, "pack-x", "multi-pack-index"):
        write(place, b"PACK\0\0\0\2\xff\xff\xff\xff" + noise, f".git/objects/pack/{name}.pack")
        write(place, b"\xfftOc\0\0\0\2" + noise, f".git/objects/pack/{name}.idx")
    write(place, noise, ".git/objects/info/commit-graph")
    write(place, noise, ".git/objects/pack/multi-pack-index")


@repository("4")
def a_message_without_end(course, place, solved):
    tree = git("rev-parse", "HEAD^{tree}", cwd=place).stdout.strip()
    people = "author A <a@b> 1792231200 +0000\ncommitter A <a@b> 1792231200 +0000\n"
    extra = "gpgsig " + "x" * 100_000 + "\nmergetag object x\n \n" + "y z\n" * 10_000
    one = made(
        place, "commit", f"tree {tree}\nparent {head(place)}\n{people}{extra}\n".encode() + b"\x1b[2J" * (1 << 20)
    )
    write(place, one.encode() + b"\n", ".git/refs/heads/main")


@repository("4")
def parents_by_dozens(course, place, solved):
    one, tree = head(place), git("rev-parse", "HEAD^{tree}", cwd=place).stdout.strip()
    people = "author A <a@b> 1792231200 +0000\ncommitter A <a@b> 1792231200 +0000\n"
    others = []
    for number in range(30):
        text = f"tree {tree}\nparent {one}\n{people}\n{number}\n"
        others.append(f"parent {made(place, 'commit', text.encode())}\n")
    done = made(place, "commit", f"tree {tree}\nparent {one}\n{''.join(others)}{people}\nx\n".encode())
    write(place, done.encode() + b"\n", ".git/refs/heads/main")


@repository(None)
def commits_without_end(course, place, solved):
    lines = [f"commit refs/heads/main\ncommitter A <a@b> {1792231200 + n} +0000\ndata 1\nx\n" for n in range(20_100)]
    lines[0] += f"from {head(place)}\n"
    git("fast-import", "--quiet", "--force", cwd=place, input="".join(lines))


@repository("4")
def files_without_end(course, place, solved):
    blob = made(place, "blob", b"x")
    many = tree_of(place, *((b"100644", b"%05d.csv" % n, blob) for n in range(60_000)))
    beside_the_notebook(course, place, (b"40000", b"data", many))


@repository("4")
def work_tree_of_links(course, place, solved):
    for name, target in (
        ("a", "/etc/passwd"),
        ("b", "../../../../records/secret"),
        ("c", "."),
        ("d.ipynb", "/dev/zero"),
    ):
        (place / "notebooks/tp/tp1" / name).symlink_to(target)
    commit(place, course=course)


@repository(None)
def git_folder_is_a_file(course, place, solved):
    (place / ".git").rename(place / "elsewhere")
    write(place, f"gitdir: {place / 'elsewhere'}\n".encode(), ".git")
