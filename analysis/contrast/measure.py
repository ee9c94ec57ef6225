"""What a measure counts, in whose voice, and per how many words: read off its name and the columns beside it."""
from dataclasses import dataclass

import numpy as np
import pandas as pd

RATE = "_per_1000"
# A scare quote is the outlet's own choice of words and counts with the narrator.
VOICES = {"narrator": ("narrator", "scare"), "quoted": ("quoted",), "reported": ("reported",)}


@dataclass(frozen=True)
class Measure:
    """A measure: `kind` counted in column `count` over the words in column `words`, or, without counts, averaged."""

    name: str
    count: str | None = None
    words: str | None = None
    voice: str = ""
    kind: str = ""

    def holds(self, evidence: pd.DataFrame) -> pd.Series:
        """Which rows of an evidence frame this measure counts."""
        kept = pd.Series(True, index=evidence.index)
        if self.voice:
            kept &= evidence["voice"].isin(VOICES.get(self.voice, (self.voice,)))
        if self.kind != "loaded":
            kept &= evidence["category"].eq(self.kind)
        return kept


def find_measure(scores: pd.DataFrame, name: str) -> Measure:
    """The measure called `name`: "narrator_loaded_per_1000" is narrator_n_loaded over narrator_n_words.

    Any "KIND_per_1000" or "VOICE_KIND_per_1000" whose counts stand beside it is a rate; every other numeric column
    is averaged. Returns a Measure. Raises ValueError for a name that is no numeric column and has no counts.
    """
    if name.endswith(RATE):
        parts = name.removesuffix(RATE).split("_")
        for cut in range(len(parts)):
            voice, kind = "_".join(parts[:cut]), "_".join(parts[cut:])
            lead = f"{voice}_" if voice else ""
            if {f"{lead}n_{kind}", f"{lead}n_words"} <= set(scores.columns):
                return Measure(name, f"{lead}n_{kind}", f"{lead}n_words", voice, kind)
    numbers = [c for c in scores.columns if pd.api.types.is_numeric_dtype(scores[c])]
    if name not in numbers:
        there = ", ".join(map(str, numbers)) or "no numbers at all"
        raise ValueError(f"There is no measure {name!r} in the scores; they hold {there}.")
    return Measure(name, words="n_words" if "n_words" in numbers else None)


def cell_values(rows: pd.DataFrame, measure: Measure, keys: list[str]) -> pd.DataFrame:
    """One row per cell of `keys`: value (NaN without words), n_words and n_articles that entered it."""
    words = number(rows[measure.words]) if measure.words else pd.Series(np.nan, index=rows.index)
    counted = number(rows[measure.count]) if measure.count else number(rows[measure.name])
    used = counted.notna() & ((words > 0) if measure.count else True)
    parts = rows[keys].assign(counted=counted, n_words=words)[used]
    groups = parts.groupby(keys, observed=True, sort=False)
    cells = groups[["counted", "n_words"]].sum(min_count=1)
    cells["n_articles"] = groups.size()
    cells["value"] = 1000 * cells["counted"] / cells["n_words"] if measure.count else groups["counted"].mean()
    return cells.drop(columns="counted").reset_index()


def number(column: pd.Series) -> pd.Series:
    """The column as floats, without infinities."""
    return pd.to_numeric(column).astype(float).replace([np.inf, -np.inf], np.nan)
