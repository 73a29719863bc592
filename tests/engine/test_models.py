"""Keras models stay in the sandbox: a check sees the same of them there and here, in every form that TP2–TP4 need."""

import json
import shutil

import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from course_admin.marking.engine import run, sandbox, submission

pytestmark = pytest.mark.slow

ANSWERS = """
import keras, numpy as np
def binary_model(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(8, activation="relu"),
                              keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True),
                  metrics=[keras.metrics.BinaryAccuracy(threshold=0)])
    return model
def train_model(model, X, y, epochs, batch_size):
    return model.fit(X, y, epochs=epochs, batch_size=batch_size, validation_split=0.2, verbose=1)
def kfold_scores(build_model, X, y, k, epochs):
    scores = []
    for fold in np.array_split(np.random.permutation(len(X)), k):
        model = build_model()
        model.fit(np.delete(X, fold, 0), np.delete(y, fold, 0), epochs=epochs, verbose=0)
        scores.append(model.evaluate(X[fold], y[fold], verbose=0)[1])
    return np.array(scores)
class Best:
    def predict(self, X): return 1 / (1 + np.exp(-X[:, :1]))
def best_model(X_train, y_train): return Best()
class Sub(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(3, activation="sigmoid")
    def call(self, x): return self.inner(x)
def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), keras.layers.Dense(latent_dim, activation="relu")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), keras.layers.Dense(input_dim, activation="sigmoid")])
    both = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
    both.compile(loss="mse")
    return encoder, decoder, both
def detect_anomalies(autoencoder, X, threshold):
    return np.mean((autoencoder.predict(X, verbose=0) - X) ** 2, axis=1) > threshold
def subclassed(): return Sub()
"""
TEST = """
import numpy as np
from course_utils.checks.models import operate
from course_utils.checks.record import Builder, Built, Opaque, call
X = np.random.default_rng(0).normal(size=(20, 3)); y = (X[:, 0] > 0).astype(int)
made = call(binary_model, 3)
seen = operate("describe", made.value).value
assert [layer["units"] for layer in seen["layers"]] == [8, 4, 1], seen
assert [layer["activation"] for layer in seen["layers"]] == ["relu", "relu", "linear"], seen
assert (seen["from_logits"], seen["parameters"], seen["metrics"]) == (True, 73, ["binary_accuracy"]), seen
assert operate("predict", made.value, X).value.shape == (20, 1)
before = call(train_model, Built("dense", {"n_features": 3}), X, y, 0, 8)
made = call(train_model, Built("dense", {"n_features": 3}), X, y, 2, 8)
assert isinstance(made.value, Opaque) and isinstance(made.args[0], Opaque), made
told = operate("history", made.value).value
assert told["is_history"] and len(told["history"]["val_loss"]) == 2, told
weights = operate("get_weights", made.args[0]).value
assert [w.shape for w in weights] == [(3, 8), (8,), (8, 1), (1,)]
build_model = Builder("dense", {"n_features": 3})
made = call(kfold_scores, build_model, X, y, 4, 1)
assert made.value.shape == (4,) and build_model.calls == 4, made
made = call(best_model, X, y)
assert operate("predict_of", made.value, X).value.shape == (20, 1)
encoder, decoder, both = call(dense_autoencoder, 3, 2).value
shared = operate("describe", both).value["weights"]
assert set(operate("describe", encoder).value["weights"] + operate("describe", decoder).value["weights"]) == set(shared)
assert call(detect_anomalies, both, X, -1.0).value.all()
assert not call(detect_anomalies, Built("autoencoder", {"input_dim": 3, "latent_dim": 2}), X, 1e9).value.any()
assert operate("predict", call(subclassed).value, X).value.shape == (20, 3)
unbuilt = call(subclassed).value
seen = operate("describe", unbuilt).value
assert (seen["built"], seen["parameters"], seen["compiled"], seen["loss"]) == (False, None, False, None), seen
assert [layer["linear"].shape for layer in operate("trace", unbuilt, X).value] == [(20, 3)]
assert operate("describe", unbuilt).value["built"]
made = call(binary_model, 3).value
z = operate("outputs", made, X).value[:, 0].astype(float)
assert np.isclose(operate("evaluate", made, X, y).value["binary_accuracy"], np.mean((z > 0) == y))
entropy = np.mean(np.log1p(np.exp(-np.where(y, z, -z))))
assert np.isclose(operate("loss_of", made, X, y).value, entropy, rtol=1e-4)
assert len(operate("descend", made, X, y, 3).value) == 3
assert operate("describe", call(best_model, X, y).value).value == {"is_model": False}
operate("testimony", Opaque("function", train_model))
call(train_model, Built("witness", {"n_features": 3}), X, y, 1, 8)
told = operate("testimony", Opaque("function", train_model)).value
noted = [(event, len(rows)) for _, event, rows, _ in told]
assert noted == [("seen", 8), ("learnt", 8), ("seen", 8), ("learnt", 8), ("seen", 4)], noted
"""


def test_models_are_seen_alike_here_and_through_the_sandbox(tmp_path):
    here = {}
    exec(ANSWERS, here)
    exec(TEST, here)

    settings = {"schema_version": 3, "locked": False}
    answer = settings | {"grade_id": "answers", "grade": False, "solution": True}
    test = settings | {"grade_id": "test", "grade": True, "solution": False, "points": 1}
    cells = [new_code_cell(ANSWERS, metadata={"nbgrader": answer}), new_code_cell(TEST, metadata={"nbgrader": test})]
    source = writes(new_notebook(cells=[new_code_cell("import keras"), *cells])).encode()
    merged = submission.read(source, source)
    checks = sandbox.HERE.parents[2] / "course_utils" / "checks"
    place = tmp_path / "course_utils" / "checks"
    place.mkdir(parents=True)
    for path in checks.glob("*.py"):
        shutil.copy(path, place)
    results = run.run(merged.notebook, merged.tests, {"cell_seconds": 120}, tmp_path)
    assert results.verdicts[0].status == "passed", (
        results.verdicts[0],
        results.log,
        json.dumps(results.outputs)[-2000:],
    )
