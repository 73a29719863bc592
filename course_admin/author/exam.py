"""An exam paper, assembled from questions: the sujet without answers, the corrigé with them, as HTML and PDF.

A paper is a small TOML file: `session`, `minutes`, `instructions`, `questions` (numbers such as "3.2"). Questions come
from the annales, `docs/annales/`, which students receive chapter by chapter; a paper that names in `secret` Markdown
files of its own (relative to the TOML file, written like the annales) also takes questions from there.
"""

import re
import tomllib
from dataclasses import dataclass

from course_admin.author.chromium import A4_TEXT, FIT, NUMBERED, chromium
from course_admin.base import npm
from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole
from course_admin.tell.pages import environment

TOTAL = 20
KEYS = {"session", "minutes", "instructions", "questions"}
COMMON = "Tous les nombres de cette page sont recalculés par les tests du cours."  # what follows it are conventions
_HEADING = re.compile(r"^## Question (\S+) · (.+) \((\d+) points?, (\d+) minutes\)$", re.MULTILINE)
_ANSWER = re.compile(r"<details><summary>Corrigé</summary>(.*?)</details>", re.DOTALL)
_SCHEME = re.compile(r"\*Barème\s:\s(.+?)\*\s*$")


@dataclass(frozen=True)
class Question:
    """One question: Markdown of what is asked, of the answer and of its marks, and what its page takes as said."""

    id: str
    title: str
    points: int
    minutes: int
    asked: str
    answer: str
    scheme: str
    conventions: str


def assemble(course, paper, to):
    """Write the four files of a paper (a path) into the folder `to`; return their paths. Raises CourseError."""
    plan, questions = read(course, paper)
    to.mkdir(parents=True, exist_ok=True)
    written = []
    mathjax = npm.package(course, npm.MATHJAX) / "es5" / "tex-svg-full.js"
    with chromium("exam papers are") as browser:
        for kind in ("sujet", "corrige"):
            page, pdf = _typeset(browser, mathjax, _page(course, plan, questions, with_answers=kind == "corrige"))
            for suffix, content in (("html", page.encode()), ("pdf", pdf)):
                written.append(to / f"{paper.stem}_{kind}.{suffix}")
                write_whole(written[-1], content)
    return written


def read(course, paper):
    """The plan of a paper and its `Question`s, in order. Raises CourseError where they do not make an exam."""
    try:
        plan = tomllib.loads(paper.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{paper}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{paper}: not valid TOML ({error})") from error
    amiss = KEYS ^ (set(plan) - {"secret"})
    if amiss:
        raise CourseError(
            f"{paper}: it has {', '.join(sorted(KEYS))} and may have secret; see {', '.join(sorted(amiss))}"
        )
    pages = sorted((course.sources / "docs" / "annales").glob("*.md"))
    known = bank([*pages, *(paper.parent / name for name in plan.get("secret", []))])
    unknown = [id for id in plan["questions"] if id not in known]
    if unknown or len(set(plan["questions"])) < len(plan["questions"]):
        raise CourseError(f"{paper}: unknown or repeated questions {unknown}; there are: {', '.join(known)}")
    questions = [known[id] for id in plan["questions"]]
    points, minutes = (sum(getattr(one, name) for one in questions) for name in ("points", "minutes"))
    if points != TOTAL:
        raise CourseError(f"{paper}: its questions make {points} points; an exam has {TOTAL}")
    if minutes > plan["minutes"]:
        raise CourseError(f"{paper}: its questions take {minutes} minutes, the exam lasts {plan['minutes']}")
    return plan, questions


def bank(pages):
    """Every question of these Markdown pages, by its number. Raises CourseError where one has no answer."""
    found = {}
    for page in pages:
        try:
            text = page.read_text(encoding="utf-8")
        except OSError as error:
            raise CourseError(f"{page}: cannot be read ({error.strerror})") from error
        headings = list(_HEADING.finditer(text))
        preface = text[: headings[0].start()] if headings else ""
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            body = text[heading.end() : end]
            answer = _ANSWER.search(body)
            scheme = _SCHEME.search(answer[1].strip()) if answer else None
            if not scheme:
                raise CourseError(
                    f"{page}: question {heading[1]} has no answer in <details> that ends with *Barème : …*"
                )
            found[heading[1]] = Question(
                heading[1], heading[2], int(heading[3]), int(heading[4]),
                body[: answer.start()].strip(), _SCHEME.sub("", answer[1].strip()).strip(), scheme[1],
                preface.partition(COMMON)[2].strip(),
            )  # fmt: skip
    return found


def _page(course, plan, questions, with_answers):
    """The paper as HTML whose formulas are not typeset yet."""
    from markupsafe import Markup
    from nbconvert.filters import markdown2html

    made = environment()
    made.filters["markdown"] = lambda text: Markup(markdown2html(text))
    template = made.get_template("exam.html")
    return template.render(course=course.title, plan=plan, questions=questions, with_answers=with_answers, total=TOTAL)


def _typeset(browser, mathjax, html):
    """The page with its formulas drawn (by the script `mathjax`), which needs nothing more, and its PDF."""
    tab = browser.new_page(viewport={"width": A4_TEXT, "height": 900})
    tab.set_content(html)
    tab.add_script_tag(
        content="window.MathJax = {tex: {inlineMath: [['$', '$']]}, startup: {typeset: false},"
        " options: {enableMenu: false}}"
    )
    tab.add_script_tag(content=mathjax.read_text(encoding="utf-8"))
    tab.evaluate("MathJax.startup.promise.then(() => MathJax.typesetPromise())")
    tab.evaluate(FIT)
    tab.evaluate("document.querySelectorAll('script').forEach((script) => script.remove())")
    pdf = tab.pdf(prefer_css_page_size=True, print_background=True, **NUMBERED)
    page = tab.content()
    tab.close()
    return page, pdf
