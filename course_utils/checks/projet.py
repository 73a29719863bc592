"""The checks of the project: what the three functions must hold to, whoever wrote them and on whatever forest.

The visible ones use the student's own `donnees/`, beside the notebook. They judge the interface, and print what the
model would have cost on a place kept aside; what counts is decided on a region that nobody has seen.
"""

from dataclasses import dataclass

import numpy as np

from course_utils import foret
from course_utils.checks import foret_steps as steps
from course_utils.checks.engine import (
    NOT_ASKED,
    Case,
    CheckFailed,
    Task,
    asked,
    good_record,
    judging,
    kind,
    numbers,
    raised,
)
from course_utils.checks.networks import fault
from course_utils.checks.record import Opaque, Step, call

LABELLED, TO_VISIT = "donnees/etiquetees", "donnees/a_visiter"
KEPT_ASIDE = "plateau 2025"  # the place on which the visible checks try a model that has not seen it
FORGOTTEN = -900  # no circumference is below
BASELINES = {"GuidesRule": "la règle des gardes", "VisitAll": "tout visiter", "RawColours": "la régression brute"}
SHARES = (0.15, 0.10)  # errors on the share of sick trees that are still good enough, one a point
FEW = 7  # trees judged apart from the others
SOME = 80  # trees whose features are made apart from the others: measures miss for some of them
NEAR = 0.02  # by which a tree's probability may depend on its company
BACKWARDS = 0.4  # an area under the ROC curve below which the two columns are exchanged
TELLS_LABELS = 0.6  # an area under the ROC curve above which a model taught the contrary knows the truth from elsewhere

TASKS = {
    task.name: task
    for task in (
        Task(
            "load_and_clean",
            ("folder",),
            results=("table", "images", "labels"),
            hints={
                "pas_une_table": "La table est un DataFrame de pandas, une ligne par arbre.",
                "index": "L’index de la table est l’identifiant de l’arbre (la colonne « arbre »).",
                "doublons": "Des lignes se répètent : un arbre écrit deux fois compterait double.",
                "arbres_perdus": "Un arbre incomplet, ou écrit deux fois, est encore un arbre : le service attend une "
                "réponse pour chacun.",
                "autre_dossier": "Lisez le dossier donné en argument, et non toujours le même.",
                "images_forme": "Il faut une photo par ligne de la table, en uint8, de forme (n, 32, 32, 3).",
                "photos_melangees": "Les photos ne sont pas dans l’ordre de la table : le fichier dit lui-même de quel "
                "arbre est chacune.",
                "etiquettes_forme": "Il faut une étiquette par ligne de la table, 0 ou 1 ; et None pour un dossier qui "
                "n’en a pas.",
                "etiquettes_melangees": "Les étiquettes ne sont plus en face de leurs arbres.",
                "etiquette_dans_la_table": "La réponse est encore parmi les attributs : un modèle la recopierait, et "
                "n’aurait rien appris.",
                "etiquette_utilisee": "Ce que l’on met à la place d’une mesure qui manque (une moyenne par classe ?) "
                "raconte l’étiquette : un nouvel arbre n’en a pas.",
                "mesure_oubliee": "Une mesure oubliée est notée d’une valeur impossible : pour un modèle, c’est un "
                "nombre comme un autre. Le LISEZMOI dit laquelle.",
                "defaut_cache": "Une colonne n’a pas partout le même sens, et aucun document ne le dit : regardez la "
                "répartition de chaque attribut, groupe par groupe.",
            },
            broader="Chargez « donnees/a_visiter » aussi, et comparez à la main deux arbres pris au hasard avec les "
            "fichiers.",
            reread="la section 1 de ce notebook et le fichier LISEZMOI.md des données",
        ),
        Task(
            "build_features",
            ("table", "images"),
            hints={
                "caracteristiques_lignes": "Il faut une ligne par arbre, dans l’ordre de la table.",
                "caracteristiques_du_lot": "Ce que l’on calcule pour un arbre dépend ici des arbres qui l’accompagnent "
                "(une moyenne du lot, une mise à l’échelle, un tri ?). Ce qui s’apprend sur des données s’apprend dans "
                "fit.",
            },
            broader="Appelez build_features sur dix arbres, puis sur trois d’entre eux, et comparez.",
            reread="les deux règles de la section 3 de ce notebook",
        ),
        Task(
            "fit",
            ("table", "images", "labels"),
            hints={
                "valeurs_manquantes": "Des mesures manquent, d’autres peuvent être infinies (une division ?), et ce "
                "modèle n’en veut pas : qui les remplace, et par quoi ?",
                "sans_predict_proba": "Il faut un objet qui a une méthode predict_proba(table, images).",
                "proba_forme": "predict_proba donne deux colonnes, P(sain) et P(malade), de somme 1.",
                "proba_constante": "Toutes les probabilités sont égales : le modèle ne distingue pas les arbres.",
                "proba_inversee": "Les arbres jugés les plus malades sont les plus sains : les deux colonnes "
                "sont-elles dans l’ordre P(sain), P(malade) ?",
                "proba_du_lot": "Un arbre n’a pas la même probabilité seul et accompagné : le service enverra pourtant "
                "les siens un par un.",
                "etiquettes_d_ailleurs": "Le modèle n’a pas appris des étiquettes qu’on lui a données : d’où tient-il "
                "les réponses ?",
                "trop_cher": "Des probabilités trop sûres d’elles, un indice qui ne vaut que là où l’on a étiqueté, "
                "le prix d’un malade oublié, des arbres perdus ou mal nettoyés en route : d’où vient ce coût ?",
                "part_fausse": "La part annoncée est la moyenne de vos P(malade) : des poids de classes ou un "
                "rééchantillonnage la déforment, un indice trompeur ou des arbres perdus aussi.",
            },
            broader="Gardez un lieu entier de côté, entraînez sur les autres, et regardez qui est mal jugé.",
            reread="les sections 4 et 5 de ce notebook",
        ),
    )
}


@dataclass(frozen=True)
class Truth:
    """What is known of a folder: the trees' ids, their images and labels (None where not told) in that order."""

    ids: list
    images: np.ndarray
    labels: np.ndarray | None


# --- loading ----------------------------------------------------------------------------------------


def load(function, folder, reveal=True):
    """What a student's `load_and_clean` makes of a folder: where it is (an `Opaque`), and what it looks like."""
    task = TASKS["load_and_clean"]
    made = good_record(task, Step(steps.load, function), Case((folder,)), reveal).value
    seen = call(Step(steps.look, made))
    if seen.error or not isinstance(seen.value, dict):
        raise CheckFailed("load_and_clean renvoie des objets qui ne se laissent pas lire.")
    if seen.value["parts"] != 3:
        raise CheckFailed("load_and_clean doit renvoyer trois choses : (table, images, labels).")
    if not seen.value["is_table"]:
        raise fault(task, "La table que renvoie load_and_clean n’en est pas une", "pas_une_table")
    return made, seen.value


def check_loaded(seen, truth):
    """Every tree once, its photograph and its label in front of it. Raises `CheckFailed`."""

    def wrong(text, mistake):
        return fault(TASKS["load_and_clean"], text, mistake)

    index, known = seen["index"], {name: place for place, name in enumerate(truth.ids)}
    if not set(index) & set(known):
        looks = index and all(name.isdigit() for name in index)
        raise wrong("load_and_clean ne rend pas les arbres du dossier", "index" if looks else "autre_dossier")
    if len(set(index)) < len(index):
        raise wrong("Un même arbre revient plusieurs fois dans la table", "doublons")
    if set(index) != set(known):
        raise wrong("Il manque des arbres dans la table, ou il y en a de trop", "arbres_perdus")
    order = np.array([known[name] for name in index])
    images = seen["images"]
    if images is None or images.dtype != np.uint8 or images.shape != truth.images.shape:
        raise wrong("Les images ne sont pas celles attendues", "images_forme")
    if not np.array_equal(images, truth.images[order]):
        raise wrong("Des photos ne sont pas celles de leur arbre", "photos_melangees")
    _check_labels(seen, None if truth.labels is None else truth.labels[order], wrong)


def _check_labels(seen, labels, wrong):
    """The labels, and that the table does not hold them. `labels` is what is right, None where there are none."""
    given = seen["labels"]
    if labels is None:
        told = given is not None and any(value is not None and value == value for value in np.ravel(given).tolist())
        if told:
            raise wrong("labels n’est pas None pour un dossier sans étiquettes", "etiquettes_forme")
        return
    array = numbers(given)
    if array is None or array.shape != labels.shape or not np.isin(array, (0, 1)).all():
        raise wrong("Les étiquettes ne sont pas celles attendues", "etiquettes_forme")
    if not np.array_equal(array, labels):
        raise wrong("Des étiquettes ne sont pas celles de leur arbre", "etiquettes_melangees")
    if any(np.array_equal(column, labels) for column in seen["numbers"].values()):
        raise wrong("La table contient encore les étiquettes", "etiquette_dans_la_table")


def check_documented_defects(seen):
    """What the data's documentation warns of has been seen to. Raises `CheckFailed`."""
    for name, column in seen["numbers"].items():
        if np.any(column < FORGOTTEN):
            text = f"La colonne « {name} » contient encore une valeur impossible"
            raise fault(TASKS["load_and_clean"], text, "mesure_oubliee")


def check_same_tables(seen, lied):
    """What was loaded of the same trees with other labels is the same table. Raises `CheckFailed`."""
    order = {name: place for place, name in enumerate(lied["trees"])}
    rows = [order.get(name, 0) for name in seen["trees"]]
    for name, column in seen["numbers"].items():
        other = lied["numbers"].get(name)
        if other is None or not np.allclose(column, other[rows], equal_nan=True):
            text = f"La colonne « {name} » de la table dépend des étiquettes"
            raise fault(TASKS["load_and_clean"], text, "etiquette_utilisee")


# --- features ---------------------------------------------------------------------------------------


def check_features(function, loaded, n, reveal=True):
    """One row a tree, which does not depend on the other trees; values may miss. Raises `CheckFailed`."""
    task = TASKS["build_features"]
    whole, few = (_features(task, function, loaded, rows, reveal) for rows in (None, list(range(SOME))))
    if not whole["arrays"] and (whole["length"], few["length"]) != (n, SOME):  # of no type that can be looked into
        raise fault(task, "build_features ne renvoie pas ce qui est attendu", "caracteristiques_lignes")
    for all_rows, part in zip(whole["arrays"], few["arrays"], strict=False):
        if all_rows.ndim == 0 or len(all_rows) != n or len(part) != SOME:
            raise fault(task, "build_features ne renvoie pas ce qui est attendu", "caracteristiques_lignes")
        if part.shape[1:] != all_rows.shape[1:] or _depends(all_rows, part):
            raise fault(task, "Seuls, les arbres ne donnent pas les mêmes caractéristiques", "caracteristiques_du_lot")


def _features(task, function, loaded, rows, reveal):
    made = _made(task, Step(steps.features, function), (loaded, rows), reveal)
    if made["none"]:
        raise CheckFailed("build_features ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
    if not made["untouched"]:
        raise CheckFailed(
            "build_features modifie la table ou les images qu’on lui donne : travaillez sur une copie.",
            "argument_modifie",
        )
    return made


def _made(task, step, arguments, reveal):
    """What a step makes with a student's function. Raises `CheckFailed` where the function raises."""
    record = call(step, *arguments)
    if task.name == "fit" and _refuses_missing(record):
        raise fault(task, "fit s’arrête sur des valeurs qui manquent", "valeurs_manquantes")
    if record.error:
        raise raised(task, record, f"{task.name}({', '.join(task.arguments)})", Case(()), reveal)
    return record.value


def _refuses_missing(record):
    """Whether a model complains, as scikit-learn's do, of a value that misses or is infinite."""
    return record.error == "ValueError" and any(word in record.message for word in ("NaN", "infinity"))


def _depends(all_rows, part):
    """Whether a feature of the first rows is another one when these rows are alone, or misses."""
    if not np.array_equal(np.isfinite(all_rows[:SOME]), np.isfinite(part)):
        return True
    all_rows, part = (np.nan_to_num(rows, posinf=0, neginf=0) for rows in (all_rows, part))
    rounding = 1e-4 * np.abs(all_rows).max(axis=0) + 1e-9
    return np.any(np.abs(all_rows[:SOME] - part) > 0.01 * all_rows.std(axis=0) + rounding)


# --- the model --------------------------------------------------------------------------------------


class Work:
    """A student's three functions at work: what was loaded, the model, its probabilities; each made once."""

    def __init__(self, functions):
        self.functions, self.made, self.reveal = functions, {}, True

    def once(self, key, make):
        """What `make()` gives, or the `CheckFailed` that it raises, the first time that `key` is asked for."""
        if key not in self.made:
            try:
                self.made[key] = make()
            except CheckFailed as failure:
                self.made[key] = failure
        if isinstance(self.made[key], CheckFailed):
            raise self.made[key]
        return self.made[key]

    def loaded(self, folder):
        """The folder through the student's `load_and_clean`."""
        return self.once(("loaded", folder), lambda: load(self.functions[0], folder, self.reveal))

    def model(self, folder, rows=None):
        """The student's model, fitted on a folder (on some of its rows). `rows` is a tuple."""
        return self.once(("model", folder, rows), lambda: self._fitted(folder, rows))

    def _fitted(self, folder, rows):
        task, (loaded, _) = TASKS["fit"], self.loaded(folder)
        arguments = (loaded, None if rows is None else list(rows))
        model = _made(task, Step(steps.train, self.functions[2]), arguments, self.reveal)
        if model is None:
            raise CheckFailed("fit ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
        if not isinstance(model, Opaque):
            raise fault(task, f"fit renvoie {kind(model)}", "sans_predict_proba")
        return model

    def sick(self, model, folder, rows=None):
        """P(sick) of the trees of a folder, in the order of its table. Raises `CheckFailed` where they are no such."""
        task = TASKS["fit"]
        loaded, seen = self.loaded(folder)
        told = call(Step(steps.probabilities, model), loaded, None if rows is None else list(rows))
        if told.error == "AttributeError" and "predict_proba" in told.message:
            raise fault(task, "fit renvoie un objet sans méthode predict_proba", "sans_predict_proba")
        if _refuses_missing(told):
            raise fault(task, "predict_proba s’arrête sur des valeurs qui manquent", "valeurs_manquantes")
        if told.error:
            text = f" : « {told.message} »" if self.reveal and told.message else ""
            raise CheckFailed(f"predict_proba s’arrête sur une erreur {told.error}{text}.")
        values, n = numbers(told.value), len(seen["index"]) if rows is None else len(rows)
        if values is None or values.shape != (n, 2):
            raise fault(task, "predict_proba ne renvoie pas ce qui est attendu", "proba_forme")
        if not np.isfinite(values).all():
            raise fault(task, "predict_proba renvoie des valeurs qui manquent", "valeurs_manquantes")
        if values.min() < -1e-6 or values.max() > 1 + 1e-6 or not np.allclose(values.sum(axis=1), 1, atol=1e-3):
            raise fault(task, "predict_proba ne renvoie pas des probabilités", "proba_forme")
        return values[:, 1].astype(float)


_last = []


def work(functions, reveal=True):
    """The `Work` of three functions: the last one if it was of these, a new one else."""
    if not (_last and _last[0].functions == functions):
        _last[:] = [Work(functions)]
    _last[0].reveal = reveal
    return _last[0]


def check_model(doing, folder):
    """What `predict_proba` gives is a judgement of each tree by itself. Raises `CheckFailed`."""
    task, model = TASKS["fit"], doing.model(LABELLED)
    sick = doing.once(("sick", folder), lambda: doing.sick(model, folder))
    if np.ptp(sick) < 1e-6:
        raise fault(task, "fit rend un modèle qui n’apprend rien", "proba_constante")
    few = doing.sick(model, folder, tuple(range(FEW)))
    alone = doing.sick(model, folder, (FEW,))
    if np.abs(np.append(few, alone) - sick[: FEW + 1]).max() > NEAR:
        raise fault(task, "predict_proba se contredit", "proba_du_lot")


def check_order(sick, truth):
    """The sick trees are on the whole the likelier ones. Raises `CheckFailed`."""
    if area(sick, truth) < BACKWARDS:
        raise fault(TASKS["fit"], "Le modèle se trompe plus souvent que le hasard", "proba_inversee")


def check_teaching(taught, truth):
    """A model that was taught the contrary, whose P(sick) are `taught` (n,), believes it. Raises `CheckFailed`."""
    if area(taught, truth) > TELLS_LABELS:
        raise fault(
            TASKS["fit"], "Entraîné sur des étiquettes inversées, le modèle sait encore", "etiquettes_d_ailleurs"
        )


def check_cost(sick, truth, name, limit, reveal=True):
    """The visits cost less than a baseline's, `limit` per 100 trees. Raises `CheckFailed`."""
    paid = foret.cost(sick, truth)
    if paid >= limit:
        told = f"vos visites coûtent {paid:.0f} pour 100 arbres, {BASELINES[name]} {limit:.0f}"
        text = told if reveal else f"Dans la région cachée, {BASELINES[name]} coûte moins cher que vos visites"
        raise fault(TASKS["fit"], text[0].upper() + text[1:], "trop_cher")


def check_share(sick, truth, limit):
    """The share of sick trees that is announced. Raises `CheckFailed`."""
    if foret.share_error(sick, truth) > limit:
        text = (
            f"Dans la région cachée, la part d’arbres malades annoncée est fausse de plus de {100 * limit:.0f} points"
        )
        raise fault(TASKS["fit"], text, "part_fausse")


def area(sick, truth):
    """The area under the ROC curve of P(sick) (n,) against the truth (n,), 0 or 1."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, sick))


# --- the visible cells ------------------------------------------------------------------------------


def raw(function, folder):
    """What is in one of the student's own folders, read by us where they are: a dict (see `foret_steps.look_raw`)."""
    record = call(Step(steps.look_raw, function), folder)
    if record.error:
        raise CheckFailed(
            f"Le dossier « {folder} » est introuvable ou illisible à côté du notebook : récupérez-le "
            "(git restore notebooks/tp/projet/donnees).",
            "donnees_absentes",
        )
    return record.value


def exercise_1(load_and_clean=NOT_ASKED):
    """Trees, photographs and labels, each in front of the other."""
    asked(load_and_clean=load_and_clean)
    with judging(TASKS["load_and_clean"], load_and_clean):
        for folder in (LABELLED, TO_VISIT):
            there = raw(load_and_clean, folder)
            check_loaded(load(load_and_clean, folder)[1], Truth(there["ids"], there["images"], there["labels"]))


def audit(load_and_clean=NOT_ASKED):
    """The documented defects; what no document tells is for the student to find."""
    asked(load_and_clean=load_and_clean)
    with judging(TASKS["load_and_clean"], load_and_clean):
        for folder in (LABELLED, TO_VISIT):
            check_documented_defects(load(load_and_clean, folder)[1])
    print("Ce que le LISEZMOI annonce est traité. Y a-t-il autre chose ? Cette cellule ne le dira pas.")


def exercise_2(load_and_clean=NOT_ASKED, build_features=NOT_ASKED):
    """Features of each tree by itself."""
    asked(build_features=build_features)
    with judging(TASKS["build_features"], build_features):
        loaded, seen = load(load_and_clean, LABELLED)
        check_features(build_features, loaded, len(seen["index"]))


def exercise_3(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """A model and its probabilities."""
    asked(fit=fit)
    with judging(TASKS["fit"], fit):
        check_model(work((load_and_clean, build_features, fit)), TO_VISIT)


def leakage(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """The labels that the model learns from are those that it is given: judged by the hidden test."""
    asked(fit=fit)
    with judging(TASKS["fit"], fit):
        work((load_and_clean, build_features, fit)).model(LABELLED)


def kept_aside(doing):
    """P(sick) of the place kept aside by a model that has not seen it, the labels there, the ids learnt and judged."""
    there = raw(doing.functions[0], LABELLED)
    _, seen = doing.loaded(LABELLED)
    place = dict(zip(there["ids"], there["places"], strict=True))
    label = dict(zip(there["ids"], there["labels"].tolist(), strict=True))
    try:
        aside = np.array([place[name] == KEPT_ASIDE for name in seen["trees"]])
    except KeyError:
        raise fault(TASKS["load_and_clean"], "La table contient des arbres inconnus", "index") from None
    model = doing.model(LABELLED, tuple(np.flatnonzero(~aside).tolist()))
    judged = np.flatnonzero(aside)
    sick = doing.sick(model, LABELLED, tuple(judged.tolist()))
    names = np.array(seen["trees"])
    return sick, np.array([label[name] for name in names[judged]]), names[~aside].tolist(), names[judged].tolist()


def cost_1(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """Cheaper than the guides' rule of today."""
    _cost("GuidesRule", (load_and_clean, build_features, fit))


def cost_2(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """Cheaper than visiting every tree."""
    _cost("VisitAll", (load_and_clean, build_features, fit))


def cost_3(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """Cheaper than a regression on whatever comes."""
    _cost("RawColours", (load_and_clean, build_features, fit))


def share_1(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """The share of sick trees, roughly."""
    _share((load_and_clean, build_features, fit))


def share_2(load_and_clean=NOT_ASKED, build_features=NOT_ASKED, fit=NOT_ASKED):
    """The share of sick trees, more exactly."""
    _share((load_and_clean, build_features, fit))


def _cost(name, functions):
    """Print what the visits cost on the place kept aside, beside a baseline; only the hidden region decides."""
    doing = work(functions)
    sick, truth, learnt, judged = doing.once("aside", lambda: kept_aside(doing))
    paid = call(Step(steps.baseline, functions[0]), LABELLED, name, learnt, judged).value
    print(
        f"Sur {KEPT_ASIDE}, jamais vu : {foret.cost(sick, truth):.0f} pour 100 arbres ; {BASELINES[name]} : {paid:.0f}."
    )


def _share(functions):
    """Print the share that is announced for the place kept aside; only the hidden region decides."""
    doing = work(functions)
    sick, truth, *_ = doing.once("aside", lambda: kept_aside(doing))
    told, noted = 100 * sick.mean(), 100 * truth.mean()
    print(f"Sur {KEPT_ASIDE}, jamais vu : {told:.0f} % de malades annoncés, {noted:.0f} % notés.")
