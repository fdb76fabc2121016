"""Tiny nights by chance, each from its seed: at most 12 places and two crews."""

from __future__ import annotations

import datetime as dt

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE, District
from sejuk.model.force import MODES, Agency, Mode, Role, Roster, RosterLine
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night
from tests.planning.chance import DEPTH, SETTINGS, WIDTH, grid_district

PLACES = (4, 12)


def tiny_night(seed: int) -> Night:
    """One or two crews for 50 to 150 minutes, with all that the definition knows: borders, hours,
    modes, floors, history, joint visits, breaks, blocks of several lengths."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(PLACES[0], PLACES[1] + 1))
    cells = rng.choice(WIDTH * DEPTH, size=n, replace=False)
    hoods = [str(h) for h in range(1, int(rng.integers(1, 5)) + 1)]
    areas = [_area(rng, hoods) for _ in range(n)]
    foot = int(rng.choice((60, 150, 200)))
    begins = int(rng.choice((20 * 60, 22 * 60, 23 * 60 + 30)))
    # Few places fill a short night; many in a long one are more plans than can be compared.
    minutes = int(rng.choice((50, 60, 75, 90) if n > 8 else (60, 75, 90, 120, 150)))
    district = grid_district(
        [(int(cell) % WIDTH, int(cell) // WIDTH) for cell in cells],
        areas,
        step_seconds=(foot, foot // 3, foot // 2),
        parts=_parts(rng, n),
        facts=[_facts(rng, begins, minutes) for _ in range(n)],
    )
    if rng.random() < 0.3:
        district = msgspec.structs.replace(district, travel=_one_way(rng, district.travel))
    if rng.random() < 0.5:
        district = _peopled(rng, district)
    settings = _settings(rng, minutes)
    crews = 1 if rng.random() < 0.2 else 2
    roster = _roster(rng, crews, posts=(None, None, None, "p1"))
    ends = (begins + minutes) % 1440
    history = _history(rng, [p.id for p in district.places], hoods)
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=settings, police_post=district.police_post, count=crews),
        shift=Shift(
            date=dt.date(2024, 11, 28),
            start=dt.time(begins // 60, begins % 60),
            end=dt.time(ends // 60, ends % 60),
        ),
        tension=Tension(
            areas=tuple(
                AreaTension(area=area, mean=float(rng.choice((0, 20, 45, 60, 75.5, 100))))
                for area in sorted({place.area_id for place in district.places})
                if rng.random() < 0.7
            )
        ),
        history=history,
        floors={h.id: int(rng.choice((0, 0, 0, 1, 2))) for h in district.neighbourhoods},
        settings=settings,
    )


def _area(rng: np.random.Generator, hoods: list[str]) -> tuple[str, ...]:
    a, b = sorted(int(h) for h in rng.choice(len(hoods), 2))
    return (hoods[a], hoods[b]) if a != b and rng.random() < 0.4 else (hoods[a],)


def _parts(rng: np.random.Generator, n: int) -> dict[Mode, list[int]] | None:
    """In one night of four a mode cannot reach some places."""
    if rng.random() < 0.75:
        return None
    return {mode: [0, *(int(part) for part in rng.random(n - 1) < 0.2)] for mode in MODES}


def _one_way(rng: np.random.Generator, travel: NDArray[np.int32]) -> NDArray[np.int32]:
    """Ways that take longer one way than the other, each still the shortest there is."""
    longer = travel * rng.uniform(1, 2, travel.shape)
    way = np.where(travel < UNREACHABLE, np.ceil(longer), UNREACHABLE)
    for via in range(way.shape[1]):  # Floyd 1962, "Algorithm 97"
        way = np.minimum(way, way[:, :, via, None] + way[:, via, None, :])
    return np.minimum(way, UNREACHABLE).astype(np.int32)


def _peopled(rng: np.random.Generator, district: District) -> District:
    hoods = tuple(
        msgspec.structs.replace(hood, population=int(rng.integers(200, 1000)))
        for hood in district.neighbourhoods
    )
    return msgspec.structs.replace(district, neighbourhoods=hoods)


def _facts(rng: np.random.Generator, begins: int, minutes: int) -> dict[str, object]:
    facts: dict[str, object] = {"rawan": bool(rng.random() < 0.3)}
    if rng.random() < 0.2:
        opens = begins + int(rng.integers(-60, minutes))
        facts |= {"opens": opens % 1440, "closes": (opens + int(rng.integers(20, 120))) % 1440}
    return facts


def _settings(rng: np.random.Generator, minutes: int) -> PlanningSettings:
    rests = minutes >= 75 and rng.random() < 0.25
    return msgspec.structs.replace(
        SETTINGS,
        burden_stops_without_history=int(rng.choice((2, 3, 3))),
        separation_minutes=int(rng.choice((0, 20, 45, 45))),
        dwell_minutes=int(rng.choice((10, 12, 12, 16))),
        joint_visits_per_night=int(rng.choice((0, 1, 1, 2))),
        short_shift_minutes=int(rng.choice((0, 240, 240))),
        block_minutes=int(rng.choice((40, 120))),
        break_after_minutes=minutes - 1 if rests else 240,
        break_minutes=int(rng.choice((10, 15))),
        # What the search would like besides the objective is no part of the definition.
        breadth_value=0.0,
        workload_spread_minutes=24 * 60,
    )


def _roster(rng: np.random.Generator, crews: int, posts: tuple[str | None, ...]) -> Roster:
    """As many crews of two, each with a lead."""
    lines = []
    for _ in range(crews):
        post = posts[rng.integers(len(posts))]
        vehicle = Mode(rng.choice(("foot", "foot", "motorbike", "car")))
        other = Agency(rng.choice(("tni", "tni", "satpol_pp", "polri")))
        lines += [
            RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=1, vehicle=vehicle, post=post),
            RosterLine(agency=other, role=Role.MEMBER, people=1, vehicle=vehicle, post=post),
        ]
    return Roster(lines=tuple(lines))


def _history(rng: np.random.Generator, places: list[str], hoods: list[str]) -> History:
    nights = int(rng.choice((0, 0, 3, 10, 20)))
    if not nights:
        return History()
    minutes = (0.0, 12.0, 12.0, 24.0, 60.0)
    return History(
        nights=nights,
        presence=tuple({h: float(rng.choice(minutes)) for h in hoods} for _ in range(nights)),
        place_nights_ago={
            p: int(rng.integers(1, nights + 1)) for p in places if rng.random() < 0.7
        },
        neighbourhood_nights_ago={
            h: int(rng.integers(1, nights + 1)) for h in hoods if rng.random() < 0.7
        },
    )
