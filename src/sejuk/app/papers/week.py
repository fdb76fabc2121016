"""What the record says of a week of a district, gathered for its review (anev)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sejuk.app.districts import the_district
from sejuk.app.papers.facts import BEGUN, MOST_ORDERS, night_facts
from sejuk.app.record.opening import open_for_upkeep
from sejuk.app.rotations.sheets import last_sheet
from sejuk.app.rumours.here import sightings_here
from sejuk.app.visited import areas_of_places, stops_between
from sejuk.engagement.due import is_overdue
from sejuk.engagement.weeks import monday
from sejuk.model.district import District
from sejuk.model.event import from_ms, to_ms
from sejuk.model.night import NightAccount, Share
from sejuk.model.week_account import AreaWeek, ConcernsWeek, WarningsWeek, WeekAccount
from sejuk.operations.account import account_of
from sejuk.operations.concern import NO_CONCERN, OPEN, SETTLED, ConcernState
from sejuk.operations.coverage import AreaCover, coverage
from sejuk.operations.early_warning import EarlyWarningState
from sejuk.store.claims import find_claim, sightings_heard_between
from sejuk.store.concerns import concerns_since
from sejuk.store.early_warnings import early_warnings_since
from sejuk.store.papers import Place, orders
from sejuk.store.record import Record

WEEK = timedelta(days=7)
WEEKS = 4
"""Over which visits and minutes are looked at: one week alone says little of a neighbourhood."""


def read_week(folder: Path, name: str | None, day: date | None, now: datetime) -> WeekAccount:
    """Of a record in a folder, by whoever holds it. Raises as `week_in` and what opening raises."""
    with open_for_upkeep(folder, now) as record:
        return week_in(record, name, day, now)


def week_in(record: Record, name: str | None, day: date | None, now: datetime) -> WeekAccount:
    """The week of a day, or of now; the one district there is, or the one that is named.

    Raises `district_unknown`.
    """
    district = the_district(record.folder, name)
    zone = ZoneInfo(district.zone)
    first = monday(day or now.astimezone(zone).date())
    begins, ends = (_moment(d, zone) for d in (first, first + WEEK))
    with record.reading() as place:
        effect = last_sheet(place, district.name, ends)
        here = [
            row.order
            for row in orders(place, district.name, MOST_ORDERS)
            if row.state in BEGUN
            and row.area == district.name
            and to_ms(begins) <= row.begins_ms < to_ms(ends)
        ]
        claims, heard = _claims(place, district, begins, ends)
        areas = _areas(place, district, first, min(ends, now))
        concerns = _concerns(place, district, begins, ends, now)
        warnings = _warnings(place, district, begins, ends)
    nights = [account_of(night_facts(record, order, now)) for order in here]
    return WeekAccount(
        district=district.name,
        synthetic=district.source.synthetic,
        first=first,
        nights=tuple(sorted(nights, key=_began)),
        areas=areas,
        concerns=concerns,
        claims=claims,
        heard=heard,
        warnings=warnings,
        effect=effect,
    )


def _areas(place: Place, district: District, first: date, until: datetime) -> tuple[AreaWeek, ...]:
    begins = first - (WEEKS - 1) * WEEK
    zone = ZoneInfo(district.zone)
    stops = stops_between(place, district, _moment(begins, zone), until)
    hoods = tuple(hood.id for hood in district.neighbourhoods)
    cover = coverage(stops, areas_of_places(district), hoods, begins, WEEKS)
    today = until.astimezone(zone).date()
    return tuple(
        AreaWeek(
            id=hood.id,
            title=hood.name,
            rings=hood.rings,
            visits=one.visits[-1],
            before=sum(one.visits[:-1]),
            minutes=round(one.minutes, 1),
            per_1000=_per_1000(one, hood.population),
            gap_days=(today - one.last).days if one.last else None,
        )
        for hood, one in zip(district.neighbourhoods, cover, strict=True)
    )


def _per_1000(one: AreaCover, residents: int | None) -> float | None:
    return round(one.minutes * 1000 / residents, 1) if residents else None


def _concerns(
    place: Place, district: District, begins: datetime, ends: datetime, now: datetime
) -> ConcernsWeek:
    today = now.astimezone(ZoneInfo(district.zone)).date()
    rows = [
        row
        for row in concerns_since(place, to_ms(begins))
        if row.area == district.name and row.state not in NO_CONCERN and row.opened_ms < to_ms(ends)
    ]
    return ConcernsWeek(
        came=len(rows),
        followed_up=sum(row.state != ConcernState.RECEIVED for row in rows),
        answered=sum(row.state in SETTLED for row in rows),
        overdue=sum(row.state in OPEN and is_overdue(row.due, today) for row in rows),
    )


def _claims(
    place: Place, district: District, begins: datetime, ends: datetime
) -> tuple[Share, int]:
    rows = sightings_heard_between(place, to_ms(begins), to_ms(ends) - 1)
    here = sightings_here(place, rows, district.name)
    known = [find_claim(place, claim) for claim in {row.claim for row in here if row.claim}]
    answered = sum(claim is not None and claim.answered_ms is not None for claim in known)
    return Share(done=answered, of=len(known)), len(here)


def _warnings(place: Place, district: District, begins: datetime, ends: datetime) -> WarningsWeek:
    rows = [
        row
        for row in early_warnings_since(place, district.name, to_ms(begins))
        if from_ms(row.raised_ms) < ends
    ]
    return WarningsWeek(
        raised=len(rows),
        confirmed=sum(row.decided == EarlyWarningState.CONFIRMED for row in rows),
        declined=sum(row.decided == EarlyWarningState.DECLINED for row in rows),
    )


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _began(night: NightAccount) -> datetime:
    return night.shift.begins
