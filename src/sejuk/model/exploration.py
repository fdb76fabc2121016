"""Exploration (penjajakan): areas that get a visit because they were drawn, whatever is known."""

from __future__ import annotations

import msgspec


class AreaChance(msgspec.Struct, frozen=True, kw_only=True):
    """The propensity of one neighbourhood, for whoever learns from the nights later."""

    area: str
    thousandths: int
    """Its probability of being drawn, exactly; 1 … 1000."""

    @property
    def p(self) -> float:
        return self.thousandths / 1000


class Exploration(msgspec.Struct, frozen=True, kw_only=True):
    """Of one night, as it was drawn."""

    label: str
    """Of the stream of numbers that was drawn from, with the plan's seed."""
    chances: tuple[AreaChance, ...]
    """Of every neighbourhood, drawn or not."""
    drawn: tuple[str, ...]
    """Neighbourhood ids, in the same order."""

    def __post_init__(self) -> None:
        if sum(chance.thousandths for chance in self.chances) != 1000 * len(self.drawn):
            raise ValueError("the probabilities must add up to the number drawn")
