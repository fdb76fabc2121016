"""What forbids to preselect: the same template with another number, place or name."""

from __future__ import annotations

from sejuk.rumours.matching.index import Weights
from sejuk.rumours.matching.prepared import Prepared

LEAST_WORDS = 8


def against(message: Prepared, document: Prepared, weights: Weights) -> tuple[str, ...]:  # noqa: ARG001
    """Nothing, where they may be the same."""
    found = []
    if message.long < LEAST_WORDS:
        found.append("few_words")
    numbers = {word for word in document.words if word.isdigit()}
    if numbers - set(message.words):
        found.append("number")
    return tuple(found)
