"""The project's yardsticks: what a decision costs the forest service, and the baselines to beat.

A model of the project has `predict_proba(table, images)`, which gives `(n, 2)`: the probabilities of healthy and of
sick. The service visits a tree where that costs less on average than leaving it alone: `to_visit`.
"""

from pathlib import Path

import numpy as np
import pandas as pd

MISSED, FALSE_ALARM = 10, 1  # what a sick tree left alone, and a healthy one visited, cost
RULE = 6  # broken branches from which the guides visit a tree today


def to_visit(probability_sick):
    """Whether each tree is worth a visit, from P(sick) of shape (n,).

    >>> to_visit([0.05, 0.2])
    array([False,  True])
    """
    p = np.asarray(probability_sick, dtype=float)
    return MISSED * p > FALSE_ALARM * (1 - p)


def cost(probability_sick, sick):
    """What the visits decided by `to_visit` cost per 100 trees, knowing which were `sick` (n,), 0 or 1.

    >>> cost([0.9, 0.9, 0.01, 0.01], [1, 0, 1, 0])
    275.0
    """
    visited, sick = to_visit(probability_sick), np.asarray(sick).astype(bool)
    return float(100 * np.mean(MISSED * (sick & ~visited) + FALSE_ALARM * (visited & ~sick)))


def share_error(probability_sick, sick):
    """By how much the share of sick trees that the probabilities announce is wrong: a number between 0 and 1."""
    return float(abs(np.mean(probability_sick) - np.mean(sick)))


def read_raw(folder):
    """A folder's data as they are, nothing mended: the table by tree (with `malade` if it is told), and the images.

    Lines that are there twice are kept once; `images` (n, 32, 32, 3) uint8 are in the table's order.
    """
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    with np.load(Path(folder) / "photos.npz", allow_pickle=False) as file:
        place = pd.Series(np.arange(len(file["arbre"])), index=file["arbre"])
        return table, file["images"][place[table.index]]


class VisitAll:
    """The careful one: every tree is sick, as often as not."""

    def predict_proba(self, table, images=None):
        """(n, 2): one half everywhere."""
        return np.full((len(table), 2), 0.5)


class GuidesRule:
    """What the guides do today: visit a tree with `RULE` broken branches or more, and announce what they visited."""

    def predict_proba(self, table, images=None):
        """(n, 2): 0 or 1."""
        sick = (table["branches_cassees"].to_numpy() >= RULE).astype(float)
        return np.column_stack([1 - sick, sick])


class RawColours:
    """A logistic regression on all measures as they come and the mean colour of the crown: nothing mended or chosen."""

    def fit(self, table, images, labels):
        """Learn from trees and their labels (n,); returns itself."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        self.model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
        self.model.fit(self._inputs(table, images), labels)
        return self

    def predict_proba(self, table, images):
        """(n, 2), columns healthy and sick."""
        return self.model.predict_proba(self._inputs(table, images))

    @staticmethod
    def _inputs(table, images):
        """What was measured, the device as 0 or 1, the crown's red, green and blue; what is missing becomes 0."""
        measures = table[["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]].fillna(0)
        crown = images[:, 6:20, 10:22].mean(axis=(1, 2))
        return np.column_stack([measures, table["appareil"] == "B", crown])


class MendedColours(RawColours):
    """The careful regression: measures that are not there replaced, no device, colours as the grey card tells them.

    What misses takes the median of the trees that it learns from. The height is left out: the circumference tells it.
    """

    MEASURES = ("altitude_m", "humidite_sol", "circonference_cm", "branches_cassees")

    def fit(self, table, images, labels):
        """Learn from trees and their labels (n,); returns itself."""
        self.medians = self._measures(table).median()
        return super().fit(table, images, labels)

    def _measures(self, table):
        """What was measured, nan where nothing was."""
        measures = table[list(self.MEASURES)].astype(float)
        return measures.mask(measures < 0)

    def _inputs(self, table, images):
        """The measures, the crown's red, green and blue in neutral light."""
        card = np.maximum(images[:, -5:-1, 1:5].mean(axis=(1, 2)), 1)
        crown = images[:, 6:20, 10:22].mean(axis=(1, 2)) * 128 / card
        return np.column_stack([self._measures(table).fillna(self.medians), crown])
