"""Candidate places of a district, in the order of PLANNING.md."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

import msgspec
import numpy as np

from sejuk.geo.borders import border_spots
from sejuk.geo.corners import filling_spots, junction_spots
from sejuk.geo.limit import limited
from sejuk.geo.naming import told_apart
from sejuk.geo.network import split_at
from sejuk.geo.plane import Metres, Plane
from sejuk.geo.points import point_spots
from sejuk.geo.shapes import Shapes
from sejuk.geo.spots import Spot, Walkable
from sejuk.model.district import LeftOut, PlacePoint, StreetNetwork
from sejuk.model.place import Neighbourhood, Place, PlaceKind
from sejuk.problems import refuse

_OURS = frozenset({PlaceKind.JUNCTION, PlaceKind.STREET})


class Candidates(msgspec.Struct, frozen=True, kw_only=True):
    spots: list[Spot]
    left_out: list[LeftOut]


class Placed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Places that are nodes of the network they came with."""

    network: StreetNetwork
    places: tuple[Place, ...]


def candidates(
    points: Sequence[PlacePoint],
    shapes: Shapes,
    neighbourhoods: Sequence[Neighbourhood],
    ground: Walkable,
    street_m: Metres,
    *,
    strict: bool,
) -> Candidates:
    """Points of interest, borders, junctions, and what each neighbourhood still needs.

    `street_m`: walkable metres inside each neighbourhood.
    """
    given = point_spots(points, shapes, neighbourhoods, ground, strict=strict)
    spots = given.spots + border_spots(shapes, neighbourhoods, ground)
    spots += junction_spots(ground, shapes, neighbourhoods, spots)
    spots += filling_spots(ground, shapes, neighbourhoods, spots, street_m)
    kept = limited(_distinct(spots), len(neighbourhoods))
    return Candidates(spots=kept.spots, left_out=given.left_out + kept.left_out)


def placed(
    spots: Sequence[Spot],
    network: StreetNetwork,
    plane: Plane,
    neighbourhoods: Sequence[Neighbourhood],
) -> Placed:
    """Split the network at the spots, so that every place is a node of it."""
    on_edge = [s for s in spots if s.node < 0]
    split = split_at(network, plane, [s.edge for s in on_edge], [s.offset_m for s in on_edge])
    new = iter(split.nodes.tolist())
    nodes = np.array([s.node if s.node >= 0 else next(new) for s in spots], int)
    places = tuple(
        Place(
            id=spot.id,
            name=spot.name,
            kind=spot.kind,
            lon=float(split.network.lon[node]),
            lat=float(split.network.lat[node]),
            node=int(node),
            neighbourhoods=tuple(neighbourhoods[i].id for i in spot.areas),
            rawan=spot.rawan,
            opens=spot.opens,
            closes=spot.closes,
        )
        for spot, node in zip(spots, nodes, strict=True)
    )
    return Placed(network=split.network, places=places)


def _distinct(spots: Sequence[Spot]) -> list[Spot]:
    """Equal names get a number, so that a place can be named; ids are all different.

    Raises duplicate_id where a given id is also that of a border.
    """
    ids: set[str] = set()
    names: set[str] = set()
    result = []
    for spot in spots:
        id_ = spot.id
        if spot.kind in _OURS:
            # A given place may have the id, or the one point left serve two neighbourhoods.
            id_ = next(i for i in chain([id_], (f"{id_}-{n}" for n in count(2))) if i not in ids)
        elif id_ in ids:
            raise refuse("duplicate_id", file="places", id=id_)
        ids.add(id_)
        name = told_apart(spot.name, names)
        names.add(name)
        result.append(msgspec.structs.replace(spot, id=id_, name=name))
    return result
