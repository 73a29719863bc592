"""TP4, exercise 1: a call of `dense_autoencoder`, and what its three models take and give."""

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case
from course_utils.checks.values import fault_of_form, kind, sequence

SHAPE_HINTS = {
    "encodeur_sans_goulot": "L’encodeur, premier des trois modèles, rend le code, de latent_dim nombres.",
    "mauvais_goulot": "Il a latent_dim nombres par exemple.",
    "decodeur_prend_images": "Son entrée est de latent_dim nombres.",
    "modeles_en_desordre": "L’ordre est : encoder, decoder, autoencoder.",
    "taille_en_dur": "Une taille est-elle écrite en dur, au lieu de input_dim ou de latent_dim ?",
    "compile_rendu": "compile change le modèle sans rien rendre : ne gardez pas ce qu’il renvoie.",
}


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
    if came and came[:-1] == (len(batch),) and came[-1] != width:
        text = f"{what} : le modèle « {name} » rend {came[-1]} nombres par exemple, au lieu de {wanted}"
        raise attempt.fault(text, "taille_en_dur")
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
