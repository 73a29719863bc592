"""TP4, exercise 1: three models, the same weights."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import reseeded
from course_utils.checks.task import Task
from course_utils.checks.tp4.arguments import CHAPTER
from course_utils.checks.tp4.ex1_loss import LOSS_HINTS, check_loss
from course_utils.checks.tp4.ex1_shapes import SHAPE_HINTS, check_shapes
from course_utils.checks.tp4.with_models import output_of

DENSE_AUTOENCODER = Task(
    "dense_autoencoder",
    ("input_dim", "latent_dim"),
    results=("encoder", "decoder", "autoencoder"),
    hints={
        "sortie_hors_de_0_1": "Quelle activation de sortie l’en empêche ?",
        "sortie_softmax": "Chaque pixel est un niveau de gris à lui seul.",
        "poids_non_partages": "L’AutoEncodeur doit être fait de l’encodeur puis du décodeur eux-mêmes, et non de "
        "copies, et rien ne doit contourner le code.",
        "couches_gelees": "Ses couches sont-elles gelées, ou le pas de l’optimiseur nul ?",
        **SHAPE_HINTS,
        **LOSS_HINTS,
    },
    broader="Écrivez sous chaque modèle la forme de ce qui y entre et de ce qui en sort, puis vérifiez que "
    "les trois modèles sont faits des mêmes couches.",
    reread=f"{CHAPTER}, la section qui présente l’encodeur et le décodeur",
)


DRAWS = 6  # of first weights, before a part of the autoencoder is said to be frozen


def check_dense_autoencoder(attempt, input_dim, latent_dim, by_name=False):
    """All the laws of `dense_autoencoder`: shapes, range, shared weights before and after training, loss. Raises."""
    case = (input_dim, latent_dim, by_name)
    what, models, X, codes = check_shapes(attempt, *case)
    autoencoder = models[2]
    wide = np.random.default_rng(1).normal(0, 20, X.shape)
    before = _check_shared(attempt, what, models, X, "")
    _check_same_weights(attempt, what, models)
    _check_range(attempt, what, models, [X, wide], [codes, 20 * codes])
    check_loss(attempt, what, autoencoder, X, before)
    _check_trainable(attempt, what, case, models)
    # Targets that no pixel reaches pull the output out of [0, 1], if it can leave.
    outside = np.tile(np.where(np.arange(input_dim) % 2, 2.0, -1.0), (len(X), 1))
    record = operate("descend", autoencoder, X, outside, 60)
    if record.error:
        raise CheckFailed(f"{what} : l’AutoEncodeur ne s’entraîne pas, il s’arrête sur une erreur {record.error}.")
    _check_shared(attempt, what, models, X, " après un entraînement de l’AutoEncodeur")
    _check_range(attempt, what, models, [X, wide], [codes, 20 * codes])


def _check_trainable(attempt, what, case, models):
    """Encoder and decoder change when the autoencoder learns. Raises `CheckFailed`.

    A ReLU whose units are all off learns nothing, by bad luck and not by fault: other first weights are then tried.
    """
    for seed in range(1, DRAWS + 1):
        still = _still(what, models, case[0])
        if not still:
            return
        with reseeded(seed):
            _, models, _, _ = check_shapes(attempt, *case)
    text = f"{what} : entraîner l’AutoEncodeur ne change rien à ce que rend le modèle « {still[0]} »"
    raise attempt.fault(text, "couches_gelees")


def _still(what, models, input_dim):
    """The names of those of encoder and decoder whose matrices some steps of the autoencoder's leave as they are."""
    rng = np.random.default_rng(3)
    rows = rng.normal(0, 3, (64, input_dim))  # of both signs, so that a ReLU is on for some
    before = [_kernels(model) for model in models[:2]]
    record = operate("descend", models[2], rows, rng.uniform(0, 1, rows.shape), 8)
    if record.error:
        raise CheckFailed(f"{what} : l’AutoEncodeur ne s’entraîne pas, il s’arrête sur une erreur {record.error}.")
    after = [_kernels(model) for model in models[:2]]
    names = ("encoder", "decoder")
    return [name for name, old, new in zip(names, before, after, strict=True) if all(map(np.array_equal, old, new))]


def _kernels(model):
    """The matrices of a model, without what no gradient moves (biases, moving averages)."""
    return [weight for weight in operate("get_weights", model).value if np.ndim(weight) >= 2]


def _check_range(attempt, what, models, inputs, codes):
    """The outputs of autoencoder and decoder are pixels, each by itself."""
    _, decoder, autoencoder = models
    outputs = [output_of(autoencoder, X) for X in inputs] + [output_of(decoder, Z) for Z in codes]
    if not all(np.all((out >= -1e-6) & (out <= 1 + 1e-6)) for out in outputs):
        raise attempt.fault(
            f"{what} : la sortie quitte l’intervalle [0, 1] des pixels, du moins pour certaines entrées",
            "sortie_hors_de_0_1",
        )
    if outputs[0].shape[1] > 1 and all(np.allclose(out.sum(axis=1), 1, atol=1e-4) for out in outputs):
        raise attempt.fault(
            f"{what} : les pixels d’une sortie somment toujours à 1, comme les probabilités d’une softmax",
            "sortie_softmax",
        )


def _check_shared(attempt, what, models, X, when):
    """The decoder after the encoder is the autoencoder, whose output is returned."""
    encoder, decoder, autoencoder = models
    whole, parts = output_of(autoencoder, X), output_of(decoder, output_of(encoder, X))
    if whole.shape != parts.shape or not np.allclose(whole, parts, rtol=1e-4, atol=2e-5):
        raise attempt.fault(f"{what} : decoder(encoder(X)) n’est pas autoencoder(X){when}", "poids_non_partages")
    return whole


def _check_same_weights(attempt, what, models):
    """The matrices of encoder and decoder are those of the autoencoder, which may change them. Raises `CheckFailed`."""
    encoder, decoder, autoencoder = (operate("describe", model).value for model in models)
    for name, part, model in zip(attempt.task.results, (encoder, decoder), models, strict=False):
        arrays = operate("get_weights", model).value
        matrices = {weight for weight, array in zip(part["weights"], arrays, strict=True) if np.ndim(array) >= 2}
        if not matrices <= set(autoencoder["weights"]):
            text = f"{what} : les poids du modèle « {name} » ne sont pas ceux de l’AutoEncodeur, du moins pas tous"
            raise attempt.fault(text, "poids_non_partages")
        if matrices and not matrices & set(autoencoder["trainable"]):
            text = f"{what} : l’entraînement de l’AutoEncodeur ne peut rien changer au modèle « {name} »"
            raise attempt.fault(text, "couches_gelees")


@dataclass(frozen=True)
class Size:
    """One call of `dense_autoencoder`: `trains` holds it to all the laws, and not to those of shapes alone."""

    input_dim: int
    latent_dim: int
    trains: bool = False
    by_name: bool = False


def check_sizes(attempt, sizes):
    """Each call of `dense_autoencoder`. Raises `CheckFailed`."""
    for size in sizes:
        law = check_dense_autoencoder if size.trains else check_shapes
        law(attempt, size.input_dim, size.latent_dim, by_name=size.by_name)


SIZES = (Size(12, 3, trains=True), Size(20, 7, by_name=True))
EXERCISE = Exercise(
    1,
    "Encoder, decoder and autoencoder that share their weights.",
    Question(DENSE_AUTOENCODER, check_sizes, given=(SIZES,)),
)
