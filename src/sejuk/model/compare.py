"""Plans of one night side by side, over one or many draws of the weights."""

from __future__ import annotations

import msgspec


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """A figure over the draws; all None where no draw defines it."""

    median: float | None
    min: float | None
    max: float | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What `sejuk compare --json` prints."""

    plans: dict[str, dict[str, Spread]]
    """Plan kind → figure → spread."""
    ratio: dict[str, dict[str, Spread]]
    """Baseline kind → figure → ours divided by theirs."""
    weights_seeds: int
    """0 when the tension is the user's or equal."""
