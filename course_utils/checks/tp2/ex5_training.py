"""TP2, exercise 5: a training that validates on random rows, stops in time and keeps the best weights."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Built, Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.arguments import CHAPTER
from course_utils.checks.values import kind

TRAIN_MODEL = Task(
    "train_model",
    ("model", "X", "y", "epochs", "batch_size"),
    hints={
        "sans_history": "L’historique de fit est un objet History de Keras : c’est lui qu’il faut renvoyer.",
        "sans_val_loss": "L’historique n’a pas de val_loss : quelles données valident l’apprentissage ?",
        "pas_en_place": "Le modèle reçu n’a pas changé : c’est lui, et non une copie, qu’il faut entraîner.",
        "validation_sur_l_apprentissage": "Toutes les lignes servent à apprendre : la validation ne mesure plus rien.",
        "validation_en_bloc": "La validation est un bloc pris au bout des données : si elles sont triées par "
        "étiquette, il n’a qu’une classe. validation_split ne mélange pas.",
        "validation_reguliere": "La validation prend une ligne toutes les tant : tirez-la au hasard.",
        "validation_trop_petite": "La part de validation est trop petite, ou trop grande, pour dire quelque chose.",
        "ne_s_arrete_pas": "val_loss ne fait que monter depuis le début, et l’apprentissage continue jusqu’à "
        "la dernière époque : l’arrêt est-il donné à fit (callbacks=…), que surveille-t-il, et avec quelle "
        "patience (20 époques au plus) ?",
        "patience_trop_longue": "L’apprentissage s’arrête, mais trop tard : la patience est d’au plus 20 époques.",
        "arret_premature": "val_loss descendait encore : il fallait continuer jusqu’à epochs. Que surveille l’arrêt, "
        "dans quel sens (une perte s’améliore en descendant), et epochs est-il donné à fit ?",
        "plusieurs_fit": "fit est appelé plusieurs fois : chaque appel rend son propre historique, qui ne connaît "
        "pas les autres. Un seul appel fait toutes les époques.",
        "mal_appariees": "Même sur ces lignes faciles, le modèle n’apprend rien : X et y sont-ils mélangés par les "
        "mêmes indices ?",
        "epochs_ignore": "L’historique n’a pas une valeur par époque demandée : epochs est-il utilisé ?",
        "batch_size_ignore": "Les lots n’ont pas la taille batch_size.",
        "poids_non_restaures": "Le modèle garde les poids de la fin ; ceux de la meilleure époque étaient ailleurs.",
    },
    broader="Trois questions, dans l’ordre : quelles lignes valident, quand s’arrête-t-on, quels poids garde-t-on ?",
    reread=f"{CHAPTER}, la section sur le surapprentissage et l’arrêt précoce",
)

PATIENCE = 20
APART = 0.4  # the mean answers to both classes: at least 0.6 where rows and labels go together, at most 0.2 where not


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


def check_train_model(attempt, trainings):
    """The laws of a training, one setting after the other. Raises `CheckFailed`."""
    for setting in trainings:
        _check_training(attempt, setting)


def _check_training(attempt, setting):
    model = Built("witness", {"n_features": setting.X.shape[1], "learning_rate": setting.learning_rate, "bias": False})
    args = (model, setting.X, setting.y, setting.epochs, setting.batch_size)
    case = Case(args, setting.says)
    what = (
        f"train_model(model, X, y, {setting.epochs}, {setting.batch_size})" if attempt.shows else attempt.describe(case)
    )

    def fail(text, mistake):
        return attempt.fault(f"{what} {text}", mistake)

    testimony_of(attempt)
    record = attempt.record(case)
    value, left = record.value, record.args[0]
    told = operate("history", value).value if isinstance(value, Opaque) else {"is_history": False}
    if not told["is_history"]:
        raise fail(f"renvoie {kind(value)}, attendu un objet History", "sans_history")
    val_loss = told["history"].get("val_loss")
    if not val_loss or not np.isfinite(val_loss).all():
        raise fail("renvoie un historique sans val_loss", "sans_val_loss")
    learnt, seen = _rows_noted(testimony_of(attempt), setting.X)
    if not any(weights.any() for weights in operate("get_weights", left).value):
        raise fail("n’entraîne pas le modèle qu’elle reçoit", "pas_en_place")
    rows = np.unique(np.concatenate(learnt)) if learnt else np.array([], dtype=int)
    held = np.setdiff1d(np.unique(np.concatenate(seen)), rows)
    _check_held_out(fail, held, len(setting.X))
    sizes = [len(batch) for batch in learnt]
    if max(sizes) != setting.batch_size or np.median(sizes) != setting.batch_size:
        raise fail("n’apprend pas par lots de la taille demandée", "batch_size_ignore")
    if setting.gets == "better" and len(val_loss) == setting.epochs:  # else it is its length that is told
        _check_learnt(fail, operate("outputs", left, setting.X).value[:, 0], setting.y)
    if sum(sizes) > 1.5 * len(val_loss) * len(rows):
        raise fail("ne renvoie pas l’historique de tout l’apprentissage", "plusieurs_fit")
    _check_length(fail, setting, len(val_loss))
    output = operate("outputs", left, setting.X[held]).value[:, 0].astype(float)
    testimony_of(attempt)
    truth = np.where(setting.y[held] == 1, output, 1 - output)
    final = -np.mean(np.log(np.clip(truth, 1e-7, 1)))
    nearest = np.abs(np.array(val_loss) - final).min()
    if abs(min(val_loss) - final) > nearest + 2e-3:
        raise fail("laisse le modèle avec d’autres poids que ceux de sa meilleure époque", "poids_non_restaures")


def testimony_of(attempt):
    """What the witnesses noted since the last time."""
    return operate("testimony", Opaque("function", attempt.function)).value


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


def _check_learnt(fail, outputs, y):
    """The rows are easy: a model that was shown each beside its label tells the classes apart. Raises `CheckFailed`."""
    if outputs[y == 1].mean() - outputs[y == 0].mean() < APART:
        raise fail("entraîne un modèle qui ne sait rien de ses lignes", "mal_appariees")


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


EXERCISE = Exercise(
    5,
    "A training that validates on random rows, stops in time and keeps the best weights.",
    Question(
        TRAIN_MODEL,
        check_train_model,
        given=(TRAININGS,),
        verified="History, validation tirée au hasard, arrêt à temps, poids de la meilleure époque",
    ),
)
