"""Short French sentences about a forest, drawn from a grammar: what chapter 8's language model learns to continue.

Three kinds of sentences, lower case, each ended by a full stop and a newline:

- descriptions, « la feuille du chêne est très verte. », whose adjective agrees with the first noun;
- trades, « claude est pilote, il part. », where the pronoun is drawn with a share that depends on the trade
  (`SHARE_OF_IL`): a bias put there on purpose;
- door codes, « le code de la porte nord est 4071. », each written a known number of times (`CODES`).

The law is known, so is the smallest perplexity that any model can reach: `best_perplexity`.
"""

import numpy as np

#: determiner, masculine then feminine
DETERMINERS = (("le", "la"), ("un", "une"), ("ce", "cette"), ("mon", "ma"))
MASCULINE = ("chêne", "hêtre", "sapin", "renard", "loup", "sentier", "ruisseau", "buisson", "merle", "tronc")
FEMININE = ("forêt", "feuille", "branche", "mousse", "fougère", "biche", "racine", "souche", "clairière", "mésange")
#: masculine forms; the feminine one has an « e » more
ADJECTIVES = ("vert", "grand", "petit", "brun", "noir", "clair", "gris", "rond", "froid", "lourd")
#: trade → share of the sentences that go on with « il »; the others say « elle »
SHARE_OF_IL = {"pilote": 0.95, "médecin": 0.8, "garde": 0.6, "juge": 0.5, "fleuriste": 0.2, "secrétaire": 0.05}
#: door → (its code, the number of times that the training text says it)
CODES = {"nord": ("4071", 1), "sud": ("2938", 4), "est": ("8562", 16), "ouest": ("1694", 64)}
TRADES_SHARE = 0.2
#: every character of the text; its place in this string is its number
ALPHABET = "\n ',.0123456789abcdefghijklmnopqrstuvwxyzàéèêî"


def noun_phrase(rng, contracted=False):
    """A determiner, a noun and its gender (0 masculine, 1 feminine); `contracted`: « du chêne », « de la forêt »."""
    gender = int(rng.integers(2))
    noun = rng.choice((MASCULINE, FEMININE)[gender])
    determiner = ("du", "de la")[gender] if contracted else rng.choice(DETERMINERS)[gender]
    return f"{determiner} {noun}", gender


def description(rng):
    """One sentence such as « la feuille du chêne est très verte. »; half have a complement, half say « très »."""
    subject, gender = noun_phrase(rng)
    if rng.random() < 0.5:
        subject += " " + noun_phrase(rng, contracted=True)[0]
    adverb = "très " if rng.random() < 0.5 else ""
    return f"{subject} est {adverb}{rng.choice(ADJECTIVES)}{'e' * gender}.\n"


def trade(rng):
    """One sentence such as « claude est pilote, il part. »"""
    name = rng.choice(list(SHARE_OF_IL))
    pronoun = "il" if rng.random() < SHARE_OF_IL[name] else "elle"
    return f"claude est {name}, {pronoun} part.\n"


def door(name):
    """The sentence that gives the code of a door."""
    return f"le code de la porte {name} est {CODES[name][0]}.\n"


def sentences(n, rng):
    """`n` sentences of the first two kinds, drawn independently."""
    return [trade(rng) if rng.random() < TRADES_SHARE else description(rng) for _ in range(n)]


def training_text(n, rng):
    """`n` sentences and the door codes, shuffled, as one text."""
    codes = [door(name) for name, (_, times) in CODES.items() for _ in range(times)]
    lines = sentences(n, rng) + codes
    return "".join(lines[i] for i in rng.permutation(len(lines)))


def encode(text):
    """The number of each character, as an array.

    >>> encode("a.").tolist()
    [15, 4]
    """
    try:
        return np.array([ALPHABET.index(character) for character in text], dtype="int32")
    except ValueError as error:
        unknown = sorted(set(text) - set(ALPHABET))
        raise ValueError(f"caractères inconnus du corpus : {unknown} ; en minuscules, il y a {ALPHABET!r}") from error


def decode(numbers):
    """The text of an array of numbers.

    >>> decode([15, 4])
    'a.'
    """
    return "".join(ALPHABET[number] for number in numbers)


def best_perplexity(n=20_000, seed=0):
    """The perplexity by character of who knows the grammar: e^(mean of −ln P(sentence) / mean length).

    The entropy is exact, only the mean length is estimated, on `n` sentences.
    """
    coin = np.log(2)
    shares = np.array(list(SHARE_OF_IL.values()))
    pronoun = -np.mean(shares * np.log(shares) + (1 - shares) * np.log(1 - shares))
    nouns, words = np.log(len(MASCULINE)), np.log(len(ADJECTIVES))
    of_description = coin + np.log(len(DETERMINERS)) + nouns + coin + (coin + nouns) / 2 + coin + words
    of_trade = np.log(len(SHARE_OF_IL)) + pronoun
    kind = -(TRADES_SHARE * np.log(TRADES_SHARE) + (1 - TRADES_SHARE) * np.log(1 - TRADES_SHARE))
    entropy = kind + TRADES_SHARE * of_trade + (1 - TRADES_SHARE) * of_description
    return float(np.exp(entropy / np.mean([len(line) for line in sentences(n, np.random.default_rng(seed))])))
