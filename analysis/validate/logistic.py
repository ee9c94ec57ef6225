"""Logistic regression over words in context, trained through word types: a logit is a sum of table rows."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.special import expit


@dataclass(frozen=True)
class Fitted:
    """Intercept, one vector of weights a position (over the features of a word), weights of the word's own signs."""

    intercept: float
    positions: list[np.ndarray]
    signs: np.ndarray


def fit_logistic(
    features: list[sp.csr_matrix],
    places: list[sp.csr_matrix],
    signs: np.ndarray,
    gold: np.ndarray,
    *,
    weight: np.ndarray,
    penalty: float,
) -> Fitted:
    """Logistic regression with a ridge penalty, minimised by L-BFGS.

        logit = intercept + sum over positions of place @ (features @ weights) + signs @ weights
    `features[k]` is word types x features, `places[k]` tokens x word types (which type stands at position k),
    `signs` tokens x signs, `gold` and `weight` one entry a token. A larger `penalty` pulls all weights to 0.
    Not for features of very different scales: one penalty holds for all of them.
    """
    used = np.flatnonzero(np.sum([np.diff(p.tocsc().indptr) for p in places], axis=0))
    types = [f[used] for f in features]
    types_back = [f.T.tocsr() for f in types]
    there = [p.tocsc()[:, used].tocsr() for p in places]
    back = [p.T.tocsr() for p in there]
    cuts = np.cumsum([1, *(f.shape[1] for f in types), signs.shape[1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = w[0] + signs @ w[cuts[-2] :]
        for k, place in enumerate(there):
            z += place @ (types[k] @ w[cuts[k] : cuts[k + 1]])
        rest = weight * (expit(z) - gold)
        down = [rest.sum()[None], *(types_back[k] @ (back[k] @ rest) for k in range(len(there))), signs.T @ rest]
        slope = np.concatenate(down)
        slope[1:] += penalty * w[1:]
        return float(weight @ (np.logaddexp(0, z) - gold * z) + penalty / 2 * (w[1:] @ w[1:])), slope

    start = np.zeros(cuts[-1])
    start[0] = np.log(weight @ gold / (weight @ (1 - gold)))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500, "maxcor": 20, "ftol": 1e-9})
    pieces = np.split(found.x, cuts)
    return Fitted(float(found.x[0]), pieces[1 : 1 + len(features)], pieces[1 + len(features)])
