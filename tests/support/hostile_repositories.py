"""Repositories that students might hand in to stop, to fool or to deface what reads them: name → a function.

Each function gets `(course, place, solved)`: the folder of a repository with one commit of right answers, and that
notebook, parsed; it makes the repository what its name says. `MARKS` tells the points that the honest part is due, None
where nothing can be marked.
"""

import json

from course_admin.base.git import git

ANSI = "\x1b[31m\x1b]8;;file:///etc/passwd\x07[/x][bold]\u202e=1+1"
MARKUP = "</title><script>top.acted=1</script><img src=x onerror=top.acted=1>"
WHO = {"name": "Mal", "email": "mal@etu.example"}
NOTEBOOK = "notebooks/tp/tp1/petit.ipynb"
MARKS = {}
REPOSITORIES = {}


def repository(marks):
    """Keep a function under its name, words apart."""

    def keep(function):
        name = function.__name__.replace("_", "-")
        REPOSITORIES[name], MARKS[name] = function, marks
        return function

    return keep


def commit(place, message="x", identity=WHO, date=None, course=None):
    git("add", "--all", cwd=place)
    when = course.moment("2026-10-17T11:00") if course else date
    git(
        "commit",
        "--quiet",
        "--allow-empty",
        "--cleanup=verbatim",
        "-m",
        message,
        cwd=place,
        identity=identity,
        date=when,
    )


def write(place, notebook, path=NOTEBOOK):
    (place / path).parent.mkdir(parents=True, exist_ok=True)
    (place / path).write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode())


@repository("4")
def author_is_a_formula(course, place, solved):
    who = {"name": f"=cmd|' /C calc'!A0 {ANSI} {MARKUP}", "email": "=1+1@[/x]"}
    write(place, solved)
    commit(place, f"{ANSI}\n\n{MARKUP}\r\n" + "x" * 100_000, who, course=course)


@repository("4")
def files_have_such_names(course, place, solved):
    for name in (
        "=1+1[/x].ipynb",
        "\x1b[2Ja.ipynb",
        "<img src=x onerror=alert(1)>.ipynb",
        "@SUM(1).ipynb",
        "a\nb.ipynb",
    ):
        write(place, solved, f"notebooks/tp/tp1/{name}")
    write(place, b"raise SystemExit", "notebooks/tp/tp1/numpy.py")
    write(place, b"raise SystemExit", "notebooks/tp/tp1/sitecustomize.py")
    write(place, b"x" * 300_000, "notebooks/tp/tp1/" + "é" * 100 + ".csv")
    commit(place, course=course)


@repository("4")
def attributes_and_modules(course, place, solved):
    write(place, b"*.ipynb filter=x diff=x merge=x export-ignore text eol=crlf ident\n", ".gitattributes")
    write(place, b'[submodule "../../x"]\n path = a\n url = ext::sh -c id\n update = !id\n', ".gitmodules")
    write(place, b"=1+1 <x@y> <mal@etu.example>\n" * 1000, ".mailmap")
    write(place, b"!include x\n[core]\n hooksPath = .\n", ".gitconfig")
    write(place, b"import os; os._exit(0)", ".gitlab-ci.yml")
    commit(place, course=course)


@repository("4")
def replaced_and_grafted(course, place, solved):
    head = git("rev-parse", "HEAD", cwd=place).stdout.strip()
    worse = json.loads(json.dumps(solved))
    worse["cells"] = []
    write(place, worse)
    commit(place, course=course)
    new = git("rev-parse", "HEAD", cwd=place).stdout.strip()
    git("reset", "--quiet", "--hard", head, cwd=place)
    git("update-ref", f"refs/replace/{head}", new, cwd=place)
    write(place, f"{head} {new}\n".encode(), ".git/info/grafts")
    write(place, b"../../../../../../etc\n", ".git/objects/info/http-alternates")


@repository("4")
def branches_without_end(course, place, solved):
    head = git("rev-parse", "HEAD", cwd=place).stdout.strip()
    names = ["HEAD", "-x", "@", "refs/heads/main", "a/../b", "=1", "[/x]"] + [f"b{number}" for number in range(3000)]
    packed = "".join(f"{head} refs/heads/{name}\n" for name in names[1:] if name not in ("@", "a/../b"))
    write(place, f"# pack-refs with: peeled\n{packed}".encode(), ".git/packed-refs")
    write(place, f"{head}\n".encode(), ".git/refs/heads/HEAD")


@repository(None)
def dates_of_nowhere(course, place, solved):
    solved["cells"][-1]["source"] += "\n"
    write(place, solved)
    git("add", "--all", cwd=place)
    tree, head = git("write-tree", cwd=place).stdout.strip(), git("rev-parse", "HEAD", cwd=place).stdout.strip()
    for date in ("99999999999 +9999", "-1 -9999", "0 +0000"):
        text = f"tree {tree}\nparent {head}\nauthor A <a@b> {date}\ncommitter A <a@b> {date}\nencoding x-none\n\nx\n"
        head = git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", cwd=place, input=text).stdout.strip()
    git("update-ref", "refs/heads/side", head, cwd=place)


@repository("4")
def notebooks_without_end(course, place, solved):
    for number in range(300):
        write(place, json.dumps(solved | {"metadata": {"n": number}}).encode(), f"notebooks/tp/tp1/n{number}.ipynb")
    commit(place, course=course)


@repository("4")
def versions_without_end(course, place, solved):
    for number in range(20):
        solved["cells"][0]["source"] = f"# {number} " + "x" * 100_000
        write(place, solved)
        commit(place, str(number), course=course)


@repository("4")
def texts_of_any_kind(course, place, solved):
    for cell in solved["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "ex10_reponse":
            styled = "<style>*{display:none}</style> $\\href{javascript:x}{y}$"
            cell["source"] = f"\ud800 \x00 \u202e\u2066 {ANSI} {MARKUP} {styled}"
    solved["cells"].append(
        {"cell_type": "code", "metadata": {}, "source": "# \ud800\nprint('\\ud800\\x1b[2J')", "outputs": []}
    )
    attached = {"a.svg": {"image/svg+xml": "<svg onload=x>", "image/png": '"><script>'}}
    shown = {"cell_type": "markdown", "metadata": {}, "source": ["![x](attachment:a.svg)", "\udfff"]}
    solved["cells"].append(shown | {"attachments": attached})
    write(place, json.dumps(solved).encode())
    commit(place, course=course)


@repository("4")
def settings_that_are_shown(course, place, solved):
    solved["metadata"] = {
        "title": MARKUP, "authors": [{"name": MARKUP}], "kernelspec": {"name": "../../x", "display_name": MARKUP},
        "language_info": {"name": MARKUP, "pygments_lexer": MARKUP, "codemirror_mode": {"name": MARKUP}},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}, "x": "</script>" + MARKUP}},
    }  # fmt: skip
    for cell in solved["cells"]:
        cell["metadata"] |= {"tags": [MARKUP], "slideshow": MARKUP, "raw_mimetype": "text/html", "name": MARKUP}
        cell["id"] = MARKUP
    write(place, solved)
    commit(place, course=course)


@repository("4")
def outputs_of_any_kind(course, place, solved):
    bundle = {
        kind: MARKUP for kind in ("text/html", "image/svg+xml", "image/png", "text/latex", "application/javascript")
    }
    outputs = [
        {"output_type": "display_data", "data": bundle, "metadata": {"image/png": {"width": MARKUP}}},
        {"output_type": "stream", "name": MARKUP, "text": [MARKUP, 3, None]},
        {"output_type": "error", "ename": MARKUP, "evalue": 5, "traceback": "x"},
        {"output_type": "pyout"}, 3, None, [],
    ]  # fmt: skip
    for cell in solved["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs * 50
    write(place, solved)
    commit(place, course=course)


@repository("4")
def outputs_without_end(course, place, solved):
    shows = "print('x' * 500_000)"
    solved["cells"] += [{"cell_type": "code", "metadata": {}, "source": shows, "outputs": []} for _ in range(400)]
    write(place, solved)
    commit(place, course=course)


@repository(None)
def cells_without_end(course, place, solved):
    solved["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": ""} for _ in range(30_000)]
    write(place, solved)
    commit(place, course=course)


@repository(None)
def json_that_unfolds(course, place, solved):
    write(place, b'{"cells": [' + b"[]," * 150_000 + b'{"source": ' + b"[" * 8000 + b"]" * 8000 + b"}]}")
    commit(place, course=course)


@repository(None)
def notebook_is_a_link(course, place, solved):
    (place / NOTEBOOK).unlink()
    (place / NOTEBOOK).symlink_to("../../../../honest/notebooks/tp/tp1/petit.ipynb")
    git("rm", "--quiet", "--cached", NOTEBOOK, cwd=place)
    commit(place, course=course)
    git("update-ref", "refs/heads/main", git("commit-tree", "HEAD^{tree}", "-m", "x", cwd=place, identity=WHO,
        date=course.moment("2026-10-17T11:00")).stdout.strip(), cwd=place)  # fmt: skip


@repository(None)
def notebook_is_a_module(course, place, solved):
    head = git("rev-parse", "HEAD", cwd=place).stdout.strip()
    git("rm", "--quiet", "-r", "--cached", "notebooks", cwd=place)
    git("update-index", "--add", "--cacheinfo", f"160000,{head},{NOTEBOOK}", cwd=place)
    tree = git("write-tree", cwd=place).stdout.strip()
    made = git("commit-tree", tree, "-m", "x", cwd=place, identity=WHO, date=course.moment("2026-10-17T11:00"))
    git("update-ref", "refs/heads/main", made.stdout.strip(), cwd=place)
