"""TP4, exercise 1: the law of the loss, whatever it is called."""

import numpy as np

from course_utils.checks.errors import french
from course_utils.checks.models import operate

LOSS_HINTS = {
    "pas_compile": "Il manque l’appel à compile.",
    "mauvaise_perte": "La perte est l’erreur quadratique moyenne ou l’entropie croisée binaire, sur des sorties "
    "qui sont déjà entre 0 et 1.",
}


def check_loss(attempt, what, autoencoder, X, output):
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
