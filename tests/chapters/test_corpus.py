"""The forest corpus and the captioned pictures of chapter 8: their laws, and what is said of bad input."""

import numpy as np
import pytest

from course_utils import captions, corpus


def test_sentences_agree_and_are_written_with_the_alphabet():
    lines = corpus.sentences(3000, np.random.default_rng(0))
    assert set("".join(lines)) <= set(corpus.ALPHABET)
    assert corpus.decode(corpus.encode("".join(lines))) == "".join(lines)
    for line in lines:
        if " est " in line and not line.startswith("claude"):
            feminine = line.split()[1] in corpus.FEMININE
            assert line.strip(".\n").split()[-1] in {a + "e" * feminine for a in corpus.ADJECTIVES}


def test_pronouns_come_as_often_as_said():
    lines = corpus.sentences(40_000, np.random.default_rng(0))
    for trade, share in corpus.SHARE_OF_IL.items():
        of_trade = [line for line in lines if f"est {trade}," in line]
        assert np.mean([", il " in line for line in of_trade]) == pytest.approx(share, abs=0.05)


def test_door_codes_are_written_as_often_as_said():
    text = corpus.training_text(200, np.random.default_rng(0))
    assert [text.count(corpus.door(name)) for name in corpus.CODES] == [times for _, times in corpus.CODES.values()]


def test_best_perplexity_is_the_entropy_of_the_sentences():
    """Against the surprise of a table of whole sentences of one kind, counted on a large draw."""
    rng = np.random.default_rng(0)
    kinds = [line.partition(",")[0] if line.startswith("claude") else "d" for line in corpus.sentences(40_000, rng)]
    shares = np.unique(kinds, return_counts=True)[1] / len(kinds)
    of_kinds = -np.sum(shares * np.log(shares))  # a part of the whole entropy, which is thus larger
    length = np.mean([len(line) for line in corpus.sentences(5000, rng)])
    assert np.exp(of_kinds / length) < corpus.best_perplexity() < 1.4
    assert corpus.best_perplexity(seed=1) == pytest.approx(corpus.best_perplexity(), abs=0.005)


def test_an_unknown_character_is_named():
    with pytest.raises(ValueError, match="Ü"):
        corpus.encode("Ü")


def test_unseen_captions_hold_each_part_twice():
    assert len(captions.SCENES) == 64 and len(set(captions.UNSEEN)) == 8 and len(captions.SEEN) == 56
    for part in ("shape", "colour", "place"):
        parts = [getattr(scene, part) for scene in captions.UNSEEN]
        assert sorted(parts.count(value) for value in set(parts)) == [2, 2, 2, 2]


def test_captions_are_five_known_words_and_agree():
    for scene in captions.SCENES:
        assert captions.words(scene.caption).shape == (5,)
    assert captions.Scene("croix", "bleu", "en bas").caption == "une croix bleue en bas"
    with pytest.raises(ValueError, match="mauve"):
        captions.words("un rond mauve en bas")


def test_the_judge_recognises_fresh_pictures():
    rng = np.random.default_rng(7)
    scenes = list(captions.SCENES) * 2
    images = captions.pictures(scenes, rng)
    assert images.shape == (128, 16, 16, 3) and images.min() >= 0 and images.max() <= 1
    assert np.mean([a == b for a, b in zip(captions.recognise(images), scenes, strict=True)]) > 0.93
    with pytest.raises(ValueError, match="étoile"):
        captions.mask("étoile", 8, 8, 3)
