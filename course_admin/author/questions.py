"""`python -m course_admin.author.questions`: write a question that chapters check on the spot.

They are in `course_utils/checks/questions/<chapter>.json`, with answers that cannot be read at a glance.
Commit the file. A command with an id that exists replaces the entry.

    python -m course_admin.author.questions 02_perceptron seuil_nul \
        --choice b --hint a="Relisez la somme pondérée." --hint c="Et le biais ?" \
        --wrong "Comptez les entrées une à une." --broader "Reprenez la section 2." --right "Le biais décale le seuil."

`--choice X` is a word (compared without case, accents or surrounding spaces; give it several times if several words
are right, or with `--set` if the answer is a list in any order); `--number X` is a number, or several with commas
(`--number 2,3`, a list, a tuple or an array), compared within `--tolerance` (1e-6, relative and absolute; give 0.01
where the student computes by hand); `--true` or `--false` is a truth value. `--hint ANSWER="…"` is the sentence for
one wrong answer (`vrai`, `faux` for a truth value), `--wrong` the one for all others; `--broader` is added from the
second wrong try on, `--right` is added to « Exact. ». Ids are unique among all chapters: begin them with the chapter,
`ch2_seuil`.
"""

import argparse
import base64
import json

from course_utils.checks import lectures


def write(chapter, id, answers=(), numbers=None, tolerance=1e-6, hints=None, wrong=None, broader=None, right=None):
    """Write one entry of `questions/<chapter>.json`; what the command does.

    `answers` are all the right ones (words, truth values, lists), or `numbers` is the right list of numbers.
    """
    path = lectures.QUESTIONS / f"{chapter}.json"
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if numbers is None:
        entry = {"answers": [lectures.digest(id, answer) for answer in answers]}
    else:
        entry = {"numbers": base64.b64encode(json.dumps(list(numbers)).encode()).decode(), "tolerance": tolerance}
    entry["hints"] = {lectures.digest(id, answer): hint for answer, hint in (hints or {}).items()}
    entry |= {"wrong": wrong, "broader": broader, "right": right}
    entries[id] = {key: value for key, value in entry.items() if value}
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    lectures.entries.cache_clear()


def main(arguments=None):
    """The authors' command; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m course_admin.author.questions", description=write.__doc__)
    parser.add_argument("chapter", help="such as 02_perceptron: the name of the file")
    parser.add_argument("id", help="such as ch2_seuil: unique among all chapters")
    answer = parser.add_mutually_exclusive_group(required=True)
    answer.add_argument("--choice", action="append", help="a right word; may be repeated")
    answer.add_argument("--number", help="the right number, or several with commas")
    answer.add_argument("--true", action="store_true")
    answer.add_argument("--false", action="store_true")
    parser.add_argument("--set", action="store_true", help="the answer is the list of all the --choice, in any order")
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--hint", action="append", default=[], metavar='ANSWER="…"')
    parser.add_argument("--wrong", help="the hint for any other wrong answer")
    parser.add_argument("--broader", help="added from the second wrong try on")
    parser.add_argument("--right", help="added to « Exact. »")
    given = parser.parse_args(arguments)
    if any("=" not in hint for hint in given.hint):
        parser.error('--hint: expected ANSWER="the sentence"')
    answers = given.choice or [given.true]
    write(
        given.chapter,
        given.id,
        answers=[answers] if given.set else answers,
        numbers=[float(number) for number in given.number.split(",")] if given.number else None,
        tolerance=given.tolerance,
        hints=dict(_hint(hint) for hint in given.hint),
        wrong=given.wrong,
        broader=given.broader,
        right=given.right,
    )


def _hint(text):
    """The wrong answer and its sentence; `2,3="…"` is about a list, in any order, as `--number 2,3` is."""
    answer, sentence = text.split("=", 1)
    return (tuple(answer.split(",")) if "," in answer else answer), sentence


if __name__ == "__main__":
    main()
