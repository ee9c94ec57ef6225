"""The category each known word would have were it loaded: that of the listed words with the likest company."""

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from analysis.mark.lexicon import Lexicon
from analysis.validate.word_features import WordTable

INVERSE_PENALTY = 1.0
FOLDS = 5
SCALE = 3.0  # of the vectors, against tags


def word_categories(table: WordTable, lexicon: Lexicon) -> tuple[np.ndarray, float]:
    """A category for every shipped word, as its place in `lexicon.categories`, and how often a held-out one is right.

    Listed words keep their category; the others get the likeliest loaded one by logistic regression over vector
    and tag, fitted on the listed words. The share right is of listed words, five folds, and the classes are many:
    neighbours such as evaluation and moral_blame are easily taken for each other.
    """
    listed, names = _listed(table, lexicon), list(lexicon.categories)
    features = sp.hstack([table.kinds, SCALE * table.vectors]).tocsr()[: table.n_shipped].toarray()
    rows = np.array(sorted(listed), int)
    gold = np.array([names.index(listed[i]) for i in rows], np.uint8)
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    right = []
    for k in range(FOLDS):
        here, kept = rows[fold == k], rows[fold != k]
        right.append(_predict(features[kept], gold[fold != k], features[here]) == gold[fold == k])
    chosen = _predict(features[rows], gold, features)
    chosen[rows] = gold
    return chosen, float(np.concatenate(right).mean())


def _predict(known: np.ndarray, gold: np.ndarray, features: np.ndarray) -> np.ndarray:
    classes = np.unique(gold)
    if len(classes) < 2 or not len(features):
        return np.full(len(features), classes[0] if len(classes) else 0, np.uint8)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=300, tol=1e-3)
    return model.fit(known, gold).predict(features).astype(np.uint8)


def _listed(table: WordTable, lexicon: Lexicon) -> dict[int, str]:
    """Row of a word -> category, for single words listed in one of the loaded categories."""
    index = table.index
    found: dict[int, str] = {}
    for term in lexicon.terms:
        for form in term.forms:
            row = index.get(form[0]) if len(form) == 1 and term.role == "loaded" else None
            if row is not None and row < table.n_shipped:
                found.setdefault(row, term.category)
    return found
