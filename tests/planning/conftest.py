"""A tiny invented district, and one valid plan of it worked out by hand.

Places lie on one line; a unit on the line takes 60 s on foot and 30 s by motorbike, and
cars cannot pass:

    pos 0 · pasar 4 · batas 5 · sekolah 6 · balai 8 · simpang 10
    |---- neighbourhood 1 ----|- 2 -|------- 3 -------|
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

import msgspec
import numpy as np
import pytest

from sejuk.app.build_district import sample_district
from sejuk.files.roster import example_roster
from sejuk.model.district import UNREACHABLE, BuildReport, District, Source, StreetNetwork
from sejuk.model.force import Agency, Crew, Members, Mode, Role, Roster, RosterLine
from sejuk.model.place import Neighbourhood, Place, PlaceKind
from sejuk.model.plan import Figures, NeighbourhoodCover, Plan, Reason, Route, Stop, StopKind
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night
from tests.planning.chance import SETTINGS

LINE = {"pos": 0, "pasar": 4, "batas": 5, "sekolah": 6, "balai": 8, "simpang": 10}


def _place(id: str, kind: PlaceKind, areas: str, **more: object) -> Place:  # noqa: A002
    node = list(LINE).index(id)
    facts = {"id": id, "name": f"Contoh {id}", "kind": kind, "node": node}
    where = {"lon": LINE[id] / 1000, "lat": 0.0, "neighbourhoods": areas.split("|")}
    return msgspec.convert(facts | where | more, Place)


@pytest.fixture(scope="session")
def sample_night() -> Night:
    """The sample district and the example roster: three crews, three hours, on foot."""
    district = sample_district()
    roster = example_roster()
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post=district.police_post),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(1)),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )


@pytest.fixture
def tiny_district() -> District:
    n = len(LINE)
    units = np.abs(np.subtract.outer(list(LINE.values()), list(LINE.values())))
    car = np.where(np.eye(n, dtype=bool), 0, UNREACHABLE)
    return District(
        name="Kampung Contoh",
        zone="Asia/Jakarta",
        source=Source(credit="invented", vintage="2024", synthetic=True),
        neighbourhoods=tuple(
            Neighbourhood(
                id=h, name=f"RW {h}", ward="Contoh", rings=(), area_ha=5.0, residential_m=500.0
            )
            for h in ("1", "2", "3")
        ),
        places=(
            _place("pos", PlaceKind.POLICE, "1"),
            _place("pasar", PlaceKind.MARKET, "1", opens=18 * 60, closes=2 * 60),
            _place("batas", PlaceKind.BORDER, "1|2"),
            _place("sekolah", PlaceKind.SCHOOL, "2"),
            _place("balai", PlaceKind.OFFICE, "3"),
            _place("simpang", PlaceKind.JUNCTION, "3", rawan=True),
        ),
        network=StreetNetwork(
            lon=np.array(list(LINE.values())) / 1000,
            lat=np.zeros(n),
            tail=np.arange(n - 1, dtype=np.int32),
            head=np.arange(1, n, dtype=np.int32),
            length_m=np.diff(list(LINE.values())) * 72.0,
            forward=np.full(n - 1, 3, np.uint8),
            backward=np.full(n - 1, 3, np.uint8),
            street=np.full(n - 1, -1, np.int32),
            highway=np.zeros(n - 1, np.int32),
            shape_start=np.zeros(n, np.int32),
            shape_lon=np.zeros(0),
            shape_lat=np.zeros(0),
            street_names=(),
            highway_names=("residential",),
        ),
        travel=np.stack([units * 60, units * 30, car]).astype(np.int32),
        report=BuildReport(
            lines_read=1,
            lines_dropped={},
            nodes=n,
            edges=n - 1,
            street_km=0.72,
            nodes_kept={},
            km_kept={},
            walk_in={},
            left_out=(),
            cells=False,
            population="unknown",
        ),
        police_post="pos",
    )


@pytest.fixture
def tiny_roster() -> Roster:
    def line(agency: Agency, people: int, role: Role = Role.MEMBER) -> RosterLine:
        return RosterLine(agency=agency, role=role, people=people)

    return Roster(
        lines=(
            line(Agency.POLRI, 2, Role.LEADER),
            line(Agency.POLRI, 2),
            line(Agency.TNI, 2),
            line(Agency.SATPOL_PP, 1),
            line(Agency.DISHUB, 1),
        )
    )


@pytest.fixture
def tiny_tension() -> Tension:
    """Neighbourhood 3 has no row: the reference, 50."""
    rows = {"1": 40.0, "2": 75.0, "1|2": 60.0}
    return Tension(areas=tuple(AreaTension(area=a, mean=m) for a, m in rows.items()))


@pytest.fixture
def tiny_history() -> History:
    """Ten nights of record; it knows neither `batas` nor `pos`."""
    return History(
        nights=10,
        place_nights_ago={"pasar": 1, "sekolah": 8, "balai": 2, "simpang": 5},
        neighbourhood_nights_ago={"1": 1, "2": 8, "3": 2},
    )


@pytest.fixture
def tiny_settings() -> PlanningSettings:
    """The defaults of PLANNING.md."""
    defaults = files("sejuk.files") / "data" / "planning.toml"
    return msgspec.toml.decode(defaults.read_bytes(), type=PlanningSettings)


@pytest.fixture
def tiny_floors() -> dict[str, int]:
    return {"1": 0, "2": 1, "3": 1}


def _crew(id: str, pemda: Agency) -> Crew:  # noqa: A002
    return Crew(
        id=id,
        members=(
            Members(agency=Agency.POLRI, people=2, leaders=1),
            Members(agency=Agency.TNI, people=1),
            Members(agency=pemda, people=1),
        ),
        mode=Mode.FOOT,
        start_post="pos",
        end_post="pos",
    )


def _stop(
    place: str,
    kind: StopKind,
    times: tuple[int, int, int],
    *,
    block: int = 0,
    side: str | None = None,
    meets: tuple[str, ...] = (),
    **terms: float,
) -> Stop:
    arrive, start, leave = times
    return Stop(
        place=place,
        kind=kind,
        arrive=arrive,
        start=start,
        leave=leave,
        block=block,
        neighbourhood=side,
        value=sum(terms.values()),
        reasons=tuple(Reason(code=code, amount=amount) for code, amount in terms.items()),
        meets=meets,
    )


@pytest.fixture
def tiny_plan() -> Plan:
    """22.00–01.00 with two crews; every number by hand from PLANNING.md.

    due:  pasar 1 + 1/7 = 8/7 · sekolah 1 + 8/7, at most 2 · balai 1 + 2/7 = 9/7 ·
          simpang 1 + 5/7 = 12/7 · batas and pos unknown: 2
    w:    pasar 10 × 40/50 × 8/7 = 64/7 · sekolah 10 × 75/50 × 2 = 30 · balai 10 × 9/7 = 90/7 ·
          simpang 10 × 12/7 = 120/7 · batas 10 × 60/50 × 1.2 × 2 = 28.8 · pos 10 × 40/50 × 2 = 16
    η:    only neighbourhood 2 (8 nights ago); its first visit is the joint one at sekolah
    batas: inside visits are 1: 2, 2: 1, 3: 3, so the side with fewer is 2
    travel: A 4+2+1+3+4+4 = 18 units, B 8+2+4+2+0+8 = 24 units: 42 min
    objective: 64/7 + 58 + 28.8 + 64/7 + 90/7 + 120/7 + 27/7 − 0.42 = 365/7 + 86.38
    priority: ⌈12/3⌉ = 4 of 6 × 2: sekolah and batas (30, 28.8) in both blocks; each once covered
    gaps to the end of the shift: sekolah 10800 − 2220 = 143 min, batas 130, simpang 127
    time out: A 6360 s, B 5100 s: 21 min apart
    """
    visit, joint, meeting = StopKind.VISIT, StopKind.JOINT, StopKind.RENDEZVOUS
    a = (
        _stop("pasar", visit, (240, 240, 960), side="1", base=64 / 7),
        _stop(
            "sekolah", joint, (1080, 1500, 2220), side="2", meets=("B",), base=30, first=8, joint=20
        ),
        _stop("batas", visit, (2280, 2280, 3000), side="2", base=28.8),
        _stop("balai", meeting, (3180, 3420, 3720), meets=("B",)),
        _stop("pasar", visit, (3960, 5400, 6120), side="1", block=1, base=64 / 7),
    )
    b = (
        _stop("balai", visit, (480, 480, 1200), side="3", base=90 / 7),
        _stop("sekolah", joint, (1320, 1500, 2220), meets=("A",)),
        _stop("simpang", visit, (2460, 2460, 3180), side="3", base=120 / 7),
        _stop("balai", meeting, (3300, 3420, 3720), meets=("A",)),
        _stop("balai", visit, (3720, 3900, 4620), side="3", base=90 / 7, second=-0.7 * 90 / 7),
    )
    return Plan(
        kind="sejuk",
        district="Kampung Contoh",
        synthetic=True,
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(1)),
        blocks=(0, 5400, 10800),
        seed=0,
        preset="quick",
        engine="hand",
        routes=(
            Route(crew=_crew("A", Agency.SATPOL_PP), depart=0, back=6360, stops=a, travel=1080),
            Route(crew=_crew("B", Agency.DISHUB), depart=0, back=5100, stops=b, travel=1440),
        ),
        cover=(
            NeighbourhoodCover(id="1", visits=2, minutes=24.0, passed=True),
            NeighbourhoodCover(id="2", visits=2, minutes=24.0, passed=True),
            NeighbourhoodCover(id="3", visits=3, minutes=36.0, passed=True),
        ),
        figures=Figures(
            visits=7,
            places=5,
            neighbourhoods=3,
            neighbourhoods_total=3,
            priority_place_blocks=2,
            priority_total=4,
            dwell_minutes=84.0,
            travel_minutes=42.0,
            street_km_passed=0.72,
            longest_gap_minutes=130.0,
            longest_gap_max_minutes=143.0,
            patrols_all_pillars_percent=100.0,
            joint_visits_planned=1,
            joint_visits_met=1,
            overtime_minutes=0.0,
            workload_spread_minutes=21.0,
            visits_per_neighbourhood_min=2,
            visits_per_neighbourhood_max=3,
            objective=365 / 7 + 86.38,
        ),
        unmet=(),
    )
