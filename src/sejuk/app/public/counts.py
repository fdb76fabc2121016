"""What a week's figures count, from the record: by the day on which it came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sejuk.app.rumours.here import sightings_here
from sejuk.app.visited import areas_of_places
from sejuk.engagement.figures import OUTCOME_DAYS, Known, days_of
from sejuk.model.district import District
from sejuk.model.event import from_ms, to_ms
from sejuk.model.public_page import Group
from sejuk.model.role import meets
from sejuk.operations.claim import PUBLIC
from sejuk.operations.concern import NO_CONCERN
from sejuk.operations.dialogues import Act, visits_made
from sejuk.store.papers import Place, areas_of_accounts
from sejuk.store.published import concerns_known, sightings_known, visiting_received

BEFORE = timedelta(days=1)
"""So much earlier the arrival of a visit may have come in than its end."""
ELSEWHERE = ""


def known_in_week(place: Place, district: District, week: date) -> dict[Group, list[Known]]:
    """Events of each group that its table of the week that begins on this Monday counts."""
    return {
        Group.VISITS: list(_visits(place, district, days_of(Group.VISITS, week))),
        Group.CONCERNS: list(_concerns(place, district, days_of(Group.CONCERNS, week))),
        Group.CLAIMS: list(_claims(place, district, days_of(Group.CLAIMS, week))),
    }


def _visits(place: Place, district: District, days: tuple[date, date]) -> Iterator[Known]:
    zone, areas = ZoneInfo(district.zone), areas_of_places(district)
    since, until = _moments(days, zone)
    rows = visiting_received(place, to_ms(since - BEFORE), to_ms(until))
    of_accounts = areas_of_accounts(place, {row.author for row in rows})
    acts = (
        Act(
            who=row.crew or row.author,
            kind=row.kind,
            place=row.place,
            at=from_ms(row.at_ms),
            received=from_ms(row.received_ms),
        )
        for row in rows
        if (area := of_accounts.get(row.author)) is not None and meets(area, district.name)
    )
    for visit in visits_made(acts):
        if visit.place in areas:
            yield Known(
                day=visit.known.astimezone(zone).date(),
                area=_one(areas[visit.place]),
                is_with=visit.dialogue,
            )


def _concerns(place: Place, district: District, days: tuple[date, date]) -> Iterator[Known]:
    zone = ZoneInfo(district.zone)
    since, until = _moments(days, zone)
    for row in concerns_known(place, district.name, to_ms(since), to_ms(until)):
        if row.state not in NO_CONCERN:
            yield _known(row.neighbourhood, row.known_ms, row.settled_ms, Group.CONCERNS, zone)


def _claims(place: Place, district: District, days: tuple[date, date]) -> Iterator[Known]:
    zone = ZoneInfo(district.zone)
    since, until = _moments(days, zone)
    rows = sightings_known(place, to_ms(since), to_ms(until))
    # Of a claim that may yet turn out to be opinion nothing is published, which stays for ever.
    rows = [row for row in rows if row.claim_state in PUBLIC]
    for row in sightings_here(place, rows, district.name):
        yield _known(row.area, row.received_ms, row.answered_ms, Group.CLAIMS, zone)


def _known(
    area: str, known_ms: int, answered_ms: int | None, group: Group, zone: ZoneInfo
) -> Known:
    day = from_ms(known_ms).astimezone(zone).date()
    in_time = False
    if answered_ms is not None:
        took = from_ms(answered_ms).astimezone(zone).date() - day
        in_time = took.days <= OUTCOME_DAYS[group]
    return Known(day=day, area=area, is_with=in_time)


def _one(neighbourhoods: tuple[str, ...]) -> str:
    """A border is of neither side."""
    return neighbourhoods[0] if len(neighbourhoods) == 1 else ELSEWHERE


def _moments(days: tuple[date, date], zone: ZoneInfo) -> tuple[datetime, datetime]:
    first, until = (datetime(d.year, d.month, d.day, tzinfo=zone) for d in days)
    return first, until
