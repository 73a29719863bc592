"""TP3, exercise 7: a small convolutional network. Laws on what a model computes."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER, numbers_like
from course_utils.checks.values import kind, numbers

CNN_MODEL = Task(
    "cnn_model",
    ("input_shape", "n_classes"),
    hints={
        "cnn_sans_convolution": "Aucune couche ne fait de convolution.",
        "cnn_noyaux_plats": "Les noyaux de ses convolutions ne regardent pas un voisinage de l’image : il leur "
        "faut plusieurs lignes et plusieurs colonnes.",
        "cnn_sans_pooling": "Aucune couche ne fait de pooling (une convolution de pas 2 n’en est pas un).",
        "cnn_sans_dense": "Il manque la tête dense, après la partie convolutive.",
        "cnn_sans_flatten": "La sortie garde des dimensions d’image : que faut-il entre la partie convolutive "
        "et la tête dense ?",
        "cnn_nombre_de_classes": "Il faut une sortie par classe, et le nombre de classes est un argument.",
        "cnn_forme_d_entree": "La forme des images est un argument : le modèle doit accepter celle-là.",
        "cnn_trop_de_parametres": "Où se trouve la plupart des paramètres (model.summary()), et qu’est-ce qui "
        "réduirait les cartes avant la tête dense ?",
        "cnn_non_compile": "Il n’est pas compilé : il lui faut une perte et un optimiseur.",
        "cnn_perte": "Sa perte ne convient pas à des étiquettes entières (0, 1, 2…) : laquelle les prend sans "
        "les changer en vecteurs ?",
        "cnn_softmax_deux_fois": "La sortie est déjà passée par softmax, et la perte croit recevoir des "
        "logits : softmax serait appliquée deux fois.",
        "cnn_deux_softmax": "Softmax est appliquée deux fois de suite : les probabilités ne peuvent plus "
        "s’écarter beaucoup les unes des autres.",
        "cnn_logits_sans_from_logits": "La sortie n’est pas une distribution de probabilités (softmax), et la "
        "perte ne sait pas qu’elle reçoit des logits.",
        "cnn_n_apprend_pas": "Après quelques pas d’entraînement sur un lot facile, la perte n’a pas baissé.",
        "cnn_noyaux_figes": "Après quelques pas d’entraînement, les noyaux des convolutions n’ont pas bougé.",
        "cnn_relu_avant_softmax": "Une ReLU éteint les scores négatifs, juste avant softmax : les classes "
        "éteintes ne se distinguent plus.",
    },
    broader="Affichez model.summary(), puis la forme de model.predict sur trois images au hasard.",
    reread=f"{CHAPTER}, la section sur LeNet",
)

BUDGET = 65_000

N_IMAGES = 12

CONTRAST = 8  # images so bright that an untrained model is not undecided: its logits are no probabilities by chance

DIM, DAZZLING = 0.01, 1e5  # no score is far from the others, or they are as far as can be


def check_cnn(attempt, input_shape, n_classes, budget=False, learns=False):
    """The model of one input shape: what it computes, its loss, its size. Raises `CheckFailed`.

    With `budget` its parameters are counted, with `learns` it is trained for some steps.
    """
    case = Case((input_shape, n_classes))
    what = attempt.describe(case)
    model = attempt.value(case)
    if not isinstance(model, Opaque):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle Keras.")
    X = bands(input_shape, n_classes)
    y = np.arange(N_IMAGES) % n_classes
    if not (operate("describe", model).value or {}).get("is_model"):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle Keras.")
    _check_output(attempt, what, model, X, n_classes)
    seen = operate("describe", model).value  # again: now the model is built
    if not seen["compiled"] or seen["loss"] is None:
        raise attempt.fault(f"{what} renvoie un modèle incomplet", "cnn_non_compile")
    operations = operate("computes", model, X).value or ()
    for mistake, wanted in (
        ("cnn_sans_convolution", {"Conv2D", "DepthwiseConv2dNative", "Conv3D"}),
        ("cnn_sans_pooling", {"MaxPool", "AvgPool", "MaxPool3D", "AvgPool3D", "SpatialMean", "SpatialMax"}),
        ("cnn_sans_dense", {"MatMul", "BatchMatMulV2"}),
    ):
        if not wanted & set(operations):
            raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", mistake)
    if np.max([(1, 1), *(kernel.shape[:2] for kernel in _kernels(model))], axis=0).min() < 2:
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_noyaux_plats")
    if budget and seen["parameters"] > BUDGET:
        count = f"{seen['parameters']:,}".replace(",", "\u202f") if attempt.shows else "trop de"
        raise attempt.fault(f"{what} a {count} paramètres, pour 65 000 au plus", "cnn_trop_de_parametres")
    _check_loss(attempt, what, model, seen, CONTRAST * X, y)
    _check_scores(attempt, what, model, X, n_classes)
    if learns:
        _check_learns(attempt, what, model, X, y)


def _check_output(attempt, what, model, X, n_classes):
    """On X the model gives one finite row of `n_classes` numbers an image. Raises `CheckFailed`."""
    record = operate("outputs", model, X)
    if record.error:
        text = f"{what} renvoie un modèle qui s’arrête sur une erreur, sur des images de cette forme"
        raise attempt.fault(text, "cnn_forme_d_entree")
    output = numbers(record.value)
    if output is not None and output.ndim > 2:
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_sans_flatten")
    if output is None or output.shape != (len(X), n_classes):
        text = f"{what} renvoie un modèle dont la sortie n’est pas de la forme attendue"
        raise attempt.fault(text, "cnn_nombre_de_classes")
    if not np.isfinite(output).all():
        raise CheckFailed(f"{what} renvoie un modèle dont la sortie contient des valeurs non finies (nan ou inf).")


def _kernels(model):
    """The kernels of a model's convolutions on images, `(rows, columns, …)`."""
    return [weight for weight in operate("get_weights", model).value if weight.ndim >= 4]


def _check_scores(attempt, what, model, X, n_classes):
    """What softmax receives is neither cut by a ReLU nor a distribution already. Raises `CheckFailed`."""
    output = operate("outputs", model, DIM * X).value
    tied = (output == output.min(axis=1, keepdims=True)).sum(axis=1)  # scores cut to 0 are equal, but not all are cut
    if np.mean((tied > 1) & (tied < n_classes)) > 0.5:
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_relu_avant_softmax")
    output = operate("outputs", model, DAZZLING * X).value  # of one softmax the rows are now all but 0 and 1
    if output.min() > 0 and np.allclose(np.log(output.max(axis=1) / output.min(axis=1)), 1, atol=1e-2):
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_deux_softmax")


def _check_loss(attempt, what, model, seen, X, y):
    """The loss on integer labels is the cross-entropy of what the model gives, probabilities or logits. Raises.

    It is computed on scores of ours: those of an untrained model may be so far apart that losses cut them.
    """
    output = operate("outputs", model, X).value.astype(float)
    probabilities = output.min() >= -1e-6 and np.allclose(output.sum(axis=1), 1, atol=1e-3)
    scores = numbers_like(*output.shape)
    given = softmax_of(scores) if probabilities else scores
    record = operate("loss_on", model, y, given.astype(np.float32))
    loss = numbers(record.value) if record.error is None else None
    once, twice = cross_entropy(given, y), cross_entropy(softmax_of(given), y)
    if probabilities and (seen["from_logits"] or (loss is not None and _is(loss, twice) and not _is(loss, once))):
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_softmax_deux_fois")
    if loss is not None and _is(loss, once if probabilities else twice):
        return
    if "sparse" in seen["loss"] and not probabilities:
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_logits_sans_from_logits")
    raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_perte")


def _is(loss, expected):
    """Whether a loss is the one expected: the mean over the images, or their sum."""
    return loss.shape == () and any(np.isclose(loss, k * expected, rtol=2e-3, atol=1e-4) for k in (1, N_IMAGES))


def cross_entropy(probabilities, y):
    """The mean over the samples of minus the logarithm of the true class's probability."""
    return -np.mean(np.log(np.clip(probabilities[np.arange(len(y)), y], 1e-7, 1)))


def softmax_of(logits):
    """Each row's logits as probabilities."""
    powers = 2.718281828459045 ** (logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _check_learns(attempt, what, model, X, y, steps=12):
    """A dozen steps on one easy batch lower the loss, while training or after it. Raises `CheckFailed`."""
    before, kernels = operate("loss_of", model, X, y).value, _kernels(model)
    record = operate("descend", model, X, y, steps)
    if record.error:
        text = f"{what} renvoie un modèle dont un pas d’entraînement s’arrête sur une erreur {record.error}"
        raise CheckFailed(f"{text} : la mesure (metrics) donnée à compile convient-elle à des étiquettes entières ?")
    told = record.value
    if not (operate("loss_of", model, X, y).value < before or min(told[1:]) < told[0]):
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_n_apprend_pas")
    if kernels and all(map(np.array_equal, kernels, _kernels(model))):
        raise attempt.fault(f"{what} ne renvoie pas le modèle attendu", "cnn_noyaux_figes")


def bands(input_shape, n_classes):
    """Easy images: each class has its own bright rows. Float32 in [0, 1], the classes in turn."""
    rng = np.random.default_rng(3)
    X = 0.3 * rng.random((N_IMAGES, *input_shape))
    for i in range(N_IMAGES):
        row = (i % n_classes) * input_shape[0] // n_classes
        X[i, row : row + 3] += 0.7
    return X.astype(np.float32)


@dataclass(frozen=True)
class Shape:
    """One call of `cnn_model`. With `budget` its parameters are counted, with `learns` it is trained for some steps."""

    input_shape: tuple[int, ...]
    n_classes: int
    budget: bool = False
    learns: bool = False


def check_models(attempt, shapes):
    """The model of each input shape. Raises `CheckFailed`."""
    for shape in shapes:
        check_cnn(attempt, **vars(shape))


SHAPES = (Shape((28, 28, 1), 10, budget=True, learns=True), Shape((24, 32, 3), 4))
CHECKED = "convolution, pooling, sortie accordée à la perte, taille, ce qu’un décalage change, apprentissage"
EXERCISE = Exercise(
    7,
    "A small convolutional network for integer labels.",
    Question(CNN_MODEL, check_models, given=(SHAPES,), verified=CHECKED),
)
