"""Chapters say what other draws said: the table that `redraw_chapters` writes, and what they read of it."""

import csv
import re

import keras
import numpy as np
import pytest

from course_admin.author import notebooks, redraw_chapters
from course_admin.author.read_redraws import READ
from course_utils.data import load_measures
from course_utils.experiments.spread import other_draws

CHAPTERS = sorted(READ)


def cells(chapter):
    path = redraw_chapters.ROOT / "notebooks" / "cours" / f"{chapter}.ipynb"
    return [cell for cell in notebooks.read(path).cells if cell.cell_type == "code"]


def experiments():
    with redraw_chapters.TABLE.open(encoding="utf-8", newline="") as file:
        return sorted({row["experience"] for row in csv.DictReader(file)})


@pytest.mark.parametrize("experiment", experiments())
def test_every_experiment_has_five_draws_and_a_chapter_that_reads_it(experiment):
    for model, settings in load_measures(experiment).items():
        assert {len(values) for values in settings.values()} == {len(redraw_chapters.DRAWS)}, (experiment, model)
    named = re.compile(rf"(load_measures|other_draws)\(\s*[\"']{experiment}[\"']")
    assert any(named.search(cell.source) for chapter in CHAPTERS for cell in cells(chapter))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_run_again_reads_no_table_and_measures_what_the_chapter_measures(chapter):
    wanted = READ[chapter]
    run = redraw_chapters.needed(cells(chapter), wanted)
    assert set(wanted) <= {cell.id for cell in run} < {cell.id for cell in cells(chapter)}
    assert not [cell.id for cell in run if re.search(r"\b(load_measures|other_draws)\(", cell.source)]


def test_the_names_of_a_cell():
    bound, taken = redraw_chapters.names(
        "import numpy as np\ndef f(x):\n    return x + y\nz = [f(i) for i in range(n)]"
    )
    assert bound == {"np", "f", "z"}
    assert taken == {"y", "n"}


def test_seeds_are_moved_and_put_back():
    drawn = np.random.default_rng(3).normal()
    with redraw_chapters.Moved(2):
        assert np.random.default_rng(3).normal() != drawn
        keras.utils.set_random_seed(0)
        moved = np.random.normal()
    assert np.random.default_rng(3).normal() == drawn
    keras.utils.set_random_seed(0)
    assert np.random.normal() != moved


def test_a_draw_made_again_takes_the_place_of_the_former(tmp_path, monkeypatch):
    monkeypatch.setattr(redraw_chapters, "TABLE", tmp_path / "table.csv")
    redraw_chapters.write_table([("a", "m", 0, 1, "1"), ("a", "m", 0, 2, "2"), ("b", "m", 0, 1, "3")])
    redraw_chapters.write_table([("a", "m", 0, 1, "4")])
    lines = redraw_chapters.TABLE.read_text(encoding="utf-8").splitlines()
    assert lines == ["experience,modele,reglage,graine,valeur", "a,m,0,1,4", "a,m,0,2,2", "b,m,0,1,3"]


def test_what_other_draws_said_is_a_mean_and_a_spread():
    assert re.fullmatch(r"0,\d{3} ± 0,\d{3}", other_draws("ae_flou", "β = 1", 40, 3))
    with pytest.raises(ValueError, match="« ae_rien »"):
        load_measures("ae_rien")
