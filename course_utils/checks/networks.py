"""What kind of network a student's Keras model is, told by what it does: hidden layers, output, loss, metric.

A model is looked at through the operations of `checks.models`, so any style will do: an activation may be an argument,
a layer or a line of `call`. A check asks for a `Network` with `look`, compares, and raises the attempt's `fault`.

>>> output_activation(np.array([[-2.0], [0.0], [2.0]]), expit(np.array([[-2.0], [0.0], [2.0]])))
'sigmoid'
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import expit, softmax

from course_utils.checks.engine import CheckFailed
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.values import kind

# The names that Keras gives to its losses, and what they are called here.
LOSSES = {
    "binary_crossentropy": "bce",
    "categorical_crossentropy": "cce",
    "sparse_categorical_crossentropy": "scce",
    "mean_squared_error": "mse",
    "mean_absolute_error": "mae",
    "huber": "huber",
}
CLOSE = 1e-4  # of float32 numbers of the order of 1


@dataclass(frozen=True)
class Network:
    """A compiled model, called on rows of ours: what `describe` tells, and what it does on them."""

    model: Opaque
    seen: dict
    output: np.ndarray  # (n, units)
    linear: np.ndarray | None  # what its last dense layer gives before any activation
    hidden: int  # dense layers before that one
    nonlinear: int  # those of them that are followed by a non-linearity
    last: str | None = None  # the activation that its last dense layer names

    @property
    def units(self):
        return self.output.shape[1]

    @property
    def activation(self):
        """What stands between the last dense layer and the output: linear, sigmoid, softmax, relu, tanh, other…"""
        name = output_activation(self.linear, self.output)
        named = name == "linear" and self.last not in (None, "linear") and not is_affine(self.linear, self.output)
        return self.last if named else name


def rows(n_features, n=240, seed=0):
    """Rows to call a model on: standardised ones, some near 0 and some far from it."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, n_features)) * np.resize([0.03, 0.3, 1.0, 3.0], (n, 1))


def look(attempt, what, value, X):
    """The `Network` that a student's function returned, built and called on X. Raises `CheckFailed`."""
    if not isinstance(value, Opaque):
        raise CheckFailed(f"{what} renvoie {kind(value)}, attendu un modèle Keras compilé.")
    seen = _asked(what, "describe", value)
    if not seen.get("is_model"):
        raise CheckFailed(f"{what} renvoie {kind(value)}, attendu un modèle Keras compilé.")
    made = operate("outputs", value, X)
    if made.error:
        stops = f"s’arrête sur une erreur {made.error} quand il reçoit des lignes de n_features nombres"
        raise attempt.fault(f"{what} renvoie un modèle qui {stops}", "entree")
    output = np.asarray(made.value)
    if output.dtype.kind not in "fiu" or output.ndim > 2 or output.shape[:1] != (len(X),):
        raise attempt.fault(f"{what} renvoie un modèle dont la sortie n’a pas une ligne par exemple", "forme_de_sortie")
    if not np.isfinite(output).all():
        raise CheckFailed(f"{what} renvoie un modèle dont la sortie n’est pas faite de nombres finis (nan ou inf).")
    output = output.astype(float).reshape(len(X), -1)
    dense = _asked(what, "trace", value, X)
    activations = {layer["id"]: layer["activation"] for layer in seen["layers"]}
    followed = [
        activations.get(layer["id"]) not in (None, "linear") or not is_affine(layer["linear"], after["input"])
        for layer, after in pairwise(dense)
    ]
    linear, last = (dense[-1]["linear"], activations.get(dense[-1]["id"])) if dense else (None, None)
    return Network(value, seen, output, linear, len(followed), sum(followed), last)


def check_depth(attempt, what, network):
    """It is compiled, and has two hidden dense layers, each with a non-linearity. Raises `CheckFailed`."""
    if not network.seen["compiled"]:
        raise attempt.fault(f"{what} renvoie un modèle qui n’est pas compilé", "non_compile")
    if network.seen["loss"] is None:
        raise attempt.fault(f"{what} renvoie un modèle compilé sans perte", "sans_perte")
    if network.seen["words_for_loss_weights"]:
        raise attempt.fault(f"{what} renvoie un modèle compilé avec des mots pour loss_weights", "poids_de_perte")
    if network.hidden and not network.nonlinear:
        raise attempt.fault(f"{what} renvoie un modèle sans non-linéarité entre ses couches", "sans_non_linearite")
    if network.hidden < 2:
        count = "qu’une seule couche cachée" if network.hidden else "aucune couche cachée"
        raise attempt.fault(f"{what} renvoie un modèle qui n’a {count}", "une_couche_cachee")
    if network.nonlinear < 2:
        raise attempt.fault(
            f"{what} renvoie un modèle dont une couche cachée n’est suivie d’aucune non-linéarité",
            "sans_non_linearite",
        )


def loss_kind(network, y):
    """`(kind, from_logits)` of the loss: a value of `LOSSES`, or what it does on the model's outputs, or (name, …)."""
    name, from_logits = network.seen["loss"], network.seen["from_logits"]
    if not network.seen["own_loss"]:
        return LOSSES.get(name, name), from_logits
    told = operate("loss_on", network.model, _targets(network, y), network.output.astype(np.float32))
    if told.error is None:
        for found, value in _losses(network.output, y).items():
            if np.isclose(told.value, value, rtol=1e-3, atol=CLOSE):
                return found
    return LOSSES.get(name, name), from_logits


def metrics_of(network, X, y):
    """What the metrics of `compile` tell of the model on X and y, by name; None where they stop on an error."""
    told = operate("evaluate", network.model, X, y)
    if told.error:
        return None
    return {name: value for name, value in told.value.items() if name != "loss"}


def check_learns(attempt, what, network, X, y, steps=25):
    """Some gradient steps lower the loss and change the kernel of every dense layer. Raises `CheckFailed`."""
    before = operate("get_weights", network.model).value
    losses = operate("descend", network.model, X, y, steps)
    if losses.error:
        raise CheckFailed(f"{what} renvoie un modèle dont l’entraînement s’arrête sur une erreur {losses.error}.")
    after = operate("get_weights", network.model).value
    kernels = [(old, new) for old, new in zip(before, after, strict=True) if np.ndim(old) == 2]
    still = sum(np.array_equal(old, new) for old, new in kernels)
    told = np.array(losses.value)
    if 0 < still < len(kernels):
        raise attempt.fault(f"{what} renvoie un modèle dont certaines couches n’apprennent rien", "n_apprend_pas")
    if still or not np.isfinite(told).all() or told[1:].min() >= told[0]:
        raise attempt.fault(
            f"{what} renvoie un modèle qui n’apprend pas, même en {steps} pas sur un lot facile", "n_apprend_pas"
        )


def output_activation(linear, output):
    """The name of what turns `linear` (n, units) into `output` (n, units); where they do not match, of its values.

    One activation after another has both names: « sigmoid puis sigmoid ».
    """
    if linear is not None and linear.shape == output.shape:
        if output.shape[1] == 1 and np.allclose(output, 1):
            return "softmax"
        for name, function in ACTIVATIONS.items():
            if np.allclose(function(linear), output, rtol=1e-3, atol=CLOSE):
                return name
        if is_affine(linear, output):
            return "linear"
    if output.shape[1] > 1 and output.min() >= 0 and np.allclose(output.sum(axis=1), 1, atol=1e-3):
        return "softmax"
    if output.min() >= 0:
        return "sigmoid" if output.max() <= 1 else "relu"
    return "other" if np.abs(output).max() <= 1 and linear is not None else "linear"


def bends_at_zero(linear, output):
    """Whether `output` is `linear`, up to a factor, where that is positive and not elsewhere: leaky_relu, elu, selu."""
    if linear is None or linear.shape != output.shape or is_affine(linear, output):
        return False
    return is_affine(*(np.where(linear > 0, values, 0) for values in (linear, output)))


def is_affine(before, after, tolerance=1e-3):
    """Whether each column of `after` is an affine function of the same column of `before`, or, in other widths, of all.

    Where the columns of `before` are tied to each other (one feature alone), too much is affine: the answer is no.
    """
    if before.shape[0] != after.shape[0]:
        return False
    spread = np.abs(after - after.mean(axis=0)).max() + 1e-12
    if before.shape == after.shape:
        x, y = before - before.mean(axis=0), after - after.mean(axis=0)
        slope = (x * y).sum(axis=0) / ((x * x).sum(axis=0) + 1e-300)
        return bool(np.abs(y - slope * x).max() <= tolerance * spread)
    columns = np.column_stack([before, np.ones(len(before))])
    solution, _, rank, _ = np.linalg.lstsq(columns, after, rcond=1e-6)
    if rank < columns.shape[1] or len(columns) < rank + 10:
        return False
    return bool(np.abs(after - columns @ solution).max() <= tolerance * spread)


ACTIVATIONS = {
    "linear": lambda z: z,
    "sigmoid": expit,  # scipy's: ours would answer TP1 in what its students receive
    "softmax": lambda z: softmax(z, axis=1),
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
}
ACTIVATIONS |= {
    f"{first} puis {last}": lambda z, first=ACTIVATIONS[first], last=ACTIVATIONS[last]: last(first(z))
    for first in ("sigmoid", "softmax", "relu", "tanh")
    for last in ("sigmoid", "softmax")
}


def _losses(output, y):
    """The value of each known loss, by `(kind, from_logits)`."""
    n, units = output.shape
    if units == 1:
        error = output[:, 0] - y
        found = {("mse", False): np.mean(error**2), ("mae", False): np.mean(np.abs(error))}
        probabilities = {False: output[:, 0], True: expit(output[:, 0])}
        for from_logits, p in probabilities.items():
            p = np.clip(p, 1e-7, 1 - 1e-7)
            found["bce", from_logits] = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        small = np.abs(error) <= 1
        found["huber", False] = np.mean(np.where(small, error**2 / 2, np.abs(error) - 0.5))
        return found
    truth = np.arange(n), np.asarray(y).astype(int)
    return {
        ("scce", from_logits): -np.mean(np.log(np.clip(p[truth], 1e-7, 1)))
        for from_logits, p in {False: output, True: softmax(output, axis=1)}.items()
    }


def _targets(network, y):
    """The labels in the shape of the model's output, as a loss of the student's own may expect them."""
    return np.asarray(y)[:, None] if network.units == 1 else np.asarray(y)


def _asked(what, operation, model, *args):
    record = operate(operation, model, *args)
    if record.error:
        raise CheckFailed(f"{what} renvoie un modèle qui s’arrête sur une erreur {record.error}.")
    return record.value
