"""From features to an order and a probability: logistic models with published coefficients.

Fitted by `python -m benchmarks.matching --fit`; on which texts, and what each part brings:
docs/explanation/matching.md. No word and no weight of a word comes from those texts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sejuk.rumours.matching.document import Reason
from sejuk.rumours.matching.features import Features

RANK = {"cosine": 6.07, "cosine_part": 3.46, "bm25_part": 5.02, "pairs": 4.83}
"""What candidates are ordered by: a conditional logit over those of one message."""
SAME = {"constant": -4.27, "agreed": 1.0, "pairs": 3.07, "ahead": 0.68}
"""The first candidate of an index says the same."""
PAIR = {"constant": -2.48, "agreed": 0.89, "pairs": 1.6, "cosine": 2.19}
"""Two texts say the same, whatever else there is."""


def values(common: Features, *, cosine: float, **more: float) -> dict[str, float]:
    """All features by name."""
    return {
        "cosine": cosine,
        "cover": common.cover,
        "shared": common.shared,
        "agreed": common.cover * common.shared,
        "window": common.window,
        "run": common.run,
        "missing": common.missing,
        "pairs": common.pairs,
        **more,
    }


def total(model: Mapping[str, float], of: Mapping[str, float]) -> float:
    """Constant and parts together."""
    return model.get("constant", 0.0) + sum(
        weight * of[name] for name, weight in model.items() if name != "constant"
    )


def probability(log_odds: float) -> float:
    """Between 0 and 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def reasons(model: Mapping[str, float], of: Mapping[str, float]) -> tuple[Reason, ...]:
    """The parts of the log-odds, the constant among them."""
    return tuple(
        Reason(name=name, value=value, amount=weight * value)
        for name, weight in model.items()
        for value in [1.0 if name == "constant" else of[name]]
    )
