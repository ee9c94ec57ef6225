"""What the network of sentiment toward an actor may know of a word: its company, its polarity, its usual tag."""

import warnings
from functools import cache

import numpy as np

from analysis.mark.lexicon import load_lexicon
from analysis.mark.masked import ADJECTIVE, ADVERB, GERUND, NAME, NOUN, OTHER, PARTICIPLE, PAST, PRESENT, SELF, Known
from analysis.validate.vectors import Vectors

NAMES_FROM = 0.5  # a capital makes a name of a word that has one mid-sentence more often than this
LEAST_SMALL = 8  # a name that is printed small less often than this is not kept as a word
VECTOR, KIND, MASK = 0.8, 1.5, 2.0  # scales of the three kinds of features
_USES = {
    "VB": PRESENT, "VBP": PRESENT, "VBZ": PRESENT, "VBD": PAST, "VBN": PARTICIPLE, "VBG": GERUND, "NN": NOUN,
    "NNS": NOUN, "JJ": ADJECTIVE, "JJR": ADJECTIVE, "JJS": ADJECTIVE, "RB": ADVERB, "RBR": ADVERB, "RBS": ADVERB,
}  # fmt: skip


def known_words(vectors: Vectors) -> tuple[list[str], Known, np.ndarray]:
    """Words that have a vector and are no names, after the ids UNSEEN, NAME and SELF; and their rows in `vectors`."""
    share = vectors.capital / np.maximum(vectors.capital + vectors.small, 1)
    me = [w == "i" or w.startswith("i'") for w in vectors.words]
    kept = np.flatnonzero((share <= NAMES_FROM) | (vectors.small >= LEAST_SMALL) | me)
    words = ["", " ", "  ", *(vectors.words[i] for i in kept)]
    names = np.r_[False, True, True, share[kept] > NAMES_FROM]
    uses = np.array([_USES.get(_tag(w), OTHER) for w in words], np.uint8)
    return words, Known({w: i for i, w in enumerate(words) if i > SELF}, names, uses), kept


def word_features(words: list[str], vectors: Vectors, kept: np.ndarray) -> np.ndarray:
    """One row a word: vector, polarity by TextBlob and VADER, category and direction in our lexicon, usual tag.

    VADER's word list is read from the installed package; only what the network makes of it is kept.
    Raises ImportError when the package vaderSentiment is not installed.
    """
    masks = np.zeros((len(words), 2))
    masks[NAME, 0] = masks[SELF, 1] = MASK
    company = np.vstack([np.zeros((SELF + 1, vectors.matrix.shape[1])), VECTOR * vectors.matrix[kept]])
    blocks = [company, KIND * _polarity(words), KIND * _listed(words), KIND * _tags(words), masks]
    return np.hstack(blocks).astype(np.float32)


@cache
def _textblob() -> tuple[dict, dict]:
    """TextBlob's tables of tags and of polarity, loaded; it leaves their files open."""
    from textblob.en import lexicon, sentiment

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for table in (lexicon, sentiment):
            if not dict.__len__(table):
                table.load()
    return lexicon, sentiment


def _tag(word: str) -> str:
    return dict.get(_textblob()[0], word) or ""


def _tags(words: list[str]) -> np.ndarray:
    tags = [_tag(w) for w in words]
    place = {t: k for k, t in enumerate(sorted({t for t in tags if t.isalpha()}))}
    table = np.zeros((len(words), len(place)))
    for i, tag in enumerate(tags):
        if tag in place:
            table[i, place[tag]] = 0.5
    return table


def _polarity(words: list[str]) -> np.ndarray:
    """TextBlob: up, down, subjectivity; VADER: up, down, sign."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    sentiment = _textblob()[1]
    valence = SentimentIntensityAnalyzer().lexicon
    table = np.zeros((len(words), 6))
    for i, word in enumerate(words):
        if (entry := dict.get(sentiment, word)) is not None:
            polarity, subjectivity = entry[None][:2]
            table[i, :3] = max(polarity, 0), max(-polarity, 0), subjectivity
        if (value := valence.get(word)) is not None:
            table[i, 3:] = max(value, 0) / 2, max(-value, 0) / 2, np.sign(value)
    return table


def _listed(words: list[str]) -> np.ndarray:
    """Our lexicon: praise, blame, and a column a category, for terms of one word."""
    lexicon = load_lexicon()
    single = {form[0]: t for t in reversed(lexicon.terms) for form in t.forms if len(form) == 1}
    column = {name: k + 2 for k, name in enumerate(lexicon.categories)}
    table = np.zeros((len(words), 2 + len(column)))
    for i, word in enumerate(words):
        if (term := single.get(word)) is not None:
            value = term.direction * term.strength / 2
            table[i, 0], table[i, 1], table[i, column[term.category]] = max(value, 0), max(-value, 0), 1
    return table
