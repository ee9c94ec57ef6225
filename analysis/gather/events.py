"""Which articles cover the same event: headlines and openings compared within a few days of one another."""
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.gather.event_names import NO_DAY, STOP, event_names, telling
from analysis.gather.word_numbers import WordCounts
from analysis.read.segment import as_texts

SIMILAR = 0.15  # mean similarity of an event's articles; chosen on halves of the BASIL events among distractors
TITLE_TIMES = 3
LEAD = 200  # words
SAME_TITLE = 0.6  # similarity of headlines that stands in for a missing date
UNDATED = np.iinfo(np.int64).min
LARGEST = 2_000  # articles linked at once; more are first split at a higher similarity
CHUNK = 250


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
    dates = np.where(days == UNDATED, NO_DAY, days.astype("datetime64[D]").astype(str)).tolist()
    events.iloc[order] = event_names(_title_words(headlines, texts, order), dates, labels.tolist())
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
    alike = Counter(zip(days.tolist(), headlines, strict=True))
    marks = [
        crc32(text.encode("utf-8", "surrogatepass")) if alike[key] > 1 else 0
        for key, text in zip(zip(days.tolist(), headlines, strict=True), texts, strict=True)
    ]
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
    words = WordCounts()
    titles, leads = words.of(headlines), words.of(_openings(texts, order))
    kept = words.without(STOP)
    if not len(kept):  # no article has a word to compare
        empty = sparse.csr_matrix((len(headlines), 1), dtype=np.float32)
        return empty, empty
    titles.resize(leads.shape)
    titles, leads = titles[:, kept], leads[:, kept]
    model = TfidfTransformer(sublinear_tf=True)
    return model.fit_transform(titles * TITLE_TIMES + leads), model.transform(titles)


def _pairs(
    vectors: sparse.csr_matrix, days: np.ndarray, window_days: int, least: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of dated articles within the window whose similarity is at least `least`: i, j, similarity."""
    found = [(np.empty(0, int), np.empty(0, int), np.empty(0, np.float32))]
    begin = int(np.searchsorted(days, UNDATED, "right"))
    while begin < len(days):
        end = min(begin + CHUNK, len(days))
        last = int(np.searchsorted(days, days[end - 1] + window_days, "right"))
        product = (vectors[begin:end] @ vectors[begin:last].T).tocoo()
        kept = np.flatnonzero((product.data >= least) & (product.row < product.col))
        row, col, data = begin + product.row[kept], begin + product.col[kept], product.data[kept]
        near = days[col] - days[row] <= window_days
        found.append((row[near], col[near], data[near]))
        begin = end
    i, j, similarity = (np.concatenate(part) for part in zip(*found, strict=True))
    return i, j, similarity


def _dated(vectors: sparse.csr_matrix, days: np.ndarray, window_days: int, threshold: float) -> np.ndarray:
    """A number for each article's event; every undated article has one of its own."""
    i, j, similarity = _pairs(vectors, days, window_days, threshold)
    labels = np.arange(len(days))
    waiting = [(np.arange(len(days)), threshold)]
    parts: list[np.ndarray] = []
    while waiting:
        members, least = waiting.pop()
        for part in _components(members, i, j, similarity >= least):
            if len(part) > LARGEST and least < 0.9:
                waiting.append((part, least + 0.05))
            elif len(part) > 2:
                parts.append(part)
            else:
                labels[part] = part[0]  # two of a component are alike enough
    for together in _batches(parts):
        members = np.concatenate(together)
        similarity = (vectors[members] @ vectors[members].T).toarray()
        begin = 0
        for part in together:
            own = slice(begin, begin := begin + len(part))
            labels[part] = part[_linked(similarity[own, own], days[part], window_days, threshold)]
    return labels


def _batches(parts: list[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Parts of some hundred articles together: one product for them all."""
    batch: list[np.ndarray] = []
    for part in parts:
        if batch and sum(map(len, batch)) + len(part) > CHUNK:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


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


def _linked(similarity: np.ndarray, days: np.ndarray, window_days: int, threshold: float) -> np.ndarray:
    """Average linkage: for each row the position of the first row of its event."""
    if len(days) > LARGEST:  # alike beyond telling apart: one event
        return np.zeros(len(days), dtype=int)
    distance = 1 - np.minimum(similarity, 1)
    distance[np.abs(days[:, None] - days[None, :]) > window_days] = 1
    np.fill_diagonal(distance, 0)
    cluster = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - threshold, "distance")
    first = np.unique(cluster, return_index=True)[1]
    return first[cluster - 1]


def _join_undated(
    labels: np.ndarray, vectors: sparse.csr_matrix, titles: sparse.csr_matrix, days: np.ndarray, threshold: float
) -> int:
    """Gives undated articles the event of the article whose headline says the same; how many found one."""
    undated = np.flatnonzero(days == UNDATED)
    rare, joined = _rare_words(titles), 0
    for begin in range(0, len(undated), CHUNK):
        part = undated[begin : begin + CHUNK]
        near = (rare[part] @ rare.T).tocoo()
        i, j = part[near.row], near.col
        kept = (np.asarray(titles[i].multiply(titles[j]).sum(axis=1)).ravel() >= SAME_TITLE) & (i != j)
        i, j = i[kept], j[kept]
        similarity = np.asarray(vectors[i].multiply(vectors[j]).sum(axis=1)).ravel()
        best: dict[int, tuple[float, int]] = {}
        for one, other, value in zip(i.tolist(), j.tolist(), similarity.tolist(), strict=True):
            if value >= 2 * threshold and (days[other] != UNDATED or other < one):
                best[one] = max(best.get(one, (0.0, -1)), (value, other))
        for one in sorted(best):
            labels[one] = labels[best[one][1]]
        joined += len(best)
    return joined


def _rare_words(titles: sparse.csr_matrix) -> sparse.csr_matrix:
    """Each headline's rarest words, as many as two headlines must share one of to say the same.

    What is left of the row is too short for a cosine of SAME_TITLE. So common words are not looked up at all.
    """
    spread = np.bincount(titles.indices, minlength=titles.shape[1])
    row = np.repeat(np.arange(titles.shape[0]), np.diff(titles.indptr))
    order = np.lexsort((titles.indices, spread[titles.indices], row))
    squares = titles.data[order].astype(float) ** 2
    before = np.cumsum(squares) - squares
    left = 1 - (before - before[np.minimum(titles.indptr[row], len(before) - 1)])  # of its length 1, from this word on
    kept = order[left >= SAME_TITLE**2 - 1e-5]
    return sparse.csr_matrix((titles.data[kept], (row[kept], titles.indices[kept])), shape=titles.shape)


def _title_words(headlines: list[str], texts: pd.Series, order: np.ndarray) -> list[list[str]]:
    """The telling words of each headline; of the opening, where the headline has none."""
    words = [telling(headline) for headline in headlines]
    bare = [k for k, title in enumerate(words) if not title]
    for k, opening in zip(bare, _openings(texts, order[bare]), strict=True):
        words[k] = telling(" ".join(opening.split(None, 8)[:8]))
    return words


def _sentence(n: int, n_undated: int, joined: int) -> str:
    if not n_undated:
        return f"All {n:,} articles have a date."
    return (
        f"{n_undated:,} of {n:,} articles have no date: {joined:,} joined others by the headline, "
        f"{n_undated - joined:,} stand alone."
    )
