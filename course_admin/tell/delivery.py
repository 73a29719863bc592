"""Feedback to where students work: a branch of their repository by git, or an issue of their GitLab project.

By git it is a branch `feedback/TP`, one commit a feedback, never forced.

The branch shares nothing with the student's work. The commit is made in a repository of ours that is thrown away
afterwards. Git never runs in a repository on this machine: it is copied, and the new files are put into it.
"""

from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from course_admin.base import gitlab, leftovers, local
from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.records import handins
from course_admin.records.mirror import FETCH_BYTES, FETCH_SECONDS, Unreachable, address


def push(assignment, pages, now, progress=None, jobs=8):
    """Deliver `pages` (student → path) to a branch of each repository; return owner → `gitlab.Outcome`."""
    places = {one.owner: local.path_of(one.repository) for one in handins.load(assignment)}

    def deliver(members):
        theirs = places[members[0].owner]
        others = {place for owner, place in places.items() if place and owner != members[0].owner}
        if theirs in others:
            return gitlab.Outcome(False, "not pushed: this folder is another student's repository too")
        return _deliver(assignment, members, pages, now, others)

    return _each(assignment, deliver, progress, jobs)


def tell(assignment, pages, progress=None, jobs=4):
    """Deliver `pages` as an issue of each GitLab project, as `push` does. Raises CourseError without a token."""
    client = gitlab.connect()

    def deliver(members):
        files = {f"{assignment.id}-{one.student}.html": pages[one.student].read_bytes() for one in members}
        return gitlab.tell(assignment, members[0].repository, files, client)

    return _each(assignment, deliver, progress, jobs)


def _each(assignment, deliver, progress, jobs):
    """Call `deliver` with the members of each repository, some at a time; owner → what it gives."""
    owners = {}
    for one in handins.load(assignment):
        owners.setdefault(one.owner, []).append(one)
    outcomes = {}
    with ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(deliver, members): owner for owner, members in owners.items()}
        for done, future in enumerate(as_completed(futures), start=1):
            outcomes[futures[future]] = future.result()
            if progress:
                progress(done, len(futures))
    return {owner: outcomes[owner] for owner in owners}


def _deliver(assignment, members, pages, now, others=()):
    """Push the pages of one repository's members."""
    branch = f"refs/heads/feedback/{assignment.id}"
    files = {f"{assignment.id}-{one.student}.html": pages[one.student].read_bytes() for one in members}
    try:
        remote = address(members[0].repository)
        path = local.path_of(remote[-1]) if "--upload-pack" in remote else None
        with leftovers.folder("feedback") as folder:
            parent = _copy(folder, path, branch, others) if path else _fetch(folder, remote, branch)
            tree = _tree(folder, files)
            if parent and git("rev-parse", f"{parent}^{{tree}}", cwd=folder).stdout.strip() == tree:
                return gitlab.Outcome(True, "already there")
            message = f"Correction de {assignment.id} : {assignment.title}"
            parents = ["-p", parent] if parent else []
            commit = git(
                "commit-tree", tree, *parents, "-m", message, cwd=folder, identity=assignment.course.identity, date=now
            ).stdout.strip()
            if path:
                _put(folder, path, branch, parent, commit)
            else:
                _push(folder, remote, f"{commit}:{branch}")
        return gitlab.Outcome(True, f"pushed to feedback/{assignment.id}")
    except (Unreachable, CourseError) as error:
        return gitlab.Outcome(False, f"not pushed: {getattr(error, 'reason', '') or error}")


def _fetch(folder, remote, branch):
    """The branch's present commit, brought into a new repository `folder`; "" where there is no such branch."""
    git("init", "--quiet", "--bare", "--template=", folder)
    listing = git("ls-remote", *remote, branch, cwd=folder, timeout=FETCH_SECONDS, max_bytes=FETCH_BYTES).stdout
    if not listing:
        return ""
    limits = {"timeout": FETCH_SECONDS, "max_bytes": FETCH_BYTES}
    git("fetch", "--quiet", "--no-tags", "--depth=1", *remote, f"{branch}:refs/heads/before", cwd=folder, **limits)
    return git("rev-parse", "refs/heads/before", cwd=folder).stdout.strip()


def _copy(folder, path, branch, others):
    """`_fetch` for a repository on this machine: all of it is copied. Raises Refused, also for a branch in use."""
    local.copied(path, f"{folder}/theirs", 2 * FETCH_BYTES, others)
    head = git("symbolic-ref", "--quiet", "HEAD", cwd=f"{folder}/theirs", check=False).stdout.strip()
    if head == branch:
        raise local.Refused("la branche de la correction est celle qui est ouverte dans ce dépôt")
    return _fetch(folder, ["--", f"{folder}/theirs"], branch)


def _put(folder, path, branch, parent, commit):
    """Write the commit and what it needs into the repository at `path`, file by file."""
    new = git("rev-list", "--objects", "--no-object-names", commit, *([f"^{parent}"] if parent else []), cwd=folder)
    objects = Path(folder, "new")
    for name in new.stdout.split():
        (objects / name[:2]).mkdir(parents=True, exist_ok=True)
        (objects / name[:2] / name[2:]).write_bytes(Path(folder, "objects", name[:2], name[2:]).read_bytes())
    local.write(path, objects, branch, commit, parent)


def _tree(folder, files):
    """Write `files` (name → bytes) as a tree; its id."""
    lines = []
    for name, content in sorted(files.items()):
        blob = git("hash-object", "-w", "--stdin", "--no-filters", cwd=folder, input=content).stdout.strip()
        lines.append(f"100644 blob {blob}\t{name}\n")
    return git("mktree", cwd=folder, input="".join(lines)).stdout.strip()


def _push(folder, remote, refspec):
    """Push without force. Raises GitError where the other side refuses."""
    git("push", "--quiet", "--no-verify", "--", remote[-1], refspec, cwd=folder, timeout=FETCH_SECONDS)
