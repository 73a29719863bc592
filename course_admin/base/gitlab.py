"""What GitLab knows that git does not: who is in a group, when a commit was pushed, where a student is told things.

All of it is optional. Where the environment holds GITLAB_TOKEN (a token with the scope `api`) and GITLAB_URL (in a
pipeline CI_SERVER_URL will do), the roster can come from a group, `course collect` confirms commit dates by push times,
and feedback can be an issue of each student's project. The token is never written anywhere, nor given as an argument.
"""

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from course_admin.base.errors import CourseError

TOKEN, URLS = "GITLAB_TOKEN", ("GITLAB_URL", "CI_SERVER_URL")
SECONDS = 30  # for one answer
DEVELOPER = 30  # the access level, as GitLab counts them


class GitLabError(CourseError):
    """GitLab refused, or did not answer; the text says what to look at."""


@dataclass(frozen=True)
class Push:
    """One push to a branch: when it reached GitLab, and what the branch was before ("" for a new one) and after."""

    when: datetime
    branch: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery: `done` is False where the student did not get the page."""

    done: bool
    text: str


def url():
    """The address of the GitLab that the token is for, "" where there is no token or no address."""
    address = next((os.environ[name] for name in URLS if os.environ.get(name)), "")
    return address.rstrip("/") if os.environ.get(TOKEN) else ""


def connect():
    """A `gitlab.Gitlab`. Raises GitLabError where the token or the address is missing."""
    import gitlab

    if not url():
        raise GitLabError(f"GitLab is asked for: set {TOKEN} (a token with the scope api) and {URLS[0]} first")
    return gitlab.Gitlab(url(), private_token=os.environ[TOKEN], timeout=SECONDS, per_page=100, keep_base_url=True)


@contextlib.contextmanager
def asking(what):
    """Within this block every failure of GitLab's becomes a GitLabError about `what`."""
    import gitlab
    import requests

    meanings = {
        401: f"the token is refused; is {TOKEN} still valid?",
        403: "the token may not do that; it needs the scope api and the role Maintainer in the group",
        404: "there is no such thing, or the token may not see it",
        429: "too many requests; try again in a few minutes",
    }
    try:
        yield
    except gitlab.GitlabError as error:
        code = error.response_code
        reason = meanings.get(code) or (f"GitLab answered {code}" if code else "GitLab's answer cannot be understood")
        raise GitLabError(f"{what}: {reason}") from error
    except requests.RequestException as error:
        raise GitLabError(f"{what}: {url()} does not answer ({type(error).__name__})") from error


def roster(group_path):
    """The students of a group, a dict a row of `students.csv`, sorted by name.

    Members with the role Developer or less are students. A student's repository is the project of the group (or of one
    below it) of which they are a direct member; a project of several students makes them a group called like it.
    Raises GitLabError, also where a student is a member of two projects.
    """
    with asking(f"the group {group_path}"):
        group = connect().groups.get(group_path)
        members = [m for m in group.members_all.list(iterator=True) if _is_student(m)]
        projects = list(group.projects.list(iterator=True, include_subgroups=True, archived=False))
        owners = {}  # username → (project, number of students in it)
        for listed in sorted(projects, key=lambda project: project.path_with_namespace):
            direct = [m.username for m in _full(group, listed).members.list(iterator=True)]
            inside = [m.username for m in members if m.username in direct]
            for name in inside:
                if name in owners:
                    both = f"{owners[name][0].path_with_namespace} and {listed.path_with_namespace}"
                    raise GitLabError(f"{name} is a member of two projects, {both}; make it one")
                owners[name] = (listed, len(inside))
    return [_row(member, *owners.get(member.username, (None, 0))) for member in sorted(members, key=_name)]


def _is_student(member):
    """Neither a teacher nor a token's own user nor somebody blocked."""
    is_bot = re.match(r"(project|group)_\d+_bot", member.username)
    return member.state == "active" and member.access_level <= DEVELOPER and not is_bot


def _name(member):
    return (member.name.casefold(), member.username)


def _full(group, listed):
    """The project behind a line of a group's list, without asking for it again."""
    return group.manager.gitlab.projects.get(listed.id, lazy=True)


def _row(member, project, size):
    row = {"student": member.username, "name": member.name, "email": getattr(member, "email", None) or ""}
    row["repository"] = project.http_url_to_repo if project else ""
    return row | {"group": project.path if size > 1 else ""}


def project_path(repository):
    """`group/project` of a repository's address on this GitLab; "" for any other address, and without a token.

    >>> os.environ |= {"GITLAB_TOKEN": "t", "GITLAB_URL": "https://gitlab.example"}
    >>> project_path("git@gitlab.example:promo/dupont.git"), project_path("https://gitlab.example/promo/dupont.git")
    ('promo/dupont', 'promo/dupont')
    >>> project_path("https://elsewhere.example/promo/dupont.git")
    ''
    >>> del os.environ["GITLAB_TOKEN"], os.environ["GITLAB_URL"]
    """
    if not url():
        return ""
    ours, short = urlsplit(url()), re.fullmatch(r"[\w.-]+@([\w.-]+):(.+)", repository)
    theirs = urlsplit(repository)
    host, path = short.groups() if short else (theirs.hostname, theirs.path)
    if host != ours.hostname or (theirs.scheme in ("http", "https") and theirs.port != ours.port):
        return ""
    return path.strip("/").removeprefix(ours.path.strip("/")).strip("/").removesuffix(".git")


def pushes(repository, client=None):
    """The pushes to the branches of a repository on this GitLab, oldest first; None for any other repository.

    Raises GitLabError.
    """
    path = project_path(repository)
    if not path:
        return None
    with asking(f"the pushes to {path}"):
        project = (client or connect()).projects.get(path)
        events = [e.attributes for e in project.events.list(iterator=True, action="pushed", sort="asc")]
    found = []
    for event in events:
        data = event.get("push_data") or {}
        if data.get("ref_type") == "branch" and data.get("commit_to"):
            when = datetime.fromisoformat(event["created_at"])
            found.append(Push(when, data["ref"], data.get("commit_from") or "", data["commit_to"]))
    return sorted(found, key=lambda push: push.when)


def tell(assignment, repository, pages, client=None):
    """Give `pages` (name → HTML bytes) to the students of a repository, in one confidential issue of its project.

    The issue is made the first time and changed where the pages did; the same pages again change nothing. It asks for
    no right to push. Returns a `Outcome`.
    """
    path = project_path(repository)
    if not path:
        return Outcome(False, f"its repository is not on {url() or 'a GitLab with a token'}")
    title = f"Correction de {assignment.id} : {assignment.title}"
    digest = hashlib.sha256(b"\0".join(content for _, content in sorted(pages.items()))).hexdigest()
    mark = f"<!-- {digest} -->"
    try:
        with asking(f"the feedback of {path}"):
            client = client or connect()
            project = client.projects.get(path)
            listed = project.issues.list(iterator=True, search=assignment.id, state="all", **{"in": "title"})
            issue = next((one for one in listed if one.title == title and _is_ours(one, client)), None)
            if issue and mark in (issue.description or ""):
                return Outcome(True, "already there")
            links = [project.upload(name, filedata=content)["markdown"] for name, content in sorted(pages.items())]
            text = _DESCRIPTION.format(links="\n".join(f"- {link}" for link in links), mark=mark)
            if issue:
                issue.description = text
                issue.save()
                return Outcome(True, f"issue {issue.iid} changed")
            made = project.issues.create({"title": title, "description": text, "confidential": True})
            return Outcome(True, f"issue {made.iid}")
    except GitLabError as error:
        return Outcome(False, str(error))


def _is_ours(issue, client):
    """Whether the token's own user opened an issue, and for those who may know: students may write one so called."""
    if client.user is None:
        client.auth()
    return issue.confidential and issue.author["id"] == client.user.id


_DESCRIPTION = """Votre copie est corrigée. La page ci-jointe donne les points et, exercice par exercice, ce qui ne va
pas ; téléchargez-la, puis ouvrez-la dans votre navigateur.

{links}

Une question, une erreur ? Répondez ici : seule l’équipe enseignante vous lit.

{mark}
"""
