"""Signs that daily life is back, as crews see it and residents tell it; never what patrols find."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from sejuk.model.kinds.field import Mood, Origin
from sejuk.problems import refuse


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One crew's look at a stop: the mood and three signs. None: could not be seen."""

    area: str
    night: date
    mood: Mood
    stalls_open: bool | None = None
    people_outside: bool | None = None
    traffic_usual: bool | None = None


class Fear(msgspec.Struct, frozen=True, kw_only=True):
    """Residents said that they are afraid: a concern or report about fear, never who."""

    area: str
    night: date
    origin: Origin = Origin.RESIDENT

    def __post_init__(self) -> None:
        if self.origin is not Origin.RESIDENT:
            raise refuse("outcome_not_resident", origin=self.origin.value)


class RatedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place as it is rated now."""

    area: str
    safe: bool
    """Aman: neither rawan nor sangat rawan."""


class Sign(StrEnum):
    """What is looked at."""

    DAILY_LIFE = "daily_life"
    """Of the three signs at a stop, the part that is as usual."""
    CALM = "calm"
    """Stops with the mood sejuk or hangat."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what was seen, with its interval."""

    mean: float | None
    """None: nothing was seen."""
    low: float
    high: float
    """95 %."""
    looks: int
    nights: int
    """On which somebody looked."""
    thin: bool
    """Data tipis: too little for a trend or a comparison."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How often residents said something in the period, and how often that may be in the mean."""

    count: int
    low: float
    high: float
    """95 %."""


class AreaNormal(msgspec.Struct, frozen=True, kw_only=True):
    """One neighbourhood."""

    area: str
    signs: dict[Sign, Share]
    fears: Told
    """That they are afraid."""
    places: int
    safe_places: int
    """Of them, those rated aman. Ratings are decided, not sampled: no interval."""


class Normal(msgspec.Struct, frozen=True, kw_only=True):
    """Of a district in a period."""

    first: date
    last: date
    areas: tuple[AreaNormal, ...]
    """By id, in the district's order."""
    design_effects: dict[Sign, float]
    """By how much looks of one night are alike: so many looks count as one."""
