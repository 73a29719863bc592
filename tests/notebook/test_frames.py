"""The frames of sliders, stored for the site: few enough, small enough, the start among them."""

import json

import numpy as np
import pytest
from PIL import Image

from course_utils import frames


@pytest.fixture
def to(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_FRAMES", str(tmp_path))
    return tmp_path


def control(values, start):
    return {"label": "x", "values": values, "texts": [str(value) for value in values], "start": start}


def test_nothing_is_stored_without_the_variable(monkeypatch):
    monkeypatch.delenv("COURSE_FRAMES", raising=False)
    assert frames.folder() is None


@pytest.mark.parametrize("start", [0, 7, 20])
def test_too_many_combinations_are_thinned_and_the_start_is_kept(to, start):
    drawn = []

    def draw(a, b):
        drawn.append((a, b))
        return Image.new("RGB", (20 + a, 20), (a, b, 0))

    frames.store(draw, "alt", [control(list(range(21)), start), control(list(range(21)), 10)])
    record = json.loads((to / "000.json").read_text(encoding="utf-8"))
    assert len(drawn) == len(record["frames"]) <= frames.MAX_FRAMES
    first, second = record["controls"]
    assert first["texts"][first["start"]] == str(start) and second["texts"][second["start"]] == "10"
    assert drawn[first["start"] * len(second["texts"]) + second["start"]] == (start, 10)


def test_noise_stays_below_the_limit_and_equal_frames_are_stored_once(to):
    noise = [Image.fromarray(np.random.default_rng(seed).integers(0, 256, (300, 500, 3), np.uint8)) for seed in (0, 1)]
    frames.store(lambda i: noise[i % 2], "alt", [control([0, 1, 2, 3], 0)], interval=100)
    record = json.loads((to / "000.json").read_text(encoding="utf-8"))
    assert record["frames"][0] == record["frames"][2] != record["frames"][1]
    stored = list(to.glob("*.webp"))
    assert len(stored) == 2 and sum(path.stat().st_size for path in stored) <= frames.MAX_BYTES
