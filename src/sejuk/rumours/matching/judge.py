"""From features to an order and a probability: logistic models with published coefficients.

Fitted by `python -m benchmarks.matching --fit`; on which texts, and what each part brings:
docs/explanation/matching.md. No word and no weight of a word comes from those texts.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

from sejuk.rumours.matching.document import Reason
from sejuk.rumours.matching.features import Features

RANK = {"cosine": 6.68, "cosine_part": 3.04, "bm25_part": 5.06, "pairs": 4.63}
"""What candidates are ordered by: a conditional logit over those of one message."""
SAME = {"constant": -4.25, "agreed": 1.02, "pairs": 3.1, "ahead": 0.67}
"""The first candidate of an index says the same."""
PAIR = {"constant": -5.32, "agreed": 1.84, "cosine": 8.02}
"""Two texts say the same, whatever else there is."""
OTHER = frozenset({"number", "place", "name"})
"""What makes it another claim, where a message that is too short only says too little."""


def values(common: Features, *, cosine: float, **more: float) -> dict[str, float]:
    """All features by name."""
    return {
        "cosine": cosine,
        "cover": common.cover,
        "shared": common.shared,
        "agreed": common.cover * common.shared,
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


def reasons(
    model: Mapping[str, float], of: Mapping[str, float], against: Collection[str]
) -> tuple[Reason, ...]:
    """The parts of the log-odds, the constant among them.

    Another number, place or name leaves at most even odds: a rule, not fitted, since the messages
    that models were fitted on hold next to no templates.
    """
    parts = [
        Reason(name=name, value=value, amount=weight * value)
        for name, weight in model.items()
        for value in [1.0 if name == "constant" else of[name]]
    ]
    above = sum(part.amount for part in parts)
    if above > 0 and OTHER & set(against):
        parts.append(Reason(name="against", value=1.0, amount=-above))
    return tuple(parts)


def probability_of(parts: Iterable[Reason]) -> float:
    """What they add up to."""
    return probability(sum(part.amount for part in parts))
