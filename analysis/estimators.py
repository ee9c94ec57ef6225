"""The door to scikit-learn pipelines: one transformer that calls the scorers."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from analysis.mark.loaded import score_loaded
from analysis.mark.sentiment import score_sentiment
from analysis.read.segment import as_texts

SCORERS = (score_loaded, score_sentiment)
DEFAULT = ("narrator_loaded_per_1000", "quoted_loaded_per_1000", "subjectivity")


class TextScorer(TransformerMixin, BaseEstimator):
    """Texts in, one column a measure out, for pipelines, grid searches and feature unions.

    `measures` are column names of the scorers (score_loaded, score_sentiment), `fill` stands where a measure is NaN,
    since a classifier cannot take NaN: 0.0 by default, which then means "nothing found or nothing to read".
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
        series = as_texts(X)
        tables = {scorer: scorer(series) for scorer in set(self._scorers().values())}
        columns = [tables[scorer][measure].to_numpy(float) for measure, scorer in self._scorers().items()]
        return np.nan_to_num(np.column_stack(columns), nan=self.fill)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """The measures."""
        return np.asarray(list(self.measures), dtype=object)

    def _scorers(self) -> dict[str, Any]:
        known = {column: scorer for scorer in reversed(SCORERS) for column in scorer([]).columns}
        if unknown := [m for m in self.measures if m not in known]:
            raise ValueError(f"No scorer gives {unknown[0]!r}; measures are {', '.join(sorted(known))}.")
        return {measure: known[measure] for measure in self.measures}

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags
