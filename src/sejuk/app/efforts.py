"""How long crews were in each area, as the record has it: the exposure of what they found there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

import numpy as np

from sejuk.app.visited import stops_between
from sejuk.model.district import District
from sejuk.model.report import Effort
from sejuk.sensing.days import Days
from sejuk.store.record import Record


def efforts_of(
    record: Record, district: District, now: datetime, window: timedelta
) -> tuple[Effort, ...]:
    """Minutes of stops by area and day, the days ending at `now` as sensing counts them.

    Later ones are there too: whoever looks as of `now` does not count days that are still to come.
    """
    with record.reading() as connection:
        stops = stops_between(connection, district, now - window, now + window)
    areas = {place.id: place.area_id for place in district.places}
    known = [stop for stop in stops if stop.place in areas]
    days = Days(now=now, zone=district.zone, count=window.days)
    numbers = days.of(np.array([stop.arrived.timestamp() for stop in known]))
    minutes: defaultdict[tuple[str, date], float] = defaultdict(float)
    for stop, number in zip(known, numbers.tolist(), strict=True):
        minutes[areas[stop.place], days.date(number)] += stop.minutes
    return tuple(
        Effort(area=area, day=day, minutes=spent) for (area, day), spent in sorted(minutes.items())
    )
