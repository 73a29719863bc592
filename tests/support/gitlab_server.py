"""A GitLab in small, for tests: the documented answers of the few calls that we make, and a refusal of any other.

Answers have the fields of GitLab's REST documentation (members, projects, events, issues, uploads), lists come a page
of two at a time with its headers, and git is served from bare repositories, by its plain HTTP. Without the token all
is refused; a call that is not defined here is refused too, and noted in `refused`.
"""

import base64
import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

TOKEN = "glpat-1234567890abcdefghij"
PAGE = 2


def member(id, username, name, level=30, state="active"):
    """A line of `GET /groups/:id/members/all`."""
    return {
        "id": id, "username": username, "name": name, "state": state, "locked": False, "avatar_url": None,
        "web_url": f"https://gitlab.example/{username}", "access_level": level, "expires_at": None,
        "created_at": "2026-09-22T14:13:35Z", "membership_state": "active",
    }  # fmt: skip


def pushed(when, ref, before, after):
    """A line of `GET /projects/:id/events?action=pushed`."""
    return {
        "id": 1, "project_id": 15, "action_name": "pushed to" if before else "pushed new", "target_id": None,
        "target_iid": None, "target_type": None, "author_id": 5, "target_title": None, "created_at": when,
        "author_username": "ana", "imported": False, "imported_from": "none",
        "push_data": {"commit_count": 1, "action": "pushed" if before else "created", "ref_type": "branch",
                      "commit_from": before, "commit_to": after, "ref": ref, "commit_title": "TP1", "ref_count": None},
    }  # fmt: skip


class Server:
    """What the GitLab holds; tests change it, and read what was asked."""

    def __init__(self):
        self.members, self.projects, self.refused, self.calls = [], {}, [], []
        self.fails = None  # a status that every API call gets
        self.address = ""

    def add_project(self, id, path, members=(), repository=None):
        """A project at `path`, its direct members, the folder of its bare repository."""
        self.projects[id] = {"path": path, "members": list(members), "git": repository, "events": [], "issues": []}

    def described(self, id):
        """A project as GitLab shows it."""
        path = self.projects[id]["path"]
        return {
            "id": id, "name": path.split("/")[-1], "path": path.split("/")[-1], "path_with_namespace": path,
            "default_branch": "main", "visibility": "private", "ssh_url_to_repo": f"git@gitlab.example:{path}.git",
            "http_url_to_repo": f"{self.address}/{path}.git", "web_url": f"{self.address}/{path}", "archived": False,
        }  # fmt: skip

    def answer(self, method, path, query, body):
        """The status and the JSON of one API call, None where it is not defined."""
        project = None
        if found := re.fullmatch(r"/projects/([^/]+)(/.*)?", path):
            wanted = unquote(found[1])
            id = next((i for i, p in self.projects.items() if wanted in (str(i), p["path"])), None)
            if id is None:
                return 404, {"message": "404 Project Not Found"}
            project, path = self.projects[id], "/projects/:id" + (found[2] or "")
        match method, path, query:
            case "GET", "/user", {}:
                return 200, member(1, "prof", "Prof", 40)
            case "GET", "/groups/promo", {}:
                return 200, {"id": 4, "name": "Promo", "path": "promo", "full_path": "promo", "visibility": "private"}
            case "GET", "/groups/4/members/all", {}:
                return 200, self.members
            case "GET", "/groups/4/projects", {"include_subgroups": "True", "archived": "False"}:
                return 200, [self.described(i) for i in self.projects]
            case "GET", "/projects/:id", {}:
                return 200, self.described(id)
            case "GET", "/projects/:id/members", {}:
                return 200, [m for m in self.members if m["username"] in project["members"]]
            case "GET", "/projects/:id/events", {"action": "pushed", "sort": "asc"}:
                return 200, project["events"]
            case "GET", "/projects/:id/issues", {"search": word, "state": "all", "in": "title"}:
                return 200, [issue for issue in project["issues"] if word in issue["title"]]
            case "POST", "/projects/:id/uploads", {}:
                name = re.search(rb'filename="([^"]+)"', body)[1].decode()
                number = len(self.calls)
                return 201, {"id": number, "alt": name, "url": f"/uploads/{number}/{name}",
                             "full_path": f"/-/project/{id}/uploads/{number}/{name}",
                             "markdown": f"[{name}](/uploads/{number}/{name})"}  # fmt: skip
            case "POST", "/projects/:id/issues", {}:
                issue = {"id": 84, "iid": len(project["issues"]) + 1, "project_id": id, "state": "opened"}
                issue["author"] = member(1, "prof", "Prof", 40)
                project["issues"].append(issue | json.loads(body))
                return 201, project["issues"][-1]
        if found := re.fullmatch(r"/projects/:id/issues/(\d+)", path):
            issue = project["issues"][int(found[1]) - 1]
            if method == "PUT" and not query:
                issue.update(json.loads(body))
                return 200, issue
        return None


@contextmanager
def running():
    """A `Server` that answers on `address`."""
    gitlab = Server()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self.respond("GET")

        def do_POST(self):
            self.respond("POST")

        def do_PUT(self):
            self.respond("PUT")

        def respond(self, method):
            split = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if split.path.startswith("/api/v4/"):
                self.api(method, split, body)
            else:
                self.git(unquote(split.path))

        def api(self, method, split, body):
            query = dict(parse_qsl(split.query))
            page = int(query.pop("page", 1))
            query.pop("per_page", None)
            gitlab.calls.append((method, split.path))
            if self.headers.get("PRIVATE-TOKEN") != TOKEN:
                return self.send(401, {"message": "401 Unauthorized"})
            if gitlab.fails:
                return self.send(gitlab.fails, {"message": "no"}, {"Retry-After": "0"})
            found = gitlab.answer(method, split.path.removeprefix("/api/v4"), query, body)
            if found is None:
                gitlab.refused.append((method, self.path))
                return self.send(404, {"error": "404 Not Found"})
            status, answer = found
            if not isinstance(answer, list):
                return self.send(status, answer)
            start, more = (page - 1) * PAGE, len(answer) > page * PAGE
            headers = {"X-Page": str(page), "X-Per-Page": str(PAGE), "X-Next-Page": str(page + 1) if more else ""}
            headers |= {"X-Total": str(len(answer)), "X-Total-Pages": str(-(-len(answer) // PAGE))}
            if more:
                following = f"{gitlab.address}{split.path}?{split.query}".replace(f"&page={page}", "")
                headers["Link"] = f'<{following}&page={page + 1}>; rel="next"'
            return self.send(status, answer[start : start + PAGE], headers)

        def git(self, path):
            shown = base64.b64encode(f"oauth2:{TOKEN}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {shown}":
                return self.send(401, {"message": "HTTP Basic: Access denied"})
            for project in gitlab.projects.values():
                root = f"/{project['path']}.git/"
                if project["git"] and path.startswith(root) and (project["git"] / path.removeprefix(root)).is_file():
                    content = (project["git"] / path.removeprefix(root)).read_bytes()
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                    return None
            return self.send(404, {"message": "404 Not Found"})

        def send(self, status, answer, headers=()):
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        gitlab.address = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        try:
            yield gitlab
        finally:
            http.shutdown()
            thread.join()
