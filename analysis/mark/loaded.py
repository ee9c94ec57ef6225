"""Loaded language: words that carry praise, blame or alarm beyond what is needed to say what happened."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.actors import Named
from analysis.mark.context import evidence, load_context
from analysis.mark.lexicon import Lexicon, Term, in_name, load_lexicon
from analysis.mark.speakers import named_actors, speakers
from analysis.mark.targets import targets
from analysis.mark.tiles import tiles, voice_at
from analysis.read.collector import resting
from analysis.read.plain import as_printed
from analysis.read.segment import Document, parse, plain_texts, together

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
    found = dict(zip(series.index, marker.hits(series, at_least), strict=True))
    named = named_actors(series) if any(found.values()) else {}
    rows = []
    for (article, text), hits in zip(series.items(), found.values(), strict=True):
        for hit, actor in zip(hits, _whom(text, hits, named.get(article, ())), strict=True):
            rows.append((article, *hit[:-1], actor, hit[-1]))
    return _typed(pd.DataFrame(rows, columns=COLUMNS))


@as_printed
def find_candidates(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """The rows of find_loaded(at_least=0.0), every word, without asking whom each hits: all columns but `actor`."""
    series, marker = plain_texts(texts), _Marker(None)
    found = zip(series.index, marker.hits(series, 0.0), strict=True)
    rows = [(article, *hit) for article, hits in found for hit in hits]
    return _typed(pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "actor"]))


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
    ones too: 1 - exp(-weight) is the chance that readers mark any of them. It is the sum of `weight` over the rows
    that find_loaded(at_least=0.0) has for the narrator. NaN without the fitted model.
    `by_category=True` adds n_<category> for every category, profile ones in all their strengths.
    Not for texts under about 200 words, and never a verdict on one article.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series, marker = plain_texts(texts), _Marker(lexicon)
    read = [_by_voice(text, *found) for text, found in zip(series, marker.read(series), strict=True)]
    counts = np.array([one[:2] for one in read], dtype=int).reshape(len(read), 2, len(_VOICES))
    scores: dict[str, np.ndarray] = {}
    for k, voice in enumerate(_VOICES):
        lead, (n_words, n_loaded) = f"{voice}_" if voice else "", (counts[:, 0, k], counts[:, 1, k])
        scores[f"{lead}n_words"], scores[f"{lead}n_loaded"] = n_words, n_loaded
        scores[f"{lead}loaded_per_1000"] = 1000 * n_loaded / np.where(n_words, n_words, np.nan)
    weight = [weight if marker.context else np.nan for _, _, weight, _ in read]
    scores["narrator_weight"] = np.array(weight, float)
    if by_category:
        profile = _Marker(marker.lexicon, profile=True)
        listed = [Counter(hit[3] for hit in hits) for hits in profile.hits(series, 0.0)]
        for name, category in marker.lexicon.categories.items():
            own = listed if category["role"] == "profile" else [found for *_, found in read]
            scores[f"n_{name}"] = np.array([one[name] for one in own], int)
    return pd.DataFrame(scores, index=series.index)


_VOICES = ("", "narrator", "quoted", "reported")  # the empty one: all together


def _by_voice(text: str, hits: list[tuple], weights: np.ndarray) -> tuple[list[int], list[int], float, Counter[str]]:
    """By voice the words and the rows, what the narrator's words weigh, and the rows by category."""
    starts, words, own = parse(text).starts, dict.fromkeys(_VOICES, 0), np.zeros(len(weights), bool)
    for tile in tiles(text):
        voice, first, past = OWN_VOICE[tile.voice], bisect_left(starts, tile.start), bisect_left(starts, tile.end)
        words[voice] += past - first
        if voice == "narrator":
            own[first:past] = True
    words[""] = len(starts)
    voices = Counter(OWN_VOICE[hit[7]] for hit in hits)
    voices[""] = len(hits)
    return [*words.values()], [voices[name] for name in _VOICES], weights[own].sum(), Counter(hit[3] for hit in hits)


class _Marker:
    """A lexicon with, for the shipped one, the fitted model: what finds loaded words in one text."""

    def __init__(self, lexicon: Lexicon | str | Path | None, *, profile: bool = False) -> None:
        own = lexicon if isinstance(lexicon, Lexicon) else None
        self.lexicon = own or load_lexicon(None if lexicon in (None, "hand") else lexicon)  # type: ignore[arg-type]
        self.context = load_context() if lexicon is None else None
        if profile:
            terms = tuple(t for t in self.lexicon.terms if t.role == "profile")
            self.lexicon = Lexicon(terms, self.lexicon.categories)

    def hits(self, texts: Iterable[str], at_least: float | None = None) -> Iterator[list[tuple]]:
        """The rows of each text without the actor: start, end, term ... plain, weight."""
        return (rows for rows, _ in self.read(texts, at_least))

    def read(self, texts: Iterable[str], at_least: float | None = None) -> Iterator[tuple[list[tuple], np.ndarray]]:
        """The rows of each text, and what each of its words adds to its score (NaN without the fitted model)."""
        for docs in together(texts):
            matches = [self.lexicon.match(doc) for doc in docs]
            chances = self.context.together(docs, matches) if self.context else repeat(None)
            for doc, hits, p in zip(docs, matches, chances, strict=False):
                if p is None:
                    rows = [(hit, np.nan) for hit in hits if at_least == 0.0 or _is_default(hit[2])]
                    weights = np.full(len(doc.words), np.nan)
                else:
                    rows, weights = self._in_context(doc, hits, p, at_least), evidence(p)
                yield _rows(doc, rows, weights), weights

    def _in_context(self, doc: Document, matches: list, p: np.ndarray, at_least: float | None) -> list[tuple]:
        assert self.context is not None
        needed = self.context.operating_point if at_least is None else at_least
        rows: list[tuple] = []
        listed = set[int]()
        chances = p.tolist()
        for first, past, term in matches:
            listed.update(range(first, past))
            highest = max(chances[first:past])
            loaded = term.role == "loaded" and (highest >= needed or _is_default(term))
            if loaded if at_least is None else highest >= needed:
                rows.append(((first, past, term), highest))
        alone = self.context.unlisted_point if at_least is None else at_least
        for i in np.flatnonzero(p >= alone).tolist():
            if i in listed or at_least is None and in_name(doc, i):
                continue  # Ferry Lane
            rows.append(((i, i + 1, self.context.category_of(doc.words[i])), chances[i]))
        return sorted(rows, key=lambda row: row[0][0])


def _rows(doc: Document, found: list[tuple], weights: np.ndarray) -> list[tuple]:
    voices = voice_at(doc.text, [doc.starts[first] for (first, _, _), _ in found])
    return [
        (doc.starts[first], doc.ends[past - 1], *_named(term, doc.words[first]), p, voice, _plain(term),
         float(weights[first:past].sum()))
        for ((first, past, term), p), voice in zip(found, voices, strict=True)
    ]  # fmt: skip


def _is_default(term: Term) -> bool:
    return term.strength >= STRONG and term.role == "loaded"


def _named(term: Term | str, word: str) -> tuple:
    """term, category, direction and strength of a hit; a word known from context has only its category."""
    return (
        (word, term, None, None) if isinstance(term, str) else (term.term, term.category, term.direction, term.strength)
    )


def _plain(term: Term | str) -> str | None:
    return None if isinstance(term, str) else term.plain


def _typed(found: pd.DataFrame) -> pd.DataFrame:
    return found.astype({"direction": "Int64", "strength": "Int64", "probability": float})


def _whom(text: str, hits: list[tuple], named: tuple[Named, ...]) -> list[str | None]:
    """The actor each hit is about, or None."""
    if not hits:
        return []
    cut = tiles(text)
    begins, said = [t.start for t in cut], speakers(text, named)
    spans = [(hit[0], hit[1]) for hit in hits]
    return targets(text, spans, named, [said[bisect_right(begins, start) - 1] for start, _ in spans])
