"""The paper-exam questions as their tests read them."""

import re
from pathlib import Path

PAGES = sorted((Path(__file__).parents[2] / "docs" / "annales").glob("*.md"))

PAGE = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


def answer(question):
    """The worked answer of a question, with decimal points and plain signs."""
    section = re.split(r"^## Question ", PAGE, flags=re.MULTILINE)
    text = next(s for s in section if s.startswith(f"{question} "))
    text = text.split("<details>")[1]
    return text.replace("{,}", ".").replace("−", "-").replace("\xa0", " ").replace(",", ".")


def holds(question, *numbers):
    """Every number stands in the answer, as written."""
    text = answer(question)
    missing = [n for n in numbers if not re.search(rf"(?<![\d.]){re.escape(n)}(?!\d)", text)]
    assert not missing, text


def spaced(number):
    """1 234 as the pages write it."""
    return f"{number:,}".replace(",", " ")
