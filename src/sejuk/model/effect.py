"""The effect sheet: what a fair rotation showed, with everything that limits the claim."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from sejuk.model.experiment import OutcomeKind


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """Reports with extra visits over reports without; 1: no difference."""

    ratio: float | None
    """None: there is nothing to divide by."""
    low: float
    """95 % interval; 0: no limit was found."""
    high: float | None
    """None: no limit was found."""
    p: float
    """Of no effect at all, two-sided, by redrawing."""

    @property
    def below_one(self) -> bool:
        """The whole interval says fewer."""
        return self.high is not None and self.high < 1

    @property
    def above_one(self) -> bool:
        """The whole interval says more."""
        return self.low > 1


class Verdict(StrEnum):
    """What the data allow to be said."""

    FEWER = "fewer"
    MORE = "more"
    OPEN = "open"
    """No effect is inside the interval: belum dapat disimpulkan."""
    NOTHING = "nothing"
    """There were no reports to compare."""


class Arm(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison."""

    area_nights: int
    reports: int


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of residents against the visits themselves."""

    what: OutcomeKind
    drawn: Arm
    undrawn: Arm
    effect: Ratio


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """What an area was exposed to in a block (Aronow & Samii 2017)."""

    own: Arm
    """Drawn itself."""
    neighbour: Arm
    """Not drawn, but an area that touches it was."""
    none: Arm
    left_out: int
    """Areas, once for each block, that could hardly ever have been one of the three."""
    own_against_none: Ratio
    neighbour_against_none: Ratio


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What was done against what was drawn, in area-nights. Analysed as drawn, whatever it says."""

    drawn_due: int
    drawn_visited: int
    undrawn_due: int
    undrawn_visited: int

    @property
    def rate(self) -> float:
        """Share visited, drawn less undrawn; 1: exactly as drawn."""
        drawn = self.drawn_visited / self.drawn_due if self.drawn_due else 0.0
        undrawn = self.undrawn_visited / self.undrawn_due if self.undrawn_due else 0.0
        return drawn - undrawn


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that say nothing about the effect."""

    other_origins: int
    """What patrols found, agencies, dispatch and media said: guarantee G14."""
    outside: int
    """Of areas and nights that took no part."""


class EffectSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What was compared, what came of it, and how much could have been seen."""

    first: date
    last: date
    areas: int
    blocks: int
    vetoed: int
    """Areas taken out before the draw, once for each block."""
    drawn: Arm
    undrawn: Arm
    effect: Ratio
    """Mantel–Haenszel over strata and blocks: the answer."""
    averaged: Ratio | None
    """Hájek: every area counts alike, whatever its probability; None: all had the same."""
    without_first_night: Ratio | None
    """The first night of each block left out; None: blocks of one night."""
    exposure: Exposure | None
    """None: nothing is known of neighbours."""
    smallest_detectable: float | None
    """Reduction, 0 … 1, that this sample would have shown in 80 of 100 cases; None: not even one
    of 99 %."""
    delivery: Delivery
    harms: tuple[Harm, ...]
    left_out: LeftOut
    redraws: int
    seed: int

    @property
    def verdict(self) -> Verdict:
        """By the interval alone, and never by the estimate (guarantee G14)."""
        if self.drawn.reports + self.undrawn.reports == 0:
            return Verdict.NOTHING
        if self.effect.below_one:
            return Verdict.FEWER
        return Verdict.MORE if self.effect.above_one else Verdict.OPEN

    @property
    def harmful(self) -> tuple[Harm, ...]:
        """Harms of which there were more with extra visits, beyond doubt."""
        return tuple(harm for harm in self.harms if harm.effect.above_one)
