"""Points of interest → spots on the street."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import msgspec

from sejuk.geo.naming import point_label
from sejuk.geo.shapes import Shapes, nearest_area
from sejuk.geo.spots import Spot, Walkable, nearest_streets, street_name
from sejuk.model.district import LeftOut, PlacePoint
from sejuk.model.place import Neighbourhood, PlaceKind
from sejuk.problems import refuse

OUTSIDE_M = 100.0
"""A point this far outside the neighbourhoods still belongs to the nearest one."""

STREET_M = 200.0
MERGE_M = 15.0
"""Unlisted points of one kind and neighbourhood this near each other on a street are one."""


class PointSpots(msgspec.Struct, frozen=True, kw_only=True):
    spots: list[Spot]
    left_out: list[LeftOut]


def point_spots(
    points: Sequence[PlacePoint],
    shapes: Shapes,
    neighbourhoods: Sequence[Neighbourhood],
    ground: Walkable,
    *,
    strict: bool,
) -> PointSpots:
    """Each point at the nearest place of the main network within 200 m, in input order.

    Left out, with a reason: more than 100 m outside, no street near, merged.
    Raises duplicate_id; place_outside_area when strict.
    """
    _no_duplicates(points)
    flat = ground.plane.metres([p.lon for p in points], [p.lat for p in points]).reshape(-1, 2)
    areas = nearest_area(shapes, flat, OUTSIDE_M)
    streets = nearest_streets(ground, flat, STREET_M)
    ids = {p.id for p in points if p.id is not None}
    spots: list[Spot] = []
    left: list[LeftOut] = []
    mergeable: list[Spot] = []
    for i, (point, street) in enumerate(zip(points, streets, strict=True)):
        area = int(areas[i])
        own_id = point.id if point.id is not None else _free(f"poi-{i + 1}", ids)
        label = point.name or own_id
        if area < 0:
            if strict:
                raise refuse("place_outside_area", place=label, metres=int(OUTSIDE_M))
            left.append(LeftOut(what="place", id=own_id, reason="outside_areas", detail=label))
            continue
        if street is None:
            left.append(LeftOut(what="place", id=own_id, reason="no_street_near", detail=label))
            continue
        kind = PlaceKind(point.kind)
        spot = Spot(
            id=own_id,
            name=(point.name or "").strip()
            or point_label(
                kind, street_name(ground.network, street.edge), neighbourhoods[area].name
            ),
            kind=kind,
            x=street.x,
            y=street.y,
            areas=(area,),
            edge=street.edge,
            offset_m=street.offset_m,
            rawan=point.rawan,
            opens=point.opens,
            closes=point.closes,
        )
        if point.id is None:
            other = next((s for s in mergeable if _same(s, spot)), None)
            if other is not None:
                detail = f"{label} → {other.name}"
                left.append(LeftOut(what="place", id=own_id, reason="merged", detail=detail))
                continue
            mergeable.append(spot)
        spots.append(spot)
    return PointSpots(spots=spots, left_out=left)


def _same(a: Spot, b: Spot) -> bool:
    alike = (a.kind, a.areas, a.rawan, a.opens, a.closes)
    near = hypot(a.x - b.x, a.y - b.y) <= MERGE_M
    return near and alike == (b.kind, b.areas, b.rawan, b.opens, b.closes)


def _no_duplicates(points: Sequence[PlacePoint]) -> None:
    seen: set[str] = set()
    for point in points:
        if point.id is not None and point.id in seen:
            raise refuse("duplicate_id", file="places", id=point.id)
        if point.id is not None:
            seen.add(point.id)


def _free(id_: str, taken: set[str]) -> str:
    return id_ if id_ not in taken else _free(f"{id_}-", taken)
