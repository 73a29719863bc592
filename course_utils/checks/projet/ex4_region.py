"""The project, exercise 4: what the visits cost, and the share of sick trees."""

import numpy as np

from course_utils import foret
from course_utils.checks import foret_steps as steps
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.projet.ex3_model import BESIDE, FIT, work
from course_utils.checks.projet.final_test import CLOSED, is_open
from course_utils.checks.projet.places import KEPT_ASIDE, LABELLED, raw
from course_utils.checks.record import Step, call

BASELINES = {"VisitAll": "tout visiter", "RawColours": "la régression brute", "MendedColours": "la régression soignée"}

# Of a baseline's cost, what earns the point. 0.85: no regression on mean colours comes there, whoever cares for it.
ENOUGH = {"VisitAll": 1.0, "RawColours": 1.0, "MendedColours": 0.85}

SHARES = (0.15, 0.10)  # errors on the share of sick trees that are still good enough, one a point


def check_cost(attempt, sick, truth, name, limit):
    """The visits cost less than `limit` per 100 trees, a baseline's cost or a part of it. Raises `CheckFailed`."""
    if foret.cost(sick, truth) >= limit:
        if name == "MendedColours":
            text = "Dans la région cachée, vos visites ne coûtent pas 15 % de moins que la régression soignée"
            raise attempt.fault(text, "couleur_moyenne")
        raise attempt.fault(f"Dans la région cachée, {BASELINES[name]} coûte moins cher que vos visites", "trop_cher")


def check_share(attempt, sick, truth, limit):
    """The share of sick trees that is announced. Raises `CheckFailed`."""
    if foret.share_error(sick, truth) > limit:
        text = (
            f"Dans la région cachée, la part d’arbres malades annoncée est fausse de plus de {100 * limit:.0f} points"
        )
        raise attempt.fault(text, "part_fausse")


def kept_aside(doing):
    """P(sick) of the place kept aside by a model that has not seen it, the labels there, the ids learnt and judged."""
    there = raw(doing.load_and_clean.function, LABELLED)
    _, seen = doing.loaded(LABELLED)
    place = dict(zip(there["ids"], there["places"], strict=True))
    label = dict(zip(there["ids"], there["labels"].tolist(), strict=True))
    try:
        aside = np.array([place[name] == KEPT_ASIDE for name in seen["trees"]])
    except KeyError:
        raise doing.load_and_clean.fault("La table contient des arbres inconnus", "index") from None
    model = doing.model(LABELLED, tuple(np.flatnonzero(~aside).tolist()))
    judged = np.flatnonzero(aside)
    sick = doing.sick(model, LABELLED, tuple(judged.tolist()))
    names = np.array(seen["trees"])
    return sick, np.array([label[name] for name in names[judged]]), names[~aside].tolist(), names[judged].tolist()


def tell_cost(attempt, name):
    """What the visits cost on the place kept aside, beside a baseline; only the hidden region decides."""
    doing = work(attempt)
    if not (is_open() or attempt.is_marked):
        return _closed(doing)
    sick, truth, learnt, judged = doing.once("aside", lambda: kept_aside(doing))
    paid = call(Step(steps.baseline, doing.load_and_clean.function), LABELLED, name, learnt, judged).value
    cost = foret.cost(sick, truth)
    wanted = "" if ENOUGH[name] == 1 else f", soit {ENOUGH[name] * paid:.0f} à ne pas dépasser"
    return f"Sur {KEPT_ASIDE}, jamais vu : {cost:.0f} pour 100 arbres ; {BASELINES[name]} : {paid:.0f}{wanted}."


def _closed(doing):
    """What is said while the final test is closed, of a model that can be trained at least. Raises `CheckFailed`."""
    doing.model(LABELLED)
    return CLOSED


def tell_share(attempt):
    """The share that is announced for the place kept aside; only the hidden region decides."""
    doing = work(attempt)
    if not (is_open() or attempt.is_marked):
        return _closed(doing)
    sick, truth, *_ = doing.once("aside", lambda: kept_aside(doing))
    told, noted = 100 * sick.mean(), 100 * truth.mean()
    return f"Sur {KEPT_ASIDE}, jamais vu : {told:.0f} % de malades annoncés, {noted:.0f} % notés."


EXERCISES = (
    *(
        Exercise(
            f"cost_{place}",
            f"Cheaper than {name}.",
            Question(FIT, tell_cost, given=(name,), beside=BESIDE, form_only=True),
        )
        for place, name in enumerate(BASELINES, 1)
    ),
    *(
        Exercise(f"share_{place}", "The share of sick trees.", Question(FIT, tell_share, beside=BESIDE, form_only=True))
        for place in (1, 2)
    ),
)
