"""Publishes each week's figures once it is over; what was published stays, in the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.districts import districts
from sejuk.engagement.weeks import weeks_due
from sejuk.model.district import District
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.publishing import FiguresPublished
from sejuk.model.public_page import Figures
from sejuk.store.documents import keep_document, read_document
from sejuk.store.papers import Place
from sejuk.store.published import published_weeks, record_begun_ms
from sejuk.store.record import Record

PROGRAM = "server"
AT = timedelta(hours=5)
"""After midnight: the phones of Sunday night have sent what they have."""
MOST_WEEKS = 12
"""Looked back for; older weeks that were never published stay so."""


def publish_due(record: Record, now: datetime) -> int:
    """Publishes the weeks that are over and were not; how many. Most of the time there are none."""
    with record.reading() as connection:
        begun = from_ms(record_begun_ms(connection))
        due = [
            (district, week)
            for district in districts(record.folder).values()
            for week in _due(connection, district, begun, now)
        ]
    for district, week in due:
        _publish(record, district, week, now)
    return len(due)


def published(place: Place, district: str, limit: int) -> tuple[Figures, ...]:
    """What was published of a district, the newest first."""
    rows = published_weeks(place, district, limit)
    contents = (read_document(place, row.digest) for row in rows)
    return tuple(msgspec.json.decode(c, type=Figures) for c in contents if c is not None)


def _due(place: Place, district: District, begun: datetime, now: datetime) -> list[date]:
    zone = ZoneInfo(district.zone)
    today = (now.astimezone(zone) - AT).date()
    last = published_weeks(place, district.name, 1)
    begins = begun.astimezone(zone).date()
    return weeks_due(begins, last[0].until if last else None, today)[-MOST_WEEKS:]


def _publish(record: Record, district: District, week: date, now: datetime) -> None:
    from sejuk.app.public.counts import known_in_week  # noqa: PLC0415 – the same
    from sejuk.engagement.figures import week_figures  # noqa: PLC0415 – the same

    areas = tuple(hood.id for hood in district.neighbourhoods)
    with record.reading() as connection:
        known = known_in_week(connection, district, week)
        earlier = published(connection, district.name, 1)
    # All that takes time comes before the transaction: what crews send must not wait for it.
    figures = week_figures(district.name, week, areas, known, earlier)
    content = msgspec.json.encode(figures, order="sorted")
    with record.writing(now=now) as writing:
        last = published_weeks(writing.connection, district.name, 1)
        if last and last[0].until > week:  # another process was quicker
            return
        digest = keep_document(writing.connection, content, to_ms(now))
        body = FiguresPublished(
            area=district.name, first=figures.first, until=figures.until, digest=digest
        )
        writing.happen(body, author=PROGRAM)
