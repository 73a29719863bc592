"""Chapter 8's paper-exam questions: each number of a worked answer is computed again."""

import itertools
import math
import re

import numpy as np
import pytest
from annales import answer, holds

from course_utils.nn.attention import MultiHeadAttention, attention, causal_mask
from course_utils.nn.layer_normalization import LayerNormalization
from course_utils.nn.layers import Dense


def spelt(question, *numbers):
    """Every whole number stands in the answer, whatever separates its thousands."""
    text = re.sub(r"\\.|\s", "", answer(question))
    assert all(str(number) in text for number in numbers), text


def test_attention_by_hand():
    q = np.array([[1.0, 1, 0, 0]])
    keys = np.array([[2.0, 2, 1, 0], [1, 1, 0, 3], [0, 0, 5, 5]])
    values = np.array([[10.0, 0], [0, 10], [5, 5]])
    out, weights = attention(q, keys, values)
    seen, masked = attention(np.repeat(q, 3, axis=0), keys, values, causal_mask(3))
    holds("8.1", *[f"{w:.3f}" for w in weights[0]], *[f"{w:.3f}" for w in masked[1, :2]])
    holds("8.1", *[f"{x:.2f}" for x in (*out[0], *seen[1])])
    swapped, _ = attention(q, keys[[1, 0, 2]], values[[1, 0, 2]])
    assert np.allclose(swapped, out)


@pytest.mark.parametrize("heads", [1, 4])
def test_parameters_of_a_block(heads):
    rng = np.random.default_rng(0)
    look = MultiHeadAttention(64, heads, rng)
    parts = [[look], [Dense(64, 256, rng), Dense(256, 64, rng)], [LayerNormalization(64), LayerNormalization(64)]]
    counts = [sum(array.size for layer in part for array in layer.parameters) for part in parts]
    spelt("8.2", *counts, sum(counts), 48**2, int(causal_mask(48).sum()))
    holds("8.2", str((4 * 48) ** 2 // 48**2))


def test_gradient_through_time():
    holds("8.3", f"{0.8**5:.3f}", f"{0.8**20:.4f}", f"{0.8**40:.6f}", f"{1 / 0.8:.2f}")


def test_perplexity_and_temperature():
    loss = -np.mean(np.log([0.5, 0.25, 1, 0.5]))
    assert math.exp(loss) == pytest.approx(2)

    def at(temperature):
        p = np.exp(np.log([0.8, 0.2]) / temperature)
        return p / p.sum()

    holds("8.4", f"{loss:.3f}", "46", *[f"{p:.3f}" for t in (0.5, 2) for p in at(t)], f"{100 * at(0.5)[0]:.1f}")


def test_a_step_of_denoising():
    (a, s), (a_then, s_then) = ((math.cos(math.pi * t / 2), math.sin(math.pi * t / 2)) for t in (1 / 2, 1 / 3))
    x = a * 3 + s * 0.5
    clean = (x - s * 0.6) / a
    holds("8.5", f"{x:.3f}", f"{clean:.1f}", f"{a_then * clean + s_then * 0.6:.3f}", f"{0.2 + 3 * (0.6 - 0.2):.1f}")
    holds("8.5", f"{a:.4f}", f"{a_then:.4f}0"[:6])


def test_a_scaling_law():
    slope = math.log10(1.6 / 2.0)
    losses = {power: 1.6 * 10 ** (slope * (power - 5)) for power in (6, 7, 8)}
    holds("8.6", f"{slope:.3f}", f"{losses[6]:.2f}", f"{losses[7]:.3f}", f"{losses[8]:.3f}", f"{30_000 / 3600:.1f}")
    assert losses[8] < losses[7] < 1.2 < losses[6]
    spelt("8.6", 30 * 10**3)


def test_pieces_of_a_text():
    text = list("la salade, la salle")

    def glued(pieces, pair):
        """Independent of the chapter: a mark between pieces, and the pair's own taken out."""
        joined = "|" + "|".join(pieces) + "|"
        return joined.replace("|" + "|".join(pair) + "|", "|" + "".join(pair) + "|").strip("|").split("|")

    def best(pieces):
        pairs = list(itertools.pairwise(pieces))
        return max(pairs, key=pairs.count)  # the first met, where counts are equal

    assert best(text) == ("l", "a")
    once = glued(text, ("l", "a"))
    assert best(once) == ("la", " ")
    twice = glued(once, ("la", " "))
    assert set("sas") <= set(text)
    spelt("8.7", len(text), len(set(text)), len(once), len(twice), len(set(text)) + 2, len(text) ** 2, len(twice) ** 2)
