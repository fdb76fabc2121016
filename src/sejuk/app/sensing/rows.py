"""Tension with its reasons, as the server says it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.plan import Reason


class AreaLook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: str
    mean: float
    low: float
    high: float
    """The 80 % interval."""
    level: Mood
    terms: tuple[Reason, ...]
    """They add up to the mean."""
    incidents: int
    """Of the last 90 days."""
    thin: bool
    """Too few of them to say much."""


class TensionLook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tension of a district as of a moment, from what was known then."""

    district: str
    at: datetime
    known: bool
    """False: nothing is, and all areas are as usual for want of anything else."""
    areas: tuple[AreaLook, ...]
    outside: int
    refuted: int
    without_weight: int
    """Reports and sightings that were left out."""


class AreaDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: str
    means: tuple[float, ...]
    levels: tuple[int, ...]
    """0 sejuk, 1 hangat, 2 perhatian, 3 panas."""
    thin: tuple[bool, ...]


class TensionDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of each of the last thirty days, as it was known at five that morning."""

    district: str
    moments: tuple[datetime, ...]
    """The first day first."""
    areas: tuple[AreaDays, ...]


class AreaIncident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    incident: str
    group: str
    severity: int
    origin: Origin
    """Who made it known."""
    began: datetime
    known: datetime
    reports: int
    """How many told of it; it counts once."""


class DayCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    day: date
    observed: int
    expected: float
    """As usual, from what was known eight days before."""


class AreaWhy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an area's tension is what it is."""

    district: str
    at: datetime
    area: AreaLook
    rise_probability: float
    """That the rate is more than 1.5 times the reference; the level is read off it."""
    incidents: tuple[AreaIncident, ...]
    """The newest first, a hundred at most."""
    days: tuple[DayCount, ...]
    """The last thirty, of 24 hours each; the last one ends at `at`."""
