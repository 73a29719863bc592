"""The models of the course on a line of time."""

import matplotlib.pyplot as plt

from course_utils.plots import COLORS

#: year, what came, the chapter that teaches it
EVENTS = (
    (1958, "perceptron", 2),
    (1986, "rétropropagation", 3),
    (1989, "LeNet", 5),
    (1990, "cellule récurrente", 8),
    (1997, "LSTM", 8),
    (2006, "autoencodeurs profonds", 6),
    (2013, "autoencodeur variationnel", 6),
    (2014, "GAN", 7),
    (2014, "attention", 8),
    (2015, "ResNet", 8),
    (2015, "diffusion, l’idée", 8),
    (2017, "Transformer", 8),
    (2020, "diffusion, en images", 8),
    (2021, "texte et image par contraste", 8),
    (2022, "images depuis une phrase", 8),
    (2026, "ce cours", 8),
)


def timeline(events=EVENTS):
    """One line an event (year, name, chapter), the oldest on top; the colour is the chapter's."""
    _, ax = plt.subplots(figsize=(12, 0.36 * len(events) + 1.2))
    for row, (year, name, chapter) in enumerate(events):
        color = COLORS[chapter % 7]
        ax.plot([1955, year], [row, row], color="0.88", linewidth=1.2, zorder=0)
        ax.plot(year, row, "o", color=color)
        ax.text(year - 1, row, f"{year} · {name} ", ha="right", va="center", fontsize=12, backgroundcolor="white")
        ax.text(2028, row, f"chapitre {chapter}", va="center", color=color, fontsize=12)
    ax.set(title="Les modèles du cours, de 1958 à 2026", xlabel="année", xlim=(1935, 2036), ylim=(len(events), -1))
    ax.set_yticks([])
    ax.set_xticks(range(1960, 2030, 10))
    ax.spines["left"].set_visible(False)
    return ax
