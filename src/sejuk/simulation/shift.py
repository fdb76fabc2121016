"""Crews walking a plan: what each does and when, with delays, reports and an SOS.

Pure: equal plan, parameters and dice give equal acts. The parameters are assumptions for trying the
system out, no claims about real nights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np

from sejuk.model.claim import Channel
from sejuk.model.force import Mode
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import (
    Arrived,
    Heard,
    Left,
    Origin,
    Reported,
    RollCallClosed,
    RollCallOpened,
    Sos,
    Talked,
    Tracked,
)
from sejuk.model.place import LonLat, Place
from sejuk.model.plan import Plan, Route, Stop, StopKind

NOTES = (
    "Lampu jalan mati, warga minta diperbaiki.",
    "Warga menanyakan jadwal ronda.",
    "Anak muda masih berkumpul, suasana santai.",
    "Pedagang sudah buka seperti biasa.",
    "Warga minta patroli lewat lagi besok malam.",
)
CLAIMS = (
    "Kabar bahwa kotak suara akan dipindahkan malam ini.",
    "Kabar akan ada iring-iringan besok pagi.",
)
WHAT = ("lampu-jalan", "kebisingan", "parkir", "sampah")


class WalkParams(msgspec.Struct, frozen=True, kw_only=True):
    late_chance: float = 0.3
    """Of each leg, to take longer than planned."""
    late_minutes: float = 4.0
    """Mean of such a delay; exponential."""
    report_chance: float = 0.25
    claim_chance: float = 0.1
    """Of each visit."""
    fix_seconds: int = 60
    roll_call_minutes: int = 10
    """Before departure and after return."""
    sos: bool = True
    """One crew presses it once, half-way."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something a crew does."""

    at: datetime
    crew: str
    body: Body
    texts: dict[str, str] = {}
    fix: LonLat | None = None


Ways = Mapping[tuple[Mode, str, str], Sequence[LonLat]]
"""(mode, place left, place reached) → the way along the streets."""


def walk(
    plan: Plan,
    places: Mapping[str, Place],
    params: WalkParams,
    rng: np.random.Generator,
    ways: Ways | None = None,
) -> tuple[Act, ...]:
    """All acts of all crews, in the order of their times; in straight lines without `ways`."""
    pressing = str(rng.choice([route.crew.id for route in plan.routes])) if params.sos else None
    acts = [
        act
        for route in plan.routes
        for act in _walk_route(
            plan, route, places, params, rng, ways or {}, sos=route.crew.id == pressing
        )
    ]
    return tuple(sorted(acts, key=lambda act: (act.at, act.crew)))


def _walk_route(
    plan: Plan,
    route: Route,
    places: Mapping[str, Place],
    params: WalkParams,
    rng: np.random.Generator,
    ways: Ways,
    *,
    sos: bool,
) -> Iterator[Act]:
    crew = route.crew.id
    edge = params.roll_call_minutes * 60
    yield _act(plan, crew, route.depart - edge, RollCallOpened(crew=crew))
    behind, clock, here = 0.0, float(route.depart), places[route.crew.start_post]
    half = len(route.stops) // 2
    for number, stop in enumerate(route.stops):
        if rng.random() < params.late_chance:
            behind += rng.exponential(params.late_minutes * 60)
        place = places[stop.place]
        arrive = max(stop.arrive + behind, clock)
        line = _line(ways, route, here, place)
        yield from _on_the_way(plan, crew, line, (clock, arrive), params)
        leave = max(stop.leave, arrive + (stop.leave - stop.start))
        yield from _at_a_stop(plan, crew, stop, place, (arrive, leave), params, rng)
        if sos and number == half:
            yield _act(plan, crew, leave, Sos(crew=crew), fix=(place.lon, place.lat))
        behind, clock, here = max(0.0, leave - stop.leave), leave, place
    home = places[route.crew.end_post]
    back = route.back + behind
    yield from _on_the_way(plan, crew, _line(ways, route, here, home), (clock, back), params)
    yield _act(plan, crew, back + edge, RollCallClosed(crew=crew))


def _at_a_stop(
    plan: Plan,
    crew: str,
    stop: Stop,
    place: Place,
    times: tuple[float, float],
    params: WalkParams,
    rng: np.random.Generator,
) -> Iterator[Act]:
    arrive, leave = times
    yield _act(plan, crew, arrive, Arrived(place=place.id, crew=crew))
    if stop.kind in {StopKind.VISIT, StopKind.JOINT}:
        middle = (arrive + leave) / 2
        talked = Talked(place=place.id, crew=crew, residents=int(rng.integers(1, 9)))
        yield _act(plan, crew, middle, talked, texts={"note": str(rng.choice(NOTES))})
        area = place.neighbourhoods[0]
        if rng.random() < params.report_chance:
            origin = Origin.RESIDENT if rng.random() < 0.5 else Origin.DISCOVERED
            report = Reported(what=str(rng.choice(WHAT)), origin=origin, area=area, place=place.id)
            yield _act(plan, crew, middle + 30, report, texts={"note": str(rng.choice(NOTES))})
        if rng.random() < params.claim_chance:
            heard = Heard(area=area, channel=Channel.OBROLAN)
            yield _act(plan, crew, middle + 60, heard, texts={"claim": str(rng.choice(CLAIMS))})
    yield _act(plan, crew, leave, Left(place=place.id, crew=crew))


def _on_the_way(
    plan: Plan,
    crew: str,
    line: Sequence[LonLat],
    times: tuple[float, float],
    params: WalkParams,
) -> Iterator[Act]:
    """Positions along a line, at an even pace."""
    begin, end = times
    points = np.array(line)
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    shape = np.diff(points, axis=0) * (np.cos(np.radians(points[0, 1])), 1.0)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(shape[:, 0], shape[:, 1]))])
    for at in np.arange(begin, end, params.fix_seconds):
        done = along[-1] * (at - begin) / (end - begin)
        fix = tuple(float(np.interp(done, along, points[:, axis])) for axis in (0, 1))
        yield _act(plan, crew, float(at), Tracked(crew=crew), fix=(fix[0], fix[1]))


def _line(ways: Ways, route: Route, a: Place, b: Place) -> Sequence[LonLat]:
    straight = ((a.lon, a.lat), (b.lon, b.lat))
    return ways.get((route.crew.mode, a.id, b.id)) or straight


def _act(
    plan: Plan,
    crew: str,
    seconds: float,
    body: Body,
    *,
    texts: dict[str, str] | None = None,
    fix: LonLat | None = None,
) -> Act:
    at = plan.shift.begins + timedelta(seconds=round(seconds))
    return Act(at=at, crew=crew, body=body, texts=texts or {}, fix=fix)
