"""Loaded language: words that carry praise, blame or alarm beyond what is needed to say what happened."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.actors import Named
from analysis.mark.context import evidence, load_context, uses
from analysis.mark.lexicon import Lexicon, Said, Term, in_name, load_lexicon
from analysis.mark.speakers import named_actors, speakers
from analysis.mark.targets import targets
from analysis.mark.tiles import tiles, voice_at
from analysis.read.collector import resting
from analysis.read.plain import as_printed
from analysis.read.segment import Document, plain_texts, together

COLUMNS = [
    "article", "start", "end", "term", "category", "direction", "strength", "probability", "voice", "plain", "actor",
    "weight",
]  # fmt: skip
STRONG = 3  # a listed term of this strength in a loaded category is a default row
OWN_VOICE = {"narrator": "narrator", "scare": "narrator", "quoted": "quoted", "reported": "reported"}


@as_printed
def find_loaded(
    texts: pd.Series | pd.DataFrame | list[str],
    *,
    lexicon: Lexicon | str | Path | None = None,
    at_least: float | None = None,
) -> pd.DataFrame:
    """Every loaded word or phrase with its place, category and voice.

    Default rows are the listed terms of strength 3 in a loaded category, every milder one whose fitted probability
    reaches the operating point (the best F1 out of fold), and every word that is not listed from the point on where
    readers mark at least half of them. `at_least` returns instead every word and listed term of
    at least that probability; 0.0 returns all of them, the mild and the profile terms among them.
    `lexicon` is None (shipped tables and, where installed, the fitted model), "hand" (shipped tables alone), a folder
    of your own or a loaded Lexicon (that list alone; `at_least=0.0` then returns its terms in every strength).
    Returns one row per hit: article (index label), start and end (offsets), term (the lemma, or the word itself),
    category, direction (-1 blame, 1 praise, 0 alarm or intensity), strength (1 mild to 3 strong), probability (that
    readers would mark it, calibrated; NaN without the fitted model), voice (see find_voices), plain (a plainer
    wording), actor (whom it hits, missing when unsure), weight (what its words add to narrator_weight where the
    narrator says them; NaN without the fitted model). direction, strength and plain are missing for a word that is
    known only from its context.
    Not a measure of intent: a loaded word may be the right word, and a quoted word is the speaker's.
    Raises ValueError for a single string, FileNotFoundError for a lexicon that is not there.
    """
    series, marker = plain_texts(texts), _Marker(lexicon)
    rows, n_hits = marker.rows(series, at_least)
    named = named_actors(series) if rows["start"] else {}
    spans, actors = zip(rows["start"], rows["end"], strict=True), list[str | None]()
    for (article, text), n in zip(series.items(), n_hits, strict=True):
        actors += _whom(text, list(islice(spans, n)), named.get(article, ()))
    return _table({**rows, "actor": actors})


@as_printed
def find_candidates(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """The rows of find_loaded(at_least=0.0), every word, without asking whom each hits: all columns but `actor`."""
    return _table(_Marker(None).rows(plain_texts(texts), 0.0)[0])


@resting()
def score_loaded(
    texts: pd.Series | pd.DataFrame | list[str],
    *,
    lexicon: Lexicon | str | Path | None = None,
    by_category: bool = False,
) -> pd.DataFrame:
    """Rate of loaded words in each text, per 1,000 words, whole and by voice.

        loaded_per_1000 = 1000 * n_loaded / n_words; n_loaded counts exactly the default rows of find_loaded.

    Returns one row per text, index kept: n_words, n_loaded, loaded_per_1000, and the three again as narrator_,
    quoted_ and reported_, each rate over the words of its voice (a scare quote counts with the narrator). A rate is
    0.0 where words were read and none was loaded, NaN where there were no words. Higher means more loaded wording.
    narrator_weight is the sum of -log(1 - probability) over the narrator's words of a probability of .02 or more, mild
    ones too, each divided by how often the text has used the word so far: what it says over and over is its subject.
    With no word twice, 1 - exp(-weight) is the chance that readers mark any of them. It is the sum of `weight` over
    the rows that find_loaded(at_least=0.0) has for the narrator. NaN without the fitted model.
    `by_category=True` adds n_<category> for every category, profile ones in all their strengths.
    Not for texts under about 200 words, and never a verdict on one article.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series, marker = plain_texts(texts), _Marker(lexicon)
    read, listed = [], []
    for doc, hits, p in marker.hits(series):
        read.append(_by_voice(doc, hits, evidence(p) / uses(doc)))
        listed.append(_by_category(hits) if by_category else Counter())
    counts = np.array([one[:2] for one in read], dtype=int).reshape(len(read), 2, len(_VOICES))
    scores: dict[str, np.ndarray] = {}
    for k, voice in enumerate(_VOICES):
        lead, (n_words, n_loaded) = f"{voice}_" if voice else "", (counts[:, 0, k], counts[:, 1, k])
        scores[f"{lead}n_words"], scores[f"{lead}n_loaded"] = n_words, n_loaded
        scores[f"{lead}loaded_per_1000"] = 1000 * n_loaded / np.where(n_words, n_words, np.nan)
    weight = [weight if marker.context else np.nan for _, _, weight in read]
    scores["narrator_weight"] = np.array(weight, float)
    if by_category:
        profile = _Marker(marker.lexicon, profile=True)
        in_profile = [_by_category(hits) for _, hits, _ in profile.hits(series, 0.0)]
        for name, category in marker.lexicon.categories.items():
            own = in_profile if category["role"] == "profile" else listed
            scores[f"n_{name}"] = np.array([one[name] for one in own], int)
    return pd.DataFrame(scores, index=series.index)


_VOICES = ("", "narrator", "quoted", "reported")  # the empty one: all together
_NUMBERS = {voice: _VOICES.index(own) for voice, own in OWN_VOICE.items()}
_Hit = tuple[int, int, Said, float]  # first word, past the last word, what is said of it, probability


def _by_voice(doc: Document, hits: list[_Hit], weights: np.ndarray) -> tuple[list[int], list[int], float]:
    """By voice the words and the hits, and what the narrator's words weigh."""
    cut = tiles(doc.text)
    bounds = [*np.searchsorted(doc.at, [tile.start for tile in cut]).tolist(), len(doc.at)]
    voices = np.repeat(np.array([_NUMBERS[tile.voice] for tile in cut], int), np.diff(bounds))
    hit = np.array([first for first, *_ in hits], int)
    n_words, n_hits = (np.bincount(v, minlength=4).tolist() for v in (voices, voices[hit]))
    n_words[0], n_hits[0] = len(doc.at), len(hits)
    return n_words, n_hits, weights[voices == 1].sum()


def _weights(doc: Document, hits: list[_Hit], p: np.ndarray) -> list[float]:
    """What the words of each hit add to the score of the text."""
    at = np.array([i for first, past, *_ in hits for i in range(first, past)])
    begins = np.cumsum([0, *(past - first for first, past, *_ in hits[:-1])])
    return np.add.reduceat(evidence(p[at]) / uses(doc)[at], begins).tolist()


def _by_category(hits: list[_Hit]) -> Counter[str]:
    return Counter([said[1] for _, _, said, _ in hits])


class _Marker:
    """A lexicon with, for the shipped one, the fitted model: what finds loaded words in one text."""

    def __init__(self, lexicon: Lexicon | str | Path | None, *, profile: bool = False) -> None:
        own = lexicon if isinstance(lexicon, Lexicon) else None
        self.lexicon = own or load_lexicon(None if lexicon in (None, "hand") else lexicon)  # type: ignore[arg-type]
        self.context = load_context() if lexicon is None else None
        if profile:
            terms = tuple(t for t in self.lexicon.terms if t.role == "profile")
            self.lexicon = Lexicon(terms, self.lexicon.categories)

    def hits(
        self, texts: Iterable[str], at_least: float | None = None
    ) -> Iterator[tuple[Document, list[_Hit], np.ndarray]]:
        """Each text, its hits, and the probability of each of its words (NaN without the fitted model)."""
        for docs in together(texts):
            matches = self.lexicon.together(docs)
            if self.context is None:
                for doc, found in zip(docs, matches, strict=True):
                    kept = [(i, j, t.said, np.nan) for i, j, t in found if at_least == 0.0 or _is_default(t)]
                    yield doc, kept, np.full(len(doc.words), np.nan)
                continue
            for doc, found, p in zip(docs, matches, self.context.together(docs, matches), strict=True):
                yield doc, self._in_context(doc, found, p, at_least), p

    def _in_context(self, doc: Document, matches: list, p: np.ndarray, at_least: float | None) -> list[_Hit]:
        assert self.context is not None
        default, found = at_least is None, list[_Hit]()
        needed, alone = (self.context.operating_point, self.context.unlisted_point) if default else (at_least,) * 2
        for first, past, term in matches:
            highest = p.item(first) if past == first + 1 else p[first:past].max().item()
            if highest >= needed or default and term.strength >= STRONG:
                if not default or term.role == "loaded":
                    found.append((first, past, term.said, highest))
        listed = {i for first, past, _ in matches for i in range(first, past)}
        for i in np.flatnonzero(p >= alone).tolist():
            if i in listed or default and in_name(doc, i):
                continue  # Ferry Lane
            word = doc.words[i]
            found.append((i, i + 1, (word, self.context.category_of(word), None, None, None), p.item(i)))
        return sorted(found, key=itemgetter(0))

    def rows(self, texts: pd.Series, at_least: float | None) -> tuple[dict[str, list], list[int]]:
        """The columns of find_loaded but for the actor, and how many rows each text has."""
        rows: dict[str, list] = {name: [] for name in COLUMNS if name != "actor"}
        n_hits = []
        for article, (doc, hits, p) in zip(texts.index, self.hits(texts, at_least), strict=True):
            n_hits.append(len(hits))
            if not hits:
                continue
            starts = [doc.starts[first] for first, *_ in hits]
            rows["article"] += [article] * len(hits)
            rows["start"] += starts
            rows["end"] += [doc.ends[past - 1] for _, past, *_ in hits]
            for k, name in enumerate(("term", "category", "direction", "strength", "plain")):
                rows[name] += [said[k] for _, _, said, _ in hits]
            rows["probability"] += [highest for *_, highest in hits]
            rows["voice"] += voice_at(doc.text, starts)
            rows["weight"] += _weights(doc, hits, p)
        return rows, n_hits


def _is_default(term: Term) -> bool:
    return term.strength >= STRONG and term.role == "loaded"


def _table(rows: dict[str, list]) -> pd.DataFrame:
    names = [name for name in COLUMNS if name in rows]
    if not rows["start"]:
        return pd.DataFrame([], columns=names).astype({"direction": "Int64", "strength": "Int64", "probability": float})
    return pd.DataFrame(
        {name: pd.array(rows[name], "Int64") if name in ("direction", "strength") else rows[name] for name in names}
    )


def _whom(text: str, spans: list[tuple[int, int]], named: tuple[Named, ...]) -> list[str | None]:
    """The actor each hit is about, or None."""
    if not spans:
        return []
    cut = tiles(text)
    begins, said = [t.start for t in cut], speakers(text, named)
    return targets(text, spans, named, [said[bisect_right(begins, start) - 1] for start, _ in spans])
