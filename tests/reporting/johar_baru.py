"""A crowded night on the real streets of Johar Baru."""

from __future__ import annotations

import itertools
import random
from functools import cache
from pathlib import Path

import msgspec

from sejuk.files.areas import read_areas
from sejuk.files.places import read_places
from sejuk.files.roads import read_roads
from sejuk.files.rules import street_rules
from sejuk.files.settings import planning_settings
from sejuk.geo.build import build_district
from sejuk.geo.ways import ways
from sejuk.model.district import District, Source
from sejuk.model.force import Mode
from sejuk.model.plan import Plan, Route, Stop, StopKind
from sejuk.reporting.legs import Paths


@cache
def johar_baru(data: Path) -> District:
    geo = data / "geo"
    return build_district(
        name="Johar Baru",
        roads=read_roads(geo / "jakarta_pusat_roads_osm2012.geojson"),
        areas=read_areas(geo / "johar_baru_rw_osm2012.geojson").areas,
        points=read_places(geo / "johar_baru_poi_osm.geojson").places,
        source=Source(credit="© OpenStreetMap contributors", vintage="September 2012"),
        zone="Asia/Jakarta",
        rules=street_rules(),
        settings=planning_settings(),
    )


def crowded(district: District, plan: Plan, *, crews: int, seed: int) -> Plan:
    """Each crew walks from stop to near stop; all meet at the 6th, where marks pile up."""
    rng = random.Random(seed)
    index, seconds = district.place_index(), district.seconds(Mode.FOOT)
    meeting = rng.choice(district.places).id
    routes = []
    for number in range(crews):
        crew = msgspec.structs.replace(
            plan.routes[0].crew,
            id=chr(ord("A") + number),
            start_post=district.police_post,
            end_post=district.police_post,
        )
        at, clock = district.police_post, 0
        stops: list[Stop] = []
        for nth in range(12):
            here = index[at]
            near = sorted(district.places, key=lambda p: seconds[here, index[p.id]])
            at = meeting if nth == 5 else rng.choice(near[1:9]).id
            clock += int(seconds[here, index[at]])
            kind = StopKind.RENDEZVOUS if nth == 5 else StopKind.VISIT
            stops.append(
                msgspec.structs.replace(
                    plan.routes[0].stops[0],
                    place=at,
                    kind=kind,
                    arrive=clock,
                    start=clock,
                    leave=clock + 720,
                )
            )
            clock += 720
        routes.append(
            Route(crew=crew, depart=0, back=clock + 600, stops=tuple(stops), travel=clock)
        )
    return msgspec.structs.replace(plan, district=district.name, routes=tuple(routes), unmet=())


def streets(district: District, plan: Plan) -> Paths:
    ids = [
        [r.crew.start_post, *(stop.place for stop in r.stops), r.crew.end_post] for r in plan.routes
    ]
    legs = {(Mode.FOOT, a, b) for route in ids for a, b in itertools.pairwise(route) if a != b}
    return {leg: way.coords for leg, way in ways(district, legs, planning_settings()).items()}
