"""A small course whose first chapter has all that a page answers to: veils, questions, sliders, a widget."""

import base64
import io
import shutil
import zlib
from pathlib import Path

import nbformat
import small_course
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from course_admin.plan.course import Course
from course_utils.checks import lectures

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def picture(colour):
    """A PNG as a notebook stores it."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, format="png")
    return base64.b64encode(file.getvalue()).decode()


def figure(source, alt, tags):
    """A cell whose stored output is a small picture with this alternative text."""
    cell = new_code_cell(source, execution_count=1, metadata={"tags": tags})
    data = {"image/png": picture(f"#{zlib.crc32(alt.encode()) % 2**24:06x}"), "text/plain": alt}
    cell.outputs = [new_output("display_data", data, metadata={"image/png": {"alt": alt}})]
    return cell


def ask(source):
    """A cell that asks questions, with what it stores before they are answered."""
    said = "✎ À vous de jouer : remplacez None par votre réponse.\n" * source.count("question(")
    cell = new_code_cell(source, execution_count=1)
    cell.outputs = [new_output("stream", name="stdout", text=said)]
    return cell


SLIDER = """\
import matplotlib.pyplot as plt
from course_utils.display import animation_player, slider

def draw(slope, sign):
    plt.figure(figsize=(4, 3))
    plt.plot([0, 1], [0, (1 if sign == "plus" else -1) * slope])

choices = {"slope": [0.1, 0.5, 2], "sign": ["moins", "plus"]}
slider(draw, alt="Une droite.", initial={"slope": 0.5}, labels={"slope": "pente"}, **choices)
"""
ANIMATION = """\
def step(i):
    plt.figure(figsize=(4, 3))
    plt.plot(range(i + 1))

animation_player(step, 5, alt="Une droite qui s’allonge.", stored=1, interval=60)
"""


WIDGET = {
    "name": "attention",
    "ask": "Quelle requête ?",
    "words": ["la", "l’« autre »"],
    "asks": "autre",
    "query": [1, 0],
    "keys": [[1, 0], [0, 1]],
    "values": [[1], [0]],
}


def playing_cell():
    """A cell below which a reader plays with a widget."""
    return new_code_cell("x = 1", execution_count=1, metadata={"widget": WIDGET})


def moving_cells():
    """Two cells whose figures move, with stored outputs, and one that the page must not show before TP1 is closed."""
    shown = figure(SLIDER, "Une droite.", ["hide-input"])
    film = figure(ANIMATION, "Une droite qui s’allonge.", ["hide-input"])
    waiting = figure(ANIMATION.replace("Une droite qui", "Un secret qui"), "Un secret qui s’allonge.", ["apres-tp1"])
    for cell in (shown, film):
        cell.metadata["slideshow"] = {"slide_type": "slide"}
    return shown, film, waiting


def chapter():
    """The chapter: a title, formulas, two predictions, what moves, a widget, three questions."""
    return new_notebook(
        metadata=PYTHON,
        cells=[
            new_markdown_cell("# Début\n\nUne formule $x^2$, et une autre :\n\n$$\\sum_{i=1}^{n} x_i$$"),
            new_markdown_cell("## À vous de prédire\n\nQue verra-t-on ?\n\n| | prévu |\n|---|---|\n| oui | non |"),
            figure("print(1 + 1)", "Une figure bleue.", ["prediction"]),
            figure("print(2 + 2)", "Une autre figure.", ["hide-input", "prediction"]),
            new_markdown_cell(
                "Ce que dit la figure.\n\n- un point\n\n**Changez, prévoyez, relancez** : trois.\n\nEt la suite."
            ),
            *moving_cells(),
            playing_cell(),
            new_markdown_cell("## Questions", metadata={"slideshow": {"slide_type": "slide"}}),
            new_code_cell("from course_utils.checks.lectures import question", execution_count=1),
            ask('parametres = None  # du réseau 3-4-4-2\n\nquestion("ch3_parametres", parametres)'),
            ask('# Le pas, écrit [w0, w1]\npas = None\n\nquestion("ch3_pas", pas)'),
            ask(
                '# Aux échecs : "agent", "environnement", "action" ?\nquoi = None\n\nquestion("ch1_renforcement", quoi)'
            ),
        ],
    )


def house(folder):
    """Write the course into a folder; what npm brings is that of our own course."""
    course = small_course.make(folder)
    small_course.write(folder / "notebooks/cours/01_debut.ipynb", nbformat.writes(chapter()))
    for id, name, function, solution in (("tp1", "descente", "double", "2 * x"), ("tp2", "reseaux", "triple", "3 * x")):
        tp = small_course.tp_source(id, function, solution)
        tp.metadata = PYTHON
        small_course.write(folder / f"notebooks/tp/{id}/{name}.ipynb", nbformat.writes(tp))
    shutil.copytree(lectures.QUESTIONS, folder / "course_utils/checks/questions")
    (COURSE.build / "npm").mkdir(parents=True, exist_ok=True)
    course.build.mkdir(exist_ok=True)
    (course.build / "npm").symlink_to(COURSE.build / "npm")
    return course
