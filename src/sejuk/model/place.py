"""Where things are: neighbourhoods, borders and the places where a crew stops."""

from __future__ import annotations

from enum import StrEnum

import msgspec

LonLat = tuple[float, float]


class PlaceKind(StrEnum):
    """What a place is for the people who use it. Worship is one kind, whatever the faith."""

    POLICE = "police"
    OFFICE = "office"
    POST = "post"
    MARKET = "market"
    SCHOOL = "school"
    WORSHIP = "worship"
    CLINIC = "clinic"
    POLLING = "polling"
    BORDER = "border"
    JUNCTION = "junction"
    STREET = "street"
    OTHER = "other"


class Neighbourhood(msgspec.Struct, frozen=True, kw_only=True):
    """An RW: the smallest area we count and balance on."""

    id: str
    name: str
    """As shown: `RW 05 Galur`; not unique."""
    ward: str
    rings: tuple[tuple[tuple[LonLat, ...], ...], ...]
    """Polygons, each its outer ring then its holes; lon/lat WGS84."""
    area_ha: float
    residential_m: float
    """Metres of residential street inside, for splitting a population estimate."""
    population: int | None = None
    population_estimated: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A point on the street network where a crew can stop (titik)."""

    id: str
    name: str
    kind: PlaceKind
    lon: float
    lat: float
    """The point on the street, not the building."""
    node: int
    """Its node in the district's network."""
    neighbourhoods: tuple[str, ...]
    """One id; two for a border, lower first."""
    rawan: bool = False
    opens: int | None = None
    closes: int | None = None
    """Minutes after midnight between which a visit may start; closes < opens passes midnight."""

    @property
    def area_id(self) -> str:
        """The id under which its tension is listed: `a` or, for a border, `a|b`."""
        return "|".join(self.neighbourhoods)


def border_id(a: str, b: str) -> str:
    """`a|b`, lower first: by number where both are whole numbers, else as text."""
    return "|".join(sorted((a, b), key=area_order))


def area_order(area: str) -> tuple[int, int, str]:
    """Sort key for ids: whole numbers by value, then other ids as text."""
    return (0, int(area), area) if area.isdecimal() else (1, 0, area)
