"""TextBlob's sentiment with what it knew: a labelled baseline, near chance on news."""

import re
import warnings
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.read.plain import as_printed
from analysis.read.segment import parse, plain_texts

_STRAIGHT = str.maketrans("“”‘’", "\"\"''")  # so that one text in two looks has one score
_RUN = re.compile(r"([^\w\s]{20})[^\w\s]+")  # TextBlob takes minutes over signs without end


@as_printed
def find_sentiment(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """The words TextBlob assessed, found again in the text.

    Returns one row per assessed chunk: article, start, end (offsets from its first to its last word), words (as
    TextBlob names them), polarity (-1 to 1, higher is more positive), subjectivity (0 to 1, higher means more opinion).
    A chunk whose words cannot be found again (TextBlob changes some marks) has missing start and end.
    Raises ValueError for a single string or an index label that stands twice.
    """
    rows = []
    for article, text in plain_texts(texts).items():
        assessed = _assess(text)[2] if text.strip() else []
        for (words, polarity, subjectivity, _), span in zip(
            assessed, _places(text, [a[0] for a in assessed]), strict=True
        ):
            rows.append((article, *span, " ".join(words), polarity, subjectivity))
    frame = pd.DataFrame(rows, columns=["article", "start", "end", "words", "polarity", "subjectivity"])
    return frame.astype({"start": "Int64", "end": "Int64"})


def score_sentiment(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """TextBlob's polarity and subjectivity of each text, with the number of chunks it knew.

    Returns one row per text, index kept: polarity (-1 to 1), subjectivity (0 to 1), n_assessed. NaN where TextBlob
    knew no word; TextBlob itself says 0.0 there, as if the text were neutral.
    When not to trust it: on news it agrees with readers little better than chance, and bad events read as negative
    however they are worded. Shown as the baseline that most people would use.
    Source: TextBlob(text).sentiment_assessments, called and not copied. Raises ValueError for a single string.
    """
    series = plain_texts(texts)
    rows = []
    for text in series:
        polarity, subjectivity, assessed = _assess(text) if text.strip() else (np.nan, np.nan, [])
        known = len(assessed) > 0
        rows.append((polarity if known else np.nan, subjectivity if known else np.nan, len(assessed)))
    return pd.DataFrame(rows, index=series.index, columns=["polarity", "subjectivity", "n_assessed"])


@lru_cache(maxsize=1024)
def _assess(text: str):
    """Polarity, subjectivity and assessments, kept for the call that comes next; TextBlob is slow to import: here."""
    text = _RUN.sub(r"\1", text.translate(_STRAIGHT))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from textblob import TextBlob

        return TextBlob(text).sentiment_assessments


def _places(text: str, chunks: list[list[str]]) -> list[tuple[int | None, int | None]]:
    """The spans of the chunks, searched from left to right through the words of the text."""
    doc, at, found = parse(text), 0, []
    for chunk in chunks:
        words = [w for w in chunk if any(c.isalnum() for c in w)]
        span: tuple[int | None, int | None] = (None, None)
        for i in range(at, len(doc.words)):
            if words and words[0].lower() in (doc.words[i], *doc.words[i].split("-")):
                last = next((k for k in range(i, min(i + 8, len(doc.words))) if words[-1].lower() in doc.words[k]), i)
                span, at = (doc.starts[i], doc.ends[last]), last + 1
                break
        found.append(span)
    return found
