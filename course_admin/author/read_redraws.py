"""What is read off a chapter that `redraw_chapters.py` runs again: `READ`, chapter → cell → function.

The function is called after that cell, with the names that are there, and returns experiment → model → setting → value.
To redraw one more experiment, add its function here, and print it in the chapter (`other_draws`).
"""

import numpy as np


def blurred(s):
    """Chapter 6: test error of the VAE of size 16 by epoch, for two weights of the divergence."""
    return {"ae_flou": {name: dict(zip(range(4, 41, 4), values, strict=True)) for name, values in s["blur"].items()}}


def linear(s):
    """Chapter 6: the linear AutoEncoder beside PCA, by size of code: largest angle (degrees), excess of error (%)."""
    angles, excess = {}, {}
    for k, found, error in ((6, s["angles_6"], s["error_6"]), (8, s["angles_8"], s["error_8"])):
        rebuilt = s["codes_train"][:, :k] @ s["pca"].components_[:k] + s["pca"].mean_
        angles[k], excess[k] = found[-1].max(), 100 * (error / s["gap"](rebuilt, s["X_train"]) - 1)
    return {"ae_lineaire": {"angle": angles, "excès d’erreur": excess}}


def by_size(s):
    """Chapter 6: test error by size of code."""
    return {"ae_tailles": {"AutoEncodeur": dict(zip(s["sizes"], s["errors_ae"], strict=True))}}


def denoised(s):
    """Chapter 6: error of the denoiser and of the best other method, by 100 × the strength of the noise."""
    found = {}
    for title, strengths in (("Bruit gaussien", (0.1, 0.2, 0.5)), ("Poivre et sel", (0.1, 0.3))):
        places = {round(100 * strength): s["trials"][title][0].index(strength) for strength in strengths}
        errors = {name: values for (where, name), values in s["measured"].items() if where == title}
        own = errors.pop("AutoEncodeur")
        found[f"{title}, AutoEncodeur"] = {strength: own[i] for strength, i in places.items()}
        found[f"{title}, meilleur des autres"] = {
            strength: min(values[i] for values in errors.values()) for strength, i in places.items()
        }
    return {"ae_debruite": found}


def anomalies(s):
    """Chapter 6: what the two detectors find, in %, by the digit that is normal."""
    strangers = {1: [d for d in range(10) if d != 1], 8: [1]}
    seen = {normal: 100 * np.mean([s["caught"][normal][d] for d in rest]) for normal, rest in strangers.items()}
    alarms = {normal: 100 * s["caught"][normal][normal] for normal in strangers}
    return {"ae_anomalies": {"détectées": seen, "fausses alarmes": alarms}}


def invented(s):
    """Chapter 6: share of invented images that the judge recognises, in %, with a code of 16 numbers."""
    return {"ae_reconnues": {name: {16: share} for name, share in s["shares"].items()}}


def hungry(s):
    """Chapter 6: test error by number of images that were learnt."""
    rows = {name.split(",")[0]: {} for name in s["table"]}
    for name, (_, test) in s["table"].items():
        model, images = name.split(", ")
        rows[model][int(images.removesuffix(" images").replace(" ", ""))] = test
    return {"ae_faim": rows}


def drifting(s):
    """Chapter 6: error by number of pixels by which the digits are moved."""
    return {"ae_decalage": {name: dict(zip(s["moves"], values, strict=True)) for name, values in s["drift"].items()}}


def moons(s):
    """Chapter 7: losses at the end of the two moons, and what the fakes are worth, in %, early and at the end."""
    d_end, g_end = s["losses"][-40:].mean(axis=0)
    early, end = 5, s["n_frames"] - 1
    worth = {
        name: {i * s["every"]: s["quality"][i, column] for i in (early, end)}
        for column, name in enumerate(("plausibles", "couverture"))
    }
    losses = {early * s["every"]: s["losses"][5 * early - 5 : 5 * early, 0].mean(), end * s["every"]: d_end}
    return {"gan_lunes": {"perte de l’expert": losses, "perte du faussaire": {end * s["every"]: g_end}, **worth}}


def ring(s):
    """Chapter 7: modes reached, and the discriminator's loss, by steps, in three settings."""
    reached = {name: dict(enumerate(row)) for name, row in s["modes"].items()}
    losses = {name: dict(enumerate(np.array(row)[:, 0], start=1)) for name, row in s["ring_losses"].items()}
    return {
        kind: {name: {i * s["ring_every"]: value for i, value in row.items()} for name, row in rows.items()}
        for kind, rows in (("gan_modes", reached), ("gan_perte", losses))
    }


def critic(s):
    """Chapter 7: what WGAN-GP's critic says, by steps, beside what its fakes are worth."""
    return {
        "gan_critique": {
            name: {100 * i: values[i - 1] for i in (3, 6, 12)} for name, values in s["wasserstein"].items()
        }
    }


def ordered_ring(s):
    """Chapter 7: share, in %, of the conditional generator's points that are in the mode that was asked."""
    return {"gan_commande": {"bien placés": {8: 100 * np.mean(s["obeyed"])}}}


def judged(s):
    """Chapter 7: what the judge says of digits, in %."""
    kinds = {"nettes": s["sure"], "bien lues": s["right_class"]}
    return {
        "gan_chiffres": {f"{name}, {lot}": {1000: share} for name, lots in kinds.items() for lot, share in lots.items()}
    }


def varied(s):
    """Chapter 7: how far apart two fakes of a class are, in % of two real digits, the mean and the extremes."""
    percent = 100 * s["variety"]
    return {
        "gan_variete": {
            "moyenne": {10: percent.mean()},
            "la plus petite": {10: percent.min()},
            "la plus grande": {10: percent.max()},
        }
    }


def augmented(s):
    """Chapter 7: accuracy on real digits, in %, by what was learnt."""
    return {"gan_donnees": {name: {3000: score} for name, score in s["scores"].items()}}


def detected(s):
    """Chapter 7: area under the ROC curve of three detectors, by kind of oddity."""
    return {
        "gan_anomalies": {
            f"{kind}, {name}": {200: area} for kind, found in s["areas"].items() for name, area in found.items()
        }
    }


def followed(s):
    """Chapter 7: areas under the ROC curve on the moons, by steps of the game."""
    kinds = {"projection": s["by_projection"], "score de D": s["by_score"]}
    return {
        "gan_suivi": {
            f"{name}, {where}": {
                moment * s["every"]: area for moment, area in zip(s["moments"], areas, strict=True) if moment
            }
            for name, found in kinds.items()
            for where, areas in found.items()
        }
    }


def shadowed(s):
    """Chapter 7: share of the answers, in %, that are within 0.15 of the circle whose shadow was given."""
    near = {name: 100 * np.mean(np.abs(np.hypot(s["x"], y[:, 0]) - 1) < 0.15) for name, y in s["answers"].items()}
    return {"gan_ombres": {name: {600: share} for name, share in near.items()}}


def unmasked(s):
    """Chapter 7: accuracy of the detective, in %."""
    return {"gan_detective": {"bien classées": {1000: s["found"]}}}


def few_points(s):
    """Chapter 7: coverage of the moons, in %, by number of points that were learnt."""
    return {"gan_faim": {"couverture": s["few_coverage"]}}


READ = {
    "06_autoencodeurs": {
        "lineaire-essais": linear,
        "28ec1147": by_size,
        "8954c9ba-fig": denoised,
        "detectees": anomalies,
        "bccf6904-fig": invented,
        "flou": blurred,
        "b1e381f5": hungry,
        "94489a55": drifting,
    },
    "07_gan": {
        "60968bca": moons,
        "anneau": ring,
        "wgan-anneau": critic,
        "anneau-commande": ordered_ring,
        "juge-lots": judged,
        "variete": varied,
        "75add2f4": augmented,
        "detecteurs": followed,
        "etranges": detected,
        "ombres": shadowed,
        "d47765f1-detective": unmasked,
        "be3ed909": few_points,
    },
}
