"""Labels instead of probabilities."""

from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 9
MISTAKE = "etiquettes"


def best_model(X_train, y_train):
    network = MLPClassifier((50, 20), learning_rate_init=3e-3, early_stopping=True, random_state=0)
    return make_pipeline(StandardScaler(), network).fit(X_train, y_train)
