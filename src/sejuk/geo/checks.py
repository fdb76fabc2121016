"""What is wrong with the input of a district as a whole, and what of it has no street."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sejuk.geo.network import edges_of
from sejuk.geo.plane import Metres, Plane
from sejuk.geo.shapes import Shapes, metres_inside, street_lines
from sejuk.model.district import AreaShape, LeftOut, PlacePoint, RoadLine, StreetNetwork
from sejuk.model.force import Mode
from sejuk.model.place import LonLat, Neighbourhood
from sejuk.problems import refuse


def check_input(
    roads: Sequence[RoadLine], areas: Sequence[AreaShape] | None, points: Sequence[PlacePoint]
) -> None:
    """Refuse what would make nonsense of everything after.

    Raises no_usable_streets, no_areas, duplicate_id, coordinates_swapped.
    """
    streets = [c for line in roads for c in line.coords]
    corners = [c for a in areas or () for polygon in a.rings for ring in polygon for c in ring]
    if not streets:
        raise refuse("no_usable_streets")
    if areas is not None and not corners:
        raise refuse("no_areas", file="areas")
    for file, coords in (
        ("roads", streets),
        ("areas", corners),
        ("places", [(p.lon, p.lat) for p in points]),
    ):
        wrong = next((c for c in coords if abs(c[1]) > 90), None)
        if wrong is None and file != "roads" and _fits_swapped(coords, streets):
            wrong = coords[0]
        if wrong is not None:
            raise refuse("coordinates_swapped", file=file, lon=wrong[0], lat=wrong[1])
    _all_different(area.id for area in areas or ())


def without_streets(
    neighbourhoods: Sequence[Neighbourhood],
    shapes: Shapes,
    network: StreetNetwork,
    plane: Plane,
    street_m: Metres,
) -> list[LeftOut]:
    """Neighbourhoods served from streets outside, with the reason.

    `street_m`: metres of the main network on foot inside each.
    """
    bare = np.flatnonzero(street_m == 0)
    every = street_lines(network, plane, np.flatnonzero(edges_of(network, Mode.FOOT)))
    any_m = metres_inside(shapes[bare], every)
    return [
        LeftOut(
            what="neighbourhood",
            id=neighbourhoods[i].id,
            reason="off_network" if metres > 0 else "no_street_inside",
            detail=neighbourhoods[i].name,
        )
        for i, metres in zip(bare.tolist(), any_m.tolist(), strict=True)
    ]


def _fits_swapped(coords: Sequence[LonLat], streets: Sequence[LonLat]) -> bool:
    """All far from the streets as they stand, and all among them the other way round."""
    if not coords:
        return False
    low, high = np.min(streets, axis=0) - 0.1, np.max(streets, axis=0) + 0.1
    points = np.array(coords, float)
    as_given = ((points >= low) & (points <= high)).all(axis=1)
    swapped = ((points[:, ::-1] >= low) & (points[:, ::-1] <= high)).all(axis=1)
    return not as_given.any() and bool(swapped.all())


def _all_different(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise refuse("duplicate_id", file="areas", id=id_)
        seen.add(id_)
