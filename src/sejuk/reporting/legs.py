"""The legs of a route on the streets: from post to stop to stop to post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from sejuk.model.district import District
from sejuk.model.force import Mode
from sejuk.model.place import LonLat, Place
from sejuk.model.plan import Route

Paths = Mapping[tuple[Mode, str, str], Sequence[LonLat]]
"""(mode, place id from, place id to) → lon/lat of the way along the streets."""


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One way between two places that follow each other."""

    origin: Place
    target: Place
    depart: int
    arrive: int
    """Seconds after the shift's start."""
    coords: tuple[LonLat, ...]
    on_streets: bool
    """False where no path was given: then a straight line, which readers must not walk."""


def route_legs(route: Route, district: District, paths: Paths) -> tuple[Leg, ...]:
    """All legs with two different ends, in order."""
    places = {place.id: place for place in district.places}
    ids = [route.crew.start_post, *(s.place for s in route.stops), route.crew.end_post]
    departs = [route.depart, *(s.leave for s in route.stops)]
    arrives = [*(s.arrive for s in route.stops), route.back]
    return tuple(
        _leg(places[a], places[b], out, back, paths.get((route.crew.mode, a, b)))
        for a, b, out, back in zip(ids, ids[1:], departs, arrives, strict=False)
        if a != b
    )


def _leg(
    origin: Place, target: Place, depart: int, arrive: int, path: Sequence[LonLat] | None
) -> Leg:
    straight = ((origin.lon, origin.lat), (target.lon, target.lat))
    return Leg(
        origin=origin,
        target=target,
        depart=depart,
        arrive=arrive,
        coords=tuple((lon, lat) for lon, lat in path) if path else straight,
        on_streets=bool(path),
    )
