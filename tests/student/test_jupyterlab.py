"""A student's day in JupyterLab: from `git clone` to a validated TP, by the README alone, in a real browser."""

import json

import pytest
import student_machine
from lab_page import SECOND, LabPage
from playwright.sync_api import expect

from course_admin.answers import answer
from course_admin.base.git import git
from course_admin.demo.sample_class import Commit, definition, fill

TP1 = "notebooks/tp/tp1/descente_de_gradient.ipynb"
TP2 = "notebooks/tp/tp2/reseaux_profonds.ipynb"
WRONG = {"tp1": "wrong/ex3_parametres_sans_biais", "tp2": "wrong/ex2_logits_sans_from_logits"}
RIGHT = """def count_parameters(layer_sizes):
    return sum(n_out * (n_in + 1) for n_in, n_out in zip(layer_sizes, layer_sizes[1:]))"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The clone of a student who has answered everything, with one mistake a TP."""
    folder = tmp_path_factory.mktemp("student")
    clone = student_machine.clone(student_machine.released(folder / "cours", "tp1", "tp2"), folder)
    for tp, path in (("tp1", TP1), ("tp2", TP2)):
        notebook = clone / path
        notebook.write_bytes(fill(tp, notebook.read_bytes(), Commit("", answers=(WRONG[tp],))))
    student_machine.install(clone)
    return clone


@pytest.fixture(scope="module")
def address(place, tmp_path_factory):
    """JupyterLab, as `make lab` starts it."""
    with student_machine.make_lab(place, tmp_path_factory.mktemp("private")) as found:
        yield found


@pytest.fixture
def lab(browser, address, tmp_path):
    """A tab; how it looks at the end is kept in the test's folder, to be looked at when a test fails."""
    tab = LabPage(browser, address)
    yield tab
    tab.page.screenshot(path=tmp_path / "end.png")
    tab.page.close()


def test_it_is_french_complains_of_nothing_and_has_nothing_of_the_instructor(lab):
    menus = lab.page.locator(".lm-MenuBar-itemLabel").all_text_contents()
    assert menus == ["Fichier", "Édition", "Affichage", "Exécution", "Noyau", "Onglets", "Paramètres", "Aide"]
    assert lab.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert lab.errors == []


def test_from_a_hint_to_a_validated_tp1(lab, place):
    lab.open(TP1)
    lab.run_all()
    hint = lab.outputs("exercise_3(count_parameters=count_parameters)")
    assert "biais" in hint and "Traceback" not in hint and len(hint.strip().splitlines()) <= 3
    assert "✔" in lab.outputs("exercise_4(mse=mse)")
    assert "biais" in lab.validate()

    lab.write("def count_parameters(layer_sizes)", RIGHT)
    lab.run("def count_parameters(layer_sizes)")
    lab.run("exercise_3(count_parameters=count_parameters)")
    assert "✔" in lab.outputs("exercise_3(count_parameters=count_parameters)")
    assert "Success! Your notebook passes all the tests." in lab.validate()
    saved = json.loads((place / TP1).read_bytes())
    assert any("n_out * (n_in + 1)" in "".join(cell["source"]) for cell in saved["cells"])

    figure = lab.cell("def voyage(pas)").locator("img")
    before = figure.get_attribute("src")
    lab.cell("def voyage(pas)").locator(".noUi-handle").press("ArrowRight")
    expect(lab.cell("def voyage(pas)").locator("img")).not_to_have_attribute("src", before, timeout=60 * SECOND)
    assert lab.cell("def voyage(pas)").locator(".widget-readout").inner_text() == "0,19"

    git("add", "notebooks/tp/tp1", cwd=place)
    git("commit", "--quiet", "-m", "Rendu TP1", cwd=place)
    git("push", "--quiet", cwd=place)
    said = student_machine.make(place, "verifier", "TP=tp1")
    assert said.returncode == 0 and said.stdout.endswith("Tout est prêt.\n"), said.stdout + said.stderr


def test_a_keras_answer_is_mended(lab):
    lab.open(TP2)
    check = "exercise_2(binary_model=binary_model)"
    lab.cell(check).locator(".jp-InputPrompt").click()
    lab.menu("Exécution", "Exécuter tout au-dessus de la cellule sélectionnée")
    lab.run(check, seconds=300)
    hint = lab.outputs(check)
    assert hint.startswith("✘") and "logit" in hint and "Traceback" not in hint
    right = answer("tp2", "reference").source
    lab.write("def binary_model(n_features)", definition(right, "binary_model"))
    lab.run("def binary_model(n_features)")
    lab.run(check)
    assert lab.outputs(check).startswith("✔")


def test_a_missing_and_an_old_library_are_one_french_sentence(lab, place):
    requirements = place / "requirements.txt"
    before = requirements.read_text(encoding="utf-8")
    requirements.write_text(f"{before}paquet-oublie>=1\nscipy>=99\n", encoding="utf-8")
    try:
        lab.open("notebooks/cours/00_prise_en_main.ipynb")
        lab.cell("check_environment()").locator(".cm-content").click()
        lab.page.keyboard.press("Shift+Enter")  # its number stays what the file says, so `run` would wait in vain
        expect(lab.cell("check_environment()")).to_contain_text("Il manque", timeout=60 * SECOND)
        said = lab.outputs("check_environment()").strip()
        lab.write("check_environment()", "import paquet_oublie")
        lab.run("import paquet_oublie")
        on_import = lab.outputs("import paquet_oublie").strip()
    finally:
        requirements.write_text(before, encoding="utf-8")
    assert said.startswith("✘ Il manque de quoi travailler (paquet-oublie n’est pas installé ; scipy ")
    assert said.endswith(".") and "make lab" in said and "Traceback" not in said
    assert on_import == said
    lab.write("import paquet_oublie", "import un_module_jamais_vu")
    lab.run("import un_module_jamais_vu")
    assert "ModuleNotFoundError" in lab.outputs("import un_module_jamais_vu")
