"""What the project's baselines and answers cost in the hidden region, and how far they are on the share of sick trees.

    python benchmarks/bench_projet.py [--classes N] [--answers NAME …]

Each class has another course secret: other data for its student, another hidden region. The right answers of the bank
must cost less than the baselines, 15 % less than the careful one, and announce the share of sick trees to the closest
threshold in every class; the weaker ones (`WEAK`) must fail what they are meant to fail. Exits with 1 where one does
not. Two minutes.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

from course_admin.answers import answer
from course_admin.hidden import forest
from course_admin.records import secret
from course_utils import foret
from course_utils.checks.projet.ex4_region import ENOUGH, SHARES

RIGHT = ("reference", "ex1_rempli", "ex2_en_lot", "ex2_dictionnaire", "ex3_descente")
RIGHT += ("ex3_moyenne_de_deux", "ex3_reseau")
WEAK = {  # what each must fail: costing less than RawColours (always, or on average), the limit, or the share
    "ex3_attributs_seuls": "mean cost",
    "ex3_couleurs_brutes": "cost",
    "ex3_l_appareil": "cost",
    "ex3_classes_equilibrees": "share",
    "ex3_couleurs_soignees": "limit",
}


def functions(name):
    """The three functions of an answer, the reference's where it has none."""
    space = {"__name__": "answer"}
    for one in (answer("projet", "reference"), answer("projet", name)):
        exec(compile(one.source, one.name, "exec"), space)
    return space


def write(files, folder):
    """Files (name → bytes) below a folder; its path."""
    for name, content in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return str(folder)


def one_class(number, names):
    """Cost and signed error on the share of every baseline and answer in one class: name → (cost, error)."""
    key = f"{number:064x}"
    own = forest.student_files(secret.student_rng("projet ana", key))
    files, trees = forest.folder(forest.PLACES["cachee"], secret.rng("projet region", key))
    other, _ = forest.folder(forest.PLACES["etiquetees"], secret.rng("projet baselines", key))
    truth = pd.Series(trees.sick, trees.table.index)
    with tempfile.TemporaryDirectory() as folder:
        hidden, learnt = (write(found, Path(folder) / name) for name, found in (("hidden", files), ("other", other)))
        labelled = write(own, Path(folder) / "own") + "/donnees/etiquetees"
        (table, images), (unseen, photos) = foret.read_raw(learnt), foret.read_raw(hidden)
        told = {"GuidesRule": foret.GuidesRule(), "VisitAll": foret.VisitAll()}
        told["RawColours"] = foret.RawColours().fit(table, images, table["malade"])
        raw, photographs = foret.read_raw(labelled)
        told["MendedColours"] = foret.MendedColours().fit(raw, photographs, raw["malade"])
        found = {
            name: _scores(model.predict_proba(unseen, photos), truth[unseen.index]) for name, model in told.items()
        }
        for name in names:
            space = functions(name)
            model = space["fit"](*space["load_and_clean"](labelled))
            table, images, _ = space["load_and_clean"](hidden)
            found[name] = _scores(model.predict_proba(table, images), truth.reindex(table.index))
    return found


def _scores(probabilities, truth):
    sick = np.asarray(probabilities)[:, 1]
    return foret.cost(sick, truth), float(sick.mean() - truth.mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--answers", nargs="*", default=[*RIGHT, *WEAK])
    options = parser.parse_args()
    runs = pd.DataFrame([one_class(number + 1, options.answers) for number in range(options.classes)])
    hardest = runs["RawColours"].str[0]
    limit = np.minimum(hardest, ENOUGH["MendedColours"] * runs["MendedColours"].str[0])
    print(f"{'':34}{'cost: least':>12}{'mean':>7}{'most':>7}{'margin':>9}{'share: mean':>13}{'worst':>8}")
    failed = False
    for name in runs:
        cost, error = runs[name].str[0], runs[name].str[1]
        margin, worst = (limit / cost - 1).min(), error.abs().max()
        ok = True
        if name in RIGHT:
            ok = margin > 0 and worst <= min(SHARES)
        elif name in WEAK:
            fails = {"cost": (cost >= hardest).all(), "mean cost": cost.mean() > hardest.mean()}
            fails["limit"] = (cost >= limit).all()
            ok = (fails | {"share": (error.abs() > min(SHARES)).all()})[WEAK[name]]
        failed |= not ok
        print(
            f"{name:34}{cost.min():12.0f}{cost.mean():7.0f}{cost.max():7.0f}{margin:+9.0%}"
            f"{error.mean():+13.3f}{worst:8.3f}{'' if ok else '  FAILS'}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
