"""Keras as the warm workers have it trains exactly as it does elsewhere, and traces its step once."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ENGINE = Path(__file__).resolve().parents[2] / "course_admin" / "marking" / "engine"
TRAIN = """
import json, sys
import keras, numpy as np
if sys.argv[1]:
    sys.path.insert(0, sys.argv[1])
    import quick_keras
    quick_keras.make_quick()
traced = []
class Counting(keras.layers.Layer):
    def call(self, inputs, training=False):
        traced.append(bool(training))
        return inputs
def network(*layers):
    return keras.Sequential([*layers, Counting(), keras.layers.Dropout(0.2), keras.layers.Dense(1, "sigmoid")])
rng = np.random.default_rng(0)
X = rng.normal(size=(90, 4))
y = (X[:, 0] > 0).astype(int)
keras.utils.set_random_seed(1)
told = {}
for name, model in {
    "built": network(keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.BatchNormalization()),
    "built by fit": network(keras.layers.Dense(8, "relu")),
}.items():
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy", "AUC"])
    traced.clear()
    history = model.fit(X, y, epochs=3, validation_split=0.2, sample_weight=np.ones(90), verbose=0).history
    told[name] = {"history": history, "traced": sum(traced), "predicted": model.predict_on_batch(X).tolist()}
model.compile("sgd", "mse", metrics=[lambda y_true, y_pred: 1 / 0])
try:
    model.fit(X, y, verbose=0)
except Exception as error:
    told["error"] = type(error).__name__
print(json.dumps(told))
"""


def trained(folder):
    """What the training above tells, in a process of its own."""
    made = subprocess.run([sys.executable, "-c", TRAIN, folder], capture_output=True, text=True, check=True)
    return json.loads(made.stdout.splitlines()[-1])


@pytest.mark.slow
def test_same_training_traced_once():
    plain, quick = trained(""), trained(str(ENGINE))
    assert plain["error"] == quick["error"] == "ZeroDivisionError"
    assert quick["built"]["traced"] < plain["built"]["traced"]
    for name in ("built", "built by fit"):
        assert plain[name]["history"].keys() == quick[name]["history"].keys()
        for key, values in plain[name]["history"].items():
            assert np.allclose(values, quick[name]["history"][key], atol=1e-5), (name, key)
        assert np.allclose(plain[name]["predicted"], quick[name]["predicted"], atol=1e-4)
