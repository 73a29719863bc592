"""TP4, exercise 1: three models, the same weights."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.errors import french
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque, reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER
from course_utils.checks.tp4.with_models import output_of
from course_utils.checks.values import fault_of_form, kind, sequence

DENSE_AUTOENCODER = Task(
    "dense_autoencoder",
    ("input_dim", "latent_dim"),
    results=("encoder", "decoder", "autoencoder"),
    hints={
        "encodeur_sans_goulot": "L’encodeur, premier des trois modèles, rend le code, de latent_dim nombres.",
        "mauvais_goulot": "Il a latent_dim nombres par exemple.",
        "decodeur_prend_images": "Son entrée est de latent_dim nombres.",
        "sortie_hors_de_0_1": "Quelle activation de sortie l’en empêche ?",
        "sortie_softmax": "Chaque pixel est un niveau de gris à lui seul.",
        "poids_non_partages": "L’AutoEncodeur doit être fait de l’encodeur puis du décodeur eux-mêmes, et non de "
        "copies, et rien ne doit contourner le code.",
        "pas_compile": "Il manque l’appel à compile.",
        "mauvaise_perte": "La perte est l’erreur quadratique moyenne ou l’entropie croisée binaire, sur des sorties "
        "qui sont déjà entre 0 et 1.",
        "couches_gelees": "Ses couches sont-elles gelées, ou le pas de l’optimiseur nul ?",
        "modeles_en_desordre": "L’ordre est : encoder, decoder, autoencoder.",
        "taille_en_dur": "Une taille est-elle écrite en dur, au lieu de input_dim ou de latent_dim ?",
        "compile_rendu": "compile change le modèle sans rien rendre : ne gardez pas ce qu’il renvoie.",
    },
    broader="Écrivez sous chaque modèle la forme de ce qui y entre et de ce qui en sort, puis vérifiez que "
    "les trois modèles sont faits des mêmes couches.",
    reread=f"{CHAPTER}, la section qui présente l’encodeur et le décodeur",
)


DRAWS = 6  # of first weights, before a part of the autoencoder is said to be frozen


def check_shapes(attempt, input_dim, latent_dim, by_name=False):
    """Call `dense_autoencoder`, and have its three models take and give the right shapes. Raises `CheckFailed`.

    Returns what the call is called, the models, a batch of inputs and a batch of codes.
    """
    case = Case((input_dim, latent_dim), by_name=by_name)
    what = attempt.describe(case)
    value = attempt.value(case)
    models = sequence(value)
    if models is None or len(models) != 3 or not all(isinstance(model, Opaque) for model in models):
        if models and len(models) == 3 and any(model is None for model in models):
            raise attempt.fault(f"{what} renvoie trois éléments, dont l’un est None", "compile_rendu")
        came = f"{len(models)} éléments" if models and len(models) > 1 else kind(value)
        raise CheckFailed(f"{what} renvoie {came}, attendu trois modèles : (encoder, decoder, autoencoder).")
    rng = np.random.default_rng(input_dim)
    X, codes = rng.uniform(0, 1, (24, input_dim)), rng.normal(0, 2, (24, latent_dim))
    for name, model, batch, width in zip(
        attempt.task.results, models, (X, codes, X), (latent_dim, input_dim, input_dim), strict=True
    ):
        _check_width(attempt, what, models, name, model, batch, width)
    return what, models, X, codes


def _check_width(attempt, what, models, name, model, batch, width):
    """One of the three models takes `batch` (n, …) and gives (n, width)."""
    record = operate("outputs", model, batch)
    fault = record.error or fault_of_form(record.value, (len(batch), width), shows=False, single_precision=True)
    if not fault:
        return
    came = getattr(record.value, "shape", None)
    if name == "encoder" and came == (len(batch), batch.shape[1]):
        raise attempt.fault(
            f"{what} : le premier modèle rend autant de nombres qu’il en reçoit", "encodeur_sans_goulot"
        )
    if name == "encoder" and came:
        raise attempt.fault(f"{what} : le code que rend l’encodeur n’a pas la bonne taille", "mauvais_goulot")
    if name == "decoder" and record.error and not operate("outputs", model, np.zeros((2, width))).error:
        raise attempt.fault(
            f"{what} : le décodeur, deuxième des trois modèles, attend des images et non des codes",
            "decodeur_prend_images",
        )
    if record.error:
        _check_input(attempt, what, models, name, batch.shape[1])
        raise CheckFailed(
            f"{what} : le modèle « {name} » s’arrête sur une erreur {record.error} quand il reçoit un lot de la forme "
            f"(n, {'latent_dim' if name == 'decoder' else 'input_dim'})."
        )
    wanted = "latent_dim" if name == "encoder" else "input_dim"
    raise CheckFailed(f"{what} : le modèle « {name} » ne rend pas des nombres finis, de forme (n, {wanted}).")


def _check_input(attempt, what, models, name, width):
    """A model that stops on a batch takes no other width of input, as far as it tells. Raises `CheckFailed`."""
    shapes = [operate("describe", model).value.get("input_shape") for model in models]
    takes = [shape[-1] if isinstance(shape, list) and shape else None for shape in shapes]
    mine = takes[attempt.task.results.index(name)]
    if mine is None or mine == width:
        return
    text = f"{what} : le modèle « {name} » n’attend pas le bon nombre d’entrées"
    raise attempt.fault(text, "modeles_en_desordre" if width in takes else "taille_en_dur")


def check_dense_autoencoder(attempt, input_dim, latent_dim, by_name=False):
    """All the laws of `dense_autoencoder`: shapes, range, shared weights before and after training, loss. Raises."""
    case = (input_dim, latent_dim, by_name)
    what, models, X, codes = check_shapes(attempt, *case)
    autoencoder = models[2]
    wide = np.random.default_rng(1).normal(0, 20, X.shape)
    before = _check_shared(attempt, what, models, X, "")
    _check_same_weights(attempt, what, models)
    _check_range(attempt, what, models, [X, wide], [codes, 20 * codes])
    _check_loss(attempt, what, autoencoder, X, before)
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


def _check_loss(attempt, what, autoencoder, X, output):
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
        raise attempt.fault(f"{what} : l’AutoEncodeur n’est pas compilé", "pas_compile")
    told = [operate("loss_of", autoencoder, X, y) for y in targets]
    if told[0].error:
        cause = french(told[0].error, told[0].message) if attempt.shows else None
        text = f"{what} : la perte de l’AutoEncodeur ne se calcule pas{' : ' + cause if cause else ''}"
        raise attempt.fault(text, "mauvaise_perte")
    losses = np.array([record.value for record in told], dtype=float)
    if description.get("from_logits"):
        raise attempt.fault(f"{what} : la perte croit recevoir des logits (from_logits=True)", "mauvaise_perte")
    p = np.clip(output, 1e-7, 1 - 1e-7)
    right = [
        [np.mean((output - y) ** 2) for y in targets],
        [-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) for y in targets],
    ]
    for wanted in map(np.array, right):
        for scale in (1, output.shape[1]):  # the mean over the pixels, or their sum
            if np.allclose(losses, scale * wanted, rtol=2e-3, atol=1e-4 * scale):
                return
    raise attempt.fault(f"{what} : l’AutoEncodeur est compilé avec une autre perte", "mauvaise_perte")


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
