"""What a reader plays with on the site alone: a code cell whose metadata have `widget` gets one below it.

`"widget": {"name": "convolution", "ask": "what to try", …}`: `templates/site/widget-NAME.js` draws it, from what else
stands there, the numbers that it starts with. Without JavaScript, and in print, nothing of it is seen.
"""

import html
import json
from pathlib import Path

from course_admin.base.errors import CourseError

TEMPLATES = Path(__file__).with_name("templates") / "site"
NAMES = sorted(path.stem.removeprefix("widget-") for path in TEMPLATES.glob("widget-*.js"))


def check(pages):
    """Raise CourseError where a cell of these pages (path → bytes) asks for a widget that there is not."""
    for path, content in pages.items():
        for cell in json.loads(content)["cells"] if path.endswith(".ipynb") else ():
            name = cell["metadata"].get("widget", {"name": NAMES[0]}).get("name")
            if name not in NAMES:
                raise CourseError(
                    f"{path}, cell {cell.get('id')}: no widget {name!r}; expected one of {', '.join(NAMES)}"
                )


def place(page):
    """Put the widgets of a page (a docutils document) below their cells."""
    from docutils import nodes

    for cell in list(page.findall(nodes.container)):
        widget = cell.get("cell_metadata", {}).get("widget")
        if widget:
            data = html.escape(json.dumps(widget, ensure_ascii=False))
            box = nodes.raw("", f'<div data-widget="{data}"></div>', format="html")
            cell.parent.insert(cell.parent.index(cell) + 1, box)
