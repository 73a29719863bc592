"""The checks of TP4: what each function is called with, and the sentences that help.

As in TP1, `exercise_N` checks the functions that it is given and no other, and the results of the functions that
compute are frozen in `tp4.json`. What is random or trained is held to laws: how models fit together, how noise is
spread, how far an error has fallen.
"""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np

from course_utils.checks.engine import (
    NOT_ASKED,
    REFUSED,
    Case,
    CheckFailed,
    Task,
    asked,
    check,
    describe,
    difference,
    difference_of_form,
    good_record,
    judging,
    kind,
    numbers,
    result,
    same,
    sequence,
)
from course_utils.checks.frozen import thaw
from course_utils.checks.models import operate
from course_utils.checks.record import Built, Opaque, reseeded

CHAPTER = "le chapitre 6 (AutoEncodeurs)"
# Keras computes in single precision: what it gives is compared to four digits.
LOOSE = {"rtol": 1e-4, "atol": 1e-5, "single_precision": True}

TASKS = {
    task.name: task
    for task in (
        Task(
            "dense_autoencoder",
            ("input_dim", "latent_dim"),
            results=("encoder", "decoder", "autoencoder"),
            broader="Écrivez sous chaque modèle la forme de ce qui y entre et de ce qui en sort, puis vérifiez que "
            "les trois modèles sont faits des mêmes couches.",
            reread=f"{CHAPTER}, la section qui présente l’encodeur et le décodeur",
        ),
        Task(
            "train_autoencoder",
            ("autoencoder", "X", "epochs"),
            broader="Que doit-on trouver à la sortie d’un AutoEncodeur quand on lui présente une image ?",
            reread=f"{CHAPTER}, la section qui présente l’encodeur et le décodeur",
        ),
        Task(
            "pca_reconstruct",
            ("X_train", "X", "n_components"),
            hints={
                "acp_ajustee_sur_x": "Les axes et la moyenne viennent de X : ils ne doivent dépendre que de X_train.",
                "acp_ajustee_sur_tout": "X a servi à trouver les axes ou la moyenne : ils ne doivent dépendre que de "
                "X_train.",
                "acp_sans_centrer": "Les données ne sont pas centrées : les axes passent par l’origine au lieu de "
                "passer par la moyenne.",
                "acp_moyenne_de_x": "La moyenne est celle de X : il faut celle de X_train, ici et partout.",
                "acp_moyenne_oubliee": "Il manque un déplacement au retour : la reconstruction est restée centrée.",
                "acp_projection_non_centree": "X est projeté sans avoir été centré, mais la moyenne est ajoutée au "
                "retour.",
                "acp_codes": "Ce sont les coordonnées dans le sous-espace : il faut revenir dans l’espace de départ.",
                "acp_plus_petites": "Ce sont les directions de plus faible variance : dans quel ordre les valeurs "
                "propres sont-elles rangées ?",
                "acp_lignes_pour_colonnes": "Les axes sont pris dans le mauvais sens de la matrice : en lignes ou en "
                "colonnes ?",
                "acp_blanchie": "Les coordonnées sont divisées par leur écart-type (blanchiment) : le retour ne le "
                "sait pas.",
                "acp_reduite": "Chaque attribut est divisé par son écart-type avant l’ACP : ici on centre seulement.",
                "acp_toutes": "n_components n’est pas utilisé : toutes les composantes sont gardées.",
            },
            broader="Essayez en dimension 2 avec une seule composante : les points reconstruits doivent être alignés, "
            "sur une droite qui passe par la moyenne de X_train.",
            reread=f"{CHAPTER}, la comparaison avec l’ACP",
            **LOOSE,
        ),
        Task(
            "add_noise",
            ("X", "sigma", "rng"),
            broader="Bruitez une grande image uniformément grise, tracez l’histogramme de ce que vous obtenez, et "
            "mesurez son écart-type.",
            reread=f"{CHAPTER}, la section sur le débruitage",
        ),
        Task(
            "train_denoiser",
            ("X", "sigma", "rng"),
            broader="Pour chaque exemple d’apprentissage, dites à voix haute ce qui entre et ce qui doit sortir. Puis "
            "regardez la courbe de la perte : a-t-elle fini de descendre ?",
            reread=f"{CHAPTER}, la section sur le débruitage",
        ),
        Task(
            "reconstruction_errors",
            ("X", "X_hat"),
            hints={
                "erreurs_sommees": "C’est une somme : elle grandit avec le nombre de pixels.",
                "erreurs_moyenne_globale": "Il faut une erreur par exemple, et non une seule pour tous.",
                "erreurs_racine": "Il y a une racine carrée de trop.",
                "erreurs_absolues": "C’est l’erreur absolue moyenne : l’écart doit être mis au carré.",
                "erreurs_axe_0": "La moyenne est prise sur les exemples : il faut la prendre sur tout le reste.",
                "erreurs_dernier_axe": "Un exemple peut être une image : la moyenne se prend sur tous les axes sauf le "
                "premier, quel que soit leur nombre.",
                "erreurs_carre_de_la_moyenne": "Le carré se prend avant la moyenne.",
            },
            broader="Calculez à la main pour deux images de 2 × 2 pixels.",
            reread=f"{CHAPTER}, la section sur la détection d’anomalies",
            **LOOSE,
        ),
        Task(
            "anomaly_threshold",
            ("errors", "quantile"),
            hints={
                "seuil_en_pour_cent": "quantile est une proportion, entre 0 et 1, et non un pourcentage.",
                "seuil_complementaire": "C’est le quantile pris par l’autre bout : la plupart des erreurs normales "
                "doivent être sous le seuil.",
                "seuil_maximum": "C’est la plus grande erreur : quantile n’est pas utilisé.",
                "seuil_fixe": "La valeur de quantile que reçoit la fonction n’est pas utilisée.",
                "seuil_ecarts_types": "C’est une moyenne augmentée d’écarts-types : le quantile ne suppose aucune loi.",
                "seuil_part_du_maximum": "C’est une fraction de la plus grande erreur : un quantile compte des "
                "exemples.",
                "seuil_part_de_l_etendue": "C’est une fraction de l’étendue : un quantile compte des exemples.",
                "seuil_sans_trier": "L’ordre dans lequel les erreurs arrivent ne doit pas compter.",
            },
            broader="Rangez dix erreurs par ordre croissant : où couper pour en laisser neuf sous le seuil ?",
            reread=f"{CHAPTER}, la section sur la détection d’anomalies",
            **LOOSE,
        ),
        Task(
            "detect_anomalies",
            ("autoencoder", "X", "threshold"),
            hints={
                "detection_inversee": "C’est l’inverse : une anomalie est ce que le modèle reconstruit mal.",
                "detection_large": "Une erreur égale au seuil n’est pas une anomalie : la comparaison est stricte.",
                "detection_erreur_absolue": "L’erreur de reconstruction est une moyenne de carrés.",
                "detection_erreur_sommee": "L’erreur est une moyenne sur les attributs, pas une somme.",
                "detection_racine": "Il y a une racine carrée de trop dans l’erreur.",
                "detection_globale": "Chaque exemple a sa propre erreur : une seule ne peut pas décider pour tous.",
                "detection_sans_modele": "Le modèle n’est pas utilisé : c’est à sa reconstruction qu’il faut comparer "
                "X.",
                "detection_seuil_recalcule": "Le seuil est donné : il ne se recalcule pas sur les données à juger.",
            },
            broader="Prenez un exemple, reconstruisez-le, calculez son erreur, comparez au seuil : faites-le à la "
            "main pour deux lignes de X.",
            reread=f"{CHAPTER}, la section sur la détection d’anomalies",
            **LOOSE,
        ),
        Task(
            "reparameterize",
            ("mu", "log_var", "eps"),
            hints={
                "tirage_variance_pour_ecart_type": "ε est multiplié par la variance : il faut l’écart-type.",
                "tirage_log_var_pour_ecart_type": "log_var est un logarithme : il faut en sortir l’écart-type.",
                "tirage_sans_exponentielle": "log_var est un logarithme : il faut en sortir l’écart-type.",
                "tirage_signe": "L’écart-type est inversé : vérifiez le signe dans l’exponentielle.",
                "tirage_sans_eps": "eps n’est pas utilisé : le résultat ne varie plus autour de mu.",
                "tirage_mu_multiplie": "mu déplace le tirage, il ne le multiplie pas.",
                "tirage_sans_mu": "mu n’est pas utilisé : le tirage doit être centré sur mu.",
                "tirage_soustrait": "Le terme en ε s’ajoute à mu.",
            },
            broader="Essayez avec mu = 0, log_var = log 4 et eps = 1 : combien vaut alors l’écart-type ?",
            reread=f"{CHAPTER}, la section sur l’AutoEncodeur variationnel",
            **LOOSE,
        ),
        Task(
            "kl_divergence",
            ("mu", "log_var"),
            hints={
                "kl_signe": "Une divergence n’est jamais négative : vérifiez le signe.",
                "kl_sans_un_demi": "Tout est deux fois trop grand.",
                "kl_somme_de_tout": "Il faut une divergence par exemple, et non une seule pour tous.",
                "kl_moyenne_de_tout": "Il faut une divergence par exemple, et non une seule pour tous.",
                "kl_moyenne": "Les dimensions latentes s’additionnent, elles ne se moyennent pas.",
                "kl_axe_0": "La somme porte sur les dimensions latentes, pas sur les exemples.",
                "kl_mu_sans_carre": "mu est un écart, qui compte autant dans un sens que dans l’autre.",
                "kl_log_var_pour_variance": "log_var est un logarithme : la variance s’en déduit.",
                "kl_ecart_type_pour_variance": "C’est la variance qui doit apparaître, pas l’écart-type.",
                "kl_sans_le_1": "La divergence doit être nulle quand mu et log_var le sont.",
                "kl_sans_log_var": "Un terme manque : que doit valoir la divergence quand la variance tend vers 0 ?",
            },
            broader="La divergence est nulle pour mu = 0 et log_var = 0, et positive partout ailleurs : vérifiez ces "
            "deux lois.",
            reread=f"{CHAPTER}, la section sur l’AutoEncodeur variationnel",
            **LOOSE,
        ),
        Task(
            "interpolate",
            ("decoder", "z_start", "z_end", "n_steps"),
            hints={
                "marche_sans_la_fin": "La marche s’arrête avant z_end : le dernier pas manque.",
                "marche_sans_le_debut": "La marche ne part pas de z_start.",
                "marche_un_pas_de_trop": "n_steps compte les points de la marche, et non les intervalles entre eux.",
                "marche_entre_images": "Ce sont les images qui sont mélangées : la ligne droite est à tracer dans "
                "l’espace latent, avant le décodeur.",
                "marche_a_l_envers": "La marche va de z_end à z_start.",
                "marche_non_decodee": "Ce sont les codes : il reste à les décoder.",
                "marche_bornes_seules": "Il manque les points intermédiaires : les lignes se répètent.",
                "marche_spherique": "La marche est à faire en ligne droite, à pas constants.",
                "marche_pas_inegaux": "La marche est à faire en ligne droite, à pas constants.",
            },
            broader="Prenez des codes à une dimension, de 0 à 1 en 3 pas : quels sont les trois codes à décoder ?",
            reread=f"{CHAPTER}, les marches dans l’espace latent",
            **LOOSE,
        ),
    )
}


def values(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, without a pattern: arguments that anybody can recompute."""
    k = np.arange(np.prod(shape))
    return np.round(2 * np.sin(start + 1.7 * k + 0.37 * k**2), 2).reshape(shape)


ACTIVATIONS = {"linear": lambda z: z, "tanh": np.tanh, "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2}


class Network:
    """A dense network of known weights: computed here in numpy, made with Keras where a student's function wants it.

    `weights` holds the kernel (n_in, n_out) and the bias (n_out,) of each layer in turn; `options` go to its builder.
    """

    __name__ = "un modèle"

    def __init__(self, weights, activations, **options):
        self.weights, self.activations, self.options = list(weights), list(activations), options

    def predict(self, X, verbose=0):
        """The network's output, in double precision."""
        a = np.asarray(X, dtype=float)
        for W, b, name in zip(self.weights[::2], self.weights[1::2], self.activations, strict=True):
            a = ACTIVATIONS[name](a @ W + b)
        return a

    __call__ = predict

    def built(self, builder="network", **options):
        """The argument that a student's function is given: a Keras model with these weights."""
        return Built(builder, {"weights": self.weights, "activations": self.activations} | self.options | options)


def network(*sizes, activations, start=1.0, **options):
    """A `Network` of these layer sizes, with the fixed numbers of `values`."""
    weights = []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        weights += [values(n_in, n_out, start=start + layer), values(n_out, start=start + 10 + layer)]
    return Network(weights, activations, **options)


DECODER = network(3, 5, 6, activations=["tanh", "sigmoid"])
AUTOENCODER = network(4, 2, 4, activations=["tanh", "sigmoid"], start=3, loss="binary_crossentropy")
# It answers half of what it is shown: errors that every machine computes exactly.
HALF = Network([np.eye(4), np.zeros(4), np.eye(4) / 2, np.zeros(4)], ["linear", "linear"], dropout=0.5)
SPREAD_OUT = np.round(values(24, 4, start=2) * np.linspace(0.1, 1.2, 24)[:, None] + 0.3, 2)  # errors of all sizes
STEPS = np.tile([[0, 0, 0, 0], [4, 0, 0, 0], [2, 2, 0, 0], [4, 4, 0, 0], [1.0, 1, 1, 1], [4, 2, 2, 2]], (4, 1))
UNSORTED = np.array([0.9, 0.02, 0.31, 0.05, 2.4, 0.11, 0.44, 0.08, 0.6, 0.2, 0.03, 0.15, 1.4, 0.04, 0.25, 0.07, 0.36])

CASES = {
    "pca_reconstruct": [
        Case(
            (values(12, 4), values(5, 4, start=2) + np.array([3, -1, 0, 2]), 2), "X n’a pas ici la moyenne de X_train"
        ),
        Case((values(9, 3, start=4) + 5, values(1, 3, start=3), 1), "X n’a ici qu’une ligne", by_name=True),
        Case((values(4, 6, start=5), values(3, 6, start=6) + 1, 2), "il y a ici moins d’exemples que d’attributs"),
        Case((values(8, 3, start=7) - 2, values(4, 3, start=8), 3), "toutes les composantes sont ici gardées"),
        Case(
            (np.array([[1, 2, 0], [3, -1, 4], [0, 5, 2], [7, 1, 1]]), np.array([[2, 2, 9]]), 1),
            "les tableaux sont ici entiers",
            may_refuse=True,
        ),
    ],
    "reconstruction_errors": [
        Case((values(4, 4), values(4, 4, start=5))),
        Case((values(3, 5, start=2), values(3, 5, start=6)), by_name=True),
        Case((values(3, 2, 4, 2, start=3), values(3, 2, 4, 2, start=7)), "X est ici un lot d’images en couleur"),
        Case((values(1, 6, start=4), values(1, 6, start=8)), "il n’y a ici qu’un exemple"),
        Case(
            (np.array([[1, 0], [4, 2], [0, 3]]), np.array([[0, 0], [1, 2], [2, -1]])), "les tableaux sont ici entiers"
        ),
        Case(
            (values(3, 4, start=9).astype(np.float32), values(3, 4, start=5).astype(np.float32)),
            "les tableaux sont ici en simple précision, comme ceux de Keras",
        ),
    ],
    "anomaly_threshold": [
        Case((UNSORTED, 0.9)),
        Case((UNSORTED, 0.5), "c’est ici la médiane", by_name=True),
        Case((np.round(values(200, start=2) ** 2, 4), 0.95)),
        Case((np.round(values(40, start=3) ** 2, 4), 0.25)),
        Case((np.full(12, 0.25), 0.8), "toutes les erreurs sont ici égales"),
    ],
    "detect_anomalies": [
        Case((AUTOENCODER, SPREAD_OUT, 1.2)),
        Case((AUTOENCODER, SPREAD_OUT[::-1], 1.6), by_name=True),
        Case((HALF, STEPS, 1.0), "une des erreurs est ici exactement égale au seuil, et le modèle a du dropout"),
        Case((AUTOENCODER, values(1, 4, start=7), 0.05), "il n’y a ici qu’un exemple"),
    ],
    "reparameterize": [
        Case((values(4, 3), values(4, 3, start=5), values(4, 3, start=9))),
        Case((values(2, 2, start=2), values(2, 2, start=6) - 1, values(2, 2, start=7)), by_name=True),
        Case((np.zeros((2, 3)), np.full((2, 3), math.log(4)), np.ones((2, 3))), "l’écart-type vaut ici 2"),
        Case((values(1, 1, start=3), values(1, 1, start=4), values(1, 1)), "il n’y a ici qu’un nombre"),
        Case(
            (np.array([[1, -2]]), np.array([[0, 2]]), np.array([[1, -1]])),
            "les tableaux sont ici entiers",
            may_refuse=True,
        ),
    ],
    "kl_divergence": [
        Case((values(4, 3), values(4, 3, start=5))),
        Case((values(3, 3, start=2), values(3, 3, start=6) - 1), by_name=True),
        Case((np.zeros((2, 4)), np.zeros((2, 4))), "la loi est ici la loi normale centrée réduite"),
        Case((values(1, 5, start=3), values(1, 5, start=4)), "il n’y a ici qu’un exemple"),
        Case((values(5, 1, start=4), values(5, 1, start=7)), "il n’y a ici qu’une dimension latente"),
        Case(
            (np.array([[1, -2], [0, 3]]), np.array([[0, 2], [-1, 1]])), "les tableaux sont ici entiers", may_refuse=True
        ),
    ],
    "interpolate": [
        Case((DECODER, values(3), values(3, start=5), 5)),
        Case((DECODER, values(3, start=2), values(3, start=6), 2), "il n’y a ici que les deux bouts", by_name=True),
        Case((DECODER, values(3, start=3), values(3, start=8), 9)),
        Case(
            (network(1, 4, activations=["sigmoid"], dropout=0.5), np.array([-1.0]), np.array([2.0]), 4),
            "z n’a ici qu’un nombre, et le décodeur a du dropout",
        ),
        Case((DECODER, np.array([1, 0, -2]), np.array([0, 3, 1]), 4), "les codes sont ici des entiers"),
    ],
}


def exercise_1(dense_autoencoder=NOT_ASKED):
    """Encoder, decoder and autoencoder that share their weights."""
    for function in asked(dense_autoencoder=dense_autoencoder).values():
        with judging(TASKS["dense_autoencoder"], function):
            check_dense_autoencoder(function, 12, 3)
            check_shapes(function, 20, 7, by_name=True)


def exercise_2(train_autoencoder=NOT_ASKED):
    """Training in which the target is the input."""
    for function in asked(train_autoencoder=train_autoencoder).values():
        with judging(TASKS["train_autoencoder"], function):
            check_training(function, two_levels(200, 10))


def exercise_3(pca_reconstruct=NOT_ASKED):
    """Reconstruction through a principal component analysis."""
    _check(pca_reconstruct=pca_reconstruct)


def exercise_4(add_noise=NOT_ASKED, train_denoiser=NOT_ASKED):
    """Noise, and a model that takes it away."""
    functions = asked(add_noise=add_noise, train_denoiser=train_denoiser)
    if "add_noise" in functions:
        with judging(TASKS["add_noise"], add_noise):
            check_noise(add_noise, NOISE_SEEDS)
    if "train_denoiser" in functions:
        with judging(TASKS["train_denoiser"], train_denoiser):
            images = digits()
            check_denoiser(train_denoiser, images[:N_TRAIN], images[N_TRAIN : N_TRAIN + 500], seed=0)


def exercise_5(reconstruction_errors=NOT_ASKED):
    """The reconstruction error of each sample."""
    _check(reconstruction_errors=reconstruction_errors)


def exercise_6(anomaly_threshold=NOT_ASKED, detect_anomalies=NOT_ASKED):
    """A threshold from the errors of normal data, and what is above it."""
    functions = asked(anomaly_threshold=anomaly_threshold, detect_anomalies=detect_anomalies)
    if "anomaly_threshold" in functions:
        check_thresholds(anomaly_threshold, thaw("tp4", "anomaly_threshold", CASES["anomaly_threshold"]))
    if "detect_anomalies" in functions:
        check_detections(detect_anomalies, thaw("tp4", "detect_anomalies", CASES["detect_anomalies"]))


def exercise_7(reparameterize=NOT_ASKED, kl_divergence=NOT_ASKED):
    """The two pieces of a variational autoencoder."""
    _check(reparameterize=reparameterize, kl_divergence=kl_divergence)


def exercise_8(interpolate=NOT_ASKED):
    """A straight walk between two codes, decoded."""
    for function in asked(interpolate=interpolate).values():
        check_walks(function, thaw("tp4", "interpolate", CASES["interpolate"]))


def _check(**functions):
    """Check the functions that were asked on their visible cases."""
    for name, function in asked(**functions).items():
        check(TASKS[name], function, thaw("tp4", name, CASES[name]))


# --- exercise 1: three models, the same weights ----------------------------------------------------


def check_shapes(function, input_dim, latent_dim, reveal=True, by_name=False):
    """Call `dense_autoencoder`, and have its three models take and give the right shapes. Raises `CheckFailed`.

    Returns what the call is called, the models, a batch of inputs and a batch of codes.
    """
    task = TASKS["dense_autoencoder"]
    case = Case((input_dim, latent_dim), by_name=by_name)
    what = describe(task, case, reveal)
    value = result(task, function, case, reveal)
    models = sequence(value)
    if models is None or len(models) != 3 or not all(isinstance(model, Opaque) for model in models):
        came = f"{len(models)} éléments" if models and len(models) > 1 else kind(value)
        raise CheckFailed(f"{what} renvoie {came}, attendu trois modèles : (encoder, decoder, autoencoder).")
    rng = np.random.default_rng(input_dim)
    X, codes = rng.uniform(0, 1, (24, input_dim)), rng.normal(0, 2, (24, latent_dim))
    for name, model, batch, width in zip(
        task.results, models, (X, codes, X), (latent_dim, input_dim, input_dim), strict=True
    ):
        _check_width(what, models, name, model, batch, width)
    return what, models, X, codes


def _check_width(what, models, name, model, batch, width):
    """One of the three models takes `batch` (n, …) and gives (n, width)."""
    record = operate("outputs", model, batch)
    fault = record.error or difference_of_form(record.value, (len(batch), width), reveal=False, single_precision=True)
    if not fault:
        return
    came = getattr(record.value, "shape", None)
    if name == "encoder" and came == (len(batch), batch.shape[1]):
        raise CheckFailed(
            f"{what} : le premier modèle rend autant de nombres qu’il en reçoit. L’encodeur, premier des trois, rend "
            "le code, de latent_dim nombres.",
            "encodeur_sans_goulot",
        )
    if name == "encoder" and came:
        raise CheckFailed(
            f"{what} : le code que rend l’encodeur n’a pas latent_dim nombres par exemple.", "mauvais_goulot"
        )
    if name == "decoder" and record.error and not operate("outputs", model, np.zeros((2, width))).error:
        raise CheckFailed(
            f"{what} : le décodeur, deuxième des trois modèles, attend des images et non des codes. Son entrée est de "
            "latent_dim nombres.",
            "decodeur_prend_images",
        )
    if record.error:
        raise CheckFailed(
            f"{what} : le modèle « {name} » s’arrête sur une erreur {record.error} quand il reçoit un lot de la forme "
            f"(n, {'latent_dim' if name == 'decoder' else 'input_dim'})."
        )
    wanted = "latent_dim" if name == "encoder" else "input_dim"
    raise CheckFailed(f"{what} : le modèle « {name} » ne rend pas des nombres finis, de forme (n, {wanted}).")


def check_dense_autoencoder(function, input_dim, latent_dim, reveal=True, by_name=False):
    """All the laws of `dense_autoencoder`: shapes, range, shared weights before and after training, loss. Raises."""
    what, models, X, codes = check_shapes(function, input_dim, latent_dim, reveal, by_name)
    autoencoder = models[2]
    wide = np.random.default_rng(1).normal(0, 20, X.shape)
    before = _check_shared(what, models, X, "")
    _check_range(what, models, [X, wide], [codes, 20 * codes])
    _check_loss(what, autoencoder, X, before)
    parts = [_output(model, batch) for model, batch in zip(models, (X, codes), strict=False)]
    # Targets that no pixel reaches pull the output out of [0, 1], if it can leave.
    outside = np.tile(np.where(np.arange(input_dim) % 2, 2.0, -1.0), (len(X), 1))
    record = operate("descend", autoencoder, X, outside, 60)
    if record.error:
        raise CheckFailed(f"{what} : l’AutoEncodeur ne s’entraîne pas, il s’arrête sur une erreur {record.error}.")
    _check_shared(what, models, X, " après un entraînement de l’AutoEncodeur")
    for name, model, batch, part in zip(TASKS["dense_autoencoder"].results, models, (X, codes), parts, strict=False):
        if np.array_equal(part, _output(model, batch)):
            raise CheckFailed(
                f"{what} : entraîner l’AutoEncodeur ne change rien à ce que rend le modèle « {name} ». Ses couches "
                "sont-elles gelées ?",
                "couches_gelees",
            )
    _check_range(what, models, [X, wide], [codes, 20 * codes])


def _output(model, X):
    """A model's output as float64; it has answered before."""
    array = numbers(operate("outputs", model, X).value)
    return np.full((len(X), 1), np.nan) if array is None else array.astype(float)


def _check_range(what, models, inputs, codes):
    """The outputs of autoencoder and decoder are pixels, each by itself."""
    _, decoder, autoencoder = models
    outputs = [_output(autoencoder, X) for X in inputs] + [_output(decoder, Z) for Z in codes]
    if not all(np.all((out >= -1e-6) & (out <= 1 + 1e-6)) for out in outputs):
        raise CheckFailed(
            f"{what} : la sortie quitte l’intervalle [0, 1] des pixels, du moins pour certaines entrées. Quelle "
            "activation de sortie l’en empêche ?",
            "sortie_hors_de_0_1",
        )
    if outputs[0].shape[1] > 1 and all(np.allclose(out.sum(axis=1), 1, atol=1e-4) for out in outputs):
        raise CheckFailed(
            f"{what} : les pixels d’une sortie somment toujours à 1, comme les probabilités d’une softmax. Chaque "
            "pixel est un niveau de gris à lui seul.",
            "sortie_softmax",
        )


def _check_shared(what, models, X, when):
    """The decoder after the encoder is the autoencoder, whose output is returned."""
    encoder, decoder, autoencoder = models
    whole, parts = _output(autoencoder, X), _output(decoder, _output(encoder, X))
    if whole.shape != parts.shape or not np.allclose(whole, parts, rtol=1e-4, atol=2e-5):
        raise CheckFailed(
            f"{what} : decoder(encoder(X)) n’est pas autoencoder(X){when}. L’AutoEncodeur doit être fait de l’encodeur "
            "puis du décodeur eux-mêmes, et non de copies, et rien ne doit contourner le code.",
            "poids_non_partages",
        )
    return whole


def _check_loss(what, autoencoder, X, output):
    """The compiled loss is the mean squared error or the binary cross-entropy, whatever it is called."""
    rng = np.random.default_rng(2)
    targets = [
        rng.uniform(0, 1, output.shape),
        (rng.uniform(0, 1, output.shape) < 0.3).astype(float),
        np.full(output.shape, 0.5),
        output,
    ]
    description = operate("describe", autoencoder).value
    if not isinstance(description, dict) or not description.get("compiled"):
        raise CheckFailed(f"{what} : l’AutoEncodeur n’est pas compilé.", "pas_compile")
    told = [operate("loss_of", autoencoder, X, y) for y in targets]
    if told[0].error:
        raise CheckFailed(f"{what} : la perte de l’AutoEncodeur s’arrête sur une erreur {told[0].error}.")
    losses = np.array([record.value for record in told], dtype=float)
    if description.get("from_logits"):
        raise CheckFailed(
            f"{what} : la perte croit recevoir des logits (from_logits=True), mais la sortie est déjà entre 0 et 1.",
            "mauvaise_perte",
        )
    p = np.clip(output, 1e-7, 1 - 1e-7)
    right = [
        [np.mean((output - y) ** 2) for y in targets],
        [-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) for y in targets],
    ]
    for wanted in map(np.array, right):
        for scale in (1, output.shape[1]):  # the mean over the pixels, or their sum
            if np.allclose(losses, scale * wanted, rtol=2e-3, atol=1e-4 * scale):
                return
    raise CheckFailed(
        f"{what} : l’AutoEncodeur est compilé avec une autre perte que l’erreur quadratique moyenne ou l’entropie "
        "croisée binaire (sur des sorties qui sont déjà entre 0 et 1).",
        "mauvaise_perte",
    )


# --- exercise 2: the target is the input -----------------------------------------------------------

LEVELS = (0.1, 0.9)


def two_levels(n, d, seed=0):
    """Samples (n, d) whose every value is one of `LEVELS`, at random: nothing but the input itself predicts it."""
    return np.where(np.random.default_rng(seed).uniform(size=(n, d)) < 0.5, *LEVELS)


def beginner(d, seed=0, width=100):
    """An autoencoder that has learnt nothing yet: its weights drawn as Keras draws them."""
    rng = np.random.default_rng(seed)
    limit = math.sqrt(6 / (d + width))
    kernels = [rng.uniform(-limit, limit, shape) for shape in ((d, width), (width, d))]
    return Network([kernels[0], np.zeros(width), kernels[1], np.zeros(d)], ["tanh", "sigmoid"])


# What is left of the variance, at most, after the training of exercise 2; predicting the mean leaves all of it.
LEARNT = 0.85


def check_training(function, X, reveal=True, epochs=40, seed=0):
    """The laws of `train_autoencoder`: a History of that many epochs, in place, target and input alike. Raises."""
    start = beginner(X.shape[1], seed)
    # Whatever stops a training early lets it make two epochs.
    _, told = _trained(function, start, X[:40], 2, reveal)
    if told != 2:
        count = f" : {told} époque{'s' * (told > 1)}, pour epochs=2" if reveal else ""
        raise CheckFailed(
            f"train_autoencoder ne fait pas le nombre d’époques demandé, d’après son historique{count}.",
            "epoques_ignorees",
        )
    record, told = _trained(function, start, X, epochs, reveal)
    if not 2 < told <= epochs:
        raise CheckFailed(
            "train_autoencoder ne fait pas le nombre d’époques demandé, d’après son historique.", "epoques_ignorees"
        )
    check_reconstruction(record.args[0], start, X, told)


def _trained(function, start, X, epochs, reveal):
    """Call `train_autoencoder`; its record, and how many epochs its `History` tells of. Raises `CheckFailed`."""
    task = TASKS["train_autoencoder"]
    options = {"levels": list(LEVELS), "learning_rate": 0.003, "run_eagerly": epochs < 3}
    case = Case((start.built("watched", **options), X, epochs))
    what = describe(task, case, reveal)
    record = good_record(task, function, case, reveal)
    if isinstance(record.value, Opaque):
        noted = operate("history", record.value).value
        if isinstance(noted, dict) and noted.get("is_history"):
            return record, len(max(noted["history"].values(), key=len, default=()))
    if isinstance(record.value, dict):
        raise CheckFailed(
            f"{what} renvoie un dictionnaire : l’objet History entier est attendu.", "historique_dictionnaire"
        )
    if isinstance(record.value, Opaque) and operate("describe", record.value).value != {"is_model": False}:
        raise CheckFailed(
            f"{what} renvoie un modèle. Le modèle est déjà chez qui appelle : c’est l’historique (History) de "
            "l’entraînement qui est attendu.",
            "renvoie_le_modele",
        )
    raise CheckFailed(f"{what} renvoie {kind(record.value)}, attendu l’objet History de l’entraînement.")


def check_reconstruction(model, start, X, epochs):
    """The model that was given reproduces X, and was shown X, most of it, for input and target. Raises."""
    output, seen = _output(model, X), operate("astray", model).value
    if output.shape == X.shape and np.allclose(output, start.predict(X), atol=1e-4):
        raise CheckFailed(
            "train_autoencoder laisse inchangé le modèle qu’elle reçoit : c’est lui qu’il faut entraîner, et non une "
            "copie ou un autre modèle.",
            "autre_modele_entraine",
        )
    seen = {name: value for name, value in seen.items() if isinstance(value, float)} if isinstance(seen, dict) else {}
    if seen.get("target", 0) > 1e-5:
        raise CheckFailed(
            "train_autoencoder donne au modèle une cible qui n’est pas son entrée. Que doit reproduire un "
            "AutoEncodeur ?",
            "cible_n_est_pas_l_entree",
        )
    if seen.get("input", 0) > 1e-5:
        raise CheckFailed(
            "train_autoencoder n’entraîne pas le modèle sur les exemples de X tels qu’ils sont : bruités, ou mis à une "
            "autre échelle ?",
            "entree_modifiee",
        )
    if 0 < seen.get("rows", 0) < 0.4 * epochs * len(X):
        raise CheckFailed(
            "train_autoencoder ne montre au modèle, à chaque époque, qu’une petite partie de X.", "donnees_inutilisees"
        )
    if not np.mean((output - X) ** 2) <= LEARNT * np.var(X, axis=0).mean():
        raise CheckFailed(
            "train_autoencoder n’apprend pas : l’erreur de reconstruction sur X ne baisse pas assez. La cible est-elle "
            "bien l’entrée, et toutes les données servent-elles ?",
            "erreur_ne_baisse_pas",
        )


# --- exercise 4: noise ------------------------------------------------------------------------------

SIGMA = 0.05  # so little noise on grey pixels that none is clipped
NOISE_SEEDS = (0, 1)
SPREAD = 5  # standard deviations within which a statistic of right noise is found: always, but once in a million


def check_noise(function, seeds, reveal=True):
    """The laws of `add_noise`. Raises `CheckFailed`.

    Statistics of n × d draws: those of right noise lie within five standard deviations of what is expected.
    """
    grey, other = np.full((60, 80), 0.5), np.random.default_rng(seeds[0]).uniform(0, 1, (7, 5))
    noise = _noisy(function, grey, SIGMA, seeds[0], reveal) - grey
    _check_source(function, grey, noise, seeds, reveal)
    _check_spread(noise)
    _check_shape_of_noise(noise / SIGMA)
    still = _noisy(function, other, 0.0, seeds[0], reveal, by_name=True)
    if not np.allclose(still, other, atol=1e-6):
        raise CheckFailed("add_noise, avec sigma=0, ne rend pas X tel quel.", "bruit_sans_sigma")
    _check_clipping(function, seeds, reveal)
    ints = _noisy(function, np.ones((40, 30), dtype=int), 0.3, seeds[0], reveal, may_refuse=True)
    if ints is not None and np.all(ints == np.round(ints)):
        raise CheckFailed(
            "add_noise perd le bruit quand X est un tableau d’entiers : le résultat a hérité de leur type.",
            "bruit_entier",
        )


def _noisy(function, X, sigma, seed, reveal, by_name=False, may_refuse=False, rng=None):
    """Call `add_noise`; numbers of the shape of X in [0, 1], or None where the function refuses and may. Raises."""
    task = TASKS["add_noise"]
    rng = np.random.default_rng(seed) if rng is None else rng
    case = Case((X, sigma, rng), by_name=by_name, may_refuse=may_refuse)
    value = result(task, function, case, reveal)
    if value is REFUSED:
        return None
    fault = difference_of_form(value, X.shape, reveal=reveal, single_precision=True)
    if fault:
        raise CheckFailed(f"{describe(task, case, reveal)} {fault}.")
    value = np.asarray(value, dtype=float)
    if value.min() < 0 or value.max() > 1:
        raise CheckFailed(
            f"{describe(task, case, reveal)} renvoie des pixels hors de [0, 1] : c’est le résultat qu’il faut ramener "
            "dans l’intervalle, une fois le bruit ajouté.",
            "bruit_non_coupe",
        )
    return value


def _check_source(function, grey, noise, seeds, reveal):
    """All randomness comes from `rng`, which moves on. Raises `CheckFailed`."""
    with reseeded(4321):
        again = _noisy(function, grey, SIGMA, seeds[0], reveal) - grey
    if not np.allclose(noise, again):
        raise CheckFailed(
            "add_noise, appelée deux fois avec un rng de même graine, ne donne pas deux fois le même bruit : tout le "
            "hasard doit venir de rng.",
            "bruit_hasard_global",
        )
    if np.allclose(noise, _noisy(function, grey, SIGMA, seeds[1], reveal) - grey):
        raise CheckFailed("add_noise donne le même bruit quelle que soit la graine de rng.", "bruit_graine_fixe")
    rng = np.random.default_rng(seeds[0])
    first, second = (_noisy(function, grey, SIGMA, None, reveal, rng=rng) for _ in range(2))
    if np.allclose(first, second):
        raise CheckFailed(
            "add_noise, appelée deux fois de suite avec le même rng, donne deux fois le même bruit : tirez de rng "
            "lui-même, et non d’une copie.",
            "bruit_rng_recree",
        )


def _check_spread(noise):
    """The noise's mean and standard deviation, over all elements, over rows and over columns. Raises `CheckFailed`."""
    n, d = noise.shape
    _check_independence(noise)
    if abs(noise.mean()) > SPREAD * noise.std() / math.sqrt(n * d):
        raise CheckFailed(
            "add_noise : le bruit n’est pas centré, il éclaircit ou assombrit les images.", "bruit_decale"
        )
    deviation = noise.std() / SIGMA
    if abs(deviation - 1) > SPREAD / math.sqrt(2 * n * d):
        for factor, id, hint in (
            (SIGMA, "bruit_sigma_carre", "Il est bien trop faible : sigma est déjà l’écart-type."),
            (
                1 / math.sqrt(SIGMA),
                "bruit_sigma_variance",
                "Il est trop fort : sigma est l’écart-type, pas la variance.",
            ),
            (1 / math.sqrt(3), "bruit_uniforme", "Est-ce un bruit uniforme ? Il doit être gaussien."),
            (1 / SIGMA, "bruit_sans_sigma", "sigma n’est pas utilisé."),
        ):
            if abs(deviation / factor - 1) < 0.06:
                raise CheckFailed(f"add_noise : l’écart-type du bruit n’est pas sigma. {hint}", id)
        raise CheckFailed("add_noise : l’écart-type du bruit n’est pas sigma.", "bruit_ecart_type")


def _check_independence(noise):
    """One draw an element: means over rows and columns spread as those of independent draws. Raises `CheckFailed`."""
    scale = noise.std() or 1.0
    found = []
    for axis, what in ((0, "toutes les lignes"), (1, "tous les pixels d’une même ligne")):
        means = noise.mean(axis=axis) / scale * math.sqrt(noise.shape[axis])
        found.append((means.std(), len(means), what))
    for spread, n, what in sorted(found, reverse=True):  # what is shared spreads the means of the other axis most
        if abs(spread - 1) > SPREAD / math.sqrt(2 * n):
            raise CheckFailed(
                f"add_noise : le bruit n’est pas tiré élément par élément, {what} semblent recevoir le même.",
                "bruit_partage",
            )


def _check_shape_of_noise(noise):
    """The noise, divided by sigma, follows the normal law (Kolmogorov–Smirnov). Raises `CheckFailed`."""
    draws = np.sort(noise.ravel())
    expected = np.array([(1 + math.erf(z / math.sqrt(2))) / 2 for z in draws])
    observed = np.arange(1, draws.size + 1) / draws.size
    # 2.7 / √n is passed by a right law once in a million.
    if np.abs(observed - expected).max() > 2.7 / math.sqrt(draws.size):
        raise CheckFailed("add_noise : le bruit ne suit pas une loi gaussienne (uniforme ?).", "bruit_uniforme")


def _check_clipping(function, seeds, reveal):
    """What leaves [0, 1] stops exactly at its ends, and nothing else is moved. Raises `CheckFailed`."""
    grey, sigma = np.full((60, 80), 0.5), 0.4
    noisy = _noisy(function, grey, sigma, seeds[0], reveal)
    cut = (1 + math.erf(-0.5 / sigma / math.sqrt(2))) / 2  # at each end
    margin = SPREAD * math.sqrt(cut * (1 - cut) / noisy.size)
    inside = noisy[(noisy > 0) & (noisy < 1)]
    for end in (0.0, 1.0):
        if abs(np.mean(noisy == end) - cut) > margin:
            raise CheckFailed(
                "add_noise : ce qui sort de [0, 1] doit s’arrêter à la borne, sans toucher au reste (ni remise à "
                "l’échelle, ni nouveau tirage, ni pliage).",
                "bruit_mal_coupe",
            )
    middle = math.erf(0.2 / sigma / math.sqrt(2))  # within 0.2 of the grey
    margin = SPREAD * math.sqrt(middle * (1 - middle) / noisy.size)
    if abs(np.sum(np.abs(inside - 0.5) < 0.2) / noisy.size - middle) > margin:
        raise CheckFailed(
            "add_noise : avec un bruit plus fort, ce qui reste dans [0, 1] ne suit plus la loi attendue.",
            "bruit_mal_coupe",
        )
    paper = _noisy(function, np.zeros((60, 80)), sigma, seeds[1], reveal)
    if abs(np.mean(paper == 0) - 0.5) > SPREAD * 0.5 / math.sqrt(paper.size):
        raise CheckFailed(
            "add_noise : sur du papier blanc (0), une moitié des pixels devrait rester à 0 et l’autre noircir un peu.",
            "bruit_mal_coupe",
        )


# --- exercise 4: a model that takes the noise away ---------------------------------------------------

N_TRAIN = 2500
NOISE = 0.6  # strong: a model that never saw noise, or that learnt to give it back, does badly


def digits():
    """The course's handwritten digits, brought to 14 × 14 pixels: (4000, 196) in [0, 1]."""
    from course_utils.data import load_mnist

    return shrink(load_mnist()[0])


def shrink(images):
    """Images (n, 28, 28) of 0…255 as rows (n, 196) of [0, 1]: each pixel the mean of a square of four."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) / 255


def noisy_digits(X, seed, sigma=NOISE):
    """The digits that a denoiser is tried on."""
    return np.clip(X + np.random.default_rng(seed).normal(0, sigma, X.shape), 0, 1)


def check_denoiser(function, X, others, seed, reveal=True):
    """The model that comes back cleans digits that it has not seen, better than a plain rule. Raises."""
    task = TASKS["train_denoiser"]
    case = Case((X, NOISE, np.random.default_rng(seed)))
    what = "train_denoiser" if reveal else describe(task, case, reveal)
    model = result(task, function, case, reveal)
    if not isinstance(model, Opaque):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle entraîné.")
    noisy = noisy_digits(others, seed + 1000)
    cleaned = _predicted(what, model, noisy)
    _check_cleaning(what, cleaned, noisy, others, X)
    if _error(cleaned, others, X) > CLEANED:
        _check_has_begun(what, cleaned, _predicted(what, model, others), others, X)


def _predicted(what, model, images):
    """What the model's `predict` makes of images (n, d). Raises `CheckFailed`."""
    record = operate("predict_of", model, images)
    if record.error:
        raise CheckFailed(
            f"{what} : le modèle renvoyé s’arrête sur une erreur {record.error} à l’appel de sa méthode predict, sur "
            "un lot de la forme (n, d)."
        )
    fault = difference_of_form(record.value, images.shape, reveal=False, single_precision=True)
    if fault:
        raise CheckFailed(f"{what} : la méthode predict du modèle {fault}.")
    return np.asarray(record.value, dtype=float)


def _error(guess, clean, X):
    """The mean squared error, in parts of that of the mean image of X."""
    return np.mean((guess - clean) ** 2) / np.mean((X.mean(axis=0) - clean) ** 2)


def _check_cleaning(what, cleaned, noisy, clean, X):
    """The images are nearer to the clean ones than the noisy ones were, and their paper is white. Raises."""
    if _error(cleaned, clean, X) >= 0.9 * _error(noisy, clean, X):
        raise CheckFailed(
            f"{what} : les images que rend le modèle ne sont guère plus proches des images propres que ne l’étaient "
            "les images bruitées. Qu’est-ce qui doit entrer pendant l’apprentissage, et qu’est-ce qui doit sortir ?",
            "ne_debruite_pas",
        )
    paper = X.mean(axis=0) < 0.02  # pixels where nobody writes
    if cleaned[:, paper].mean() > PAPER:
        raise CheckFailed(
            f"{what} : le papier, blanc sur les images propres, reste gris. La cible de l’apprentissage est-elle bien "
            "l’image propre ?",
            "cible_bruitee",
        )


def _check_has_begun(what, cleaned, from_clean, clean, X):
    """A model that cleans little was at least trained on noise: it does better on noisy images than on clean ones.

    So a right training that was short is told from one on clean images alone. Raises `CheckFailed`.
    """
    if cleaned.mean() < X.mean() / 4:
        raise CheckFailed(
            f"{what} : le modèle rend des pages presque blanches. L’apprentissage a commencé par là, puisque presque "
            "tout est papier, et n’en est pas sorti : une autre perte, un autre pas ou plus d’époques l’en sortiront.",
            "page_blanche",
        )
    error = _error(cleaned, clean, X)
    if error > BEGUN or error > _error(from_clean, clean, X):
        raise CheckFailed(
            f"{what} : le modèle ne débruite pas assez les chiffres qu’il n’a jamais vus ; l’image moyenne ferait "
            "presque aussi bien. A-t-il vu le bruit à l’entrée, et s’est-il entraîné assez longtemps ?",
            "debruite_mal",
        )


# Errors after cleaning, at most, in parts of that of the mean image: of any model, and of one that learnt from noise.
CLEANED, BEGUN = 0.86, 0.97
PAPER = 0.08  # grey of the paper after cleaning, at most


# --- exercise 6: threshold and detection --------------------------------------------------------------


def check_thresholds(function, cases, reveal=True):
    """`anomaly_threshold` on each case: between the order statistics that are neighbours of the quantile. Raises."""
    task = TASKS["anomaly_threshold"]
    with judging(task, function):
        for case in cases:
            value = result(task, function, case, reveal)
            fault = difference_of_form(value, (), reveal=reveal, single_precision=True)
            if fault:
                raise CheckFailed(f"{describe(task, case, reveal)} {fault}.")
            low, high = neighbours(*case.args)
            slack = 1e-6 * (1 + abs(high))
            if not low - slack <= float(value) <= high + slack:
                raise _known(task, case, value, reveal) or CheckFailed(
                    f"{describe(task, case, reveal)} renvoie une valeur qui ne laisse pas sous elle la part d’erreurs "
                    "demandée."
                )


def neighbours(errors, quantile):
    """The sorted errors between which every usual definition of the quantile falls."""
    rank, ordered = len(errors) * quantile, np.sort(errors)
    low = math.floor(round(rank - 1, 9))
    high = math.ceil(round(rank - 1 + max(quantile, 1 - quantile), 9))
    return ordered[max(low, 0)], ordered[min(high, len(errors) - 1)]


def check_detections(function, cases, reveal=True):
    """`detect_anomalies` on each case, its network made with Keras: booleans, one a sample. Raises `CheckFailed`."""
    task = TASKS["detect_anomalies"]
    with judging(task, function):
        models = {}
        for case in cases:
            value = _result_with_model(task, function, case, reveal, models)
            fault = difference_of_form(value, np.shape(case.expected), reveal=reveal, single_precision=True)
            if fault:
                raise CheckFailed(f"{describe(task, case, reveal)} {fault}.")
            known = _known(task, case, value, reveal)
            if known:
                raise known
            if np.asarray(value).dtype.kind != "b":
                raise CheckFailed(
                    f"{describe(task, case, reveal)} ne renvoie pas des booléens : vrai ou faux pour chaque exemple.",
                    "detection_sans_booleens",
                )
            if not np.array_equal(np.asarray(value), np.asarray(case.expected) > 0.5):
                raise CheckFailed(
                    f"{describe(task, case, reveal)} ne signale pas les bons exemples. Attention : "
                    f"{case.says or 'une erreur de reconstruction par exemple, comparée au seuil'}."
                )


# --- exercise 8: a walk -------------------------------------------------------------------------------


def check_walks(function, cases, reveal=True):
    """`interpolate` on each case, its decoder made with Keras. Raises `CheckFailed`."""
    task = TASKS["interpolate"]
    with judging(task, function):
        models = {}
        for case in cases:
            value = _result_with_model(task, function, case, reveal, models)
            if value is REFUSED:
                continue
            known = _known(task, case, value, reveal)
            if known:
                raise known
            fault = difference(value, case.expected, task, reveal)
            if fault:
                raise CheckFailed(
                    f"{describe(task, case, reveal)} {fault}." + f" Attention : {case.says}." * bool(case.says)
                )


def _result_with_model(task, function, case, reveal, models):
    """`result` for a case that begins with a `Network`: the function gets a Keras model, kept in `models`."""
    network, *others = case.args
    model = models.get(id(network)) or network.built()
    record = good_record(task, function, replace(case, args=(model, *others)), reveal)
    if isinstance(next(iter(record.args), None), Opaque):
        models[id(network)] = record.args[0]
        after = operate("get_weights", record.args[0]).value
        if not all(np.allclose(*pair, atol=1e-6) for pair in zip(network.weights, after, strict=True)):
            raise CheckFailed(
                f"{describe(task, case, reveal)} change les poids du modèle, dont l’apprentissage est fini : il ne "
                "reste qu’à l’interroger.",
                "modele_modifie",
            )
    return REFUSED if record.error else record.value


def _known(task, case, value, reveal):
    """The failure of a known mistake that gives this value, or None."""
    if same(value, case.expected, task.rtol, task.atol):
        return None
    for mistake in case.mistakes:
        if same(value, mistake.wrong, task.rtol, task.atol):
            what = describe(task, case, reveal)
            return CheckFailed(f"{what} ne renvoie pas ce qui est attendu. {task.hints[mistake.id]}", mistake.id)
    return None
