"""What makes a stranger's text inert: one function a medium, and no other way to write one.

A name, a path, a message or an answer of a student's is text wherever it is read: no formula in a spreadsheet, no
markup or escape sequence in a terminal, no tag or script in a page, no mention or quick action in an issue.
"""

import html as _html
import json
import re
import unicodedata

from rich.console import Console as _Console
from rich.text import Text

_FORMULA = "=+\\-@＝＋－＠"
_INNER = re.compile(rf"([;\t\n])(?='*[{_FORMULA}\t])")  # a separator, then what would be a formula
_FIRST = re.compile(rf"\A(?!-\Z)(?='*(\s*[{_FORMULA}]|\t))")
_INNER_QUOTED, _FIRST_QUOTED = re.compile(_INNER.pattern.replace("(?=", "'(?=")), re.compile(_FIRST.pattern + "'")
_KINDS = ("text/plain", "image/png", "image/jpeg")  # of a cell's outputs; all others may hold what a browser runs
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, format (right-to-left marks), surrogates, …
_TAG = re.compile(r"<(?=[A-Za-z/!?])")

_WORDS = """a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre s
samp span strong sub sup table tbody td tfoot th thead tr tt u ul var"""
_TAGS = frozenset(_WORDS.split())
_ATTRIBUTES = {"*": ["class"], "a": ["href", "title"], "img": ["src", "alt", "title"], "th": ["align"], "td": ["align"]}
_PROTOCOLS = ("http", "https", "mailto", "data")  # data of a picture alone
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")


def plain(text):
    """A text without what nobody sees: controls, escape sequences, marks that turn the direction, lone surrogates.

    >>> plain("a\\x1b[31mb\\u202ec")
    'a�[31mb�c'
    """
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE else "�" for c in str(text))


def cell(text):
    """A text for a cell of a CSV file: whatever the spreadsheet takes for the separator, none of it is a formula.

    >>> cell("=cmd|' /C calc'!A0"), cell("Ana"), cell("a;=1+1"), cell("-")  # a lone dash is Moodle's « no mark »
    ("'=cmd|' /C calc'!A0", 'Ana', "a;'=1+1", '-')
    """
    lines = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _FIRST.sub("'", _INNER.sub(r"\1'", lines))


def uncell(text):
    """What `cell` was given, as far as it could be seen.

    >>> uncell("'=1+1"), uncell("it's")
    ('=1+1', "it's")
    """
    return _INNER_QUOTED.sub(r"\1", _FIRST_QUOTED.sub("", text))


class Console(_Console):
    """A terminal for which every string is plain text; styles are for `Text` objects, and for `markup=True`."""

    def __init__(self, **options):
        super().__init__(markup=False, emoji=False, **options)

    def print(self, *objects, markup=False, **options):
        """Print as rich does."""
        if not markup:
            objects = [Text(plain(thing)) if isinstance(thing, str) else thing for thing in objects]
        super().print(*objects, markup=markup, **options)


def html(text):
    """A text inside an element or a quoted attribute of an HTML page.

    >>> html("<b>'")
    '&lt;b&gt;&#x27;'
    """
    return _html.escape(plain(text))


def name(text):
    """A person's name for a page whose template escapes nothing, as nbgrader's do.

    >>> name("Zoé D'Arc"), name("<img onerror='x'>")
    ("Zoé D'Arc", "‹img onerror='x'›")
    """
    return plain(text).translate({ord("<"): "‹", ord(">"): "›", ord('"'): "”"})


def page(rendered):
    """HTML that was made from a stranger's Markdown, without what could act or fetch: Bleach's allow-list."""
    import bleach

    def allowed(tag, name, value):
        if name == "src":
            return bool(_PICTURE.fullmatch(value))
        if name == "href":
            return not re.match(r"\W*data", value, re.IGNORECASE)
        return name in _ATTRIBUTES["*"] or name in _ATTRIBUTES.get(tag, ())

    return bleach.clean(rendered, _TAGS, allowed, protocols=_PROTOCOLS)


def markdown_cell(source):
    """The Markdown of a notebook's cell in which nothing is an HTML tag: a space after each `<` that would open one.

    >>> markdown_cell("si $a<b$, <script>alert(1)</script>")
    'si $a< b$, < script>alert(1)< /script>'
    """
    return _TAG.sub("< ", source)


def notebook(text):
    """A marked notebook (JSON text) for formgrader and JupyterLab: what students wrote is text and pictures."""
    content = json.loads(text)
    for one in content["cells"]:
        notebook_cell(one)
    return json.dumps(content, ensure_ascii=False, indent=1)


def notebook_cell(one):
    """Make one cell inert, in place: no tag in its text, no active kind among its outputs and attachments."""
    if one["cell_type"] != "code":
        source = one["source"]
        one["source"] = markdown_cell(source if isinstance(source, str) else "".join(source))
    outputs = one.get("outputs", ())
    for output in outputs:
        if "metadata" in output:  # sizes and names of files, which a page may hold as they are
            output["metadata"] = type(output["metadata"])()
    for bundle in (*one.get("attachments", {}).values(), *(output.get("data", {}) for output in outputs)):
        for kind in [kind for kind, data in bundle.items() if not _is_shown(kind, data)]:
            del bundle[kind]


def _is_shown(kind, data):
    """Whether an output or an attachment is plain text or a picture."""
    return kind == "text/plain" or (kind in _KINDS and bool(_BASE64.fullmatch("".join(data))))


def markdown(text):
    """A text within the Markdown of an issue: no link, mention, quick action or markup.

    >>> markdown("a_b @all")
    'a&#95;b &#64;\\u2060all'
    """
    words = " ".join(plain(text).split())
    joined = re.sub(r"([@#!~%$&/])(?=\S)", "\\1\u2060", words)
    return re.sub(r"[!-/:-@\[-`{-~]", lambda found: f"&#{ord(found[0])};", joined)


def filename(text):
    """A text as the name of one file in a folder of ours.

    >>> filename("../a b"), filename("."), filename("tp1-ana.html")
    ('_.._a_b', '_.', 'tp1-ana.html')
    """
    name = re.sub(r"[^A-Za-z0-9._@+-]", "_", text)[:100]
    return name if name[:1].isalnum() else f"_{name}"
