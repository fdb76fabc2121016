"""A week as its review (anev) tells it: nights, neighbourhoods, what residents asked and heard."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from sejuk.model.effect import EffectSheet
from sejuk.model.night import NightAccount, Share
from sejuk.model.place import LonLat

Rings = tuple[tuple[tuple[LonLat, ...], ...], ...]
UNSERVED_DAYS = 7
"""A neighbourhood without a visit for so long is below the floor (guarantee G5)."""


class AreaWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbourhood: what it was given, and how long ago."""

    id: str
    title: str
    rings: Rings
    visits: int
    """In the week."""
    before: int
    """In the three weeks before it."""
    minutes: float
    """In the four weeks."""
    per_1000: float | None
    """Minutes per 1,000 residents; None where nobody knows how many there are."""
    gap_days: int | None
    """From its last visit to the end of the week; None: no visit in four weeks."""

    @property
    def below_floor(self) -> bool:
        return self.gap_days is None or self.gap_days > UNSERVED_DAYS


class ConcernsWeek(msgspec.Struct, frozen=True, kw_only=True):
    """Of the concerns that came in in the week, as they are now."""

    came: int
    followed_up: int
    answered: int
    overdue: int


class WarningsWeek(msgspec.Struct, frozen=True, kw_only=True):
    """Early warnings that were raised in the week."""

    raised: int
    confirmed: int
    declined: int

    @property
    def waiting(self) -> int:
        """Nobody has decided, or nobody did in time."""
        return self.raised - self.confirmed - self.declined


class WeekAccount(msgspec.Struct, frozen=True, kw_only=True):
    district: str
    synthetic: bool
    first: date
    """A Monday."""
    nights: tuple[NightAccount, ...]
    """Those that crews set out for, by time."""
    areas: tuple[AreaWeek, ...]
    concerns: ConcernsWeek
    claims: Share
    """Answered, of the claims that were heard in the week and sorted."""
    heard: int
    warnings: WarningsWeek
    effect: EffectSheet | None = None
    """Of the last operation whose rotations were read."""

    @property
    def last(self) -> date:
        """A Sunday."""
        return self.first + timedelta(days=6)

    @property
    def points(self) -> Share:
        """Of all nights."""
        return Share(
            done=sum(night.points.done for night in self.nights),
            of=sum(night.points.of for night in self.nights),
        )

    @property
    def alarms(self) -> Share:
        """Of all nights."""
        return Share(
            done=sum(night.alarms.done for night in self.nights),
            of=sum(night.alarms.of for night in self.nights),
        )
