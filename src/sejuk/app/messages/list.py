"""The library of calm messages, tonight's choice, and whom they reached by neighbourhood."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.messages.choose import (
    MessageWords,
    given_here,
    messages_of_night,
    planned_tension,
    words_of,
)
from sejuk.engagement.reach import Given, Talk, reach_by_area
from sejuk.files.messages import calm_messages
from sejuk.model.event import from_ms, to_ms
from sejuk.store.messages import talks_since

REACH_DAYS = 30


class AreaReach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: str
    tonight: tuple[str, ...]
    """Codes."""
    given: int
    residents: int
    """About; whoever was there twice counts twice."""
    last: datetime | None


class MessageBoard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    district: str
    day: date
    """On which the night begins."""
    days: int
    """Over which reach is counted."""
    messages: tuple[MessageWords, ...]
    areas: tuple[AreaReach, ...]
    """Neighbourhoods, as the map has them."""


@allowed("message.list")
def read_messages(call: Call, name: str) -> MessageBoard:
    """Raises `not_your_area`, `district_unknown`."""
    require_area(call.actor, name)
    district = district_named(call.record.folder, name)
    day = call.now.astimezone(ZoneInfo(district.zone)).date()
    tension = planned_tension(call.record, district, call.now)
    chosen = messages_of_night(call.record, district, day, tension)
    since = call.now - timedelta(days=REACH_DAYS)
    with call.record.reading() as connection:
        given = [
            Given(
                message=row.message,
                area=row.area,
                place=row.place,
                crew=row.device,
                at=from_ms(row.at_ms),
            )
            for row in given_here(connection, name, since)
        ]
        crews = {one.crew for one in given}
        talks = [
            Talk(place=row.place, crew=row.device, residents=row.residents, at=from_ms(row.at_ms))
            for row in talks_since(connection, to_ms(since))
            if row.device in crews
        ]
    reach = reach_by_area(given, talks)
    return MessageBoard(
        district=name,
        day=day,
        days=REACH_DAYS,
        messages=tuple(map(words_of, calm_messages())),
        areas=tuple(
            AreaReach(
                area=hood.id,
                tonight=chosen.get(hood.id, ()),
                given=reach[hood.id].given if hood.id in reach else 0,
                residents=reach[hood.id].residents if hood.id in reach else 0,
                last=reach[hood.id].last if hood.id in reach else None,
            )
            for hood in district.neighbourhoods
        ),
    )
