"""What a user would pick today, measured on the same cases: TextBlob, VADER, plain quotation marks, the last word."""

import re
import warnings
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import numpy as np

from analysis.read.segment import parse

_MARKED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_STOP = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z“\"])")


def tone(texts: Iterable[str]) -> dict[str, np.ndarray]:
    """Scores of each text by name: TextBlob's subjectivity; VADER's compound and sum of word values, without signs."""
    each = [_tone(text) for text in texts]
    names = ("TextBlob subjectivity", "VADER", "VADER words") if vader() is not None else ("TextBlob subjectivity",)
    return {name: np.array([own[k] for own in each]) for k, name in enumerate(names)}


@lru_cache(maxsize=20_000)
def _tone(text: str) -> tuple[float, ...]:
    if vader() is None:
        return (textblob(text)[1],)
    return textblob(text)[1], abs(compound(text)), sum(abs(vader().lexicon.get(w, 0.0)) for w in parse(text).words)


def textblob(text: str) -> tuple[float, float]:
    """TextBlob's polarity and subjectivity, 0 where it knows no word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from textblob import TextBlob

        sentiment: Any = TextBlob(text).sentiment
        return sentiment.polarity, sentiment.subjectivity


def compound(text: str) -> float:
    """VADER's compound score, -1 to 1."""
    return vader().polarity_scores(text)["compound"]


@cache
def vader() -> Any:
    """VADER's analyser, None where vaderSentiment is not installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    return SentimentIntensityAnalyzer()


def word_scores(words: Iterable[str]) -> dict[str, dict[str, float]]:
    """Scores of single words by name of the tool: TextBlob's subjectivity, VADER's valence without its sign."""
    types = sorted(set(words))
    scores = {"TextBlob words": {word: textblob(word)[1] for word in types}}
    if vader() is not None:
        scores["VADER words"] = {word: abs(vader().lexicon.get(word, 0.0)) for word in types}
    return scores


def quotation_marks(text: str) -> list[tuple[int, int]]:
    """Spans between a pair of double marks in one paragraph, by one regular expression."""
    return [m.span() for m in _MARKED.finditer(text)]


def full_stops(text: str) -> set[int]:
    """Ends of sentences by one regular expression: a stop, white space, a capital."""
    return {m.start() + len(m[0].rstrip()) for m in _STOP.finditer(text)}


def last_word(mention: str) -> str:
    """The key under which mentions are merged by their last word."""
    words = mention.lower().rstrip(".,").split()
    return words[-1] if words else ""
