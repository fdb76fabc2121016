"""Kampung Contoh: six blocks, five places, two crews; every number can be worked out by hand.

One degree/1000 on either axis is about 111 m, so that a block is about 222 × 222 m:

    (0,4) ┌────────┬────────┬────────┐        RW 01–03 are ward Lor (above),
          │ RW 01  │ RW 02  │ RW 03  │        RW 04–06 ward Kidul (below).
    (0,2) ├────────┼────────┼────────┤        Streets run along all sides.
          │ RW 04  │ RW 05  │ RW 06  │
    (0,0) └────────┴────────┴────────┘ (6,0)
"""

from __future__ import annotations

from datetime import date, time

import msgspec
import numpy as np
import pytest

from sejuk.model.district import BuildReport, District, RoadLine, Source, StreetNetwork
from sejuk.model.force import Agency, Crew, Members, Mode
from sejuk.model.place import LonLat, Neighbourhood, Place, PlaceKind
from sejuk.model.plan import (
    Figures,
    NeighbourhoodCover,
    Plan,
    Reason,
    Route,
    Stop,
    StopKind,
    Unmet,
)
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, PresentLeg, PresentRoute, Tension
from sejuk.reporting.legs import Paths
from sejuk.reporting.view import PageView

GRID = [(x, y) for y in (0, 2, 4) for x in (0, 2, 4, 6)]
STREETS = [
    *(((0, y), (2, y), (4, y), (6, y)) for y in (0, 2, 4)),
    *(((x, 0), (x, 2), (x, 4)) for x in (0, 2, 4, 6)),
]


def degrees(x: float, y: float) -> LonLat:
    """Grid units to lon/lat, near 106.8° E, 6.2° S."""
    return (round(106.8 + x / 1000, 6), round(-6.2 + y / 1000, 6))


def place(
    id: str,  # noqa: A002 – the noun's own field
    name: str,
    x: float,
    y: float,
    areas: tuple[str, ...],
    kind: PlaceKind = PlaceKind.JUNCTION,
) -> Place:
    lon, lat = degrees(x, y)
    return Place(id=id, name=name, kind=kind, lon=lon, lat=lat, node=0, neighbourhoods=areas)


PLACES = (
    place("polsek", "Polsek Contoh", 0, 0, ("4",), PlaceKind.POLICE),
    place("pasar", "Pasar Melati", 2, 4, ("1", "2"), PlaceKind.BORDER),
    place("balai", "Balai Warga", 4, 2, ("5",), PlaceKind.OFFICE),
    place("sekolah", "SDN Contoh", 6, 4, ("3",), PlaceKind.SCHOOL),
    place("simpang", "Simpang Kenanga", 6, 0, ("6",)),
)


def block(number: int, name: str, ward: str, x: float, y: float) -> Neighbourhood:
    ring = tuple(degrees(x + dx, y + dy) for dx, dy in ((0, 0), (2, 0), (2, 2), (0, 2), (0, 0)))
    return Neighbourhood(
        id=str(number), name=name, ward=ward, rings=((ring,),), area_ha=4.9, residential_m=880.0
    )


def network(lines: list[RoadLine]) -> StreetNetwork:
    """One edge per line, which is all that drawing needs."""
    coords = [c for line in lines for c in line.coords]
    starts = np.cumsum([0, *(len(line.coords) for line in lines)])
    kinds = tuple(dict.fromkeys(line.highway for line in lines))
    m = len(lines)
    return StreetNetwork(
        lon=np.array([c[0] for c in coords]),
        lat=np.array([c[1] for c in coords]),
        tail=starts[:-1].astype(np.int32),
        head=(starts[1:] - 1).astype(np.int32),
        length_m=np.full(m, 222.0),
        forward=np.full(m, 7, np.uint8),
        backward=np.full(m, 7, np.uint8),
        street=np.full(m, -1, np.int32),
        highway=np.array([kinds.index(line.highway) for line in lines], np.int32),
        shape_start=starts.astype(np.int32),
        shape_lon=np.array([c[0] for c in coords]),
        shape_lat=np.array([c[1] for c in coords]),
        street_names=(),
        highway_names=kinds,
    )


@pytest.fixture
def district() -> District:
    return kampung()


def kampung(places: tuple[Place, ...] = PLACES) -> District:
    lines = [
        RoadLine(
            highway="primary" if i == 1 else "residential",
            coords=tuple(degrees(x, y) for x, y in street),
        )
        for i, street in enumerate(STREETS)
    ]
    rows = [(0, 2, "Lor"), (2, 2, "Lor"), (4, 2, "Lor"), (0, 0, "Kidul"), (2, 0, "Kidul")]
    rows.append((4, 0, "Kidul"))
    return District(
        name="Kampung Contoh",
        zone="Asia/Jakarta",
        source=Source(
            credit="© OpenStreetMap contributors", vintage="September 2012", synthetic=True
        ),
        neighbourhoods=tuple(
            block(i, f"RW {i:02} {ward}", ward, x, y) for i, (x, y, ward) in enumerate(rows, 1)
        ),
        places=places,
        network=network(lines),
        travel=np.zeros((3, len(places), len(places)), np.int32),
        report=BuildReport(
            lines_read=7,
            lines_dropped={},
            nodes=12,
            edges=17,
            street_km=3.8,
            nodes_kept={},
            km_kept={},
            walk_in={},
            left_out=(),
            cells=False,
            population="unknown",
        ),
        police_post="polsek",
    )


def crew(id: str, mode: Mode = Mode.FOOT) -> Crew:  # noqa: A002 – the noun's own field
    return Crew(
        id=id,
        members=(
            Members(agency=Agency.POLRI, people=2, leaders=1),
            Members(agency=Agency.TNI, people=1),
            Members(agency=Agency.SATPOL_PP, people=1),
        ),
        mode=mode,
        start_post="polsek",
        end_post="polsek",
    )


def visit(place: str, minute: int, area: str | None, *, value: float = 18.0) -> Stop:
    """Twelve minutes from `minute`; 10 (base) + 8 (first) = 18."""
    return Stop(
        place=place,
        kind=StopKind.VISIT,
        arrive=minute * 60,
        start=minute * 60,
        leave=(minute + 12) * 60,
        block=0,
        neighbourhood=area,
        value=value,
        reasons=(Reason(code="base", amount=10.0), Reason(code="first", amount=value - 10)),
    )


def meeting(kind: StopKind, place: str, minute: int, meets: tuple[str, ...]) -> Stop:
    long = 12 if kind is StopKind.JOINT else 5
    return Stop(
        place=place,
        kind=kind,
        arrive=(minute - 2) * 60,
        start=minute * 60,
        leave=(minute + long) * 60,
        block=0,
        neighbourhood=None,
        value=0.0,
        reasons=(),
        meets=meets,
    )


FIGURES = Figures(
    visits=4,
    places=4,
    neighbourhoods=4,
    neighbourhoods_total=6,
    priority_place_blocks=2,
    priority_total=4,
    dwell_minutes=48.0,
    travel_minutes=61.5,
    street_km_passed=3.2,
    longest_gap_minutes=None,
    longest_gap_max_minutes=None,
    patrols_all_pillars_percent=100.0,
    joint_visits_planned=1,
    joint_visits_met=1,
    overtime_minutes=0.0,
    workload_spread_minutes=4.0,
    visits_per_neighbourhood_min=0,
    visits_per_neighbourhood_max=1,
    objective=92.5,
)


@pytest.fixture
def plan() -> Plan:
    return night()


def night() -> Plan:
    """Thursday, 28 November 2024, 22.00–01.00 WIB; crews 1 and 2 meet at the hall at 22.40."""
    joint = msgspec.structs.replace(
        meeting(StopKind.JOINT, "balai", 40, ("2",)),
        neighbourhood="5",
        value=38.0,
        reasons=(
            Reason(code="base", amount=10.0),
            Reason(code="first", amount=8.0),
            Reason(code="joint", amount=20.0),
        ),
    )
    first = (visit("pasar", 10, "1"), joint, meeting(StopKind.RENDEZVOUS, "simpang", 70, ("2",)))
    second = (
        visit("sekolah", 14, "3", value=16.5),
        meeting(StopKind.JOINT, "balai", 40, ("1",)),
        meeting(StopKind.RENDEZVOUS, "simpang", 70, ("1",)),
        visit("simpang", 76, "6"),
    )
    return Plan(
        kind="sejuk",
        district="Kampung Contoh",
        synthetic=True,
        shift=Shift(date=date(2024, 11, 28), start=time(22), end=time(1)),
        blocks=(0, 5400, 10800),
        seed=0,
        preset="standard",
        engine="pyvrp 0.14.1",
        routes=(
            Route(crew=crew("1"), depart=0, back=90 * 60, stops=first, travel=1800),
            Route(crew=crew("2"), depart=0, back=100 * 60, stops=second, travel=1890),
        ),
        cover=tuple(
            NeighbourhoodCover(
                id=str(i), visits=int(i in {1, 3, 5, 6}), minutes=12.0, passed=i != 2
            )
            for i in range(1, 7)
        ),
        figures=FIGURES,
        unmet=(
            Unmet(what="floor", id="2", reason="no_time_left", detail="1"),
            Unmet(what="pillars", id="2", reason="roster_short", detail="pemda,tni"),
        ),
        notes=("example_roster", "no_history"),
    )


@pytest.fixture
def paths() -> Paths:
    return streets_between()


def streets_between() -> Paths:
    """The ways of `night`; both crews use the street from (4, 2) over (6, 2) to (6, 0)."""
    foot = Mode.FOOT

    def way(*points: tuple[int, int]) -> tuple[LonLat, ...]:
        return tuple(degrees(x, y) for x, y in points)

    return {
        (foot, "polsek", "pasar"): way((0, 0), (2, 0), (2, 2), (2, 4)),
        (foot, "pasar", "balai"): way((2, 4), (2, 2), (4, 2)),
        (foot, "balai", "simpang"): way((4, 2), (6, 2), (6, 0)),
        (foot, "simpang", "polsek"): way((6, 0), (4, 0), (2, 0), (0, 0)),
        (foot, "polsek", "sekolah"): way((0, 0), (0, 2), (0, 4), (2, 4), (4, 4), (6, 4)),
        (foot, "sekolah", "balai"): way((6, 4), (6, 2), (4, 2)),
    }


@pytest.fixture
def tension() -> Tension:
    return Tension(areas=tuple(AreaTension(area=str(i), mean=float(15 * i)) for i in range(1, 6)))


@pytest.fixture
def view(plan: Plan, district: District, paths: Paths, tension: Tension) -> PageView:
    """The plan beside a baseline with half of everything."""
    named = msgspec.structs.replace(
        plan,
        kind="named",
        routes=plan.routes[:1],
        figures=msgspec.structs.replace(FIGURES, visits=2, neighbourhoods=2, objective=36.0),
    )
    return PageView(
        plan=plan,
        district=district,
        paths=paths,
        others=(named,),
        tension=tension,
        present=PresentRoute(
            title="1 Mei 2025",
            legs=(PresentLeg(name="Jalan Melati", place="pasar", note="ruas terpanjang"),),
        ),
    )
