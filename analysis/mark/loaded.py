"""Loaded language: words that carry praise, blame or alarm beyond what is needed to say what happened."""

from bisect import bisect_left, bisect_right
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.actors import Named
from analysis.mark.context import evidence as evidence_of
from analysis.mark.context import load_context
from analysis.mark.lexicon import Lexicon, Term, in_name, load_lexicon
from analysis.mark.speakers import named_actors, speakers
from analysis.mark.targets import targets
from analysis.mark.tiles import tiles, voice_at
from analysis.read.plain import as_printed
from analysis.read.segment import Document, ahead, parse, plain_texts

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
    found = {article: marker.hits(text, at_least) for article, text in zip(series.index, ahead(series), strict=True)}
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
    found = zip(series.index, (marker.hits(text, 0.0) for text in ahead(series)), strict=True)
    rows = [(article, *hit) for article, hits in found for hit in hits]
    return _typed(pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "actor"]))


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
    read = [marker.read(text) for text in ahead(series)]
    rows = [(article, *hit) for article, (hits, _) in zip(series.index, read, strict=True) for hit in hits]
    found = pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "actor"])
    own = found["voice"].map(OWN_VOICE)
    scores = pd.DataFrame(index=series.index)
    words = pd.DataFrame(
        [_words_by_voice(text) for text in series], index=series.index, columns=["", *_VOICES], dtype=int
    )
    for voice in ("", *_VOICES):
        hits = found if voice == "" else found[own == voice]
        lead = f"{voice}_" if voice else ""
        scores[f"{lead}n_words"] = words[voice]
        scores[f"{lead}n_loaded"] = _count(hits, series.index)
        scores[f"{lead}loaded_per_1000"] = 1000 * scores[f"{lead}n_loaded"] / words[voice].replace(0, np.nan)
    scores["narrator_weight"] = [weight for _, weight in read]
    if by_category:
        profile = _Marker(marker.lexicon, profile=True)
        listed = pd.Series([(a, h[3]) for a, text in series.items() for h in profile.hits(text, 0.0)], dtype=object)
        counts = pd.DataFrame(listed.tolist(), columns=["article", "category"])
        for name, category in marker.lexicon.categories.items():
            rows = counts if category["role"] == "profile" else found
            scores[f"n_{name}"] = _count(rows[rows["category"] == name], series.index)
    return scores


_VOICES = ("narrator", "quoted", "reported")


class _Marker:
    """A lexicon with, for the shipped one, the fitted model: what finds loaded words in one text."""

    def __init__(self, lexicon: Lexicon | str | Path | None, *, profile: bool = False) -> None:
        own = lexicon if isinstance(lexicon, Lexicon) else None
        self.lexicon = own or load_lexicon(None if lexicon in (None, "hand") else lexicon)  # type: ignore[arg-type]
        self.context = load_context() if lexicon is None else None
        if profile:
            terms = tuple(t for t in self.lexicon.terms if t.role == "profile")
            self.lexicon = Lexicon(terms, self.lexicon.categories)

    def hits(self, text: str, at_least: float | None = None) -> list[tuple]:
        """The rows of one text without the actor: start, end, term ... plain, weight."""
        return self.read(text, at_least, weigh=False)[0]

    def read(self, text: str, at_least: float | None = None, *, weigh: bool = True) -> tuple[list[tuple], float]:
        """The rows of one text, and if asked the sum of -log(1 - p) over the narrator's words."""
        doc = parse(text)
        matches, weight, evidence = self.lexicon.match(doc), np.nan, np.full(len(doc.words), np.nan)
        if self.context is None:
            rows = [(m, np.nan) for m in matches if at_least == 0.0 or _is_default(m[2])]
        else:
            p = self.context.probabilities(doc, matches=matches)
            evidence = evidence_of(p)
            rows = self._in_context(doc, matches, p, at_least)
            weight = self._weight(text, doc, evidence) if weigh else weight
        voices = voice_at(text, [doc.starts[first] for (first, _, _), _ in rows])
        return [
            (doc.starts[first], doc.ends[past - 1], *_named(term, doc.words[first]), p, voice, _plain(term),
             float(evidence[first:past].sum()))
            for ((first, past, term), p), voice in zip(rows, voices, strict=True)
        ], weight

    @staticmethod
    def _weight(text: str, doc: Document, evidence: np.ndarray) -> float:
        own = [t for t in tiles(text) if OWN_VOICE[t.voice] == "narrator"]
        spans = [(bisect_left(doc.starts, t.start), bisect_left(doc.starts, t.end)) for t in own]
        return float(sum(evidence[first:past].sum() for first, past in spans))

    def _in_context(self, doc: Document, matches: list, p: np.ndarray, at_least: float | None) -> list[tuple]:
        assert self.context is not None
        needed = self.context.operating_point if at_least is None else at_least
        rows: list[tuple] = []
        listed = np.zeros(len(p), dtype=bool)
        for first, past, term in matches:
            listed[first:past] = True
            highest = float(p[first:past].max())
            loaded = term.role == "loaded" and (highest >= needed or _is_default(term))
            if loaded if at_least is None else highest >= needed:
                rows.append(((first, past, term), highest))
        alone = self.context.unlisted_point if at_least is None else at_least
        for i in np.flatnonzero((p >= alone) & ~listed).tolist():
            if at_least is None and in_name(doc, i):
                continue  # Ferry Lane
            rows.append(((i, i + 1, self.context.category_of(doc.words[i])), float(p[i])))
        return sorted(rows, key=lambda row: row[0][0])


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


def _count(rows: pd.DataFrame, index: pd.Index) -> pd.Series:
    return rows.groupby("article").size().reindex(index, fill_value=0).astype(int)


def _words_by_voice(text: str) -> list[int]:
    """Number of words: all, the narrator's, quoted, reported."""
    starts, counts = parse(text).starts, dict.fromkeys(_VOICES, 0)
    for tile in tiles(text):
        counts[OWN_VOICE[tile.voice]] += bisect_left(starts, tile.end) - bisect_left(starts, tile.start)
    return [len(starts), *(counts[voice] for voice in _VOICES)]
