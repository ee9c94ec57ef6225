"""Words and pairs of words in an outlet's own voice, counted text by text."""
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.contrast.measure import VOICES
from analysis.mark.voices import find_voices
from analysis.read.segment import Document, as_texts, parse

_GAPS = frozenset((" ", "\u00a0"))


def own_terms(texts: pd.Series, left_out: pd.DataFrame) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Counts (texts x terms), own words of each text, and the terms: words and pairs of neighbours with a letter.

    Own voice is narrator and scare quotes. Pairs do not reach over punctuation, a possessive or a change of voice.
    Words in the spans of `left_out` are not counted.
    """
    texts = as_texts(texts)
    voices = find_voices(texts)
    spoken = voices[~voices["voice"].isin(VOICES["narrator"])]
    taken = pd.concat([spoken[["article", "start", "end"]], left_out], ignore_index=True)
    groups = taken.groupby("article")[["start", "end"]]
    skip: dict[Any, np.ndarray] = {article: spans.to_numpy() for article, spans in groups}
    ids: dict[str, int] = {}
    found, rows, n_words = [], [], []
    for row, (article, text) in enumerate(texts.items()):
        singles, pairs = _own(parse(text), skip.get(article, np.empty((0, 2), int)), ids)
        n_words.append(len(singles))
        found += [singles, pairs]
        rows.append(np.full(len(singles) + len(pairs), row))
    codes, columns = np.unique(np.concatenate([*found, np.empty(0, np.int64)]), return_inverse=True)
    entries = (np.ones(len(columns)), (np.concatenate([*rows, np.empty(0, int)]), columns))
    counts = sparse.csr_matrix(entries, shape=(len(texts), len(codes)))
    words = np.array(["", *ids], dtype=object)
    split = zip(words[codes >> 32], words[codes & 0xFFFFFFFF], strict=True)
    terms = np.array([f"{first} {second}".strip() for first, second in split], dtype=object)
    lettered = np.flatnonzero([any(map(str.isalpha, term)) for term in terms])
    return counts[:, lettered], np.array(n_words, dtype=float), terms[lettered]


def _own(doc: Document, skip: np.ndarray, ids: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Codes of the words outside the spans of `skip`, and of neighbouring pairs of them."""
    own = np.ones(len(doc.words), dtype=bool)
    for start, end in skip:
        inside = doc.words_between(start, end)
        own[inside.start : inside.stop] = False
    code = np.array([ids.setdefault(word, len(ids) + 1) for word in doc.words], dtype=np.int64)
    bounds = zip(doc.ends, doc.starts[1:], strict=False)
    near = np.array([start - end == 1 and doc.text[end] in _GAPS for end, start in bounds], dtype=bool)
    first = np.flatnonzero(own[:-1] & own[1:] & near)
    return code[own], code[first] << 32 | code[first + 1]
