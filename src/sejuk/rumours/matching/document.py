"""What is looked for, and what is found."""

from __future__ import annotations

import msgspec

MOST_WORDS = 120
"""Of a text; what comes later in a long message hardly names the claim."""
MOST_SIGNS = 2000
"""Of a text that are read at all: enough for so many words."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, an answer or an earlier sighting."""

    id: str
    text: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a candidate's score; they add up, with the constant, to its log-odds."""

    name: str
    value: float
    """The feature."""
    amount: float
    """What it adds to the log-odds."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two texts say the same."""

    probability: float
    same: bool
    """Preselected: probability ≥ 0.8, enough words, no other number, place or name."""
    against: tuple[str, ...]
    """What forbids it whatever the probability: `few_words`, `number`, `place`, `name`."""
    reasons: tuple[Reason, ...]


class Candidate(Judged, frozen=True, kw_only=True):
    id: str
    score: float
    """Log-odds: what the candidates are ordered by."""
