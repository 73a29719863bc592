"""The checks of TP2: what each function is called with, the laws that it is held to, and the sentences that help.

Only `batch_norm` has one right number, frozen in `tp2.json` (see CONTRIBUTING). A split, a dropout, a model and a
training are random or free: they are held to laws, on data made so that a fault shows. `exercise_N` checks the
functions that it is given and no other.
"""

from dataclasses import dataclass

import numpy as np

from course_utils.capteurs import campaign
from course_utils.checks import networks
from course_utils.checks.engine import (
    NOT_ASKED,
    REFUSED,
    Case,
    CheckFailed,
    Task,
    asked,
    check,
    describe,
    difference_of_form,
    good_record,
    judging,
    kind,
    result,
    sequence,
)
from course_utils.checks.engine import numbers as as_numbers
from course_utils.checks.frozen import thaw
from course_utils.checks.models import operate
from course_utils.checks.networks import fault
from course_utils.checks.record import Builder, Built, Opaque, reseeded

CHAPTER = "le chapitre 4 (Différentes architectures)"

# Said of any model.
MODEL_HINTS = {
    "entree": "Le modèle doit accepter des lots de forme (n, n_features), quel que soit n_features : d’où vient la "
    "taille de son entrée ?",
    "non_compile": "Il manque l’appel à compile, où se donnent l’optimiseur, la perte et les métriques.",
    "sans_perte": "compile a besoin d’une perte (loss) : sans elle, rien ne s’apprend.",
    "sans_non_linearite": "Des couches linéaires empilées n’en font qu’une : que faut-il après chaque couche cachée ?",
    "une_couche_cachee": "Il en faut au moins deux, avant la couche de sortie.",
    "sans_metrique": "La perte se lit mal : donnez à compile la métrique que demande l’énoncé.",
    "n_apprend_pas": "Ses couches sont-elles entraînables, et le taux d’apprentissage ni nul ni immense ?",
}
CLASSIFIER_HINTS = MODEL_HINTS | {
    "nombre_de_sorties": "Combien de neurones faut-il à la couche de sortie pour cette tâche ?",
    "forme_de_sortie": "La sortie est une matrice, une ligne par exemple et une colonne par neurone : quelle est la "
    "forme de l’entrée d’un exemple ?",
    "softmax_et_from_logits": "La perte applique elle-même softmax quand from_logits=True : la voici appliquée deux "
    "fois.",
    "logits_sans_from_logits": "La sortie est linéaire, ce sont des logits : la perte, elle, croit recevoir des "
    "probabilités.",
    "etiquettes_entieres": "Les étiquettes sont des entiers (0, 1, 2…), pas des vecteurs one-hot : la perte doit le "
    "savoir.",
    "perte_de_regression": "C’est une perte de régression : pour des classes, il faut une entropie croisée.",
    "perte_inadaptee": "Cette perte ne va pas avec cette sortie : relisez le tableau des trois architectures.",
    "sortie_inadaptee": "L’activation de la couche de sortie ne convient pas à cette tâche.",
    "metrique_inadaptee": "Aucune métrique n’y donne la part d’exemples bien classés (accuracy), sur des étiquettes "
    "entières.",
}

TASKS = {
    task.name: task
    for task in (
        Task(
            "split_and_scale",
            ("X", "y", "test_size", "seed"),
            results=("X_train", "X_test", "y_train", "y_test"),
            hints={
                "ordre": "Dans l’ordre : X_train, X_test, y_train, y_test.",
                "tailles_echangees": "test_size est la part du test, pas celle de l’apprentissage.",
                "taille_du_test": "test_size est une fraction du nombre d’exemples.",
                "y_modifie": "Les valeurs de y ne doivent pas changer : seule X est mise à l’échelle.",
                "lignes_en_double": "Chaque exemple va d’un côté ou de l’autre, une seule fois.",
                "lignes_perdues": "Chaque exemple va d’un côté ou de l’autre : aucun ne doit se perdre.",
                "non_appariees": "Une ligne de X n’est plus en face de son étiquette : X et y doivent être mélangés "
                "par les mêmes indices.",
                "colonne_constante": "Une colonne constante a un écart-type nul : par quoi la divisez-vous ? Elle doit "
                "devenir 0.",
                "fuite": "Les moyennes et les écarts-types sont ceux de toutes les lignes : le test a donc servi. "
                "Quelles lignes avez-vous le droit de regarder ?",
                "sans_mise_a_l_echelle": "X est bien découpé, mais pas mis à l’échelle.",
                "centree_seulement": "Les colonnes sont centrées, mais leur écart-type n’est pas 1.",
                "variance": "C’est par l’écart-type qu’on divise, pas par son carré.",
                "min_max": "C’est une mise à l’échelle entre deux bornes ; ici on veut une moyenne de 0 et un "
                "écart-type de 1.",
                "echelle": "Sur la partie d’apprentissage, chaque colonne doit avoir une moyenne de 0 et un "
                "écart-type de 1.",
                "test_non_transforme": "Le test doit passer par la même transformation que l’apprentissage.",
                "test_et_ses_statistiques": "Le test est mis à l’échelle avec ses propres statistiques : le modèle "
                "verrait des unités différentes des deux côtés.",
                "test_autrement": "Le test doit passer exactement par la transformation de l’apprentissage.",
                "graine_ignoree": "La graine (seed) ne change rien au découpage.",
                "hasard_global": "Deux appels avec la même graine ne découpent pas de la même façon : tout le hasard "
                "doit venir de seed.",
                "sans_melange": "Le découpage prend les exemples dans l’ordre : s’ils sont triés, le test ne ressemble "
                "pas à l’apprentissage.",
                "non_stratifie": "Chaque classe doit se partager dans la même proportion (découpage stratifié) quand y "
                "est entier.",
            },
            broader="Découpez d’abord, mesurez ensuite, transformez enfin : dans cet ordre, le test ne peut rien "
            "souffler.",
            reread="le chapitre 1, la section sur l’apprentissage et le test",
        ),
        Task(
            "binary_model",
            ("n_features",),
            hints=CLASSIFIER_HINTS
            | {
                "softmax_un_neurone": "Softmax sur un seul neurone vaut toujours 1 : la sortie ne dépend plus de rien.",
                "sigmoide_et_from_logits": "La perte applique elle-même la sigmoïde quand from_logits=True : la voici "
                "appliquée deux fois.",
                "seuil_de_l_exactitude": "La sortie est un logit : l’exactitude tranche à 0,5, alors que le logit "
                "d’une probabilité de 0,5 est tout autre.",
            },
            broader="Écrivez côte à côte la sortie, la perte et la métrique, et demandez-vous ce que chacune croit "
            "recevoir : une probabilité, ou un logit ?",
            reread=f"{CHAPTER}, la section sur la classification binaire",
        ),
        Task(
            "regression_model",
            ("n_features",),
            hints=MODEL_HINTS
            | {
                "nombre_de_sorties": "On prédit un seul nombre par exemple.",
                "forme_de_sortie": "On prédit un seul nombre par exemple.",
                "relu_en_sortie": "La sortie ne peut pas être négative : et si la cible l’est ?",
                "sigmoide_en_sortie": "La sortie reste entre deux bornes : la cible, elle, n’en a pas.",
                "sortie_inadaptee": "L’activation de la couche de sortie ne convient pas à une cible sans bornes.",
                "perte_de_classification": "C’est une perte de classification : ici la cible est un nombre.",
                "perte_inadaptee": "La perte attendue est MSE, MAE ou Huber.",
                "exactitude_en_regression": "L’exactitude (accuracy) compte les réponses justes ; une valeur réelle "
                "ne l’est jamais exactement.",
                "metrique_inadaptee": "La métrique attendue est l’erreur absolue moyenne (MAE) ou quadratique (MSE).",
            },
            broader="Une régression prédit n’importe quel nombre : la sortie, la perte et la métrique doivent toutes "
            "l’accepter.",
            reread=f"{CHAPTER}, la section sur la régression",
        ),
        Task(
            "multiclass_model",
            ("n_features", "n_classes"),
            hints=CLASSIFIER_HINTS
            | {
                "sigmoide_en_sortie": "Les probabilités des classes doivent sommer à 1 : des sigmoïdes séparées ne "
                "le font pas.",
            },
            broader="Une sortie par classe, une loi de probabilité sur les classes, des étiquettes entières : "
            "vérifiez les trois.",
            reread=f"{CHAPTER}, la section sur la classification à plusieurs classes",
        ),
        Task(
            "train_model",
            ("model", "X", "y", "epochs", "batch_size"),
            hints={
                "sans_history": "L’historique de fit est un objet History de Keras : c’est lui qu’il faut renvoyer.",
                "sans_val_loss": "L’historique n’a pas de val_loss : quelles données valident l’apprentissage ?",
                "pas_en_place": "Le modèle reçu n’a pas changé : c’est lui, et non une copie, qu’il faut entraîner.",
                "validation_sur_l_apprentissage": "Toutes les lignes servent à apprendre : la validation ne mesure "
                "plus rien.",
                "validation_en_bloc": "La validation est un bloc pris au bout des données : si elles sont triées par "
                "étiquette, il n’a qu’une classe. validation_split ne mélange pas.",
                "validation_reguliere": "La validation prend une ligne toutes les tant : tirez-la au hasard.",
                "validation_trop_petite": "La part de validation est trop petite, ou trop grande, pour dire quelque "
                "chose.",
                "ne_s_arrete_pas": "val_loss ne fait que monter depuis le début, et l’apprentissage continue jusqu’à "
                "la dernière époque : que surveillez-vous ?",
                "patience_trop_longue": "L’apprentissage s’arrête, mais trop tard : la patience est d’au plus 20 "
                "époques.",
                "arret_premature": "val_loss descendait encore : il fallait continuer jusqu’à epochs.",
                "epochs_ignore": "L’historique n’a pas une valeur par époque demandée : epochs est-il utilisé ?",
                "batch_size_ignore": "Les lots n’ont pas la taille batch_size.",
                "poids_non_restaures": "Le modèle garde les poids de la fin ; ceux de la meilleure époque étaient "
                "ailleurs.",
            },
            broader="Trois questions, dans l’ordre : quelles lignes valident, quand s’arrête-t-on, quels poids "
            "garde-t-on ?",
            reread=f"{CHAPTER}, la section sur le surapprentissage et l’arrêt précoce",
        ),
        Task(
            "kfold_scores",
            ("build_model", "X", "y", "k", "epochs"),
            hints={
                "moyenne_des_scores": "Il faut les k scores, et pas seulement leur moyenne.",
                "perte_et_metrique": "evaluate donne la perte et la métrique : gardez la métrique.",
                "modele_reutilise": "Le même modèle sert à plusieurs plis : au deuxième, il a déjà vu les données qui "
                "le valident.",
                "sans_entrainement": "Certains modèles n’ont rien appris avant d’être évalués.",
                "pas_une_fois_chacun": "Chaque exemple doit valider une fois, et une seule.",
                "taille_des_plis": "Les plis doivent avoir la même taille, à un exemple près.",
                "plis_non_melanges": "Les plis suivent l’ordre des données : si elles sont triées par étiquette, un "
                "pli peut n’avoir qu’une classe.",
                "evalue_sur_l_apprentissage": "Le score se mesure sur le pli mis de côté, que le modèle n’a pas vu.",
                "sans_mise_a_l_echelle": "X n’est pas mise à l’échelle avant l’apprentissage.",
                "fuite": "La mise à l’échelle connaît le pli de validation : quelles lignes avait-elle le droit de "
                "regarder ?",
                "echelles_differentes": "Le pli de validation n’est pas mis à l’échelle comme les plis "
                "d’apprentissage.",
                "echelle": "La mise à l’échelle d’un pli n’est pas celle de ses lignes d’apprentissage.",
                "epochs_ignore": "Chaque modèle doit apprendre pendant epochs époques.",
                "score_est_la_perte": "Ce sont les valeurs de la perte, pas celles de la métrique.",
                "score_en_pourcent": "Les scores sont multipliés par 100 : gardez la métrique telle quelle.",
                "score_autre": "Les scores ne sont pas ceux de la métrique du modèle, sur le pli mis de côté, à la fin "
                "de l’apprentissage.",
            },
            broader="Déroulez un pli à la main : quelles lignes apprennent, qu’apprend-on d’elles (poids, moyennes, "
            "écarts-types), quelles lignes jugent ?",
            reread="le chapitre 1, la section sur la validation croisée",
        ),
        Task(
            "best_model",
            ("X_train", "y_train"),
            hints={
                "sans_predict": "L’objet renvoyé doit avoir une méthode predict(X) qui prend des attributs bruts.",
                "deux_colonnes": "predict doit donner un nombre par exemple : la probabilité de la classe 1.",
                "pas_des_probabilites": "predict doit donner des probabilités, entre 0 et 1 : est-ce un logit ?",
                "etiquettes": "predict donne des étiquettes : il faut des probabilités.",
                "constante": "Le modèle répond toujours la même chose : ses entrées sont-elles à l’échelle ?",
                "echelle_du_lot": "La réponse pour un exemple dépend de ceux qui l’accompagnent : avec quelles "
                "statistiques predict met-il X à l’échelle ?",
                "seuil_1": "Un modèle linéaire, ou des attributs laissés bruts, n’y arrivent pas.",
                "seuil_2": "Revoyez l’architecture, le taux d’apprentissage et la durée par validation croisée.",
            },
            broader="Mesurez votre modèle sur des données d’entraînement de la section : mises à l’échelle, courbes "
            "d’apprentissage, puis plis.",
            reread=f"{CHAPTER}, le tableau de décision",
        ),
        Task(
            "dropout",
            ("a", "rate", "rng", "training"),
            hints={
                "masque_a_l_inference": "Hors de l’apprentissage (training=False), rien ne s’éteint.",
                "echelle_a_l_inference": "Ce dropout est « inversé » : l’inférence ne change rien, c’est pendant "
                "l’apprentissage qu’on compense.",
                "taux_inverse": "rate est la part qui s’éteint, pas celle qui reste.",
                "mauvais_taux": "La part qui s’éteint n’est pas rate.",
                "sans_masque": "Rien ne s’éteint.",
                "sans_division": "Les survivants gardent leur valeur : la somme moyenne en sort plus petite. Comment "
                "la conserver ?",
                "multiplie": "Les survivants rapetissent encore : il faut compenser ce qui manque.",
                "divise_par_rate": "Les survivants doivent compenser ceux qui s’éteignent : quelle part reste-t-il ?",
                "mauvaise_echelle": "Les survivants ne sont pas tous multipliés par le facteur qui garde la moyenne.",
                "un_tirage_par_neurone": "Les mêmes neurones s’éteignent pour tous les exemples : il faut un tirage "
                "par élément.",
                "un_tirage_par_exemple": "Des lignes entières s’éteignent : il faut un tirage par élément.",
                "nombre_fixe": "Le nombre d’éléments éteints est toujours le même : chaque élément doit avoir son "
                "propre tirage, indépendant des autres.",
                "graine_fixe": "Deux appels de suite avec le même rng éteignent les mêmes éléments.",
                "hasard_global": "Tout le hasard doit venir de rng.",
            },
            broader="Essayez sur un tableau de 1, très grand : quelle part de 0, quelle valeur ailleurs, quelle "
            "moyenne ?",
            reread=f"{CHAPTER}, la section sur le dropout",
        ),
        Task(
            "batch_norm",
            ("a", "gamma", "beta", "eps"),
            hints={
                "norm_variance_sans_biais": "La variance est celle du lot, divisée par n : ici elle l’est par n − 1.",
                "norm_eps_hors_racine": "eps s’ajoute à la variance, sous la racine.",
                "norm_sans_eps": "eps n’est pas utilisé.",
                "norm_sans_racine": "On divise par un écart-type, pas par une variance.",
                "norm_par_exemple": "La moyenne se prend par attribut, sur le lot : ici, c’est par exemple (ce serait "
                "une layer normalization).",
                "norm_globale": "La moyenne se prend par attribut : ici, tout le lot est mélangé.",
                "norm_sans_gamma_beta": "gamma et beta ne sont pas utilisés.",
                "norm_sans_beta": "beta n’est pas ajouté.",
                "norm_gamma_beta_echanges": "gamma multiplie, beta s’ajoute.",
                "norm_non_centree": "Il manque la moyenne à retrancher.",
                "norm_beta_avant_gamma": "beta s’ajoute en dernier, et gamma ne le multiplie pas.",
            },
            broader="Vérifiez avec gamma = 1 et beta = 0 : chaque colonne doit sortir avec une moyenne de 0, et un "
            "écart-type de presque 1.",
            reread=f"{CHAPTER}, la section sur la normalisation par lots",
        ),
    )
}


def numbers(*shape, start=1):
    """An array of round-looking numbers between −2 and 2 that repeats with `start`, all different."""
    flat = ((np.arange(np.prod(shape)) * 37 + start * 17) % 101) / 25.0 - 2.0
    return flat.reshape(shape)


EPS = 1e-3
CASES = {
    "batch_norm": [
        Case((numbers(5, 3), np.array([1.5, 0.5, -1.0]), np.array([0.25, -1.0, 2.0]), EPS)),
        Case((numbers(6, 2, start=4), np.ones(2), np.zeros(2), 0.5), "eps est ici grand", by_name=True),
        Case((numbers(4, 4, start=2), numbers(4, start=9), numbers(4, start=6), EPS), "a est ici carré"),
        Case((numbers(7, 1, start=3), np.array([2.0]), np.array([-0.5]), 0.1), "il n’y a ici qu’un attribut"),
        Case((numbers(1, 3), np.ones(3), numbers(3, start=5), EPS), "il n’y a ici qu’un exemple"),
        Case((np.full((3, 2), 4.0), np.ones(2), np.array([1.0, 2.0]), EPS), "les colonnes sont ici constantes"),
        Case(
            (np.array([[1, 4], [3, 0], [2, 2]]), np.array([2, 1]), np.array([0, 1]), 0.1),
            "les tableaux sont ici entiers",
        ),
    ],
}


def exercise_1(split_and_scale=NOT_ASKED):
    """The split, and the scaling with the training part's statistics."""
    asked(split_and_scale=split_and_scale)
    with judging(TASKS["split_and_scale"], split_and_scale):
        check_split(split_and_scale, SPLITS)


def exercise_2(binary_model=NOT_ASKED):
    """A compiled binary classifier."""
    asked(binary_model=binary_model)
    with judging(TASKS["binary_model"], binary_model):
        check_binary(binary_model, (6, 3))


def exercise_3(regression_model=NOT_ASKED):
    """A compiled regressor."""
    asked(regression_model=regression_model)
    with judging(TASKS["regression_model"], regression_model):
        check_regression(regression_model, (6, 3))


def exercise_4(multiclass_model=NOT_ASKED):
    """A compiled classifier of several classes."""
    asked(multiclass_model=multiclass_model)
    with judging(TASKS["multiclass_model"], multiclass_model):
        check_multiclass(multiclass_model, ((6, 4), (3, 7)))


def exercise_5(train_model=NOT_ASKED):
    """A training that validates on random rows, stops in time and keeps the best weights."""
    asked(train_model=train_model)
    with judging(TASKS["train_model"], train_model):
        check_train_model(train_model, TRAININGS)


def exercise_6(kfold_scores=NOT_ASKED):
    """Cross-validation: fresh models, fresh scalings, every row once."""
    asked(kfold_scores=kfold_scores)
    with judging(TASKS["kfold_scores"], kfold_scores):
        check_kfold(kfold_scores, FOLDS)


def exercise_7(dropout=NOT_ASKED):
    """Inverted dropout."""
    asked(dropout=dropout)
    with judging(TASKS["dropout"], dropout):
        check_dropout(dropout, DROPOUTS)


def exercise_8(batch_norm=NOT_ASKED):
    """Batch normalisation in training mode."""
    asked(batch_norm=batch_norm)
    check(TASKS["batch_norm"], batch_norm, thaw("tp2", "batch_norm", CASES["batch_norm"]))


def exercise_9(best_model_1=NOT_ASKED, best_model_2=NOT_ASKED):
    """The model of one's own: what its `predict` gives. The thresholds are for hidden data; the notebook has some."""
    for function in asked(best_model_1=best_model_1, best_model_2=best_model_2).values():
        with judging(TASKS["best_model"], function):
            if function in _passed:
                continue
            readings, (X, _) = campaign(np.random.default_rng(2026), 160, 60)
            predictions(function, *readings, X)
            if hasattr(function, "record"):  # marking; a student may change what the function calls
                _passed.append(function)


_passed = []


# --- exercise 1 -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Splitting:
    """One call of `split_and_scale`. `targets` is "distinct" (y tells the row) or "classes" (y is integer)."""

    X: np.ndarray
    y: np.ndarray
    test_size: float
    targets: str
    says: str = ""
    seeds: tuple[int, ...] = (0, 1, 2)
    constant: int | None = None  # the column that does not vary
    may_refuse: bool = False


def regression_rows(n, seed, constant=2):
    """Rows whose target tells which row it is, of features of several scales, one of them constant."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 5)) * [3.0, 0.02, 0.0, 40.0, 1.0] + [5.0, 0.1, 7.0, -100.0, 0.0]
    X[:, 4] = rng.exponential(size=n)
    return X, rng.permutation(n) + 0.25


def class_rows(counts, seed):
    """Rows sorted by class; the first feature tells the class."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(len(counts)), counts)
    X = rng.uniform(0, 1, (len(y), 3)) * [50.0, 1.0, 0.01]
    X[:, 0] += 100.0 * y
    return X, y


REAL = "y est ici réel, ses valeurs sont toutes différentes"
SPLITS = (
    Splitting(*regression_rows(40, 0), 0.25, "distinct", REAL, constant=2),
    Splitting(*regression_rows(61, 1), 0.4, "distinct", REAL, constant=2),
    Splitting(*class_rows((150, 40, 10), 2), 0.3, "classes", "y est ici entier, ses classes sont inégales"),
)


def check_split(function, splittings, reveal=True):
    """The laws of a split, one setting after the other. Raises `CheckFailed`."""
    for place, setting in enumerate(splittings):
        made = [split(function, setting, seed, reveal, by_name=seed % 2 == 1) for seed in setting.seeds]
        made = [one for one in made if one is not REFUSED]
        for one in made:
            (check_distinct if setting.targets == "distinct" else check_classes)(setting, one)
        if made and place != 1:
            check_seeds(function, setting, made, reveal)


@dataclass(frozen=True)
class Split:
    """What `split_and_scale` gave, its form verified, and how to name the call."""

    what: str
    X_train: np.ndarray
    X_test: np.ndarray
    y_train: np.ndarray
    y_test: np.ndarray

    def fault(self, text, mistake, says=""):
        return fault(TASKS["split_and_scale"], f"{self.what} {text}", mistake, says)


def split(function, setting, seed, reveal, by_name=False):
    """Call the function and verify the form of the four parts; REFUSED where it may refuse. Raises `CheckFailed`."""
    task = TASKS["split_and_scale"]
    args = (setting.X, setting.y, setting.test_size, seed)
    case = Case(args, setting.says, by_name=by_name, may_refuse=setting.may_refuse)
    what = f"split_and_scale(X, y, {setting.test_size:g}, {seed})" if reveal else describe(task, case, reveal)
    value = result(task, function, case, reveal)
    if value is REFUSED:
        return REFUSED
    parts = sequence(value)
    if parts is None or len(parts) != 4:
        came = kind(value) if parts is None else f"{len(parts)} élément{'s' * (len(parts) > 1)}"
        raise CheckFailed(f"{what} renvoie {came}, attendu ({', '.join(task.results)}).")
    arrays = [as_numbers(part) for part in parts]
    for label, array in zip(task.results, arrays, strict=True):
        if array is None:
            raise CheckFailed(f"{what} renvoie pour {label} autre chose qu’un tableau de nombres.")
    if [array.ndim for array in arrays] != [2, 2, 1, 1]:
        raise fault(task, f"{what} ne renvoie pas deux matrices puis deux vecteurs", "ordre")
    arrays = [array.astype(float) for array in arrays]
    made = Split(what, *arrays)
    n, p = np.shape(setting.X)
    if made.X_train.shape[1:] != (p,) or made.X_test.shape[1:] != (p,):
        raise CheckFailed(f"{what} ne garde pas toutes les colonnes de X.")
    if len(made.X_train) != len(made.y_train) or len(made.X_test) != len(made.y_test):
        raise made.fault("ne renvoie pas autant de lignes que d’étiquettes", "ordre")
    check_sizes(made, n, setting)
    check_finite(made, setting)
    return made


def check_sizes(made, n, setting):
    """As many rows as there were, the test part being a fraction of them. Raises `CheckFailed`."""
    n_train, n_test = len(made.y_train), len(made.y_test)
    slack = 1 if setting.targets == "distinct" else len(np.unique(setting.y))
    if abs(n_test - setting.test_size * n) >= slack:
        swapped = abs(n_train - setting.test_size * n) < slack
        mistake = "tailles_echangees" if swapped else "taille_du_test"
        raise made.fault("ne met pas la part demandée dans le test", mistake)
    if n_train + n_test != n:
        mistake = "lignes_perdues" if n_train + n_test < n else "lignes_en_double"
        raise made.fault("ne renvoie pas chaque exemple une fois", mistake)


def check_finite(made, setting):
    """No nan, not even where a column does not vary. Raises `CheckFailed`."""
    finite = np.isfinite(np.concatenate([made.X_train, made.X_test])).all(axis=0)
    if not finite.all() and setting.constant is not None and not finite[setting.constant]:
        raise made.fault("renvoie des nan ou des inf dans la colonne constante", "colonne_constante")
    if not finite.all():
        raise CheckFailed(f"{made.what} renvoie des valeurs qui ne sont pas des nombres finis (nan ou inf).")


def check_distinct(setting, made):
    """Where y tells the row: every row once, in front of its target, scaled as the training part asks. Raises."""
    X, y = np.asarray(setting.X, dtype=float), np.asarray(setting.y, dtype=float)
    train, test = _rows_of(made.y_train, y), _rows_of(made.y_test, y)
    if train is None or test is None:
        raise made.fault("renvoie dans y des valeurs qui n’y étaient pas", "y_modifie")
    if len(np.union1d(train, test)) < len(y):
        raise made.fault("renvoie deux fois le même exemple, et en oublie", "lignes_en_double")
    for column in range(X.shape[1]):
        before, after = X[:, column], np.concatenate([made.X_train[:, column], made.X_test[:, column]])
        if column == setting.constant:
            if np.abs(after).max() > 1e-6:
                raise made.fault("ne met pas à 0 la colonne constante", "colonne_constante")
            continue
        _check_column(made, before[train], before[test], made.X_train[:, column], made.X_test[:, column])


def _rows_of(values, y):
    """Which entry of y each value is, None if one is not there."""
    place = np.abs(values[:, None] - y).argmin(axis=1)
    return place if np.abs(y[place] - values).max() < 1e-6 else None


def _check_column(made, train, test, train_after, test_after, tolerance=1e-4):
    """One column: an affine map that gives the training part a mean of 0 and a deviation of 1. Raises."""
    slope, intercept = np.polyfit(train, train_after, 1)
    spread = train_after.std() + 1e-12
    if np.abs(slope * train + intercept - train_after).max() > tolerance * spread + 1e-9:
        raise made.fault("ne garde pas les lignes de X en face de celles de y", "non_appariees")

    def standard(values):
        deviations = values.std(), values.std(ddof=1)
        return abs(values.mean()) < tolerance and min(abs(d - 1) for d in deviations) < tolerance

    if not standard(train_after):
        everything = np.concatenate([train_after, test_after])
        if np.abs(train - train_after).max() < tolerance * train.std():
            mistake = "sans_mise_a_l_echelle"
        elif standard(everything) and standard(train_after) != standard(everything):
            mistake = "fuite"
        elif abs(slope - 1) < tolerance:
            mistake = "centree_seulement"
        elif abs(train_after.mean()) < tolerance * spread and abs(slope * train.var() - 1) < 0.1:
            mistake = "variance"
        elif abs(train_after.min()) < tolerance and abs(train_after.max() - 1) < tolerance:
            mistake = "min_max"
        else:
            mistake = "echelle"
        raise made.fault("ne met pas X à l’échelle comme il faut", mistake)
    if np.abs(slope * test + intercept - test_after).max() > tolerance * (np.abs(test_after).max() + 1):
        mistake = "test_autrement"
        if np.abs(test - test_after).max() < tolerance * (np.abs(test).max() + 1e-12):
            mistake = "test_non_transforme"
        elif standard(test_after):
            mistake = "test_et_ses_statistiques"
        raise made.fault("ne transforme pas le test comme l’apprentissage", mistake)


def check_classes(setting, made):
    """Where y is integer: each class is shared in the same proportion, its rows in front of it. Raises."""
    y = np.asarray(setting.y)
    X = np.concatenate([made.X_train, made.X_test])[:, 0]
    labels = np.concatenate([made.y_train, made.y_test])
    classes, counts = np.unique(y, return_counts=True)
    told = [np.sum(labels == label) for label in classes]
    if not np.isin(labels, classes).all():
        raise made.fault("renvoie dans y des valeurs qui n’y étaient pas", "y_modifie")
    if list(told) != list(counts):
        raise made.fault("ne renvoie pas chaque exemple une fois", "lignes_en_double")
    for label, count in zip(classes, counts, strict=True):
        if abs(np.sum(made.y_test == label) - setting.test_size * count) > 1 + 1e-9:
            raise made.fault("ne partage pas chaque classe dans la proportion demandée", "non_stratifie", setting.says)
    # The first feature grows with the class, so its order must be that of the labels, on each side.
    for features, side in ((made.X_train[:, 0], made.y_train), (made.X_test[:, 0], made.y_test)):
        if (np.diff(side[np.argsort(features, kind="stable")]) < 0).any():
            raise made.fault("ne garde pas les lignes de X en face de celles de y", "non_appariees")
    del X


def check_seeds(function, setting, made, reveal):
    """One seed, one split; other seeds, others. Raises `CheckFailed`."""
    with reseeded(4321):
        again = split(function, setting, setting.seeds[0], reveal)
    first = made[0]
    if again is not REFUSED and not _same_split(first, again):
        raise first.fault("ne donne pas deux fois la même chose", "hasard_global")
    if len(made) > 1 and all(_same_split(first, other) for other in made[1:]):
        if setting.targets == "distinct":
            places = np.sort(_rows_of(first.y_test, np.asarray(setting.y, dtype=float)))
            if places[-1] - places[0] == len(places) - 1:
                raise first.fault("ne mélange pas les exemples", "sans_melange")
        raise first.fault("donne le même découpage quelle que soit la graine", "graine_ignoree")


def _same_split(one, other):
    pairs = ((one.X_train, other.X_train), (one.X_test, other.X_test))
    return all(a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9) for a, b in pairs)


# --- exercises 2 to 4 -------------------------------------------------------------------------------


def check_binary(function, sizes, reveal=True):
    """Two hidden layers; one of the pairings of output, loss and metric for two classes. Raises `CheckFailed`."""
    task = TASKS["binary_model"]
    for place, n_features in enumerate(sizes):
        what, network, X = _network(task, function, (n_features,), reveal, by_name=place == 1)
        if network.units not in (1, 2):
            raise fault(task, f"{what} renvoie un modèle qui n’a ni une ni deux sorties", "nombre_de_sorties")
        score = network.output[:, 0] if network.units == 1 else network.output[:, 1] - network.output[:, 0]
        y = _labels(score, 0.5 if network.activation == "sigmoid" and network.units == 1 else 0.0)
        _check_pairing(task, what, network, y)
        _check_accuracy(task, what, network, X, y)
        if place == 0:
            X = networks.rows(n_features, 96, seed=7)
            networks.check_learns(task, what, network, X, (X[:, 0] > 0).astype(int))


def check_multiclass(function, sizes, reveal=True):
    """Two hidden layers, an output a class, sparse cross-entropy. Raises `CheckFailed`."""
    task = TASKS["multiclass_model"]
    for place, (n_features, n_classes) in enumerate(sizes):
        what, network, X = _network(task, function, (n_features, n_classes), reveal, by_name=place == 1)
        if network.units != n_classes:
            raise fault(task, f"{what} renvoie un modèle qui n’a pas une sortie par classe", "nombre_de_sorties")
        y = (network.output.argmax(axis=1) + (np.arange(len(X)) % 3 == 0)) % n_classes
        _check_pairing(task, what, network, y)
        _check_accuracy(task, what, network, X, y)
        if place == 0:
            X = networks.rows(n_features, 96, seed=8)
            networks.check_learns(task, what, network, X, np.digitize(X[:, 0], np.linspace(-1, 1, n_classes - 1)))


def check_regression(function, sizes, reveal=True):
    """Two hidden layers, a linear output, a loss and a metric for numbers. Raises `CheckFailed`."""
    task = TASKS["regression_model"]
    for place, n_features in enumerate(sizes):
        what, network, X = _network(task, function, (n_features,), reveal, by_name=place == 1)
        if network.units != 1:
            raise fault(task, f"{what} renvoie un modèle qui a plusieurs sorties", "nombre_de_sorties")
        # Of one feature alone, a shortcut past the hidden layers would bend the same way.
        bends = n_features > 1 and networks.bends_at_zero(network.linear, network.output)
        if bends or network.activation != "linear":
            mistake = {"relu": "relu_en_sortie", "sigmoid": "sigmoide_en_sortie", "tanh": "sigmoide_en_sortie"}
            raise fault(
                task,
                f"{what} renvoie un modèle dont la sortie n’est pas linéaire",
                mistake.get(network.activation, "sortie_inadaptee"),
            )
        y = network.output[:, 0] + np.resize([-2.0, 0.3, 1.5, -0.1], len(X))
        loss, _ = networks.loss_kind(network, y)
        if loss not in ("mse", "mae", "huber"):
            classes = loss in ("bce", "cce", "scce") or "crossentropy" in loss or "hinge" in loss
            raise fault(
                task,
                f"{what} renvoie un modèle de perte « {loss_name(network)} »",
                "perte_de_classification" if classes else "perte_inadaptee",
            )
        told = _metrics(task, what, network, X, y)
        error = network.output[:, 0] - y
        wanted = np.mean(np.abs(error)), np.mean(error**2)
        if not any(np.isclose(value, right, rtol=1e-3) for value in told.values() for right in wanted):
            exact = any("acc" in name for name in told)
            raise fault(
                task,
                f"{what} renvoie un modèle dont la métrique ne convient pas",
                "exactitude_en_regression" if exact else "metrique_inadaptee",
            )
        if place == 0:
            X = networks.rows(n_features, 96, seed=9)
            networks.check_learns(task, what, network, X, 2 * X[:, 0] - X[:, -1] + 1)


def _network(task, function, args, reveal, by_name=False):
    """The sentence's beginning, the `Network` that the call gives, and the rows that it was called on."""
    case = Case(args, by_name=by_name)
    what = describe(task, case, reveal)
    value = result(task, function, case, reveal)
    X = networks.rows(args[0])
    network = networks.look(task, what, value, X)
    networks.check_depth(task, what, network)
    return what, network, X


def _labels(score, threshold):
    """Labels that agree with most of the scores, not with all."""
    return (score > threshold).astype(int) ^ (np.arange(len(score)) % 3 == 0)


def _check_pairing(task, what, network, y):
    """The output and the loss of a classifier of integer labels go together. Raises `CheckFailed`."""
    activation, (loss, from_logits) = network.activation, networks.loss_kind(network, y)
    if network.units == 1 and activation == "softmax":
        raise fault(task, f"{what} renvoie un modèle à un seul neurone softmax", "softmax_un_neurone")
    if loss in ("mse", "mae", "huber") or loss.startswith(("mean_", "log_cosh")):
        raise fault(task, f"{what} renvoie un modèle de perte « {loss_name(network)} »", "perte_de_regression")
    right_loss, right_activation = ("bce", "sigmoid") if network.units == 1 else ("scce", "softmax")
    if loss == "cce" and network.units > 1:
        raise fault(task, f"{what} renvoie un modèle de perte « {loss_name(network)} »", "etiquettes_entieres")
    if loss != right_loss:
        raise fault(task, f"{what} renvoie un modèle de perte « {loss_name(network)} »", "perte_inadaptee")
    if activation not in ("linear", right_activation):
        mistake = "sigmoide_en_sortie" if activation == "sigmoid" and "sigmoide_en_sortie" in task.hints else ""
        raise fault(
            task, f"{what} renvoie un modèle dont la sortie passe par « {activation} »", mistake or "sortie_inadaptee"
        )
    if activation == "linear" and not from_logits:
        raise fault(
            task, f"{what} renvoie un modèle dont la sortie et la perte ne s’accordent pas", "logits_sans_from_logits"
        )
    if activation != "linear" and from_logits:
        mistake = "sigmoide_et_from_logits" if activation == "sigmoid" else "softmax_et_from_logits"
        raise fault(task, f"{what} renvoie un modèle dont la sortie et la perte ne s’accordent pas", mistake)


def _check_accuracy(task, what, network, X, y):
    """A metric tells the share of labels that the model gets right. Raises `CheckFailed`."""
    told = _metrics(task, what, network, X, y)
    output = network.output
    threshold = 0.5 if network.activation == "sigmoid" else 0.0
    labels = output[:, 0] > threshold if network.units == 1 else output.argmax(axis=1)
    if any(abs(value - np.mean(labels == y)) < 1e-4 for value in told.values()):
        return
    at_half = np.mean((output[:, 0] > 0.5) == y)
    if network.units == 1 and threshold == 0 and any(abs(value - at_half) < 1e-4 for value in told.values()):
        raise fault(task, f"{what} renvoie un modèle dont l’exactitude se trompe de seuil", "seuil_de_l_exactitude")
    raise fault(task, f"{what} renvoie un modèle dont la métrique ne convient pas", "metrique_inadaptee")


def _metrics(task, what, network, X, y):
    """What the metrics tell, by name. Raises `CheckFailed` if there is none, or if they stop on an error."""
    told = networks.metrics_of(network, X, y)
    if told is None:
        raise fault(task, f"{what} renvoie un modèle dont la métrique s’arrête sur une erreur", "metrique_inadaptee")
    if not told:
        raise fault(task, f"{what} renvoie un modèle compilé sans métrique", "sans_metrique")
    return told


def loss_name(network):
    """The loss's name for a sentence."""
    return network.seen["loss"]


# --- exercise 5 -------------------------------------------------------------------------------------

PATIENCE = 20


@dataclass(frozen=True)
class Training:
    """One call of `train_model` on a witness, rows sorted by label. `gets` is what `val_loss` does from epoch 1 on."""

    X: np.ndarray
    y: np.ndarray
    epochs: int
    batch_size: int
    learning_rate: float
    gets: str  # "better" or "worse"
    says: str = ""


def contrary_rows(n_class):
    """Rows (2 n_class, 2 n_class) that pull apart: to learn some of a class makes the others of that class worse.

    Within a class x_i · x_j < 0: `val_loss` rises from the first epoch on, whatever rows validate, and its best epoch
    is the first.
    """
    block = np.kron(np.eye(2), np.ones((n_class, n_class)))
    return np.eye(2 * n_class) - block / (2 * n_class), np.repeat([0, 1], n_class)


def easy_rows(n_class, seed=0):
    """Rows whose first feature tells the class: `val_loss` goes down for many epochs. The second tells the row."""
    rng = np.random.default_rng(seed)
    y = np.repeat([0, 1], n_class)
    X = rng.normal(0, 0.2, (2 * n_class, 3))
    X[:, 0] += 2 * y - 1
    X[:, 1] = np.arange(2 * n_class) / n_class - 1
    return X, y


TRAININGS = (
    Training(*easy_rows(20), 12, 8, 0.15, "better", "val_loss y descend à chaque époque"),
    Training(*contrary_rows(20), 40, 8, 2.0, "worse", "val_loss y monte dès la deuxième époque"),
)


def check_train_model(function, trainings, reveal=True):
    """The laws of a training, one setting after the other. Raises `CheckFailed`."""
    for setting in trainings:
        _check_training(function, setting, reveal)


def _check_training(function, setting, reveal):
    task = TASKS["train_model"]
    model = Built("witness", {"n_features": setting.X.shape[1], "learning_rate": setting.learning_rate, "bias": False})
    args = (model, setting.X, setting.y, setting.epochs, setting.batch_size)
    case = Case(args, setting.says)
    what = (
        f"train_model(model, X, y, {setting.epochs}, {setting.batch_size})" if reveal else describe(task, case, False)
    )

    def fail(text, mistake):
        return fault(task, f"{what} {text}", mistake)

    _testimony(function)
    record = good_record(task, function, case, reveal)
    value, left = record.value, record.args[0]
    told = operate("history", value).value if isinstance(value, Opaque) else {"is_history": False}
    if not told["is_history"]:
        raise fail(f"renvoie {kind(value)}, attendu un objet History", "sans_history")
    val_loss = told["history"].get("val_loss")
    if not val_loss or not np.isfinite(val_loss).all():
        raise fail("renvoie un historique sans val_loss", "sans_val_loss")
    learnt, seen = _rows_noted(_testimony(function), setting.X)
    if not any(weights.any() for weights in operate("get_weights", left).value):
        raise fail("n’entraîne pas le modèle qu’elle reçoit", "pas_en_place")
    rows = np.unique(np.concatenate(learnt)) if learnt else np.array([], dtype=int)
    held = np.setdiff1d(np.unique(np.concatenate(seen)), rows)
    _check_held_out(fail, held, len(setting.X))
    sizes = [len(batch) for batch in learnt]
    if max(sizes) != setting.batch_size or np.median(sizes) != setting.batch_size:
        raise fail("n’apprend pas par lots de la taille demandée", "batch_size_ignore")
    _check_length(fail, setting, len(val_loss))
    output = operate("outputs", left, setting.X[held]).value[:, 0].astype(float)
    _testimony(function)
    truth = np.where(setting.y[held] == 1, output, 1 - output)
    final = -np.mean(np.log(np.clip(truth, 1e-7, 1)))
    nearest = np.abs(np.array(val_loss) - final).min()
    if abs(min(val_loss) - final) > nearest + 2e-3:
        raise fail("laisse le modèle avec d’autres poids que ceux de sa meilleure époque", "poids_non_restaures")


def _testimony(function):
    """What the witnesses noted since the last time."""
    return operate("testimony", Opaque("function", function)).value


def _rows_noted(testimony, X):
    """Which rows of X were learnt, and which were seen: lists of arrays of places, an array a batch."""
    noted = {"learnt": [], "seen": []}
    for _, event, rows, _ in testimony:
        distances = ((np.asarray(rows)[:, None] - X) ** 2).sum(axis=2)
        noted[event].append(distances.argmin(axis=1))
    return noted["learnt"], noted["seen"]


def _check_held_out(fail, held, n):
    """The rows held out are some, not too many, and drawn at random."""
    if not len(held):
        raise fail("valide sur des lignes qui servent à apprendre", "validation_sur_l_apprentissage")
    if not 0.03 * n <= len(held) <= 0.6 * n:
        raise fail("ne met pas de côté une part raisonnable des lignes", "validation_trop_petite")
    steps, at_an_end = np.diff(held), held[0] == 0 or held[-1] == n - 1
    if len(held) > 1 and at_an_end and (steps == 1).all():
        raise fail("ne tire pas la validation au hasard", "validation_en_bloc")
    if len(held) > 4 and (steps == steps[0]).all():
        raise fail("ne tire pas la validation au hasard", "validation_reguliere")


def _check_length(fail, setting, n_epochs):
    """As many epochs as asked while `val_loss` goes down; where it rises, some more than the patience at most."""
    if setting.gets == "better" or setting.epochs <= PATIENCE:
        if setting.gets == "better" and n_epochs < setting.epochs:
            raise fail("s’arrête trop tôt", "arret_premature")
        if n_epochs > setting.epochs:
            raise fail("fait plus d’époques que demandé", "epochs_ignore")
        return
    if n_epochs >= setting.epochs:
        raise fail("ne s’arrête pas avant la dernière époque", "ne_s_arrete_pas")
    if n_epochs > PATIENCE + 2:
        raise fail("s’arrête trop tard", "patience_trop_longue")


# --- exercise 6 -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Folding:
    """One call of `kfold_scores` on witnesses, rows sorted by label; the first feature grows with the row."""

    n: int
    k: int
    epochs: int
    metric: str
    seed: int


FOLDS = (Folding(30, 3, 2, "accuracy", 0), Folding(34, 4, 1, "mae", 1))


def fold_rows(n, seed):
    """Rows sorted by label, some far from the others, so that a scaling tells which rows it has seen."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.cumsum(rng.uniform(0.5, 1.5, n)), rng.normal(50, 5, n), rng.exponential(0.02, n)])
    X[rng.permutation(n)[: n // 5], 1] += rng.uniform(100, 400, n // 5)
    return X, (np.arange(n) >= n // 2).astype(int)


def check_kfold(function, foldings, reveal=True):
    """The laws of cross-validation, one setting after the other. Raises `CheckFailed`."""
    for place, setting in enumerate(foldings):
        _check_folding(function, setting, reveal, by_name=place == 1)


def _check_folding(function, setting, reveal, by_name):
    task = TASKS["kfold_scores"]
    X, y = fold_rows(setting.n, setting.seed)
    build_model = Builder("witness", {"n_features": X.shape[1], "metric": setting.metric, "run_eagerly": True})
    case = Case((build_model, X, y, setting.k, setting.epochs), by_name=by_name)
    arguments = f"build_model, X, y, {setting.k}, {setting.epochs}"
    what = f"kfold_scores({arguments})" if reveal else describe(task, case, False)

    def fail(text, mistake):
        return fault(task, f"{what} {text}", mistake)

    _testimony(function)
    value = result(task, function, case, reveal)
    folds = _folds(fail, _testimony(function), X, setting)
    scores = _scores(fail, what, value, setting.k)
    for fold in folds:
        _check_fold_scaling(fail, fold, X)
    _check_partition(fail, folds, y, setting)
    for fold in folds:
        if fold.passes is not None and fold.passes != setting.epochs:
            raise fail("n’apprend pas pendant le nombre d’époques demandé", "epochs_ignore")
    _check_scores(fail, scores, folds, y, setting)


@dataclass
class Fold:
    """What one model saw: rows are places in X, `scaled` the values that it received."""

    learnt: np.ndarray  # places, each once
    held: np.ndarray
    scaled: np.ndarray  # (n, n_features), by place
    outputs: np.ndarray  # (len(held),), after the last step
    passes: int | None  # how often each learnt row was, None if it is not the same for all or rows were left aside


def _folds(fail, testimony, X, setting):
    """What each model that learnt saw, in order. Raises `CheckFailed`."""
    models = {}
    for model, event, rows, outputs in testimony:
        models.setdefault(model, []).append((event, np.asarray(rows, float), np.asarray(outputs, float).ravel()))
    models = [events for events in models.values() if any(event == "learnt" for event, _, _ in events)]
    if len(models) < setting.k:
        raise fail("n’entraîne pas un modèle par pli", "modele_reutilise" if models else "sans_entrainement")
    if not all(np.allclose(events[0][2], 0.5) for events in models):  # what a witness answers before it has learnt
        raise fail("ne part pas d’un modèle neuf à chaque pli", "modele_reutilise")
    return [_fold(fail, events, X, setting) for events in models]


def _fold(fail, events, X, setting):
    """One model's rows, told by the order of their first feature, which no scaling changes."""
    every = np.concatenate([rows for _, rows, _ in events])
    known = np.unique(every[:, 0].round(5))
    if len(known) > len(X):
        raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    last = max(i for i, (event, _, _) in enumerate(events) if event == "learnt")
    if len(known) < len(X):
        learnt = np.unique(np.concatenate([rows[:, 0] for event, rows, _ in events if event == "learnt"]).round(5))
        if len(learnt) == len(known) and len(events) > last + 1:
            raise fail("évalue chaque modèle sur les lignes qu’il a apprises", "evalue_sur_l_apprentissage")
        raise fail(
            "ne montre pas toutes les lignes à chaque modèle, pour apprendre ou pour valider", "pas_une_fois_chacun"
        )

    def places(rows):
        return np.abs(rows[:, :1] - known).argmin(axis=1)

    steps = np.concatenate([places(rows) for event, rows, _ in events if event == "learnt"])
    learnt, counts = np.unique(steps, return_counts=True)
    scaled = np.zeros(X.shape)
    for _, rows, _ in events:
        scaled[places(rows)] = rows
    after = [(places(rows), outputs) for event, rows, outputs in events[last + 1 :] if event == "seen"]
    held = np.setdiff1d(np.concatenate([place for place, _ in after]) if after else [], learnt).astype(int)
    if len(held) > -(-setting.n // setting.k) + 2:  # others were held out too, to stop early: the last ones judge
        held = np.setdiff1d(after[-1][0], learnt).astype(int)
    if not len(held):
        raise fail("n’évalue pas chaque modèle sur des lignes qu’il n’a pas apprises", "evalue_sur_l_apprentissage")
    final = np.zeros(len(X))
    for place, outputs in after:
        final[place] = outputs
    alone = len(learnt) + len(held) == len(X) and len(set(counts)) == 1
    return Fold(learnt, held, scaled, final[held], int(counts[0]) if alone else None)


def _check_fold_scaling(fail, fold, X):
    """The scaling is one affine map a feature, made of the rows that are not held out, and of them alone."""
    train = np.setdiff1d(np.arange(len(X)), fold.held)
    for column in range(X.shape[1]):
        before, after = X[:, column], fold.scaled[:, column]
        slope, intercept = np.polyfit(before[train], after[train], 1)
        if np.abs(slope * before + intercept - after).max() > 1e-3 * (np.abs(after).max() + 1e-9):
            raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    if np.allclose(fold.scaled, X, rtol=1e-4):
        raise fail("donne aux modèles des lignes telles quelles", "sans_mise_a_l_echelle")
    if not _is_scaling_of(fold.scaled[train]):
        leaks = _is_scaling_of(fold.scaled)
        raise fail("ne met pas chaque pli à l’échelle comme il faut", "fuite" if leaks else "echelle")


def _is_scaling_of(rows, tolerance=2e-3):
    """Whether rows are scaled by their own statistics: deviation, range, largest value or quartiles."""
    low, high = rows.min(axis=0), rows.max(axis=0)
    quarter, median, three = np.quantile(rows, [0.25, 0.5, 0.75], axis=0)
    centred = np.abs(rows.mean(axis=0)).max() < tolerance
    return any(
        (
            centred and np.abs(rows.std(axis=0) - 1).max() < tolerance,
            centred and np.abs(rows.std(axis=0, ddof=1) - 1).max() < tolerance,
            max(np.abs(low).max(), np.abs(high - 1).max()) < tolerance,
            max(np.abs(low + 1).max(), np.abs(high - 1).max()) < tolerance,
            np.abs(np.abs(rows).max(axis=0) - 1).max() < tolerance,
            max(np.abs(median).max(), np.abs(three - quarter - 1).max()) < tolerance,
        )
    )


def _check_partition(fail, folds, y, setting):
    """Every row is held out once, in folds of equal size that do not follow the order of the rows."""
    times = np.bincount(np.concatenate([fold.held for fold in folds]), minlength=setting.n)
    if len(folds) != setting.k or (times != 1).any():
        raise fail("ne valide pas chaque exemple une fois et une seule", "pas_une_fois_chacun")
    sizes = [len(fold.held) for fold in folds]
    if min(sizes) < setting.n // setting.k - 2 or max(sizes) > -(-setting.n // setting.k) + 2:
        raise fail("fait des plis de tailles très différentes", "taille_des_plis")
    if all(_in_order(fold.held[y[fold.held] == label]) for fold in folds for label in (0, 1)) or all(
        _in_order(fold.held) for fold in folds
    ):
        raise fail("ne mélange pas les plis", "plis_non_melanges")


def _in_order(places):
    """Whether places follow each other by equal steps."""
    steps = np.diff(np.sort(places))
    return len(set(steps.tolist())) <= 1


def _scores(fail, what, value, k):
    """The scores as an array (k,). Raises `CheckFailed`."""
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(f"{what} renvoie {kind(value)}, attendu un tableau de k nombres.")
    if array.ndim == 0:
        raise fail("renvoie un seul nombre", "moyenne_des_scores")
    if array.shape == (k, 2):
        raise fail("renvoie deux nombres par pli", "perte_et_metrique")
    form = difference_of_form(array.astype(float), (k,))
    if form:
        raise CheckFailed(f"{what} {form}.")
    return array.astype(float)


def _check_scores(fail, scores, folds, y, setting):
    """Each score is the metric of the fold's model on the rows held out, once it has learnt."""
    metric = _accuracy if setting.metric == "accuracy" else _mae
    wanted = np.array([metric(fold.outputs, y[fold.held]) for fold in folds])
    if _alike(scores, wanted):
        return
    if _alike(scores, [_entropy(fold.outputs, y[fold.held]) for fold in folds]):
        raise fail("ne renvoie pas les bons scores", "score_est_la_perte")
    if _alike(scores / 100, wanted):
        raise fail("ne renvoie pas les bons scores", "score_en_pourcent")
    raise fail("ne renvoie pas les bons scores", "score_autre")


def _alike(scores, wanted, tolerance=2e-3):
    """Whether scores are those wanted, whatever the order of the folds."""
    return bool(np.allclose(np.sort(scores), np.sort(wanted), rtol=0, atol=tolerance))


def _accuracy(outputs, y):
    return np.mean((outputs > 0.5) == y)


def _mae(outputs, y):
    return np.mean(np.abs(outputs - y))


def _entropy(outputs, y):
    return -np.mean(np.log(np.clip(np.where(y == 1, outputs, 1 - outputs), 1e-7, 1)))


# --- exercise 7 -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dropping:
    """One call of `dropout`."""

    a: np.ndarray
    rate: float
    seed: int = 0
    says: str = ""
    may_refuse: bool = False


def values(*shape, seed=0):
    """Numbers away from 0, of either sign, so that a 0 is a drop."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


DROPOUTS = (
    Dropping(values(60, 50), 0.2),
    Dropping(values(50, 60, seed=1), 0.75, 1),
    Dropping(values(2000, seed=2), 0.5, 2, "a est ici un vecteur"),
    Dropping(np.full((40, 50), 3), 0.3, 3, "a est ici un tableau d’entiers"),
)


def check_dropout(function, droppings, reveal=True):
    """The laws of dropout, one setting after the other. Raises `CheckFailed`."""
    for setting in droppings:
        out = dropped(function, setting, True, reveal)
        if out is REFUSED:
            continue
        _check_inference(function, setting, reveal)
        _check_mask(function, setting, out, reveal)
        _check_no_rate(function, setting, reveal)
    check_draws(function, droppings[0], reveal)


def dropped(function, setting, training, reveal, rng=None, by_name=False, **changes):
    """Call `dropout` and verify the form of what comes back. Raises `CheckFailed`."""
    task = TASKS["dropout"]
    rng = rng or np.random.default_rng(setting.seed)
    args = (setting.a, changes.get("rate", setting.rate), rng, training)
    case = Case(args, setting.says, by_name=by_name, may_refuse=setting.may_refuse)
    value = result(task, function, case, reveal)
    if value is REFUSED:
        return REFUSED
    form = difference_of_form(value, np.shape(setting.a), reveal=reveal)
    if form:
        raise CheckFailed(f"{describe(task, case, reveal)} {form}.")
    return np.asarray(value, dtype=float)


def _check_inference(function, setting, reveal):
    """Not training, nothing changes. Raises `CheckFailed`."""
    a = np.asarray(setting.a, dtype=float)
    out = dropped(function, setting, False, reveal, by_name=True)
    if not np.allclose(out, a):
        scaled = np.allclose(out, a * (1 - setting.rate))
        raise _dropout_fault(
            setting,
            False,
            reveal,
            "ne renvoie pas a tel quel",
            "echelle_a_l_inference" if scaled else "masque_a_l_inference",
        )


def _check_no_rate(function, setting, reveal):
    """At a rate of 0, nothing changes. Raises `CheckFailed`."""
    if not np.allclose(dropped(function, setting, True, reveal, rate=0.0), np.asarray(setting.a, dtype=float)):
        raise CheckFailed("dropout, avec un taux nul (rate = 0), ne renvoie pas a tel quel : rien ne doit s’éteindre.")


def _check_mask(function, setting, out, reveal):
    """The right share is dropped, element by element, and the rest is scaled so that the mean stays. Raises."""
    a, rate = np.asarray(setting.a, dtype=float), setting.rate
    zero = out == 0
    share, sigma = zero.mean(), np.sqrt(rate * (1 - rate) / out.size)

    def fail(mistake):
        return _dropout_fault(setting, True, reveal, "ne fait pas un dropout", mistake)

    ratio = out[~zero] / a[~zero]
    constant = ratio.size and np.ptp(ratio) < 1e-6
    if zero.ndim > 1 and 0 < share < 1:
        flat = zero.reshape(-1, zero.shape[-1])
        if (flat == flat[0]).all():
            raise fail("un_tirage_par_neurone")
        if (flat == flat[:, :1]).all():
            raise fail("un_tirage_par_exemple")
    if share == 0:
        raise fail("sans_masque")
    if abs(share - rate) > 6 * sigma:
        if share == 1:
            raise fail("un_tirage_par_exemple")
        raise fail("taux_inverse" if abs(share - (1 - rate)) < 6 * sigma else "mauvais_taux")
    if constant and np.isclose(ratio[0], 1 / (1 - rate), rtol=1e-6):
        return
    known = {"sans_division": 1, "multiplie": 1 - rate, "divise_par_rate": 1 / rate}
    for mistake, factor in known.items():
        if constant and np.isclose(ratio[0], factor, rtol=1e-6):
            raise fail(mistake)
    raise fail("mauvaise_echelle")


def check_draws(function, setting, reveal=True):
    """All randomness is from `rng`, a draw an element, anew at each call. Raises `CheckFailed`."""
    first = dropped(function, setting, True, reveal)
    with reseeded(99):
        again = dropped(function, setting, True, reveal)
    if not np.allclose(first, again):
        raise _dropout_fault(
            setting, True, reveal, "ne donne pas deux fois la même chose avec un rng de même graine", "hasard_global"
        )
    rng = np.random.default_rng(setting.seed)
    small = Dropping(setting.a[:20, :10], setting.rate, setting.seed, setting.says)
    masks = [dropped(function, small, True, reveal, rng=rng) == 0 for _ in range(12)]
    if all((mask == masks[0]).all() for mask in masks):
        raise _dropout_fault(setting, True, reveal, "éteint toujours les mêmes éléments", "graine_fixe")
    if len({int(mask.sum()) for mask in masks}) == 1:
        raise _dropout_fault(setting, True, reveal, "éteint toujours autant d’éléments", "nombre_fixe")
    rows = {tuple(mask.sum(axis=1)) for mask in masks}
    columns = {tuple(mask.sum(axis=0)) for mask in masks}
    if any(len(set(counts)) == 1 for counts in (*rows, *columns)):
        raise _dropout_fault(setting, True, reveal, "éteint autant d’éléments par ligne ou par colonne", "nombre_fixe")


def _dropout_fault(setting, training, reveal, text, mistake):
    task = TASKS["dropout"]
    hidden = describe(task, Case((setting.a, setting.rate, None, training)), reveal=False)
    what = f"dropout(a, {setting.rate:g}, rng, training={training})" if reveal else hidden
    return fault(task, f"{what} {text}", mistake, setting.says)


# --- exercise 9 -------------------------------------------------------------------------------------

# Accuracy on hidden readings, for the first point and for the second. Measured by benchmarks/bench_tp2.py.
THRESHOLDS = (0.70, 0.82)


def predictions(function, X_train, y_train, X, reveal=True):
    """Train with `best_model`, and the probabilities (n,) that what it returns gives for X. Raises `CheckFailed`."""
    task = TASKS["best_model"]
    case = Case((X_train, y_train))
    what = "best_model(X_train, y_train)" if reveal else describe(task, case, False)
    value = result(task, function, case, reveal)

    def fail(text, mistake):
        return fault(task, f"{what} renvoie un objet {text}", mistake)

    if not isinstance(value, Opaque):
        raise fault(task, f"{what} renvoie {kind(value)}", "sans_predict")
    told = operate("predict_of", value, X)
    if told.error == "AttributeError":
        raise fail("sans méthode predict", "sans_predict")
    if told.error:
        raise CheckFailed(f"{what} renvoie un objet dont predict s’arrête sur une erreur {told.error}.")
    output = as_numbers(told.value)
    if output is not None and output.shape == (len(X), 2):
        raise fail("dont predict donne deux colonnes", "deux_colonnes")
    if output is None or output.shape not in ((len(X),), (len(X), 1)):
        raise fail("dont predict ne donne pas un nombre par exemple", "deux_colonnes")
    output = output.ravel().astype(float)
    if not np.isfinite(output).all():
        raise CheckFailed(f"{what} renvoie un objet dont predict donne des nan ou des inf.")
    if output.min() < 0 or output.max() > 1:
        raise fail("dont predict sort de l’intervalle [0, 1]", "pas_des_probabilites")
    if np.ptp(output) < 1e-6:
        raise fail("dont predict ne distingue pas les exemples", "constante")
    if np.isin(output, (0.0, 1.0)).all():
        raise fail("dont predict ne donne que des 0 et des 1", "etiquettes")
    few = operate("predict_of", value, X[:5])
    few = as_numbers(few.value) if few.error is None else None
    if few is None or few.size != 5 or not np.allclose(few.ravel(), output[:5], atol=1e-3):
        raise fail(
            "dont predict ne donne pas la même réponse pour les mêmes lignes, seules ou accompagnées", "echelle_du_lot"
        )
    return output


def check_score(output, y, place, reveal=True):
    """The share of right answers reaches threshold number `place`. Raises `CheckFailed`."""
    task, threshold = TASKS["best_model"], THRESHOLDS[place]
    score = np.mean((output > 0.5) == y)
    if score < threshold:
        # The thresholds are announced; the score on hidden data is not told.
        raise fault(
            task,
            f"best_model n’atteint pas {100 * threshold:.0f} % de bien classés sur des relevés cachés",
            f"seuil_{place + 1}",
        )
