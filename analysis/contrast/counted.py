"""Loaded words counted once, so that every choice of lexicon, voice and count is a sum over the same hits."""
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.mark.context import load_context
from analysis.mark.lexicon import load_lexicon
from analysis.mark.loaded import OWN_VOICE, STRONG, find_loaded, score_loaded

VOICES = ("narrator", "quoted", "all")
BOTH, TABLES, MODEL, WITHOUT = "tables and model", "tables alone", "model alone", "without "
RATE, PROBABILITY = "rate", "probability"
FAINT = 0.02  # probability below which a word is not weighed


@dataclass(frozen=True, eq=False)
class Counted:
    """Words of each text by voice (texts x VOICES); its usual hits, and the words that are weighed by probability."""

    words: np.ndarray
    usual: pd.DataFrame
    weighed: pd.DataFrame | None  # None without the fitted model

    @property
    def lexicons(self) -> list[tuple[str, str]]:
        """Lexicon and count of every choice there is, the usual one first; categories without a hit are not dropped."""
        found = set(self.usual["category"])
        dropped = [f"{WITHOUT}{name}" for name in load_lexicon().categories if name in found]
        if self.weighed is None:
            return [(name, RATE) for name in (TABLES, *dropped)]
        by_count = [(name, RATE) for name in (BOTH, TABLES, MODEL, *dropped)]
        return by_count + [(name, PROBABILITY) for name in (BOTH, *dropped)]

    def counts(self, lexicon: str, count: str) -> np.ndarray:
        """Loaded words of each text by voice (texts x VOICES): each counted once, or by its probability."""
        hits = self.usual if count == RATE or self.weighed is None else self.weighed
        weight = np.ones(len(hits)) if count == RATE else hits["probability"].to_numpy(float)
        if lexicon in (TABLES, MODEL):
            kept = hits["listed" if lexicon == TABLES else "likely"].to_numpy(bool)
        else:
            kept = hits["category"].ne(lexicon.removeprefix(WITHOUT)).to_numpy(bool)
        spoken = [kept & (hits["voice"].eq(voice).to_numpy(bool) | (voice == "all")) for voice in VOICES]
        at = hits["text"].to_numpy(int)
        return np.stack([np.bincount(at[said], weight[said], len(self.words)) for said in spoken], axis=1)


def together(parts: Sequence[Counted]) -> Counted:
    """Several sets of texts as one, in this order."""
    first = np.cumsum([0, *(len(part.words) for part in parts)])
    usual = [part.usual.assign(text=part.usual["text"] + at) for part, at in zip(parts, first, strict=False)]
    weighed = [
        part.weighed.assign(text=part.weighed["text"] + at)
        for part, at in zip(parts, first, strict=False)
        if part.weighed is not None
    ]
    words = np.vstack([part.words for part in parts])
    return Counted(words, pd.concat(usual), pd.concat(weighed) if weighed else None)


@lru_cache(maxsize=32)
def counted(texts: tuple[str, ...]) -> Counted:
    """The one pass: default rows of find_loaded and, with the model, every word of probability .02 or more."""
    words = score_loaded(list(texts))[["narrator_n_words", "quoted_n_words", "n_words"]].to_numpy(float)
    model = load_context()
    point = 1.0 if model is None else model.operating_point
    weighed = None if model is None else _hits(find_loaded(list(texts), at_least=FAINT), point)
    return Counted(words, _hits(find_loaded(list(texts)), point), weighed)


def _hits(found: pd.DataFrame, operating_point: float) -> pd.DataFrame:
    """Rows of find_loaded in a loaded category; `listed` in the tables at full strength, `likely` by the model."""
    loaded = [name for name, row in load_lexicon().categories.items() if row["role"] == "loaded"]
    found = found[found["category"].isin(loaded)]
    return pd.DataFrame({
        "text": found["article"], "voice": found["voice"].map(OWN_VOICE), "category": found["category"],
        "probability": found["probability"], "listed": found["strength"].fillna(0).ge(STRONG).astype(bool),
        "likely": found["probability"].ge(operating_point),
    })  # fmt: skip
