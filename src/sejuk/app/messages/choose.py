"""Which calm messages go where tonight, for crews, the room and the public page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.calendars import occasions_of
from sejuk.app.orders.paper import Paper, input_files
from sejuk.engagement.messages import level_of, tonight
from sejuk.files.messages import calm_messages
from sejuk.model.district import District
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.field import Mood
from sejuk.model.message import CalmMessage
from sejuk.model.role import meets
from sejuk.problems import ProblemError
from sejuk.store.documents import read_document
from sejuk.store.messages import messages_given
from sejuk.store.papers import PaperRow, Place, areas_of_accounts, orders
from sejuk.store.record import Record

REMEMBERED = timedelta(days=60)
"""So long an area remembers what it was told."""
NIGHT = timedelta(hours=18)
"""An order that begins or ended within it is tonight's."""
MOST_ORDERS = 50


class MessageWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A message in both languages and lengths."""

    message: str
    topics: tuple[str, ...]
    say_id: str
    say_en: str
    post_id: str
    post_en: str


def words_of(message: CalmMessage) -> MessageWords:
    """As it is sent."""
    return MessageWords(
        message=message.code,
        topics=message.topics,
        say_id=message.say_id,
        say_en=message.say_en,
        post_id=message.post_id,
        post_en=message.post_en,
    )


def messages_of_night(
    record: Record, district: District, day: date, tension: Mapping[str, float]
) -> dict[str, tuple[str, ...]]:
    """Area → codes, of all neighbourhoods and of the borders that have places.

    Args:
        day: on which the night begins, by the district's clock. What crews give tonight changes
            tonight's messages no more.
        tension: as the night was planned; what is not in it is as usual.
    """
    zone = ZoneInfo(district.zone)
    begins = datetime.combine(day, datetime.min.time(), zone)
    with record.reading() as connection:
        rows = given_here(connection, district.name, begins - REMEMBERED)
    given: dict[str, dict[str, date]] = {}
    for row in rows:
        at = from_ms(row.at_ms)
        if at < begins:
            given.setdefault(row.area, {})[row.message] = at.astimezone(zone).date()
    levels = {area: level_of(tension.get(area)) for area in sorted(district.area_ids())}
    occasions = occasions_of(record.folder, district.zone)
    return tonight(calm_messages(), occasions, levels, given, day)


def messages_of_today(
    record: Record, district: District, now: datetime
) -> tuple[MessageWords, ...]:
    """For the public page: those that fit all of the district today, whatever its tension."""
    day = now.astimezone(ZoneInfo(district.zone)).date()
    occasions = occasions_of(record.folder, district.zone)
    (codes,) = tonight(calm_messages(), occasions, {district.name: Mood.SEJUK}, {}, day).values()
    words = {message.code: words_of(message) for message in calm_messages()}
    return tuple(words[code] for code in codes)


def given_here(place: Place, district: str, since: datetime) -> list[PaperRow]:
    """What crews of a district have given: another one's neighbourhood `7` is another place."""
    rows = messages_given(place, to_ms(since))
    areas = areas_of_accounts(place, {row.author for row in rows})
    return [r for r in rows if meets(areas.get(r.author, "?"), district)]


def planned_tension(record: Record, district: District, now: datetime) -> dict[str, float]:
    """Area → tension by which tonight was planned; empty where no night is."""
    with record.reading() as connection:
        for row in orders(connection, district.name, MOST_ORDERS):
            near = to_ms(now - NIGHT) <= row.ends_ms and row.begins_ms <= to_ms(now + NIGHT)
            content = read_document(connection, row.plan) if row.area == district.name else None
            if near and content is not None:
                return tension_of(msgspec.json.decode(content, type=Paper))
    return {}


def tension_of(paper: Paper) -> dict[str, float]:
    """Area → tension by which a plan was made; empty where none was given or can be read."""
    return dict(_by_area(paper.tension))


@lru_cache(maxsize=16)
def _by_area(text: str) -> tuple[tuple[str, float], ...]:
    """Every phone asks for the same text, again and again."""
    # Loading it takes a while, and a server that was struck down must be up at once.
    from sejuk.files.tension import read_tension  # noqa: PLC0415

    try:
        with input_files("", text) as (_, file):
            return tuple(read_tension(file).by_area().items()) if file else ()
    except ProblemError:
        return ()  # it was good enough for a plan; words for a doorstep need none
