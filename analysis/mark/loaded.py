"""Loaded language: words that carry praise, blame or alarm beyond what is needed to say what happened."""

from bisect import bisect_left, bisect_right
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.lexicon import Lexicon, load_lexicon
from analysis.mark.speakers import Named, named_actors, speakers
from analysis.mark.targets import targets
from analysis.mark.tiles import tiles, voice_at
from analysis.read.segment import as_texts, parse

COLUMNS = [
    "article", "start", "end", "term", "category", "direction", "strength", "probability", "voice", "plain", "actor",
]  # fmt: skip
STRONG = 3  # a listed term of this strength in a loaded category is a default row
OWN_VOICE = {"narrator": "narrator", "scare": "narrator", "quoted": "quoted", "reported": "reported"}


def find_loaded(
    texts: pd.Series | pd.DataFrame | list[str],
    *,
    lexicon: Lexicon | str | Path | None = None,
    at_least: float | None = None,
) -> pd.DataFrame:
    """Every loaded word or phrase with its place, category and voice.

    Default rows are the listed terms of strength 3 in a loaded category. `at_least=0.0` returns every listed term,
    the mild ones and the profile categories (speech verbs, hedges, sympathy, euphemism) among them.
    `lexicon` is None or "hand" for the shipped tables, a folder of your own, or a loaded Lexicon.
    Returns one row per hit: article (index label), start and end (offsets), term (the lemma), category,
    direction (-1 blame, 1 praise, 0 alarm or intensity), strength (1 mild to 3 strong), probability (NaN with the
    hand lexicon), voice (see find_voices), plain (a plainer wording), actor (whom it hits, missing when unsure).
    Not a measure of intent: a listed word may be the right word, and a quoted word is the speaker's.
    Raises ValueError for a single string, FileNotFoundError for a lexicon that is not there.
    """
    series, table = as_texts(texts), _lexicon(lexicon)
    found = {article: _hits(text, table, at_least) for article, text in series.items()}
    named = named_actors(series[[bool(hits) for hits in found.values()]])
    rows = []
    for article, hits in found.items():
        for hit, actor in zip(hits, _whom(series[article], hits, named.get(article, [])), strict=True):
            rows.append((article, *hit, actor))
    return pd.DataFrame(rows, columns=COLUMNS)


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
    `by_category=True` adds n_<category> for every category, profile ones in all their strengths.
    Not for texts under about 200 words, and never a verdict on one article.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series, table = as_texts(texts), _lexicon(lexicon)
    found = _evidence(series, table)
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
    if by_category:
        every = _evidence(series, table, at_least=0.0)
        for name, category in table.categories.items():
            rows = every if category["role"] == "profile" else found
            scores[f"n_{name}"] = _count(rows[rows["category"] == name], series.index)
    return scores


_VOICES = ("narrator", "quoted", "reported")


def _lexicon(lexicon: Lexicon | str | Path | None) -> Lexicon:
    if isinstance(lexicon, Lexicon):
        return lexicon
    return load_lexicon(None if lexicon in (None, "hand") else lexicon)


def _hits(text: str, table: Lexicon, at_least: float | None) -> list[tuple]:
    """The rows of one text without the actor: start, end, term ... plain."""
    doc, rows = parse(text), []
    for first, past, term in table.match(doc):
        if at_least == 0.0 or (term.strength >= STRONG and term.role == "loaded"):
            rows.append((doc.starts[first], doc.ends[past - 1], term))
    voices = voice_at(text, [start for start, _, _ in rows])
    return [
        (start, end, t.term, t.category, t.direction, t.strength, np.nan, voice, t.plain)
        for (start, end, t), voice in zip(rows, voices, strict=True)
    ]


def _evidence(series: pd.Series, table: Lexicon, at_least: float | None = None) -> pd.DataFrame:
    """The hits of find_loaded without their actors, for counting."""
    rows = [(article, *hit) for article, text in series.items() for hit in _hits(text, table, at_least)]
    return pd.DataFrame(rows, columns=COLUMNS[:-1])


def _whom(text: str, hits: list[tuple], named: list[Named]) -> list[str | None]:
    """The actor each hit is about, or None."""
    if not hits:
        return []
    cut = tiles(text)
    begins, said = [t.start for t in cut], speakers(text, cut, named)
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
