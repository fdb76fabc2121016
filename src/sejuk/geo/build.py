"""Street lines, areas and points of interest → a district."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sejuk.geo.cells import cells
from sejuk.geo.checks import check_input, without_streets
from sejuk.geo.network import street_network
from sejuk.geo.paths import largest_part, travel_times
from sejuk.geo.places import candidates, placed
from sejuk.geo.plane import Metres, Plane, plane_over
from sejuk.geo.population import split_population
from sejuk.geo.shapes import Shapes, hectares, metres_inside, middle, polygons
from sejuk.geo.spots import Walkable, walkable
from sejuk.model.access import AccessRules
from sejuk.model.district import (
    AreaShape,
    BuildReport,
    District,
    LeftOut,
    PlacePoint,
    RoadLine,
    Source,
    StreetNetwork,
)
from sejuk.model.force import MODES, Mode
from sejuk.model.place import Neighbourhood, Place, PlaceKind
from sejuk.model.settings import PlanningSettings
from sejuk.problems import refuse

MOST_NEIGHBOURHOODS = 1500
"""The travel matrix of three places each takes 12 × (3 × 1500)² bytes, 243 MB."""


def build_district(
    *,
    name: str,
    roads: tuple[RoadLine, ...],
    areas: tuple[AreaShape, ...] | None,
    points: tuple[PlacePoint, ...],
    source: Source,
    zone: str,
    rules: AccessRules,
    settings: PlanningSettings,
    population: int | None = None,
    strict_places: bool = False,
    left_out: tuple[LeftOut, ...] = (),
) -> District:
    """The district on its street network, with the travel times between all places.

    Streets may reach beyond the areas, and should: routes use them all, stops stand only in
    the areas. Without areas the streets are cut into cells of about 5 ha.

    Raises no_usable_streets, area_without_streets, district_too_large, duplicate_id,
    coordinates_swapped and, with strict_places, place_outside_area.
    """
    check_input(roads, areas, points)
    plane = _plane(roads, areas)
    streets = street_network(roads, rules, plane)
    network = streets.network
    parts = {mode: largest_part(network, mode) for mode in MODES}
    ground = walkable(network, plane, parts[Mode.FOOT])
    if not len(ground.edges):
        raise refuse("no_usable_streets")
    shapes_of = areas if areas is not None else cells(ground)
    if len(shapes_of) > MOST_NEIGHBOURHOODS:
        raise refuse("district_too_large", count=len(shapes_of), most=MOST_NEIGHBOURHOODS)
    shapes = polygons(shapes_of, plane)
    street_m = metres_inside(shapes, ground.lines)
    neighbourhoods = _neighbourhoods(shapes_of, shapes, ground, rules)
    if population is not None:
        neighbourhoods = split_population(population, neighbourhoods)
    found = candidates(points, shapes, neighbourhoods, ground, street_m, strict=strict_places)
    on_nodes = placed(found.spots, network, plane, neighbourhoods)
    travel = travel_times(on_nodes.network, [p.node for p in on_nodes.places], settings)
    report = BuildReport(
        lines_read=len(roads),
        lines_dropped=streets.dropped,
        nodes=len(network.lon),
        edges=len(network.tail),
        street_km=float(network.length_m.sum()) / 1000,
        nodes_kept={mode.value: int(parts[mode].sum()) for mode in MODES},
        km_kept={mode.value: _km_within(network, parts[mode]) for mode in MODES},
        walk_in={
            mode.value: int((np.isfinite(walk) & (walk > 0)).sum())
            for mode, walk in zip(MODES, travel.walk_in_m, strict=True)
        },
        left_out=(
            *left_out,
            *found.left_out,
            *without_streets(neighbourhoods, shapes, network, plane, street_m),
            *_unreachable(on_nodes.places, travel.walk_in_m),
        ),
        cells=areas is None,
        population=_population_source(neighbourhoods),
    )
    return District(
        name=name,
        zone=zone,
        source=source,
        neighbourhoods=neighbourhoods,
        places=on_nodes.places,
        network=on_nodes.network,
        travel=travel.seconds,
        report=report,
        police_post=_police_post(on_nodes.places, shapes, plane),
    )


def _plane(roads: Sequence[RoadLine], areas: Sequence[AreaShape] | None) -> Plane:
    """Touching the middle of the areas, where metres matter most."""
    if areas:
        return plane_over([c for a in areas for polygon in a.rings for c in polygon[0]])
    return plane_over([c for line in roads for c in line.coords])


def _neighbourhoods(
    areas: Sequence[AreaShape], shapes: Shapes, ground: Walkable, rules: AccessRules
) -> tuple[Neighbourhood, ...]:
    network = ground.network
    residential = [network.highway_names[h] in rules.residential for h in network.highway]
    lived_on = metres_inside(shapes, ground.lines[np.array(residential, bool)[ground.edges]])
    size_ha = hectares(shapes)
    return tuple(
        Neighbourhood(
            id=area.id,
            name=area.name,
            ward=area.ward,
            rings=area.rings,
            area_ha=float(size_ha[i]),
            residential_m=float(lived_on[i]),
            population=area.population,
        )
        for i, area in enumerate(areas)
    )


def _km_within(network: StreetNetwork, part: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    both = part[network.tail] & part[network.head]
    return float(network.length_m[both].sum()) / 1000


def _unreachable(places: Sequence[Place], walk_in_m: Metres) -> list[LeftOut]:
    return [
        LeftOut(what="place", id=place.id, reason=f"unreachable_{mode.value}", detail=place.name)
        for mode, walk in zip(MODES, walk_in_m, strict=True)
        for place, metres in zip(places, walk, strict=True)
        if not np.isfinite(metres)
    ]


def _population_source(neighbourhoods: Sequence[Neighbourhood]) -> str:
    if any(n.population_estimated for n in neighbourhoods):
        return "estimated"
    return "given" if any(n.population is not None for n in neighbourhoods) else "unknown"


def _police_post(places: Sequence[Place], shapes: Shapes, plane: Plane) -> str:
    """The police station nearest to the district's middle, else an office, else any place."""
    at = plane.metres([p.lon for p in places], [p.lat for p in places])
    away = np.hypot(*(at - middle(shapes)).T)
    for kind in (PlaceKind.POLICE, PlaceKind.OFFICE):
        some = [i for i, place in enumerate(places) if place.kind is kind]
        if some:
            return places[min(some, key=lambda i: float(away[i]))].id
    return places[int(np.argmin(away))].id
