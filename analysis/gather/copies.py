"""Text that is not an outlet's own wording of an event: wire copy, near-duplicates, and lines it prints everywhere."""
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd

from analysis.read.segment import Document, as_texts, parse

SHARED_RUN = 8  # words in a string that two articles share
STOCK_RUN = 5  # words in a string that one outlet repeats
SAMPLED = 32  # one string in so many is kept to look for the article it was first seen in
SMALLEST = 8  # and these many of each article, so that short ones are found
_MIX = np.uint64(0x9E3779B97F4A7C15)


def find_copies(articles: pd.DataFrame, *, at_least: float = 0.6) -> pd.DataFrame:
    """Articles whose text stands, for the most part, in an earlier article too: wire copy, reprints, updates.

    share = strings of eight words in both / strings of eight words in the shorter of the two (different ones only).
    Each article is compared with the earlier articles, themselves no copies, that share a sample of its strings;
    earlier is by `published`, then by text. Texts under eight words are copies where all words are the same.
    Returns one row per copy: article, copy_of (the earliest article of its text), share (`at_least` to 1; higher
    means more of the text is the same), same_outlet (missing where the frame has no outlet).
    Not for finding translated or rewritten wire copy, and a short item may be part of a long one without being its
    copy. Raises ValueError for duplicate index labels, a frame without text, or at_least outside 0 to 1.
    """
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least must lie above 0 and at most 1; received {at_least!r}.")
    texts = as_texts(articles)
    outlets = articles["outlet"].tolist() if "outlet" in articles else None
    rows = []
    places = _by_label(texts.index, range(len(texts)))
    seconds = _seconds(articles)
    for k, of, share in _placed(places, texts, seconds, at_least):
        same = None if outlets is None else outlets[k] == outlets[of]
        rows.append((texts.index[k], texts.index[of], share, same))
    return pd.DataFrame(rows, columns=["article", "copy_of", "share", "same_outlet"])


def collapse_copies(articles: pd.DataFrame, *, within: str = "event", at_least: float = 0.6) -> pd.DataFrame:
    """The articles without those whose text stands in an earlier article on the same event: a wire copy counts once.

    What a copy is: see find_copies, applied in each event by itself; the earliest article of a text is kept, whichever
    outlet printed it. Returns the frame, order and index kept; `.attrs["copies"]` is the list, as a dict of columns:
    article, copy_of, share, and outlet and of_outlet where the frame names outlets. Articles without an event stay.
    Not for texts that were rewritten from one wire story. Raises ValueError as find_copies does, and where there is
    no column `within`.
    """
    if within not in articles:
        raise ValueError(f"The frame has no column {within!r}; it has {', '.join(map(str, articles.columns))}.")
    texts, seconds = as_texts(articles), _seconds(articles)
    outlets = articles["outlet"].tolist() if "outlet" in articles else [None] * len(texts)
    rows = []
    for places in articles.groupby(within, sort=False).indices.values():
        rows += _placed(_by_label(texts.index, places), texts, seconds, at_least)
    told = [(texts.index[k], texts.index[of], share, outlets[k], outlets[of]) for k, of, share in sorted(rows)]
    kept = articles.drop(index=[row[0] for row in told])
    columns = ("article", "copy_of", "share", "outlet", "of_outlet")[: 5 if "outlet" in articles else 3]
    kept.attrs["copies"] = {name: [row[i] for row in told] for i, name in enumerate(columns)}
    return kept


def _by_label(index: pd.Index, places: Iterable[int]) -> list[int]:
    """Positions by label: of two equal texts of one moment the same one is the copy in whatever order they come."""
    return sorted(places, key=lambda k: str(index[k]))


def _placed(
    places: list[int], texts: pd.Series, seconds: tuple[int, ...], at_least: float
) -> list[tuple[int, int, float]]:
    found = _copies(tuple(texts.iloc[places]), tuple(seconds[k] for k in places), at_least)
    return sorted((places[k], places[of], share) for k, of, share in found)


@lru_cache(maxsize=4096)
def _copies(texts: tuple[str, ...], seconds: tuple[int, ...], at_least: float) -> list[tuple[int, int, float]]:
    """Position of each copy, of the text it is a copy of, and the share; by position."""
    found: list[tuple[int, int, float]] = []
    first_in: dict[int, int] = {}
    for k in sorted(range(len(texts) if len(texts) > 1 else 0), key=lambda k: (seconds[k], texts[k])):
        strings = _whole_or_strings(texts[k])
        sample = _sample(strings)
        best = _best(strings, Counter(first_in[s] for s in sample if s in first_in), texts, at_least)
        if best is None:
            for string in sample:
                first_in.setdefault(string, k)
        else:
            found.append((k, *best))
    return sorted(found)


def find_boilerplate(
    articles: pd.DataFrame, *, by: str = "outlet", within: str = "event", least_events: int = 3
) -> pd.DataFrame:
    """Strings of five words, and whole lines of fewer, that one outlet repeats from event to event and others do not.

    A string counts where the outlet has it in at least `least_events` events (in large corpora: 1 % of its events)
    and where two thirds of all cells (outlet by event) that have it are that outlet's; overlapping strings are
    joined. Without a column `within` each article is an event of its own; articles without an event are too.
    Returns standoff rows to leave out of counts: article, start, end (`text[start:end]` is the boilerplate).
    Not for a corpus of one outlet, where a stock phrase of everyone looks like its own; nor for copies of one text
    (find_copies). Raises ValueError for duplicate index labels, a frame without text or without `by`.
    """
    texts = as_texts(articles)
    if by not in articles:
        raise ValueError(f"The frame has no column {by!r}; it has {', '.join(map(str, articles.columns))}.")
    outlet, event = pd.factorize(articles[by])[0], _events(articles, within)
    docs = [_stock_strings(text) for text in texts]
    row = np.repeat(np.arange(len(docs)), [len(d) for d in docs])
    strings = np.concatenate([*docs, np.empty(0, np.uint64)])
    del docs
    cell = pd.factorize(outlet.astype(np.int64) * (event.max(initial=0) + 1) + event)[0]
    stock = _stock(strings, cell[row], outlet, cell, least_events)
    hit = np.isin(_keyed(strings, outlet[row]), stock)
    rows: list[tuple[object, int, int]] = []
    bounds = np.searchsorted(row, np.arange(len(texts) + 1))
    for k in np.unique(row[hit]):
        here = hit[bounds[k] : bounds[k + 1]]
        rows += [(texts.index[k], start, end) for start, end in _spans(parse(texts.iloc[k]), here)]
    return pd.DataFrame(rows, columns=["article", "start", "end"])


def blank_boilerplate(articles: pd.DataFrame, *, by: str = "outlet", within: str = "event") -> pd.DataFrame:
    """The articles with every sentence blanked that is boilerplate from end to end, for scoring.

    Blanked is overwritten by spaces, so that offsets found in the result hold in the texts as they were. A repeated
    phrase inside a sentence stays: it is the outlet's habit of wording, and counts. Returns the frame, index kept.
    Not needed for distinctive_words, which leaves boilerplate out by itself. Raises ValueError as find_boilerplate.
    """
    texts = as_texts(articles).copy()
    for article, spans in find_boilerplate(articles, by=by, within=within).groupby("article", sort=False):
        text = texts[article]
        doc, stock = parse(text), np.zeros(len(text), dtype=bool)
        for start, end in zip(spans["start"], spans["end"], strict=True):
            stock[start:end] = True
        for start, end, _ in doc.sentences:
            words = doc.words_between(start, end)
            if len(words) and all(stock[doc.starts[k]] for k in words):
                text = text[:start] + " " * (end - start) + text[end:]
        texts[article] = text
    return articles.assign(text=texts)


def _seconds(articles: pd.DataFrame) -> tuple[int, ...]:
    """When each article was published, in seconds since 1970; the undated come last."""
    if "published" not in articles:
        return (np.iinfo(np.int64).max,) * len(articles)
    dates = pd.to_datetime(articles["published"], errors="coerce")
    seconds = dates.to_numpy().astype("datetime64[s]").astype(np.int64)
    seconds[dates.isna().to_numpy()] = np.iinfo(np.int64).max
    return tuple(seconds.tolist())


def _hashes(words: list[str], run: int) -> np.ndarray:
    """A number for every run of words, the same in every call."""
    codes = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    n = max(len(words) - run + 1, 0)
    found = np.zeros(n, dtype=np.uint64)
    for step in range(run if n else 0):
        found = (found ^ codes[step : step + n]) * _MIX
        found ^= found >> np.uint64(29)
    return found


def _whole_or_strings(text: str) -> np.ndarray:
    words = parse(text).words
    return np.unique(_hashes(words, min(SHARED_RUN, len(words)))) if words else np.empty(0, np.uint64)


def _sample(strings: np.ndarray) -> list[int]:
    kept = strings[(strings >> np.uint64(7)) % np.uint64(SAMPLED) == 0]
    return np.unique(np.concatenate([kept, strings[:SMALLEST]])).tolist()


def _best(
    strings: np.ndarray, owners: Counter[int], texts: tuple[str, ...], at_least: float
) -> tuple[int, float] | None:
    """The earlier article that shares most, and how much; of those alike the one that shares more samples."""
    best = None
    for owner, _ in owners.most_common(5):
        others = _whole_or_strings(texts[owner])
        share = len(np.intersect1d(strings, others, assume_unique=True)) / min(len(strings), len(others))
        if share >= at_least and (best is None or share > best[1]):
            best = (owner, share)
    return best


def _events(articles: pd.DataFrame, within: str) -> np.ndarray:
    alone = np.arange(len(articles))
    if within not in articles:
        return alone
    codes = pd.factorize(articles[within])[0]
    return np.where(codes < 0, codes.max(initial=-1) + 1 + alone, codes)


def _lines(doc: Document) -> Iterator[range]:
    """The words of each whole line that is shorter than a string."""
    bounds: dict[int, tuple[int, int]] = {}
    for start, end, paragraph in doc.sentences:
        bounds[paragraph] = (bounds.get(paragraph, (start, end))[0], end)
    for start, end in bounds.values():
        words = doc.words_between(start, end)
        if 0 < len(words) < STOCK_RUN:
            yield words


def _stock_strings(text: str) -> np.ndarray:
    """Every run of five words, then every line of fewer."""
    doc = parse(text)
    short = [_hashes([*doc.words[line.start : line.stop], "\n"], len(line) + 1) for line in _lines(doc)]
    return np.concatenate([_hashes(doc.words, STOCK_RUN), *short])


def _keyed(strings: np.ndarray, codes: np.ndarray) -> np.ndarray:
    return (strings ^ (codes.astype(np.uint64) + np.uint64(1))) * _MIX


def _stock(
    strings: np.ndarray, string_cell: np.ndarray, outlet: np.ndarray, cell: np.ndarray, least_events: int
) -> np.ndarray:
    """Keys of the strings (with their outlet) that are boilerplate."""
    outlet_of = np.zeros(cell.max(initial=-1) + 1, dtype=np.int64)
    outlet_of[cell] = outlet
    n_events = np.bincount(outlet_of, minlength=outlet.max(initial=-1) + 1)
    needed = np.maximum(n_events * 0.01, least_events)
    order = np.lexsort((string_cell, strings))
    strings, string_cell = strings[order], string_cell[order]
    new = np.ones(len(strings), dtype=bool)
    new[1:] = (strings[1:] != strings[:-1]) | (string_cell[1:] != string_cell[:-1])
    strings, owner = strings[new], outlet_of[string_cell[new]]
    in_all = np.unique(strings, return_inverse=True, return_counts=True)
    own = np.unique(_keyed(strings, owner), return_index=True, return_counts=True)
    n_own, at = own[2], own[1]
    stock = (n_own >= needed[owner[at]]) & (n_own * 3 >= in_all[2][in_all[1][at]] * 2)
    return own[0][stock]


def _spans(doc: Document, hit: np.ndarray) -> Iterator[tuple[int, int]]:
    covered = np.zeros(len(doc.words) + 2, dtype=bool)
    n_runs = max(len(doc.words) - STOCK_RUN + 1, 0)
    for first in np.flatnonzero(hit[:n_runs]):
        covered[first + 1 : first + 1 + STOCK_RUN] = True
    for line, is_stock in zip(_lines(doc), hit[n_runs:], strict=True):
        if is_stock:
            covered[line.start + 1 : line.stop + 1] = True
    edges = np.flatnonzero(np.diff(covered.astype(int)))
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        yield doc.starts[a], doc.ends[b - 1]
