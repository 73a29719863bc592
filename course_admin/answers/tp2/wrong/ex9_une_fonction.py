"""A function instead of an object with predict."""

from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 9
MISTAKE = "sans_predict"


def best_model(X_train, y_train):
    network = MLPClassifier((50, 20), learning_rate_init=3e-3, early_stopping=True, random_state=0)
    pipeline = make_pipeline(StandardScaler(), network).fit(X_train, y_train)
    return lambda X: pipeline.predict_proba(X)[:, 1]
