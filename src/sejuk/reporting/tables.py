"""The tables of a plan page as rows: crews, timetable, meetings, coverage."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from sejuk.model.district import District
from sejuk.model.place import Place
from sejuk.model.plan import Plan, Route, Stop
from sejuk.problems import Both
from sejuk.reporting.meetings import meetings
from sejuk.reporting.names import (
    composition,
    crew_letters,
    crew_title,
    moment,
    place_areas,
    short_name,
    times,
)
from sejuk.reporting.view import PageView
from sejuk.reporting.words import join, numbers, same, say, say_code


class CrewRow(msgspec.Struct, frozen=True, kw_only=True):
    letter: str
    index: int
    title: Both
    people: int
    composition: Both
    police_lead: bool
    mode: Both
    post: Both
    stops: int
    time: Both
    travel: Both


class Term(NamedTuple):
    """One reason of a value."""

    name: Both
    amount: Both


class StopRow(msgspec.Struct, frozen=True, kw_only=True):
    number: str
    """`B4`, also the row's and the mark's id."""
    time: Both
    starts: Both | None
    """Where the crew waits before it begins."""
    place: str
    where: Both | None
    """Neighbourhoods and kind of place, where the place's name does not say them."""
    kind: str
    kind_name: Both
    meets: Both | None
    terms: tuple[Term, ...]
    value: Both | None
    way: Both | None
    """Minutes of travel to here."""


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    crew: CrewRow
    leaves: Both
    leaves_from: str
    back: Both
    back_at: str
    way_back: Both | None
    stops: tuple[StopRow, ...]


class MeetingRow(msgspec.Struct, frozen=True, kw_only=True):
    time: Both
    kind: str
    kind_name: Both
    place: str
    where: Both | None
    who: tuple[str, ...]
    """Numbers of the crews' stops: `A3`, `B2`."""


class CoverRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    ward: str
    visits: int
    minutes: Both
    passed: bool
    tension: Both | None


def crew_rows(plan: Plan, district: District) -> tuple[CrewRow, ...]:
    """One row per crew, in the order of the plan."""
    places = {place.id: place for place in district.places}
    letters = crew_letters(plan)
    return tuple(
        _crew_row(i, letters[r.crew.id], r, plan, places) for i, r in enumerate(plan.routes)
    )


def timetables(plan: Plan, district: District) -> tuple[Timetable, ...]:
    """One timetable per crew."""
    places = {place.id: place for place in district.places}
    rows = zip(plan.routes, crew_rows(plan, district), strict=True)
    return tuple(_timetable(route, row, plan, district, places) for route, row in rows)


def meeting_rows(plan: Plan, district: District) -> tuple[MeetingRow, ...]:
    """Joint visits and rendezvous, each once, by time."""
    places = {place.id: place for place in district.places}
    rows = []
    for group in meetings(plan):
        first = group[0].stop
        start, leave = min(m.stop.start for m in group), max(m.stop.leave for m in group)
        rows.append(
            MeetingRow(
                time=join([moment(start, plan.shift), moment(leave, plan.shift)], "–"),
                kind=first.kind.value,
                kind_name=say_code("stop_kind", first.kind.value),
                place=places[first.place].name,
                where=_whereabouts(places[first.place], district),
                who=tuple(m.number for m in group),
            )
        )
    return tuple(rows)


def cover_rows(view: PageView) -> tuple[CoverRow, ...]:
    """One row per neighbourhood in the district's order."""
    cover = {row.id: row for row in view.plan.cover}
    tension = view.tension.by_area() if view.tension else {}
    rows = []
    for n in view.district.neighbourhoods:
        served = cover.get(n.id)
        rows.append(
            CoverRow(
                id=n.id,
                name=short_name(n),
                ward=n.ward,
                visits=served.visits if served else 0,
                minutes=numbers(served.minutes if served else 0),
                passed=bool(served and served.passed),
                tension=numbers(tension[n.id], 0) if n.id in tension else None,
            )
        )
    return tuple(rows)


def _crew_row(
    index: int, letter: str, route: Route, plan: Plan, places: dict[str, Place]
) -> CrewRow:
    crew = route.crew
    start, end = places[crew.start_post].name, places[crew.end_post].name
    return CrewRow(
        letter=letter,
        index=index,
        title=crew_title(crew),
        people=crew.people(),
        composition=composition(crew),
        police_lead=crew.has_police_lead(),
        mode=say_code("mode", crew.mode.value),
        post=same(start) if start == end else say("crew.posts", start=start, end=end),
        stops=len(route.stops),
        time=join([moment(route.depart, plan.shift), moment(route.back, plan.shift)], "–"),
        travel=say("stop.minutes", minutes=numbers(route.travel / 60, 0)),
    )


def _timetable(
    route: Route, crew: CrewRow, plan: Plan, district: District, places: dict[str, Place]
) -> Timetable:
    left = [route.depart, *(stop.leave for stop in route.stops)]
    return Timetable(
        crew=crew,
        leaves=moment(route.depart, plan.shift),
        leaves_from=places[route.crew.start_post].name,
        back=moment(route.back, plan.shift),
        back_at=places[route.crew.end_post].name,
        way_back=_way(route.back - left[-1]),
        stops=tuple(
            _stop_row(f"{crew.letter}{number}", stop, stop.arrive - before, plan, district, places)
            for number, (stop, before) in enumerate(zip(route.stops, left, strict=False), 1)
        ),
    )


def _stop_row(
    number: str, stop: Stop, way: int, plan: Plan, district: District, places: dict[str, Place]
) -> StopRow:
    place = places[stop.place]
    return StopRow(
        number=number,
        time=times(stop, plan.shift),
        starts=moment(stop.start, plan.shift) if stop.start - stop.arrive >= 60 else None,
        place=place.name,
        where=_whereabouts(place, district, kind=True),
        kind=stop.kind.value,
        kind_name=say_code("stop_kind", stop.kind.value),
        meets=_letters_met(stop, plan),
        terms=tuple(
            Term(say_code("reason", r.code), numbers(r.amount, 1)) for r in stop.reasons if r.amount
        ),
        value=numbers(stop.value, 1) if stop.reasons else None,
        way=_way(way),
    )


def _whereabouts(place: Place, district: District, *, kind: bool = False) -> Both | None:
    areas = {n.id: n.name for n in district.neighbourhoods}
    if all(areas.get(a, a) in place.name for a in place.neighbourhoods):
        return None
    parts = [place_areas(place, district)]
    return join([*parts, say_code("place_kind", place.kind.value)] if kind else parts, " · ")


def _letters_met(stop: Stop, plan: Plan) -> Both | None:
    letters = crew_letters(plan)
    met = ", ".join(letters.get(crew, crew) for crew in stop.meets)
    return say("stop.meets", crews=met) if met else None


def _way(seconds: int) -> Both | None:
    if seconds < 30:
        return None
    return say("stop.way", minutes=numbers(max(seconds / 60, 1), 0))
