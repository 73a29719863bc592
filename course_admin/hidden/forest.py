"""The forest of the project: trees that are measured and photographed, some of them sick, as a documented law.

    folder(PLACES["etiquetees"], rng)      what a student finds in `donnees/etiquetees`: name → bytes
    forest(PLACES["cachee"], rng)          the trees behind it, with the truth that no file tells

- A tree is ill with a probability that depends on its soil (dry), its altitude (high) and its height (tall). This law
  is the same everywhere and every year; soils, altitudes and heights are not. So the share of sick trees is 8 to 20 %
  in the regions that were labelled, a third in the one that was not (a *covariate shift*).
- Illness breaks branches, browns part of the crown and thins it. Nothing else in a photograph speaks of it.
- A spurious feature: where a guide had doubts he came back with device B, whose colours are warm. So in labelled
  regions the device almost tells the illness, in the attributes and in the colours; it does so less on the plateau in
  2025, and not at all in the hidden region. The grey card in the corner of each photograph tells light and tint.
- Known defects, told in the data's LISEZMOI: soil humidity missing, a circumference of −999 for a forgotten one, lines
  written twice, photographs in another order than the lines, some black, a guide who errs (labels, 3 %).
- One defect that nobody tells: team 3 notes heights in feet under a column that is called metres. The audit's to find.

A student's forest and the hidden one are drawn from generators that only the course secret gives: see `hidden.secret`.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import ndimage

README = Path(__file__).parents[2] / "notebooks" / "tp" / "projet" / "donnees" / "LISEZMOI.md"
SIDE = 32  # pixels
FEET = 3.2808  # in a metre
FORGOTTEN = -999  # a circumference that was not measured
CARD = np.s_[-5:-1, 1:5]  # where the grey card is in a photograph
WARM = (1.16, 1.0, 0.80)  # what device B makes of red, green and blue
WRONG_LABELS, NO_HUMIDITY, NO_CIRCUMFERENCE, TWICE, BLACK = 0.03, 0.08, 0.04, 0.02, 0.01  # shares


@dataclass(frozen=True)
class Place:
    """A region in a year: how many trees were drawn there, what they are like, how they were photographed."""

    region: str
    year: int
    trees: int
    altitude: float  # metres, mean
    humidity: float  # % of the soil, mean
    height: float  # metres, mean
    haze: float  # of the photographs: 0 is clear
    device_b: tuple[float, float]  # share of healthy, of sick trees photographed with device B
    labelled: bool = True


_CRESTS = {"altitude": 860, "humidity": 40, "height": 14.5, "haze": 0.18, "device_b": (0.5, 0.5), "labelled": False}
PLACES = {
    "etiquetees": (
        Place("vallon", 2024, 300, 380, 50, 14.0, 0.05, (0.08, 0.90)),
        Place("vallon", 2025, 300, 380, 45, 14.5, 0.10, (0.08, 0.90)),
        Place("plateau", 2024, 300, 620, 47, 12.0, 0.00, (0.10, 0.85)),
        Place("plateau", 2025, 300, 620, 42, 12.5, 0.12, (0.30, 0.55)),
    ),
    "a_visiter": (Place("crêtes", 2026, 300, **_CRESTS),),
    "cachee": (Place("crêtes", 2026, 1000, **_CRESTS),),
}


@dataclass(frozen=True)
class Forest:
    """Trees as they are: `table` indexed by id, in metres, nothing missing; `images` and `sick` in its order."""

    table: pd.DataFrame
    images: np.ndarray  # (n, 32, 32, 3) uint8
    sick: np.ndarray  # (n,) 0 or 1, never wrong
    labels: np.ndarray  # (n,) what the guide says


def probability_sick(altitude, humidity, height):
    """The law of the illness, everywhere and every year: P(sick) of trees, from arrays of one shape."""
    logit = -2.05 + 0.13 * (45 - humidity) + 0.0016 * (altitude - 500) + 0.10 * (height - 14)
    return 1 / (1 + np.exp(-logit))


def forest(places, rng):
    """The trees of some places, drawn with `rng`, in a random order."""
    parts = [_trees(place, rng) for place in places]
    table = pd.concat([part.table for part in parts])
    order = rng.permutation(len(table))
    images, sick, labels = (
        np.concatenate([getattr(part, name) for part in parts])[order] for name in ("images", "sick", "labels")
    )
    return Forest(table.iloc[order], images, sick, labels)


def folder(places, rng):
    """The files of a folder of data, name → bytes, and the `Forest` behind them."""
    trees = forest(places, rng)
    return files(trees, rng, labelled=places[0].labelled), trees


def files(trees, rng, labelled):
    """`arbres.csv` and `photos.npz` as the forest service keeps them, defects included."""
    n = len(trees.table)
    noted = trees.table.copy()
    in_feet = noted["equipe"] == 3
    noted.loc[in_feet, "hauteur_m"] *= FEET
    noted.loc[rng.random(n) < NO_HUMIDITY, "humidite_sol"] = np.nan
    noted.loc[rng.random(n) < NO_CIRCUMFERENCE, "circonference_cm"] = FORGOTTEN
    if labelled:
        noted["malade"] = trees.labels
    lines = np.append(np.arange(n), rng.choice(n, max(1, round(TWICE * n)), replace=False))
    text = noted.iloc[rng.permutation(lines)].round({"hauteur_m": 1, "humidite_sol": 1}).to_csv(lineterminator="\n")
    photographs = rng.permutation(n)
    buffer = io.BytesIO()
    ids = trees.table.index.to_numpy(dtype=str)[photographs]
    np.savez_compressed(buffer, arbre=ids, images=trees.images[photographs])
    return {"arbres.csv": text.encode(), "photos.npz": buffer.getvalue()}


def student_files(rng):
    """What lies beside a student's notebook, drawn with their own generator: path → bytes."""
    found = {"donnees/LISEZMOI.md": README.read_bytes()}
    for name in ("etiquetees", "a_visiter"):
        content, _ = folder(PLACES[name], rng)
        found |= {f"donnees/{name}/{file}": data for file, data in content.items()}
    return found


def _trees(place, rng):
    """The trees of one place."""
    n = place.trees
    altitude = rng.normal(place.altitude, 60, n)
    humidity = np.clip(rng.normal(place.humidity, 7, n), 5, 95)
    height = np.clip(rng.normal(place.height, 3.5, n), 4, 30)
    sick = (rng.random(n) < probability_sick(altitude, humidity, height)).astype(int)
    device_b = rng.random(n) < np.take(place.device_b, sick)
    numbers = rng.choice(10_000, n, replace=False)
    table = pd.DataFrame(
        {
            "region": place.region,
            "annee": place.year,
            "equipe": rng.integers(1, 5, n),
            "appareil": np.where(device_b, "B", "A"),
            "altitude_m": altitude.round().astype(int),
            "humidite_sol": humidity,
            "hauteur_m": height,
            "circonference_cm": (8.5 * height * rng.lognormal(0, 0.15, n)).round().astype(int),
            "branches_cassees": rng.poisson(1.5 + 0.12 * height + 2.2 * sick),
        },
        index=pd.Index(
            [f"{place.region[0].upper()}{place.year % 100}-{number:04d}" for number in numbers], name="arbre"
        ),
    )
    images = _photographs(place, height, sick, device_b, rng)
    wrong = rng.random(n) < WRONG_LABELS
    return Forest(table, images, sick, np.where(wrong, 1 - sick, sick))


def _photographs(place, height, sick, device_b, rng):
    """Photographs (n, 32, 32, 3) uint8 of trees, from their heights (n,), illness and device."""
    n = len(height)
    brown = rng.beta(np.where(sick, 2.6, 1.2), np.where(sick, 3.4, 8.0))[:, None, None]
    thin = rng.beta(np.where(sick, 2.2, 1.3), np.where(sick, 4.5, 8.0))[:, None, None]
    y, x = np.mgrid[:SIDE, :SIDE] / (SIDE - 1)
    middle = rng.uniform(0.42, 0.58, (n, 1, 1))
    size = (0.20 + 0.009 * height + rng.normal(0, 0.015, n))[:, None, None]
    rough, patches, leaves = (_clouds(n, sigma, rng) for sigma in (1.5, 1.6, 0.6))
    distance = np.hypot((x - middle) / size, (y - 0.42) / (0.85 * size))
    crown = distance + 0.12 * rough < 1
    crown &= leaves > _quantile(leaves, thin)
    withered = patches < _quantile(patches, brown)
    trunk = (np.abs(x - middle) < 0.035) & (y > 0.42) & (y < 0.88)

    sky = np.array([150, 185, 215]) + 25 * y[None, :, :, None]
    ground = np.array([118, 128, 82]) + np.zeros((n, SIDE, SIDE, 3))
    picture = np.where((y > 0.82)[None, :, :, None], ground, sky + np.zeros((n, 1, 1, 1)))
    green = np.array([58, 112, 48]) + rng.normal(0, [10, 12, 8], (n, 1, 1, 3))
    picture = np.where(trunk[..., None], np.array([92, 70, 52]), picture)
    picture = np.where(crown[..., None], green + 14 * leaves[..., None], picture)
    picture = np.where((crown & withered)[..., None], np.array([148, 104, 52]) + 12 * leaves[..., None], picture)
    picture += place.haze * (205 - picture)
    picture[:, *CARD] = 128
    picture *= rng.lognormal(0, 0.13, (n, 1, 1, 1)) * np.where(device_b[:, None, None, None], WARM, 1.0)
    picture += rng.normal(0, 7, picture.shape)
    picture[rng.random(n) < BLACK] = 0
    return picture.round().clip(0, 255).astype(np.uint8)


def _clouds(n, sigma, rng):
    """Smooth random fields (n, 32, 32) of mean 0 and deviation 1."""
    field = ndimage.gaussian_filter(rng.normal(size=(n, SIDE, SIDE)), (0, sigma, sigma))
    return field / field.std(axis=(1, 2), keepdims=True)


def _quantile(fields, shares):
    """Of each field (n, 32, 32), the value below which a share (n, 1, 1) of its pixels is."""
    ordered = np.sort(fields.reshape(len(fields), -1), axis=1)
    places = (shares[:, 0, 0] * (ordered.shape[1] - 1)).astype(int)
    return ordered[np.arange(len(fields)), places][:, None, None]
