"""The present plan to compare with: a file of legs, or the one built in for Johar Baru."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from sejuk.files.source import shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.geo.legs import (
    NAMED_AFTER_STREETS,
    has_street,
    middle_of_street,
    nearest_place,
    place_on_street,
    places_named,
    westernmost_place,
)
from sejuk.geo.names import closest_names, fold_name
from sejuk.model.district import District
from sejuk.model.place import Place
from sejuk.model.values import PresentLeg, PresentRoute
from sejuk.problems import refuse

LEGS_MAX = 200

_COLUMNS = (Column(name="leg", headings=("titik", "leg", "etape", "place", "street")),)


def read_present(path: Path, district: District) -> PresentRoute:
    """Read one leg per line: a place id, the name of a place, or the name of a street.

    A street stands for the place nearest to its middle inside the district. Where a street
    and places at its corners have one name, the street is meant.

    Raises ProblemError: those of `read_table`, `unknown_leg`, `ambiguous_name`,
    `street_outside`.
    """
    table = read_table(path, _COLUMNS, max_rows=LEGS_MAX)
    legs = tuple(
        PresentLeg(name=row["leg"], place=_find(table, row, district).id) for row in table.rows
    )
    title = shown(path.stem)
    return PresentRoute(legs=legs, title=title, title_en=title)


def builtin_present(district: District) -> PresentRoute | None:
    """The night of 1 May 2025 on a map of Johar Baru; None for any other district.

    A leg of which the map has neither the name nor what stands in is left out.
    """
    page = _builtin()
    if fold_name(district.name).removeprefix("kecamatan ") != fold_name(page.district):
        return None
    if not district.places:
        return None
    legs = [leg for entry in page.legs if (leg := _builtin_leg(entry, district)) is not None]
    return (
        PresentRoute(legs=tuple(legs), title=page.title, title_en=page.title_en) if legs else None
    )


def _find(table: Table, row: Row, district: District) -> Place:
    name, file, line = row["leg"], table.file, row.line
    street = has_street(district, name)
    places = places_named(district, name)
    if street and all(place.id != name for place in places):
        places = tuple(place for place in places if place.kind not in NAMED_AFTER_STREETS)
    if len(places) > 1:
        ids = ", ".join(shown(place.id) for place in places[:5])
        raise refuse("ambiguous_name", file=file, line=line, name=shown(name), candidates=ids)
    if places:
        return places[0]
    if not street:
        closest = _closest(district, name)
        raise refuse("unknown_leg", file=file, line=line, name=shown(name), closest=closest)
    place = place_on_street(district, name)
    if place is None:
        where = shown(district.name)
        raise refuse("street_outside", file=file, line=line, name=shown(name), district=where)
    return place


def _closest(district: District, name: str) -> str:
    """Names of this district that look like `name`, else its first ones."""
    names = [place.name for place in district.places] + list(district.network.street_names)
    found = closest_names(name, names) or tuple(dict.fromkeys(names))[:3]
    return ", ".join(f"“{shown(name)}”" for name in found)


class _Way(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to find a leg on the map; exactly one of the first three is given."""

    place: str | None = None
    streets: tuple[str, ...] = ()
    """The longest of them inside the district."""
    west_edge_of_ward: str | None = None
    note: str = ""
    note_en: str = ""


class _Leg(_Way, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    instead: tuple[_Way, ...] = ()


class _Present(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    district: str
    title: str
    title_en: str
    legs: tuple[_Leg, ...]


@cache
def _builtin() -> _Present:
    text = files("sejuk.files").joinpath("data/present_johar_baru.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Present)


def _builtin_leg(leg: _Leg, district: District) -> PresentLeg | None:
    for way in (leg, *leg.instead):
        place = _on_map(way, district)
        if place is not None:
            return PresentLeg(name=leg.name, place=place.id, note=way.note, note_en=way.note_en)
    return None


def _on_map(way: _Way, district: District) -> Place | None:
    if way.place is not None:
        return next(iter(places_named(district, way.place)), None)
    if way.west_edge_of_ward is not None:
        return westernmost_place(district, way.west_edge_of_ward)
    middles = [m for name in way.streets if (m := middle_of_street(district, name)) is not None]
    longest = max(middles, key=lambda middle: middle.metres, default=None)
    return None if longest is None else nearest_place(district, (longest.lon, longest.lat))
