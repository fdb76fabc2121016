"""The record of a show: begun three weeks before its night, with its offices and its story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.demo_night.people import Shown, open_offices
from sejuk.app.demo_night.weeks import begins, tell_weeks
from sejuk.app.districts import district_named
from sejuk.store.record import DATABASE, Record, open_record
from sejuk.text.redact import redact


class Opened(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    record: Record
    offices: tuple[Shown, ...]


@contextmanager
def open_shown(
    folder: Path, district: str, crews: tuple[str, ...], now: datetime
) -> Iterator[Opened]:
    """A record that is there already goes on as it is. Raises `district_unknown` and the problems
    of the record."""
    known = district_named(folder, district)
    fresh = not (folder / DATABASE).exists()
    first = begins(known, now) if fresh else now
    with open_record(folder, redact=redact, now=first, create=True) as record:
        call = PublicCall(record=record, now=first)
        offices = open_offices(call, district, crews)
        if fresh:
            tell_weeks(record, known, now)
        yield Opened(record=record, offices=offices)
