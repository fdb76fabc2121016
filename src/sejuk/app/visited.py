"""Where crews of a district have been, as the record has it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sejuk.model.district import District
from sejuk.model.event import from_ms, to_ms
from sejuk.model.role import meets
from sejuk.model.values import History
from sejuk.operations.coverage import StopMade, history_of, stops_made
from sejuk.store.crews import acts_between
from sejuk.store.papers import Place, areas_of_accounts
from sejuk.store.record import Record

NIGHTS = 28
"""How far planning looks back: more than any floor or cap of its own."""


def visited_before(record: Record, district: District, tonight: date) -> History:
    """Of the nights before tonight."""
    noon = datetime.combine(tonight, time(12), ZoneInfo(district.zone))
    with record.reading() as connection:
        stops = stops_between(connection, district, noon - timedelta(days=NIGHTS), noon)
    return history_of(stops, areas_of_places(district), tonight)


def stops_between(
    connection: Place, district: District, since: datetime, until: datetime
) -> list[StopMade]:
    """Of all crews, in the district's zone."""
    zone = ZoneInfo(district.zone)
    acts = acts_between(connection, to_ms(since), to_ms(until), ("arrived", "left"))
    areas = areas_of_accounts(connection, {act.author for act in acts})
    return stops_made(
        (act.crew or act.author, act.kind, act.place, from_ms(act.at_ms).astimezone(zone))
        for act in acts
        if (area := areas.get(act.author)) is not None and meets(area, district.name)
    )


def areas_of_places(district: District) -> dict[str, tuple[str, ...]]:
    """Place → its neighbourhoods; two for one on a border."""
    return {place.id: tuple(place.neighbourhoods) for place in district.places}
