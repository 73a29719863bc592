"""The bank of answers: what every check is tried on, where frozen numbers come from, what the demo class hands in.

`tpN/right/*.py` are right answers written differently, `tpN/wrong/*.py` wrong ones. A file is a module that defines
functions of one exercise (`EXERCISE = 4`) and what they need; `right/reference.py` defines them all. A wrong file's
text says which misconception it stands for; `MISTAKE` is its id where a check must recognise it. A wrong file defines
only the functions that are wrong: the others of its exercise are the reference's.
"""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ANSWERS = Path(__file__).parent

# The functions of each TP, by exercise.
FUNCTIONS = {
    "tp1": {
        1: ("sigmoid", "sigmoid_prime", "relu", "relu_prime"),
        2: ("softmax",),
        3: ("count_parameters",),
        4: ("mse", "mse_gradient"),
        5: ("gradient_descent",),
        6: ("forward",),
        7: ("backward",),
        8: ("numerical_gradient",),
        9: ("train",),
    },
    "tp2": {
        1: ("split_and_scale",),
        2: ("binary_model",),
        3: ("regression_model",),
        4: ("multiclass_model",),
        5: ("train_model",),
        6: ("kfold_scores",),
        7: ("dropout",),
        8: ("batch_norm",),
        9: ("best_model",),
    },
    "tp3": {
        1: ("conv_output_size",),
        2: ("conv_parameters",),
        3: ("conv2d",),
        4: ("max_pool2d",),
        5: ("conv2d_backward",),
        6: ("edge_kernels",),
        7: ("cnn_model",),
        8: ("train_cnn",),
    },
    "tp4": {
        1: ("dense_autoencoder",),
        2: ("train_autoencoder",),
        3: ("pca_reconstruct",),
        4: ("add_noise", "train_denoiser"),
        5: ("reconstruction_errors",),
        6: ("anomaly_threshold", "detect_anomalies"),
        7: ("reparameterize", "kl_divergence"),
        8: ("interpolate",),
    },
    "projet": {1: ("load_and_clean",), 2: ("build_features",), 3: ("fit",)},
}


@dataclass(frozen=True)
class Answer:
    """One file of the bank."""

    path: Path
    exercise: int | None  # None: the whole TP
    right: bool
    mistake: str | None  # id of the misconception that a check must recognise
    source: str
    functions: tuple[str, ...]  # those of the TP that it defines

    def load(self):
        """The functions that it defines, by name, in a namespace of their own."""
        namespace = {"__name__": f"answer_{self.path.stem}"}
        exec(compile(self.source, str(self.path), "exec"), namespace)
        return {name: namespace[name] for name in self.functions}


@cache
def answers(tp):
    """Every answer of the bank of one TP, right ones first, sorted by file name."""
    return [
        _answer(tp, path, kind == "right")
        for kind in ("right", "wrong")
        for path in sorted((ANSWERS / tp / kind).glob("*.py"))
    ]


@cache
def reference(tp):
    """The functions of the reference answer, by name."""
    (whole,) = (answer for answer in answers(tp) if answer.exercise is None)
    return whole.load()


def _answer(tp, path, right):
    """One file, its constants read without running it."""
    source = path.read_text(encoding="utf-8")
    body = ast.parse(source).body
    constants = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("EXERCISE", "MISTAKE")
    }
    exercise = constants.get("EXERCISE")
    wanted = [name for number, names in FUNCTIONS[tp].items() if exercise in (None, number) for name in names]
    defined = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    functions = tuple(name for name in wanted if name in defined)
    return Answer(path, exercise, right, constants.get("MISTAKE"), source, functions)
