"""Which articles cover the same event: headlines and openings compared within a few days of one another."""
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from zlib import crc32

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfTransformer

from analysis.read.segment import as_texts

SIMILAR = 0.15  # mean similarity of an event's articles; chosen on halves of the BASIL events among distractors
TITLE_TIMES = 3
LEAD = 200  # words
SAME_TITLE = 0.6  # similarity of headlines that stands in for a missing date
UNDATED = np.iinfo(np.int64).min
LARGEST = 2_000  # articles linked at once; more are first split at a higher similarity
CHUNK = 250
# The packaged list of function words has some that make news.
_STOP = ENGLISH_STOP_WORDS - set("bill fire cry mill system interest serious".split())
_WORD = re.compile(r"\w[\w'’-]*\w")
_TERM = re.compile(r"\b\w\w+\b")


def group_events(articles: pd.DataFrame, *, window_days: int = 3, threshold: float | None = None) -> pd.Series:
    """Event of each article: articles are grouped whose headlines and openings share their telling words.

    Similarity is the cosine of TF-IDF words (logarithmic counts) of the headline three times and the first 200 words
    of the text; only articles at most `window_days` apart are compared. Events are joined while the mean similarity
    of their articles is at least `threshold` (average linkage; 0 to 1, higher means more and purer events; 0.15
    where None). An article without a date joins only where its headline says the same (cosine >= .6) and its
    similarity is at least twice the threshold; `.attrs["sentence"]` says how many did.
    Returns a Series of readable ids, index kept: the first day and two to four words of the headlines
    ("2031-01-08-drone-strike-kills"); no id depends on the order of rows.
    Not for telling the days of a running story apart for certain, nor two angles of one day: see near_events.
    Raises ValueError for duplicate index labels, a frame without text, a window below 0, a threshold outside 0 to 1.
    """
    threshold = _checked(window_days, threshold)
    order, headlines, texts, days = _by_date(articles)
    vectors, titles = _vectors(headlines, texts, order)
    labels = _dated(vectors, days, window_days, threshold)
    joined = _join_undated(labels, vectors, titles, days, threshold)
    del vectors, titles
    events = pd.Series(index=articles.index, data="", dtype=object, name="event")
    events.iloc[order] = _names(headlines, texts, order, days, labels)
    events.attrs["sentence"] = _sentence(len(days), int((days == UNDATED).sum()), joined)
    return events


def near_events(
    articles: pd.DataFrame, events: pd.Series, *, window_days: int = 3, threshold: float | None = None
) -> pd.DataFrame:
    """Pairs of events that may be one, or stages of one story: just below the threshold of group_events.

    similarity: mean over pairs of articles, one of each event, at most twice `window_days` apart (others count 0);
    pairs from half the threshold on are listed, highest first. Higher means more alike.
    Returns event, near, similarity, days_apart (between their first days), article and near_article (the two that
    are most alike). Events of undated articles alone are not compared. Not a claim that the two are one.
    Raises ValueError as group_events does, and where `events` has other labels than `articles`.
    """
    threshold = _checked(window_days, threshold)
    if not articles.index.equals(events.index):
        raise ValueError("events must have the index of articles: use the result of group_events on the same frame.")
    order, headlines, texts, days = _by_date(articles)
    vectors, _ = _vectors(headlines, texts, order)
    codes, names = pd.factorize(events.iloc[order])
    i, j, similarity = _pairs(vectors, days, 2 * window_days, threshold / 4)
    apart = codes[i] != codes[j]
    i, j, similarity = i[apart], j[apart], similarity[apart]
    i, j = np.where(codes[i] < codes[j], i, j), np.where(codes[i] < codes[j], j, i)
    frame = pd.DataFrame({"a": codes[i], "b": codes[j], "i": i, "j": j, "s": similarity})
    frame = frame.sort_values("s", ascending=False, kind="stable")
    pairs = frame.groupby(["a", "b"]).agg(total=("s", "sum"), i=("i", "first"), j=("j", "first")).reset_index()
    sizes = np.bincount(codes, minlength=len(names))
    first = pd.Series(days).where(days != UNDATED).groupby(codes).min().to_numpy()
    mean = pairs["total"].to_numpy() / (sizes[pairs["a"]] * sizes[pairs["b"]])
    table = pd.DataFrame({
        "event": np.asarray(names, dtype=object)[pairs["a"]], "near": np.asarray(names, dtype=object)[pairs["b"]],
        "similarity": mean, "days_apart": np.abs(first[pairs["a"]] - first[pairs["b"]]).astype(int),
        "article": articles.index[order[pairs["i"]]], "near_article": articles.index[order[pairs["j"]]],
    })  # fmt: skip
    kept = table[table["similarity"] >= threshold / 2]
    return kept.sort_values(["similarity", "event", "near"], ascending=[False, True, True], ignore_index=True)


def _checked(window_days: int, threshold: float | None) -> float:
    threshold = SIMILAR if threshold is None else threshold
    if window_days < 0:
        raise ValueError(f"window_days must be 0 or more; received {window_days!r}.")
    if not 0 < threshold < 1:
        raise ValueError(f"threshold must lie between 0 and 1; received {threshold!r}.")
    return threshold


def _by_date(articles: pd.DataFrame) -> tuple[np.ndarray, list[str], pd.Series, np.ndarray]:
    """Positions in a fixed order, undated first, then by day; headlines and days since 1970 in that order; texts."""
    texts = as_texts(articles)
    headlines = as_texts(articles["headline"]).tolist() if "headline" in articles else [""] * len(texts)
    days = np.full(len(texts), UNDATED)
    if "published" in articles:
        dates = pd.to_datetime(articles["published"], errors="coerce")
        known = (dates.notna() & (dates.dt.year > 1700)).to_numpy()
        days[known] = dates[known].to_numpy().astype("datetime64[D]").astype(np.int64)
    marks = [crc32(text.encode("utf-8", "surrogatepass")) for text in texts]
    order = sorted(range(len(texts)), key=lambda k: (days[k], headlines[k], marks[k]))
    return np.array(order, dtype=int), [headlines[k] for k in order], texts, days[order]


def _openings(texts: pd.Series, order: np.ndarray) -> Iterator[str]:
    """The first words of each text, some texts at a time: the corpus is not held twice."""
    for begin in range(0, len(order), CHUNK):
        for text in texts.iloc[order[begin : begin + CHUNK]].tolist():
            yield " ".join(text[: LEAD * 20].split(None, LEAD)[:LEAD])


def _vectors(
    headlines: list[str], texts: pd.Series, order: np.ndarray
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """TF-IDF rows of unit length: headline and opening together, and the headline alone."""
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    held = [_word_ids(part, ids) for part in (headlines, _openings(texts, order))]
    kept = np.array([word not in _STOP for word in ids], dtype=bool)
    if not kept.any():  # no article has a word to compare
        empty = sparse.csr_matrix((len(headlines), 1), dtype=np.float32)
        return empty, empty
    titles, leads = (_counts(flat, ends, len(ids))[:, kept] for flat, ends in held)
    model = TfidfTransformer(sublinear_tf=True)
    return model.fit_transform(titles * TITLE_TIMES + leads), model.transform(titles)


def _word_ids(texts: Iterable[str], ids: defaultdict[str, int]) -> tuple[array, list[int]]:
    """Numbers of the words of all texts in a row, and where each text ends."""
    flat, ends = array("i"), [0]
    for text in texts:
        flat.extend([ids[word] for word in _TERM.findall(text.lower())])
        ends.append(len(flat))
    return flat, ends


def _counts(flat: array, ends: list[int], n_words: int) -> sparse.csr_matrix:
    """Texts x words."""
    entries = (np.ones(len(flat), dtype=np.float32), np.array(flat, dtype=np.int32), np.array(ends))
    counts = sparse.csr_matrix(entries, shape=(len(ends) - 1, n_words))
    counts.sum_duplicates()
    return counts


def _pairs(
    vectors: sparse.csr_matrix, days: np.ndarray, window_days: int, least: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of dated articles within the window whose similarity is at least `least`: i, j, similarity."""
    found = [(np.empty(0, int), np.empty(0, int), np.empty(0, np.float32))]
    begin = int(np.searchsorted(days, UNDATED, "right"))
    while begin < len(days):
        same_day = int(np.searchsorted(days, days[begin], "right"))
        end = min(same_day, begin + CHUNK)
        last = int(np.searchsorted(days, days[begin] + window_days, "right"))
        product = (vectors[begin:end] @ vectors[begin:last].T).tocoo()
        kept = (product.data >= least) & (product.row < product.col)
        found.append((begin + product.row[kept], begin + product.col[kept], product.data[kept]))
        begin = end
    i, j, similarity = (np.concatenate(part) for part in zip(*found, strict=True))
    return i, j, similarity


def _dated(vectors: sparse.csr_matrix, days: np.ndarray, window_days: int, threshold: float) -> np.ndarray:
    """A number for each article's event; every undated article has one of its own."""
    i, j, similarity = _pairs(vectors, days, window_days, threshold)
    labels = np.arange(len(days))
    waiting = [(np.arange(len(days)), threshold)]
    while waiting:
        members, least = waiting.pop()
        for part in _components(members, i, j, similarity >= least):
            if len(part) > LARGEST and least < 0.9:
                waiting.append((part, least + 0.05))
            elif len(part) > 1:
                labels[part] = part[_linked(vectors[part], days[part], window_days, threshold)]
    return labels


def _components(members: np.ndarray, i: np.ndarray, j: np.ndarray, kept: np.ndarray) -> list[np.ndarray]:
    """The connected parts of `members`, each in ascending order."""
    size = members.max(initial=-1) + 1
    inside = np.zeros(max(size, i.max(initial=-1) + 1, j.max(initial=-1) + 1), dtype=bool)
    inside[members] = True
    kept = kept & inside[i] & inside[j]
    graph = sparse.coo_matrix((np.ones(kept.sum()), (i[kept], j[kept])), shape=(len(inside), len(inside)))
    part = connected_components(graph, directed=False)[1][members]
    order = np.argsort(part, kind="stable")
    return np.split(members[order], np.flatnonzero(np.diff(part[order])) + 1) if len(members) else []


def _linked(vectors: sparse.csr_matrix, days: np.ndarray, window_days: int, threshold: float) -> np.ndarray:
    """Average linkage: for each row the position of the first row of its event."""
    if len(days) > LARGEST:  # alike beyond telling apart: one event
        return np.zeros(len(days), dtype=int)
    similarity = (vectors @ vectors.T).toarray()
    similarity[np.abs(days[:, None] - days[None, :]) > window_days] = 0
    distance = 1 - np.minimum(similarity, 1)
    np.fill_diagonal(distance, 0)
    cluster = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - threshold, "distance")
    first = np.unique(cluster, return_index=True)[1]
    return first[cluster - 1]


def _join_undated(
    labels: np.ndarray, vectors: sparse.csr_matrix, titles: sparse.csr_matrix, days: np.ndarray, threshold: float
) -> int:
    """Gives undated articles the event of the article whose headline says the same; how many found one."""
    undated = np.flatnonzero(days == UNDATED)
    joined = 0
    for begin in range(0, len(undated), CHUNK):
        part = undated[begin : begin + CHUNK]
        alike = (titles[part] @ titles.T).tocoo()
        kept = (alike.data >= SAME_TITLE) & (part[alike.row] != alike.col)
        i, j = part[alike.row[kept]], alike.col[kept]
        similarity = np.asarray(vectors[i].multiply(vectors[j]).sum(axis=1)).ravel()
        best: dict[int, tuple[float, int]] = {}
        for one, other, value in zip(i.tolist(), j.tolist(), similarity.tolist(), strict=True):
            if value >= 2 * threshold and (days[other] != UNDATED or other < one):
                best[one] = max(best.get(one, (0.0, -1)), (value, other))
        for one in sorted(best):
            labels[one] = labels[best[one][1]]
        joined += len(best)
    return joined


def _names(
    headlines: list[str], texts: pd.Series, order: np.ndarray, days: np.ndarray, labels: np.ndarray
) -> list[str]:
    """A readable id for each article's event, in the order of the articles."""
    words = [_telling(headline) for headline in headlines]
    bare = [k for k, title in enumerate(words) if not title]
    for k, opening in zip(bare, _openings(texts, order[bare]), strict=True):
        words[k] = _telling(" ".join(opening.split(None, 8)[:8]))
    spread = Counter(word for title in words for word in set(title))
    members: dict[int, list[int]] = defaultdict(list)
    for k, label in enumerate(labels.tolist()):
        members[label].append(k)
    names, taken = [""] * len(words), Counter[str]()
    for rows in members.values():
        known = [int(days[k]) for k in rows if days[k] != UNDATED]
        day = str(np.datetime64(min(known), "D")) if known else "undated"
        name = "-".join([day, *_title_words([words[k] for k in rows], spread)])
        taken[name] += 1
        name = name if taken[name] == 1 else f"{name}-{taken[name]}"
        for k in rows:
            names[k] = name
    return names


def _telling(text: str) -> list[str]:
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return [word for word in words if word not in _STOP]


def _title_words(titles: list[list[str]], spread: Counter[str]) -> Iterable[str]:
    """Up to three words that most headlines of an event share and few others have, in the order of one headline."""
    counts = Counter(word for title in titles for word in set(title))
    weight = {word: n * n / (1 + np.log(spread[word])) for word, n in counts.items()}
    best = sorted(weight, key=lambda word: (-weight[word], word))[:3]
    pattern = max(titles, key=lambda title: sum(word in title for word in best))
    return sorted(best, key=lambda word: pattern.index(word) if word in pattern else len(pattern))


def _sentence(n: int, n_undated: int, joined: int) -> str:
    if not n_undated:
        return f"All {n:,} articles have a date."
    return (
        f"{n_undated:,} of {n:,} articles have no date: {joined:,} joined others by the headline, "
        f"{n_undated - joined:,} stand alone."
    )
