"""The built-in sample district: an invented kampung drawn from a seed.

It is no real place and lies in the open Java Sea (lon 106.85, lat −5.6), about 55 km north of
Jakarta: in the zone of WIB, yet where no real street, address or resident can be meant.

Calibrated to a real district of Central Jakarta (OSM, September 2012): 28 km of street on
2.4 km², 69 junctions per km², nodes with 1/2/3/4 arms 6.5/5/75.5/12.5 %, street between two
nodes 67 m in the median (10th percentile 34, 90th 214), 39 neighbourhoods of median 5 ha.
Those figures mean: lines cut where coordinates are equal and at their ends; nodes and streets
inside the neighbourhoods or on their outline (within 1 m); a street counts where its middle is
inside; a junction is such a node with three or more arms, arms that lead outside included.
"""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.geo.kampung.fit import misfit
from sejuk.geo.kampung.flat import middle
from sejuk.geo.kampung.growth import Town, grow
from sejuk.geo.kampung.names import DISTRICT, WARDS, street_names
from sejuk.geo.kampung.sheet import Sheet, lay_out, outline, roads
from sejuk.geo.kampung.spots import corners, points
from sejuk.model.district import AreaShape, PlacePoint, RoadLine

POPULATION = 136_000
"""Invented, of the size reported for a district of this area (57,000 per km²)."""

DRAWS = 8
CLOSE_ENOUGH = 0.08
"""The first attempt is kept whose figures all lie within 8 %, else the nearest of eight."""


class Kampung(msgspec.Struct, frozen=True, kw_only=True):
    """A district as if read from files; label it synthetic wherever it is shown."""

    name: str
    roads: tuple[RoadLine, ...]
    """The district's streets and those of a belt of about 600 m around it."""
    areas: tuple[AreaShape, ...]
    """39; they tile the district, and meet along streets, the river or a wall."""
    points: tuple[PlacePoint, ...]
    population: int
    """Of the whole district, to be split among neighbourhoods."""


def kampung(rng: np.random.Generator) -> Kampung:
    """The kampung of this generator's state; the same seed gives the same kampung."""
    town, sheet = best_draw(rng)
    order = numbering(town)
    areas = tuple(
        area(town, sheet, position, owner, number) for position, (owner, number) in enumerate(order)
    )
    label = {owner: areas[i].name for i, (owner, _) in enumerate(order)}
    labels = [label[owner] for owner in range(len(order))]
    return Kampung(
        name=DISTRICT,
        roads=roads(town, sheet, street_names(town.ground, rng)),
        areas=areas,
        points=points(town, sheet, labels, rng),
        population=POPULATION,
    )


def best_draw(rng: np.random.Generator) -> tuple[Town, Sheet]:
    """The nearest to the figures; an attempt that makes no district does not count."""
    draws: list[tuple[float, Town, Sheet]] = []
    while len(draws) < DRAWS and all(off > CLOSE_ENOUGH for off, _, _ in draws):
        town = grow(rng)
        if town is not None:
            sheet = lay_out(town, rng)
            draws.append((misfit(town, sheet), town, sheet))
    _, town, sheet = min(draws, key=lambda draw: draw[0])
    return town, sheet


def numbering(town: Town) -> list[tuple[int, int]]:
    """(outline, RW number), ward by ward, from north-west to south-east in rows."""
    hearts = [middle(corners(town, i)) for i in range(len(town.outlines))]
    rows = sorted(
        range(len(hearts)), key=lambda i: (town.wards[i], -round(hearts[i][1] / 250), hearts[i][0])
    )
    seen = [0] * len(WARDS)
    order = []
    for owner in rows:
        seen[town.wards[owner]] += 1
        order.append((owner, seen[town.wards[owner]]))
    return order


def area(town: Town, sheet: Sheet, position: int, owner: int, number: int) -> AreaShape:
    """One neighbourhood, as if read from a file of polygons without ids."""
    ring = [sheet.map(at) for at in outline(town.ground, town.outlines[owner])]
    return AreaShape(
        id=str(position),
        name=f"RW {number:02} {WARDS[town.wards[owner]]}",
        ward=WARDS[town.wards[owner]],
        district=DISTRICT,
        rings=(((*ring, ring[0]),),),
    )
