"""Invented nights by chance: small districts on a grid, rosters, histories and wishes.

Places stand on a grid; a mode takes the same whole seconds for each step along it, so its
travel times are a metric in integers. A mode may know only a part of the places.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from itertools import pairwise

import msgspec
import numpy as np
from hypothesis import strategies as st

from sejuk.model.district import (
    MODE_BIT,
    UNREACHABLE,
    BuildReport,
    District,
    Source,
    StreetNetwork,
)
from sejuk.model.force import MODES, Agency, Mode, Role, Roster, RosterLine
from sejuk.model.place import Neighbourhood, Place, PlaceKind, border_id
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, PresentLeg, PresentRoute, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.improve import ImproveParams
from sejuk.planning.night import Night, Search
from sejuk.planning.problem import PatrolProblem, patrol_problem
from sejuk.planning.pyvrp_engine import PyvrpParams
from sejuk.planning.solve import Preset
from sejuk.planning.verify import Violation, verify

WIDTH, DEPTH = 5, 4
SETTINGS = msgspec.toml.decode(
    (files("sejuk.files") / "data" / "planning.toml").read_bytes(), type=PlanningSettings
)
TINY = Preset(
    tries=1,
    tried=20,
    kernels=100,
    further=100,
    hot=1.0,
    rounds=1,
    pyvrp=PyvrpParams(iterations=15),
    improve=ImproveParams(iterations=15),
)


def tiny_search(seed: int = 0, preset: Preset = TINY) -> Search:
    return Search(
        preset_name="quick",
        preset=preset,
        seed=seed,
        stop=lambda: False,
        progress=lambda _stage, _part: None,
    )


def grid_district(
    spots: list[tuple[int, int]],
    areas: list[tuple[str, ...]],
    *,
    ids: list[str] | None = None,
    step_seconds: tuple[int, int, int] = (120, 40, 60),
    parts: dict[Mode, list[int]] | None = None,
    facts: list[dict[str, object]] | None = None,
    post: int = 0,
) -> District:
    """A district with places at these grid points; `parts`: mode → the part each place is in."""
    n = len(spots)
    steps = np.abs(np.array(spots)[:, None, :] - np.array(spots)[None, :, :]).sum(axis=2)
    travel = np.stack([steps * seconds for seconds in step_seconds])
    parts = {mode: (parts or {}).get(mode, [0] * n) for mode in MODES}
    for m, mode in enumerate(MODES):
        part = np.array(parts[mode])
        travel[m][part[:, None] != part[None, :]] = UNREACHABLE
    streets = [
        (MODE_BIT[mode], a, b)
        for mode in MODES
        for part in sorted(set(parts[mode]))
        for a, b in pairwise([i for i in range(n) if parts[mode][i] == part])
    ]
    m = len(streets)
    both = np.array([bit for bit, _, _ in streets], np.uint8)
    hoods = sorted({area for pair in areas for area in pair}, key=lambda area: (len(area), area))
    lon = np.array([x / 1000 for x, _ in spots])
    lat = np.array([y / 1000 for _, y in spots])
    return District(
        name="Kampung Kebetulan",
        zone="Asia/Jakarta",
        source=Source(credit="invented", vintage="2024", synthetic=True),
        neighbourhoods=tuple(
            Neighbourhood(
                id=hood,
                name=f"RW {hood}",
                ward=f"Contoh {k % 2}",
                rings=(((square(k)),),),
                area_ha=1.0,
                residential_m=100.0,
            )
            for k, hood in enumerate(hoods)
        ),
        places=tuple(
            msgspec.convert(
                {
                    "id": ids[i] if ids else f"p{i}",
                    "name": f"Titik {i}",
                    "kind": PlaceKind.BORDER if len(areas[i]) == 2 else PlaceKind.OTHER,
                    "lon": float(lon[i]),
                    "lat": float(lat[i]),
                    "node": i,
                    "neighbourhoods": areas[i],
                    **(facts[i] if facts else {}),
                },
                Place,
            )
            for i in range(n)
        ),
        network=StreetNetwork(
            lon=lon,
            lat=lat,
            tail=np.array([a for _, a, _ in streets], np.int32),
            head=np.array([b for _, _, b in streets], np.int32),
            length_m=np.full(m, 100.0),
            forward=both,
            backward=both,
            street=np.full(m, -1, np.int32),
            highway=np.zeros(m, np.int32),
            shape_start=np.arange(0, 2 * m + 1, 2, dtype=np.int32),
            shape_lon=np.array([lon[i] for _, a, b in streets for i in (a, b)]),
            shape_lat=np.array([lat[i] for _, a, b in streets for i in (a, b)]),
            street_names=(),
            highway_names=("residential",),
        ),
        travel=travel.astype(np.int32),
        report=BuildReport(
            lines_read=m,
            lines_dropped={},
            nodes=n,
            edges=m,
            street_km=0.1 * m,
            nodes_kept={},
            km_kept={},
            walk_in={},
            left_out=(),
            cells=False,
            population="unknown",
        ),
        police_post=ids[post] if ids else f"p{post}",
    )


def small_night() -> Night:
    """Twelve places in six neighbourhoods in a row, two crews, two hours on foot."""
    spots = [(x, y) for x in range(6) for y in range(2)]
    areas: list[tuple[str, ...]] = [(str(x + 1),) for x, _ in spots]
    pillars = ((Agency.POLRI, Role.LEADER), (Agency.TNI, Role.MEMBER))
    roster = Roster(
        lines=tuple(
            RosterLine(agency=agency, role=role, people=2, vehicle=Mode.FOOT)
            for agency, role in pillars
        )
    )
    return Night(
        district=grid_district(spots, areas),
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0", count=2),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(0)),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )


def square(k: int) -> tuple[tuple[float, float], ...]:
    x0, x1 = k * 0.002 - 0.001, k * 0.002 + 0.001
    return ((x0, -0.001), (x1, -0.001), (x1, 0.006), (x0, 0.006), (x0, -0.001))


@st.composite
def districts(draw: st.DrawFn, most: int = 10, *, whole: bool = False) -> District:
    """4–10 places; not `whole`: some are out of reach of some modes, some have hours."""
    n = draw(st.integers(4, most))
    cells = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, DEPTH - 1))
    spots = draw(st.lists(cells, min_size=n, max_size=n, unique=True))
    hoods = [str(h) for h in range(1, draw(st.integers(1, 5)) + 1)]
    one = st.sampled_from(hoods)
    areas = [
        tuple(border_id(a, b).split("|"))
        for a, b in draw(st.lists(st.tuples(one, one), min_size=n, max_size=n))
    ]
    areas = [area if area[0] != area[-1] else area[:1] for area in areas]
    foot = draw(st.sampled_from((60, 120, 300, 600)))
    parts = None
    if not whole:
        labels = st.lists(st.sampled_from((0, 0, 0, 0, 1)), min_size=n, max_size=n)
        parts = {mode: draw(labels) for mode in MODES}
    hours = st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15)
    facts: list[dict[str, object]] = []
    for _ in range(n):
        mine: dict[str, object] = {"rawan": draw(st.booleans())}
        if not whole and draw(st.integers(0, 3)) == 0:
            opens, closes = draw(hours), draw(hours)
            if opens != closes:
                mine |= {"opens": opens, "closes": closes}
        facts.append(mine)
    numbered = draw(st.booleans())
    return grid_district(
        spots,
        areas,
        ids=[str(i + 1) if numbered else f"p{i}" for i in range(n)],
        step_seconds=(foot, foot // 3, foot // 2),
        parts=parts,
        facts=facts,
    )


@st.composite
def rosters(draw: st.DrawFn, posts: tuple[str, ...] = ()) -> Roster:
    """At least one police lead and two people; pillars may be missing, some ride."""
    post = st.sampled_from((None, None, None, *posts))
    vehicle = st.sampled_from((Mode.FOOT, Mode.FOOT, *MODES))
    lines = [
        RosterLine(
            agency=Agency.POLRI,
            role=Role.LEADER,
            people=draw(st.integers(1, 4)),
            vehicle=draw(vehicle),
            post=draw(post),
        )
    ]
    lines += [
        RosterLine(
            agency=agency,
            role=role,
            people=draw(st.integers(0, 4)),
            vehicle=draw(vehicle),
            post=draw(post),
        )
        for agency, role in draw(
            st.lists(
                st.tuples(st.sampled_from(tuple(Agency)), st.sampled_from(tuple(Role))), max_size=5
            )
        )
    ]
    if sum(line.people for line in lines) < 2:
        lines.append(RosterLine(agency=Agency.TNI, role=Role.MEMBER, people=1))
    return Roster(lines=tuple(lines))


@st.composite
def tensions(draw: st.DrawFn, district: District) -> Tension:
    areas = sorted({p.area_id for p in district.places})
    means = st.sampled_from((None, 0.0, 20.0, 50.0, 60.0, 75.5, 100.0))
    drawn = {area: draw(means) for area in areas}
    return Tension(
        areas=tuple(AreaTension(area=a, mean=m) for a, m in drawn.items() if m is not None)
    )


@st.composite
def histories(draw: st.DrawFn, district: District) -> History:
    nights = draw(st.sampled_from((0, 0, 1, 3, 5, 10, 20)))
    ago = st.one_of(st.none(), st.integers(1, max(nights, 1)))
    if not nights:
        return History()
    places = {p.id: draw(ago) for p in district.places}
    hoods = {h.id: draw(ago) for h in district.neighbourhoods}
    return History(
        nights=nights,
        place_nights_ago={k: v for k, v in places.items() if v is not None},
        neighbourhood_nights_ago={k: v for k, v in hoods.items() if v is not None},
        presence=draw(presences(district)) if nights >= 14 else (),
    )


@st.composite
def presences(draw: st.DrawFn, district: District) -> tuple[dict[str, float], ...]:
    """Minutes of visits on 14 nights or more; some neighbourhoods have had far more than others."""
    minutes = st.sampled_from((0.0, 12.0, 12.0, 24.0, 60.0))
    row = st.fixed_dictionaries({h.id: minutes for h in district.neighbourhoods})
    return tuple(draw(st.lists(row, min_size=14, max_size=20)))


@st.composite
def nights(draw: st.DrawFn) -> Night:
    district = draw(districts())
    people = draw(st.sampled_from((None, None, 400)))
    if people is not None:
        hoods = tuple(
            msgspec.structs.replace(hood, population=people * (k + 1))
            for k, hood in enumerate(district.neighbourhoods)
        )
        district = msgspec.structs.replace(district, neighbourhoods=hoods)
    roster = draw(rosters(tuple(p.id for p in district.places[:3])))
    begins = draw(st.integers(0, 24 * 4 - 1)) * 15
    lasts = draw(st.sampled_from((60, 90, 120, 180, 180, 240, 255, 300, 420, 540)))
    ends = (begins + lasts) % 1440
    settings = msgspec.structs.replace(
        SETTINGS,
        burden_stops_without_history=draw(st.sampled_from((2, 3, 3))),
        separation_minutes=draw(st.sampled_from((0, 45, 45, 70))),
        dwell_minutes=draw(st.sampled_from((10, 12, 12, 16))),
        joint_visits_per_night=draw(st.sampled_from((0, 1, 2, 2))),
    )
    floor = st.sampled_from((0, 0, 1, 2))
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=settings, police_post=district.police_post),
        shift=Shift(
            date=dt.date(2024, 11, 28),
            start=dt.time(begins // 60, begins % 60),
            end=dt.time(ends // 60, ends % 60),
        ),
        tension=draw(tensions(district)),
        history=draw(histories(district)),
        floors={h.id: draw(floor) for h in district.neighbourhoods},
        must=frozenset(
            p.id for p in district.places if p.rawan and draw(st.sampled_from((False, False, True)))
        ),
        settings=settings,
    )


@st.composite
def presents(draw: st.DrawFn, district: District) -> PresentRoute:
    legs = draw(st.lists(st.sampled_from(district.places), min_size=1, max_size=9))
    return PresentRoute(
        legs=tuple(PresentLeg(name=place.name, place=place.id) for place in legs),
        title="Rute kebetulan",
    )


def problem_of(night: Night) -> PatrolProblem:
    return patrol_problem(
        night.district,
        crews=night.crews.crews,
        shift=night.shift,
        tension=night.tension,
        history=night.history,
        floors=night.floors,
        must=night.must,
        pins=night.pins,
        bans=night.bans,
        settings=night.settings,
    )


def violations(plan: Plan, night: Night) -> tuple[Violation, ...]:
    return verify(
        plan,
        district=night.district,
        roster=night.roster,
        tension=night.tension,
        history=night.history,
        settings=night.settings,
        floors=night.floors,
        pins=night.pins,
        bans=night.bans,
    )
