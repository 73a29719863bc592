"""`python -m course_admin.author.site`: the course as a web site, what students may know at a date and nothing else.

The pages are those of the release (chapters with their outputs, TPs without answers, annales): the site can be public.
Sphinx and MyST-NB make it; MathJax is copied from npm, so formulas need no other server.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

import nbformat

from course_admin.author import asked, moving, widgets
from course_admin.author.slides import build_decks
from course_admin.base import npm
from course_admin.base.alone import alone
from course_admin.base.errors import CourseError, in_one_line
from course_admin.base.tables import write_whole
from course_admin.plan.course import Course
from course_admin.release.contents import release_files

TEMPLATES = widgets.TEMPLATES  # what answers in the browser; all of it goes to _static
SCRIPTS = ("page.js", "questions-data.js", "questions.js", "frames-data.js", "frames.js", "veils.js", "widgets.js")
SLIDES_LINK = '<a href="slides/{id}.html">{title}</a>'  # in HTML: Sphinx does not know these pages
MATHJAX_PARTS = ("es5/tex-chtml-full.js", "es5/output/chtml/fonts")
SETTINGS = {
    "extensions": ["myst_nb"],
    "language": "fr",
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 3,
    "myst_heading_slug_func": "course_admin.author.site.slug",
    "html_theme": "sphinx_book_theme",
    "html_static_path": ["_static"],
    "html_css_files": ["site.css"],
    "html_js_files": [
        (name, {"defer": "defer"}) for name in (*SCRIPTS, *(f"widget-{name}.js" for name in widgets.NAMES))
    ],
    "nb_code_prompt_show": "Montrer le code",
    "nb_code_prompt_hide": "Replier le code",
    "html_favicon": "_static/favicon.svg",
    "mathjax_path": "mathjax/es5/tex-chtml-full.js",
    "html_show_sourcelink": False,
    "html_theme_options": {
        "use_download_button": True,
        "use_fullscreen_button": True,
        "show_toc_level": 2,
        "home_page_in_toc": True,
        "navbar_persistent": [],  # one search field is enough
    },
    "html_context": {"default_mode": "auto"},
}
CORNER = re.compile(r'<th class="head[^"]*">(?:<p>\s*</p>)?</th>')
ORPHAN = b"---\norphan: true\n---\n"
FAVICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M4 4 12 8 4 12" fill="none" stroke="#3572b0"/>
<g fill="#3572b0"><circle cx="4" cy="4" r="2.5"/><circle cx="4" cy="12" r="2.5"/><circle cx="12" cy="8" r="2.5"/></g>
</svg>
"""
INDEX = """\
# {title}

{words}

```{{toctree}}
:caption: Le cours
:maxdepth: 1

{chapters}
```

**Diapositives** : {slides} (touche `O` : vue d’ensemble ; `S` : notes).

```{{toctree}}
:caption: Les travaux pratiques
:maxdepth: 1

{tps}
```

```{{toctree}}
:caption: Annales
:maxdepth: 1

{annales}
```
"""
WORDS = """\
Les chapitres se lisent et s’essaient ici, sans rien installer : les curseurs bougent, les questions se répondent dans
la page (vos réponses ne quittent pas votre navigateur), et un résultat à prédire reste voilé jusqu’à votre pronostic.

Pour changer le code, téléchargez la page comme notebook (bouton en haut) et ouvrez-la dans JupyterLab. Le dépôt des
étudiants contient les mêmes notebooks, les données et les outils qui vérifient les réponses."""


def slug(title):
    """The anchor of a heading, as JupyterLab makes it, so that links work in both.

    >>> slug("À retenir")
    'À-retenir'
    """
    return title.strip().replace(" ", "-")


def build_site(course, to, now, still=False):
    """Build the site of what is released at `now` into the folder `to`; return the page to open. Raises CourseError.

    Each chapter with a slider is run for its frames, unless they are kept from an earlier time or `still` is true. An
    earlier site stays where it is until the new one is whole.
    """
    to = to.resolve()
    if to.is_file() or (to.exists() and any(to.iterdir()) and not (to / "objects.inv").is_file()):
        raise CourseError(f"{to} is not empty and not an earlier site; give another folder with --to")
    pages = released(course, now)
    chapters = chapters_among(course, pages)
    moves = {} if still else moving.drawn(course, chapters)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="site-", dir=to.parent) as aside:
            new = Path(aside, "site")
            build_pages(course, new, pages, moves)
            decks = [course.sources / chapter.path for chapter in chapters]
            shared = "../_static/frames"  # the slides show those of the pages
            build_decks(course, new / "slides", decks, moves, frames=shared)
            with alone(course.build / "site.lock"):
                if to.exists():
                    to.rename(Path(aside, "earlier"))
                new.rename(to)
    except OSError as error:
        raise CourseError(f"{to} cannot be written: {error.strerror or error}") from error
    return to / "index.html"


def released(course, now):
    """The pages (path → bytes) of what is released at `now`. Raises CourseError where that is nothing."""
    opened = [assignment for assignment in course.assignments if assignment.opens <= now]
    if not opened:
        first = course.assignments[0]
        raise CourseError(f"nothing is released before {first.opens:%Y-%m-%d}; give a later --now")
    return pages_at(course, opened, now)


def build_pages(course, to, pages, moves=None):
    """Build these pages, without slides, into the new folder `to`; what moves there is what `moving.drawn` found."""
    course.build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pages-", dir=course.build) as aside:  # two builds at once do no harm
        source = Path(aside, "source")
        _write_source(course, pages, source, moves or {})
        _build(course, source, to, Path(aside, "doctrees"), alternative_texts(pages))


def _write_source(course, pages, source, moves):
    """Write what Sphinx reads into the folder `source`: the pages, and what they need beside them."""
    widgets.check(pages)
    static = source / "_static"
    for path, content in pages.items():
        write_whole(source / path, content)
    write_whole(source / "index.md", _index(course, pages).encode())
    for path in sorted(TEMPLATES.iterdir()):
        write_whole(static / path.name, path.read_bytes())
    write_whole(static / "questions-data.js", asked.data(course, pages).encode())
    write_whole(static / "favicon.svg", FAVICON.encode())
    moving_pages = [(path, nbformat.reads(pages[path].decode(), as_version=4)) for path in moves]
    write_whole(static / "frames-data.js", moving.shown(moves, moving_pages, static / "frames").encode())
    mathjax = npm.package(course, npm.MATHJAX)
    for part in MATHJAX_PARTS:
        npm.copy(mathjax, part, static / "mathjax")


def pages_at(course, opened, now):
    """What the site shows at `now` of the `opened` assignments: a dict from path to bytes."""
    files = release_files(opened[-1], now, answered=True) | _descriptions(course, opened)
    return {path: content for path, content in files.items() if _is_page(path)}


def _descriptions(course, opened):
    """The pages that describe individual data: the data are each student's own, their description is everybody's.

    They stand in no table of contents: a TP links to them.
    """
    found = {}
    for assignment in opened:
        if assignment.individual:
            folder = (course.sources / assignment.path).parent
            for path in sorted(folder.glob("*/**/*.md")):
                found[path.relative_to(course.sources).as_posix()] = ORPHAN + path.read_bytes()
    return found


def alternative_texts(pages):
    """The alternative text of each stored figure, by the name of its file: MyST-NB, which names it, drops the text."""
    found = {}
    for path, content in pages.items():
        for cell in json.loads(content)["cells"] if path.endswith(".ipynb") else ():
            for output in cell.get("outputs", ()):
                alt = output.get("metadata", {}).get("image/png", {}).get("alt")
                if alt:
                    png = "".join(output["data"]["image/png"])
                    found[hashlib.sha256(base64.b64decode(png)).hexdigest()] = alt
    return found


def chapters_among(course, pages):
    """The chapters that are among the released pages."""
    return [chapter for chapter in course.chapters if chapter.path in pages]


def _is_page(path):
    return path.endswith((".ipynb", ".md", ".png")) and path.startswith(("notebooks/", "annales/"))


def _index(course, pages):
    """The first page, with the tables of contents: in the order of the plan, the TPs before the project."""
    order = [*(chapter.path for chapter in course.chapters), *(assignment.path for assignment in course.assignments)]
    order += [f"notebooks/corriges/{assignment.id}.ipynb" for assignment in course.assignments]
    place = {path: number for number, path in enumerate(order)}

    def under(folder):
        found = [
            path
            for path, content in pages.items()
            if path.startswith(folder) and ".png" not in path and not content.startswith(ORPHAN)
        ]
        found.sort(key=lambda path: (place.get(path, len(order)), path))
        return "\n".join(re.sub(r"\.\w+$", "", path) for path in found)

    return INDEX.format(
        title=course.title,
        words=WORDS,
        chapters=under("notebooks/cours/"),
        slides=" · ".join(SLIDES_LINK.format(id=one.id, title=one.title) for one in chapters_among(course, pages)),
        tps="\n".join(filter(None, (under("notebooks/tp/"), under("notebooks/corriges/")))),
        annales=under("annales/"),
    )


def _build(course, source, to, doctrees, alts):
    """Run Sphinx; its warnings (a link that leads nowhere, an image that is missing) are errors."""
    from docutils import nodes
    from sphinx.application import Sphinx

    def describe(_app, page):
        for image in page.findall(nodes.image):
            image["alt"] = alts.get(Path(image["uri"]).stem, image.get("alt", ""))
        widgets.place(page)

    settings = SETTINGS | {"project": course.title, "html_title": course.title, "author": course.identity["name"]}
    problems = _Problems()
    app = Sphinx(
        str(source), None, str(to), str(doctrees), "html",
        confoverrides=settings, status=None, warning=problems, freshenv=True,
    )  # fmt: skip
    app.connect("doctree-read", describe)
    app.connect("html-page-context", _plain_corners)
    app.build(force_all=True)
    if problems.lines:
        raise CourseError("the site has broken parts:\n" + "\n".join(problems.lines[:20]))


def _plain_corners(_app, _name, _template, context, _page):
    """The empty corner of a table is no header: a screen reader would announce it."""
    context["body"] = CORNER.sub("<td></td>", context.get("body", ""))


class _Problems:
    """What Sphinx warns of, a line each."""

    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines += [line for line in text.splitlines() if line.strip()]

    def flush(self):
        pass


@in_one_line
def main(arguments=None):
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.site", description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, help="where; default: build/site")
    parser.add_argument("--now", help="ISO 8601: what is released at that date; default: now")
    parser.add_argument("--still", action="store_true", help="run no chapter: sliders and animations do not move")
    options = parser.parse_args(arguments)
    course = Course.load()
    now = course.moment(options.now) if options.now else course.now()
    print(build_site(course, options.to or course.build / "site", now, options.still))
    return 0


if __name__ == "__main__":
    sys.exit(main())
