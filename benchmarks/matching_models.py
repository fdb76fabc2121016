"""Fits the three models of matching, by Newton-like search on penalised likelihoods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.matching_data import Looked
from sejuk.rumours.matching.search import ahead

Floats = NDArray[np.float64]
Model = dict[str, float]

PENALTY = 1.0
"""Ridge, on coefficients of features in standard deviations."""


def fit_rank(looked: Sequence[Looked], names: Sequence[str]) -> Model:
    """A conditional logit: that the answer is chosen among the candidates of its message."""
    rows = [one for one in looked if one.right.any()]
    table = [_table(one, names) for one in rows]
    chosen = [int(np.flatnonzero(one.right)[0]) for one in rows]
    scale = np.concatenate(table).std(axis=0) + 1e-9
    table = [values / scale for values in table]

    def loss(weight: Floats) -> tuple[float, Floats]:
        total, slope = float(PENALTY * weight @ weight / 2), PENALTY * weight
        for values, answer in zip(table, chosen, strict=True):
            scores = values @ weight
            scores -= scores.max()
            part = np.exp(scores)
            whole = part.sum()
            total -= float(scores[answer] - np.log(whole))
            slope = slope - values[answer] + part @ values / whole
        return total, slope

    return dict(zip(names, _least(loss, len(names)) / scale, strict=True))


def fit_logit(table: Floats, truth: NDArray[np.bool_], names: Sequence[str]) -> Model:
    """An ordinary one, with a constant that is not penalised."""
    mean, scale = table.mean(axis=0), table.std(axis=0) + 1e-9
    x = np.column_stack([(table - mean) / scale, np.ones(len(table))])
    penalty = np.append(np.full(len(names), PENALTY), 0.0)

    def loss(weight: Floats) -> tuple[float, Floats]:
        scores = x @ weight
        likely = 1.0 / (1.0 + np.exp(-scores))
        total = np.logaddexp(0.0, scores).sum() - scores @ truth + (penalty * weight**2).sum() / 2
        return float(total), x.T @ (likely - truth) + penalty * weight

    weight = _least(loss, len(names) + 1)
    found = weight[:-1] / scale
    return {"constant": float(weight[-1] - found @ mean), **dict(zip(names, found, strict=True))}


def ordered(one: Looked, rank: Model) -> tuple[NDArray[np.int64], Floats]:
    """The candidates best first, and their scores in that order."""
    scores = _table(one, list(rank)) @ np.array(list(rank.values()))
    order = np.argsort(-scores, kind="stable")
    return order, scores[order]


def first_of(one: Looked, rank: Model) -> tuple[int, dict[str, float]] | None:
    """Which candidate comes first, and its features, with how far it is ahead."""
    if not one.values:
        return None
    order, scores = ordered(one, rank)
    lead = ahead([(score, str(n)) for n, score in enumerate(scores.tolist())])[0]
    first = int(order[0])
    return first, {**one.values[first], "ahead": lead}


def _table(one: Looked, names: Sequence[str]) -> Floats:
    return np.array([[values[name] for name in names] for values in one.values], np.float64)


def _least(loss: Callable[[Floats], tuple[float, Floats]], size: int) -> Floats:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B")
    return np.asarray(found.x, np.float64)
