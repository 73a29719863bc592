"""The hidden tests of the project: the student's functions on forests that nobody but the course secret can draw.

The model learns from the student's own `donnees/`, which `course grade` puts beside the notebook, and is judged on a
region that was never labelled: what its visits cost there, against baselines that learnt from another sample, and how
well it tells the share of sick trees. No message shows a number of the hidden region.
"""

import contextlib
import io
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from course_admin.answers import reference
from course_admin.hidden import forest, questions
from course_admin.records import secret
from course_utils import foret
from course_utils.checks import foret_steps as steps
from course_utils.checks import projet
from course_utils.checks.projet.ex1_loading import (
    LOAD_AND_CLEAN,
    Truth,
    check_documented_defects,
    check_loaded,
    check_same_tables,
    load,
)
from course_utils.checks.projet.ex2_features import check_features
from course_utils.checks.projet.ex3_model import check_model, check_order, check_teaching, work
from course_utils.checks.projet.ex4_region import ENOUGH, SHARES, check_cost, check_share
from course_utils.checks.projet.places import LABELLED, raw
from course_utils.checks.record import Step, call, records_itself

TEAMS = (1, 2, 3, 4)

OFF = 0.5  # standard deviations of a height that is another one: a ratio guessed from the data is near enough

SAME = 0.05  # share of a team's heights that may be off

FORESTS = {  # which places, whether the labels are told, whether they are all inverted
    "region": ("cachee", False, False),
    "loading": ("etiquetees", True, False),
    "contrary": ("etiquetees", True, True),
    "baselines": ("etiquetees", True, False),
}

FAIR = 0.75  # of the careful regression's cost: what the reference answer may pay in a region that judges
REGIONS = 20  # regions that are drawn until one is fair: about one in four is not

TOLD_AND_LIED = ("loading", "lied")  # the same trees, with labels of others

TAUGHT = 600  # trees whose inverted labels are taught

_sent = {}


def check_loading(attempt):
    """Trees, photographs and labels of forests that nobody has seen. Raises `CheckFailed`."""
    for label in ("loading", "region"):
        _, trees = drawn(label)
        labels = trees.labels if FORESTS[label][1] else None
        truth = Truth(list(trees.table.index), trees.images, labels)
        check_loaded(attempt, load(attempt, sent(attempt.function, label))[1], truth)


def check_defects(attempt):
    """The defects that are documented, and the one that is not: heights in feet. Wherever trees are. Raises."""
    for label in ("loading", "region"):
        _, trees = drawn(label)
        seen = load(attempt, sent(attempt.function, label))[1]
        check_documented_defects(attempt, seen)
        table = trees.table.reindex(seen["trees"])
        height, team = table["hauteur_m"].to_numpy(), table["equipe"].to_numpy()
        if any(_is_another_height(column, height, team) for column in seen["numbers"].values()):
            raise attempt.fault("Un défaut des données reste", "defaut_cache")


def _is_another_height(column, height, team):
    """Whether a column follows the height of the trees, in whatever unit, but not the same way for every team.

    Heights that were forgotten, or estimated from something else, are another matter.
    """
    known = np.isfinite(column) & np.isfinite(height)
    first, *others = (known & (team == number) for number in TEAMS)
    if not _follows(column[first], height[first]):
        return False
    order = np.argsort(height[first])
    expected = np.interp(height, height[first][order], column[first][order])
    off = np.abs(column - expected) > OFF * column[first].std()
    return any(_follows(column[rows], height[rows]) and off[rows].mean() > SAME for rows in others)


def _follows(column, height):
    """Whether a column is a function of the height: from one tree to the next taller one it hardly changes."""
    if column.size < 2 or np.ptp(column) == 0:
        return False
    return np.abs(np.diff(column[np.argsort(height)])).mean() < 0.1 * column.std()


def check_region_features(attempt):
    """Features of trees of the hidden region. Raises `CheckFailed`."""
    load_and_clean = attempt.at(LOAD_AND_CLEAN, attempt.beside["load_and_clean"])
    loaded, seen = load(load_and_clean, sent(load_and_clean.function, "region"))
    check_features(attempt, loaded, len(seen["index"]))


def check_region_model(attempt):
    """Probabilities in the hidden region, each tree by itself. Raises `CheckFailed`."""
    check_model(attempt, sent(attempt.beside["load_and_clean"], "region"))
    check_order(attempt, *_judged(attempt))


def check_leakage(attempt):
    """A table says the same whatever the labels; a model that is taught the contrary believes it. Raises."""
    load_and_clean = attempt.at(LOAD_AND_CLEAN, attempt.beside["load_and_clean"])
    loaded = (load(load_and_clean, sent(load_and_clean.function, label))[1] for label in TOLD_AND_LIED)
    check_same_tables(load_and_clean, *loaded)
    check_order(attempt, *_judged(attempt))
    contrary = sent(load_and_clean.function, "contrary")
    check_teaching(attempt, *_judged(attempt, contrary, tuple(range(TAUGHT))))


def check_region_cost(attempt, name):
    """The visits cost less than a baseline's. Raises `CheckFailed`."""
    check_cost(attempt, *_judged(attempt), name, costs()[name])


def check_region_mended(attempt):
    """The visits cost less than a part of what the careful regression's do, which learnt from the same trees.

    A regression's cost hangs on its sample, so this one learns where the student's does; what lies there is not ours
    to trust, and the limit is never above the raw regression's. Raises `CheckFailed`.
    """
    judged = _judged(attempt)
    own, (table, images) = raw(attempt.beside["load_and_clean"], LABELLED), read("region")
    learnt = pd.DataFrame(own["measures"], columns=foret.MendedColours.MEASURES)
    model = foret.MendedColours().fit(learnt, own["images"], own["labels"])
    paid = _cost(model, table, images, drawn("region")[1])
    limit = min(ENOUGH["MendedColours"] * paid, costs()["RawColours"])
    check_cost(attempt, *judged, "MendedColours", limit)


def check_region_share(attempt, limit):
    """The share of sick trees is told to within a limit. Raises `CheckFailed`."""
    check_share(attempt, *_judged(attempt), limit)


EXERCISES = questions.hidden_by_exercise(
    projet.EXERCISES,
    exercise_1=(check_loading,),
    audit=(check_defects,),
    exercise_2=(check_region_features,),
    exercise_3=(check_region_model,),
    leakage=(check_leakage,),
    cost_1=(check_region_cost, "VisitAll"),
    cost_2=(check_region_cost, "RawColours"),
    cost_3=(check_region_mended,),
    share_1=(check_region_share, SHARES[0]),
    share_2=(check_region_share, SHARES[1]),
)
# What hidden regions import: exercise_1, audit, cost_1…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})


def prepare():
    """Draw every forest and pay for the baselines, once for a class."""
    for label in FORESTS:
        drawn(label)
    costs()


@cache
def drawn(label):
    """The files of a hidden forest, name → bytes, and the `Forest` behind them."""
    if label == "lied":
        content, trees = drawn("loading")
        return content | {"arbres.csv": _with_other_labels(content["arbres.csv"])}, trees
    return _fair_region() if label == "region" else _forest(label, label)


def _forest(label, name):
    """The files, and the `Forest` behind them, of such a forest that the secret draws under a name."""
    places, labelled, inverted = FORESTS[label]
    rng = secret.rng(f"projet {name}")
    trees = forest.forest(forest.PLACES[places], rng)
    if inverted:
        trees = forest.Forest(trees.table, trees.images, trees.sick, 1 - trees.labels)
    return forest.files(trees, rng, labelled), trees


def _fair_region():
    """The first region drawn in which the reference answer, taught elsewhere, earns every point with room to spare.

    In one region of ten right answers cost nearly what the careful regression does: a freak would judge a whole class.
    """
    for name in ("region", *(f"region {number}" for number in range(1, REGIONS))):
        content, trees = _forest("region", name)
        if _part_of_careful(content, trees) <= FAIR:
            break
    return content, trees


def _part_of_careful(content, trees):
    """What the reference answer's visits cost in a region, as a part of what the careful regression's do."""
    careful, model, load_and_clean = _taught_elsewhere()
    with _written(content) as folder:
        careful_on, model_on = foret.read_raw(folder), load_and_clean(folder)[:2]
    return _cost(model, *model_on, trees) / _cost(careful, *careful_on, trees)


def _cost(model, table, images, trees):
    """What a model's visits cost, per 100 trees, among the trees of a table, which are some of a `Forest`."""
    sick = pd.Series(trees.sick, trees.table.index)[table.index].to_numpy()
    return foret.cost(model.predict_proba(table, images)[:, 1], sick)


@cache
def _taught_elsewhere():
    """The careful regression, and the reference answer's model and loading; both learnt from the baselines' forest."""
    functions, (table, images) = reference("projet"), read("baselines")
    with _written(drawn("baselines")[0]) as folder:
        model = functions["fit"](*functions["load_and_clean"](folder))
    return foret.MendedColours().fit(table, images, table["malade"]), model, functions["load_and_clean"]


@contextlib.contextmanager
def _written(content):
    """A folder that holds these files while the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in content.items():
            (Path(folder) / name).write_bytes(data)
        yield folder


def _with_other_labels(csv):
    """A table of trees whose labels, and nothing else, are those of other trees."""
    table = pd.read_csv(io.BytesIO(csv), dtype=str, keep_default_na=False)
    told = table.drop_duplicates("arbre").set_index("arbre")["malade"]
    table["malade"] = table["arbre"].map(pd.Series(np.roll(told, 1), told.index))
    return table.to_csv(index=False, lineterminator="\n").encode()


@cache
def costs():
    """What each baseline costs in the hidden region, per 100 trees, by its name."""
    (table, images), (unlabelled, seen) = read("baselines"), read("region")
    models = {"GuidesRule": foret.GuidesRule(), "VisitAll": foret.VisitAll()}
    models["RawColours"] = foret.RawColours().fit(table, images, table["malade"])
    return {name: _cost(model, unlabelled, seen, drawn("region")[1]) for name, model in models.items()}


def read(label):
    """A hidden forest as a baseline reads it."""
    with _written(drawn(label)[0]) as folder:
        return foret.read_raw(folder)


def sent(function, label):
    """The path of a hidden forest where the student's function is; written there the first time."""
    where = (label, function if records_itself(function) else None)
    if where not in _sent:
        files = {name: np.frombuffer(content, np.uint8) for name, content in drawn(label)[0].items()}
        _sent[where] = str(call(Step(steps.put, function), files).value)
    return _sent[where]


def _judged(attempt, taught=LABELLED, rows=None):
    """P(sick) of every tree of the hidden region, by the model that learnt from `taught`, and the truth.

    A tree that the student's table has lost is not visited: it is given 0. Raises `CheckFailed`.
    """
    doing = work(attempt)
    region = sent(attempt.beside["load_and_clean"], "region")
    told = doing.once(("sick", region, taught), lambda: doing.sick(doing.model(taught, rows), region))
    trees = drawn("region")[1]
    by_tree = pd.Series(told).groupby(doing.loaded(region)[1]["trees"]).mean()
    return by_tree.reindex(trees.table.index).fillna(0.0).to_numpy(), trees.sick
