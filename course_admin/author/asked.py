"""The questions that pages ask, for the script that judges them there (`templates/site/questions.js`).

Each is what `course_utils.checks.lectures` knows of it, with what its cell says: the words beside the field, and the
choices where the answer is one of a few.
"""

import itertools
import json
import re

CALL = re.compile(r'^question\(\s*"(\w+)"\s*,\s*(\w+)', re.MULTILINE)


def data(course, pages):
    """A script with the questions that the notebooks of `pages` (path → bytes) ask, and no others."""
    entries = {}
    for path in sorted((course.sources / "course_utils" / "checks" / "questions").glob("*.json")):
        entries |= json.loads(path.read_text(encoding="utf-8"))
    found = {}
    for path, content in pages.items():
        for cell in json.loads(content)["cells"] if path.endswith(".ipynb") else ():
            if cell["cell_type"] == "code":
                found |= asked("".join(cell["source"]))
    known = {id: entries[id] | words for id, words in found.items() if id in entries}
    for entry in known.values():
        entry["choices"] = [] if "numbers" in entry else entry["choices"]
    return f"window.COURSE_QUESTIONS = {json.dumps(known, ensure_ascii=False)};\n"


def asked(code):
    """The questions of a cell: id → its `label` and its `choices`, from the comments on the answer and above it.

    >>> asked('# Plus vite ?\\nvite = None  # True ou False\\n\\nquestion("ch1_vite", vite)')
    {'ch1_vite': {'label': 'Plus vite ? vrai ou faux', 'choices': ['Vrai', 'Faux']}}
    """
    lines, found = code.split("\n"), {}
    for id, variable in CALL.findall(code):
        at = next((i for i, line in enumerate(lines) if line.startswith(f"{variable} = None")), None)
        if at is None:
            found[id] = {"label": "", "choices": []}
            continue
        own = lines[at].partition("#")[2].strip()
        above = [*itertools.takewhile(lambda line: line.startswith("#"), lines[at - 1 :: -1] if at else [])][::-1]
        above = " ".join(line.lstrip("# ") for line in above)
        label = french(" : ".join(filter(None, (above, own))) or f"{variable} =")
        first = lines[0] if lines[0].startswith("#") and '"' not in own else ""  # choices for all that the cell asks
        found[id] = {"label": label, "choices": choices(f"{above or first} {own}")}
    return found


def french(words):
    """A comment as a page says it: no colon behind a sentence, French quotes and truth values."""
    words = re.sub(r"([.?!…]) : ", r"\1 ", words).replace("True ou False", "vrai ou faux")
    return re.sub(r'"([^"]+)"', "«\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}»", words)


def choices(words):
    """The answers that a comment leaves: those between quotes, unless a list of them is wanted.

    >>> choices('"a" ou "b"'), choices("True ou False ?"), choices('la liste de "a" et "b"')
    (['a', 'b'], ['Vrai', 'Faux'], [])
    """
    if "liste" in words.lower():
        return []
    if "True ou False" in words:
        return ["Vrai", "Faux"]
    quoted = re.findall(r'"([^"]+)"', words)
    return quoted if len(quoted) > 1 else []
