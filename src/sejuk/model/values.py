"""What sensing, history and commanders hand to planning: tension, last visits, wishes."""

from __future__ import annotations

import msgspec


class AreaTension(msgspec.Struct, frozen=True, kw_only=True):
    """Tension of one neighbourhood or border, 0–100, with its 80 % interval where known."""

    area: str
    """Neighbourhood id, or `a|b` for a border."""
    mean: float
    low: float | None = None
    high: float | None = None

    def uncertain(self, bonus: float) -> float:
        """What is added to the mean where little is known: part of the way to the upper end."""
        return 0.0 if self.high is None else bonus * (self.high - self.mean)


class Tension(msgspec.Struct, frozen=True, kw_only=True):
    areas: tuple[AreaTension, ...] = ()

    def of(self, area: str, default: float) -> float:
        return self.by_area().get(area, default)

    def by_area(self) -> dict[str, float]:
        return {row.area: row.mean for row in self.areas}

    def uncertain_by_area(self, bonus: float) -> dict[str, float]:
        return {row.area: row.uncertain(bonus) for row in self.areas}

    @property
    def has_intervals(self) -> bool:
        """It is known of some area how little is known."""
        return any(row.high is not None for row in self.areas)


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Visits of the last nights; `nights` = 0 means that there is no record yet."""

    nights: int = 0
    place_nights_ago: dict[str, int] = {}
    """Place id → nights since its last visit (1 = last night)."""
    neighbourhood_nights_ago: dict[str, int] = {}
    presence: tuple[dict[str, float], ...] = ()
    """Neighbourhood id → minutes of dialogue visits, for each of the last nights, newest first."""


class PresentLeg(msgspec.Struct, frozen=True, kw_only=True):
    """One leg of a habitual route, as people name it, and where it is on this map."""

    name: str
    place: str
    """Place id."""
    note: str = ""
    """What stands in, where the name has no exact match on the map, in Indonesian."""
    note_en: str = ""


class PresentRoute(msgspec.Struct, frozen=True, kw_only=True):
    legs: tuple[PresentLeg, ...]
    title: str
    """As shown, in Indonesian."""
    title_en: str = ""
