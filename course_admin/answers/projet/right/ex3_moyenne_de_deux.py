"""The mean of a regression and of a calibrated support vector machine."""

from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

EXERCISE = 3


class Vote:
    def __init__(self, vote):
        self.vote = vote

    def predict_proba(self, table, images):
        return self.vote.predict_proba(build_features(table, images))


def fit(table, images, labels):
    machine = CalibratedClassifierCV(LinearSVC(C=0.3, random_state=0), cv=5)
    vote = VotingClassifier([("a", LogisticRegression(max_iter=2000)), ("b", machine)], voting="soft")
    return Vote(make_pipeline(StandardScaler(), vote).fit(build_features(table, images), labels))
