"""One row a pixel."""

EXERCISE = 2
MISTAKE = "caracteristiques_lignes"


def build_features(table, images):
    return images.reshape(-1, 3) / 255.0
