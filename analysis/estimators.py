"""The door to scikit-learn pipelines: one transformer that calls the scorers."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.read.segment import as_texts

SCORERS = {  # score_<name>: the room it stands in, loaded when one of its measures is asked for
    "loaded": "mark.loaded", "sentiment": "mark.sentiment", "voices": "mark.voices", "acts": "mark.acts",
    "frames": "mark.frames",
}  # fmt: skip
DEFAULT = ("narrator_loaded_per_1000", "quoted_loaded_per_1000", "subjectivity")


class TextScorer(TransformerMixin, BaseEstimator):
    """Texts in, one column a measure out, for pipelines, grid searches and feature unions.

    `measures` are column names of score_loaded, score_sentiment, score_voices, score_acts and score_frames (policy
    codebook); only the scorers asked for run. `fill` stands where a measure is NaN, since a classifier cannot take
    NaN: 0.0 by default, which then means "nothing found or nothing to read".
    Returns an array (n_texts, n_measures) of floats, or a frame after `set_output(transform="pandas")`.
    It learns nothing: `fit` only checks. Raises ValueError for a single string or an unknown measure.
    """

    def __init__(self, measures: Iterable[str] = DEFAULT, *, fill: float = 0.0) -> None:
        self.measures = measures
        self.fill = fill

    def fit(self, X: Any, y: Any = None) -> "TextScorer":
        """Check the texts and the measures."""
        as_texts(X)
        self._scorers()
        return self

    def transform(self, X: Any) -> np.ndarray:
        """The measures of each text, in the order of `measures`."""
        series, scorers = as_texts(X), self._scorers()
        tables = {name: _scorer(name)(series) for name in dict.fromkeys(scorers.values())}
        columns = [tables[name][measure].to_numpy(float) for measure, name in scorers.items()]
        return np.nan_to_num(np.column_stack(columns), nan=self.fill)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """The measures."""
        return np.asarray(list(self.measures), dtype=object)

    def _scorers(self) -> dict[str, str]:
        """Measure -> the scorer that gives it; scorers are looked at in order, the first that has it wins."""
        found: dict[str, str] = {}
        for name in SCORERS:
            if len(found) < len(list(self.measures)):
                found = {m: name for m in self.measures if m in _columns(name)} | found
        if unknown := [m for m in self.measures if m not in found]:
            known = sorted({column for name in SCORERS for column in _columns(name)})
            raise ValueError(f"No scorer gives {unknown[0]!r}; measures are {', '.join(known)}.")
        return {measure: found[measure] for measure in self.measures}

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags


def _scorer(name: str) -> Any:
    return getattr(import_module(f"analysis.{SCORERS[name]}"), f"score_{name}")


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(_scorer(name)([]).columns)
