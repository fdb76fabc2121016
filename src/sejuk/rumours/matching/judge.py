"""From features to an order and a probability: two logistic models with published coefficients.

How they were fitted, on which texts, and what each brings: docs/explanation/matching.md.
"""

from __future__ import annotations

import math

from sejuk.rumours.matching.document import Reason
from sejuk.rumours.matching.features import Features

RANK = {
    "cosine": 6.4,
    "cosine_part": 3.3,
    "bm25_part": 7.4,
    "pairs": 3.3,
    "window": 3.9,
    "shared": -0.3,
}
SAME = {"constant": -8.0, "cover": 2.0, "shared": 2.0, "window": 1.5, "ahead": 0.5}


def rank_score(cosine: float, cosine_part: float, bm25_part: float, common: Features) -> float:
    """What candidates are ordered by."""
    return (
        RANK["cosine"] * cosine
        + RANK["cosine_part"] * cosine_part
        + RANK["bm25_part"] * bm25_part
        + RANK["pairs"] * common.pairs
        + RANK["window"] * common.window
        + RANK["shared"] * common.shared
    )


def probability(cosine: float, common: Features, ahead: float) -> float:
    """That a candidate says the same."""
    logit = SAME["constant"] + sum(reason.amount for reason in reasons(cosine, common, ahead))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def reasons(cosine: float, common: Features, ahead: float) -> tuple[Reason, ...]:  # noqa: ARG001
    """The parts of the log-odds, but for the constant."""
    values = {
        "cover": common.cover,
        "shared": common.shared,
        "window": common.window,
        "ahead": ahead,
    }
    return tuple(
        Reason(name=name, value=value, amount=SAME[name] * value) for name, value in values.items()
    )
