"""Word vectors of a folder of news: what company each word keeps."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd
from tqdm import tqdm

from analysis.read.segment import ahead, parse

LEAST = 8  # words seen less often get no vector
CONTEXTS = 8000  # most frequent words that count as company
WINDOW = 4  # neighbours to the left and to the right, weighted 1 / distance
SMOOTHING = 0.75  # exponent of context frequencies, against rare contexts
CHUNK = 4_000_000  # words counted at once; bounds the memory


@dataclass(frozen=True)
class Vectors:
    """Words by falling frequency, their unit vectors, all uses, those in small letters, those with a capital inside."""

    words: list[str]
    matrix: np.ndarray
    count: np.ndarray
    small: np.ndarray
    capital: np.ndarray


def word_vectors(folder: str | Path, *, dimensions: int = 150) -> Vectors:
    """Vectors of the words of a folder of articles: positive PMI of their neighbours, cut to its main directions.

        PMI(word, context) = log(p(word, context) / (p(word) p(context)^.75)); contexts are the words one to four to
        the left and to the right, each side apart, weighted 1 / distance; below 0 counts as 0; truncated SVD, times
        the root of the singular values, unit length.
    Returns Vectors for every word seen 8 times or more; a cosine near 1 means the same company, not the same meaning.
    Not for small folders: under some thousand articles rare words have vectors made of noise.
    Raises ValueError when the folder holds no articles. Source: Bullinaria and Levy 2007; Levy, Goldberg, Dagan 2015.
    """
    ids, article, capitals, vocabulary = _encode(folder)
    counts = np.bincount(ids, minlength=len(vocabulary))
    order = np.argsort(-counts, kind="stable")[: int((counts >= LEAST).sum())]
    rank = np.full(len(vocabulary), -1, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    matrix = _reduce(_company(rank[ids], article, len(order)), min(dimensions, len(order) - 1))
    words = list(vocabulary)
    return Vectors([words[i] for i in order], matrix, counts[order], *capitals[order].T)


def texts_of(folder: str | Path) -> Iterator[str]:
    """The texts of allsides.jsonl.gz where the folder has one, else of every article that read_articles finds."""
    packed = Path(folder) / "allsides.jsonl.gz"
    if packed.is_file():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            for line in tqdm(lines, desc="word vectors", unit=" articles", mininterval=1):
                yield json.loads(line)["text"]
    else:
        from analysis.read.articles import read_articles

        yield from read_articles(folder)["text"]


def _encode(folder: str | Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, int]]:
    """Word ids of all texts on end, the article of each, and per word its uses in small and in capitals."""
    vocabulary: dict[str, int] = {}
    streams, small = [], []
    for text in ahead(texts_of(folder)):
        doc = parse(text)
        streams.append(np.array([vocabulary.setdefault(w, len(vocabulary)) for w in doc.words], np.int32))
        small.append(np.array([_case(text, s) for s in doc.starts], np.int8))
    if not vocabulary:
        raise ValueError(f"{folder}: no articles with words; word vectors need a folder of articles.")
    ids, case = np.concatenate(streams), np.concatenate(small)
    capitals = np.stack([np.bincount(ids[case == k], minlength=len(vocabulary)) for k in (0, 1)], axis=1)
    return ids, np.repeat(np.arange(len(streams)), [len(s) for s in streams]), capitals, vocabulary


def _case(text: str, start: int) -> int:
    """1 for a capital inside a sentence, 0 for a small letter, -1 where a capital says nothing."""
    if not text[start].isupper():
        return 0
    return 1 if start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] == ",") else -1


def _company(ids: np.ndarray, article: np.ndarray, n_words: int) -> sp.csr_matrix:
    """Weighted counts, words x (left contexts, right contexts)."""
    contexts = min(CONTEXTS, n_words)
    total = sp.csr_matrix((n_words, 2 * contexts), dtype=np.float32)
    for low in tqdm(range(0, len(ids), CHUNK), desc="counting", unit=" parts", mininterval=1):
        for distance in range(1, WINDOW + 1):
            high = min(low + CHUNK, len(ids) - distance)
            if high <= low:
                continue
            first, second = ids[low:high], ids[low + distance : high + distance]
            known = (first >= 0) & (second >= 0) & (article[low:high] == article[low + distance : high + distance])
            first, second = first[known], second[known]
            left, right = first < contexts, second < contexts
            rows = np.concatenate([second[left], first[right]])
            columns = np.concatenate([first[left], second[right] + contexts])
            weights = np.full(len(rows), 1 / distance, np.float32)
            total = total + sp.coo_matrix((weights, (rows, columns)), shape=total.shape).tocsr()
    return total


def _reduce(counts: sp.csr_matrix, dimensions: int) -> np.ndarray:
    """Positive PMI, then unit vectors of its main directions."""
    of_word = np.asarray(counts.sum(1)).ravel()
    of_context = np.asarray(counts.sum(0)).ravel() ** SMOOTHING
    of_context /= of_context.sum()
    table = counts.tocoo()
    pmi = np.log(table.data / (of_word[table.row] * of_context[table.col]))
    kept = pmi > 0
    positive = sp.csr_matrix((pmi[kept].astype(np.float32), (table.row[kept], table.col[kept])), shape=counts.shape)
    left, values, _ = randomized_svd(positive, dimensions, n_iter=4, random_state=0)
    matrix = left * np.sqrt(values)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return (matrix / np.maximum(lengths, 1e-9)).astype(np.float32)
