"""Looking back: a night as it went, and what neighbourhoods have had over weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.alarms import AlarmRow, list_alarms_between
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.live import ReportRow, report_rows, sees_positions
from sejuk.app.orders.crews import AFTER, BEFORE, acts_of
from sejuk.app.orders.read import OrderRow, VersionRow, list_versions, read_order
from sejuk.app.visited import areas_of_places, stops_between
from sejuk.model.event import Entry, Fix, Part, from_ms, to_ms
from sejuk.model.kinds.upkeep import Sealed
from sejuk.model.role import meets
from sejuk.operations.coverage import AreaCover, coverage
from sejuk.reporting.data import plan_from_json
from sejuk.store.keys import KEEP_DAYS
from sejuk.store.papers import areas_of_accounts, versions
from sejuk.store.record import Looking

MOST_TRACKED = 20_000
"""Entries with positions of one night: six crews, one every ten seconds, nine hours."""
PAGE = 5000
"""Of entries that are read at once, other districts' among them."""
LATE = timedelta(hours=12)
"""How long after the night a phone's backlog may still come in to be shown."""
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])

Point = tuple[int, float, float]
"""Milliseconds since 1970, longitude, latitude."""


class Track(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    crew: str
    points: tuple[Point, ...]


class ActRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: datetime
    kind: str
    crew: str | None
    place: str | None


class NightRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: OrderRow
    versions: tuple[VersionRow, ...]
    plan: msgspec.Raw
    """The last one, as `plan.json`."""
    acts: tuple[ActRow, ...]
    """Roll-calls, arrivals, leavings, SOS, by time."""
    reports: tuple[ReportRow, ...]
    alarms: tuple[AlarmRow, ...]
    tracks: tuple[Track, ...]
    """Empty once they have ended, and for who may not see them."""
    tracks_end: date
    """The day (UTC) from which positions of this night are no longer kept."""


class AreaRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    neighbourhood: str
    name: str
    visits: tuple[int, ...]
    """Of each week, the first one first."""
    minutes: float
    per_1000: float | None
    """Minutes per 1,000 residents; None where nobody knows how many there are."""
    last: date | None
    longest_gap_days: int


class Coverage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    district: str
    begins: date
    weeks: int
    areas: tuple[AreaRow, ...]


@allowed("night.read")
def read_night(call: Call, order: str) -> NightRow:
    """A night for a replay. Raises `order_unknown`, `not_your_area`."""
    found = read_order(call, order)
    plan = plan_from_json(bytes(found.plan))
    role = call.actor.role
    with call.record.looking(now=call.now) as view:
        acts = acts_of(view.connection, found.order, plan)
        reports = report_rows(view, acts, role)
        crews = {route.crew.id for route in plan.routes}
        # A plan comes before its night; what a phone's clock says is looked at below.
        made = from_ms(versions(view.connection, order)[0].made_ms)
        tracks = _tracks(view, found.order, crews, made) if sees_positions(role) else ()
    return NightRow(
        order=found.order,
        versions=list_versions(call, order),
        plan=found.plan,
        acts=tuple(
            ActRow(at=from_ms(act.at_ms), kind=act.kind, crew=act.crew, place=act.place)
            for act in acts
        ),
        reports=reports,
        alarms=list_alarms_between(call, made, found.order.ends + LATE),
        tracks=tracks,
        tracks_end=found.order.begins.date() + timedelta(days=KEEP_DAYS[Sealed.TRACK]),
    )


@allowed("coverage.read")
def read_coverage(call: Call, name: str, weeks: int) -> Coverage:
    """Aggregates of one district, for those inside. Raises `district_unknown`, `not_your_area`."""
    require_area(call.actor, name)
    district = district_named(call.record.folder, name)
    zone = ZoneInfo(district.zone)
    ends = call.now.astimezone(zone).date() + timedelta(days=1)
    begins = ends - timedelta(weeks=weeks)
    first = datetime(begins.year, begins.month, begins.day, tzinfo=zone)
    with call.record.reading() as connection:
        stops = stops_between(connection, district, first, call.now)
    found = coverage(
        stops,
        areas_of_places(district),
        tuple(hood.id for hood in district.neighbourhoods),
        begins,
        weeks,
    )
    names = {hood.id: hood for hood in district.neighbourhoods}
    return Coverage(
        district=name,
        begins=begins,
        weeks=weeks,
        areas=tuple(
            _area(one, names[one.neighbourhood].name, names[one.neighbourhood].population)
            for one in found
        ),
    )


def _area(one: AreaCover, name: str, people: int | None) -> AreaRow:
    return AreaRow(
        neighbourhood=one.neighbourhood,
        name=name,
        visits=one.visits,
        minutes=round(one.minutes, 1),
        per_1000=round(one.minutes * 1000 / people, 1) if people else None,
        last=one.last,
        longest_gap_days=one.longest_gap_days,
    )


def _tracks(view: Looking, order: OrderRow, crews: set[str], since: datetime) -> tuple[Track, ...]:
    mine = _tracked(view, order, since)
    points: dict[str, list[Point]] = {}
    parts = view.sealed_parts(mine, {Part.FIXES})
    for entry in mine:
        crew = msgspec.json.decode(entry.body).get("crew")
        content = parts.get((entry.position, Part.FIXES))
        if crew in crews and content is not None:
            moved = entry.corrected_at - entry.occurred_at
            points.setdefault(crew, []).extend(
                (to_ms(fix.at + moved), fix.lon, fix.lat) for fix in _FIXES.decode(content)
            )
    return tuple(Track(crew=crew, points=tuple(sorted(points[crew]))) for crew in sorted(points))


def _tracked(view: Looking, order: OrderRow, since: datetime) -> list[Entry]:
    """Entries with positions of the order's area and hours."""
    mine: list[Entry] = []
    first, last = order.begins - BEFORE, order.ends + AFTER
    after, is_more = 0, True
    while is_more and len(mine) < MOST_TRACKED:
        until = order.ends + LATE
        entries, after = view.between(
            after=after, since=since, until=until, kinds=("tracked",), limit=PAGE
        )
        is_more = len(entries) == PAGE
        areas = areas_of_accounts(view.connection, {entry.author for entry in entries})
        mine += [
            entry
            for entry in entries
            if first <= entry.corrected_at.astimezone(UTC) <= last
            and (area := areas.get(entry.author)) is not None
            and meets(area, order.area)
        ]
    return mine[:MOST_TRACKED]
