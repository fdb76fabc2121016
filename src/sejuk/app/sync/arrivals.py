"""Looks at the codes that crews scanned where they arrived, and notes what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.model.event import Entry, body_of, to_ms
from sejuk.model.kinds.field import Arrived
from sejuk.model.kinds.papers import ArrivalChecked
from sejuk.operations.presence import code_of, ends_ms, judge
from sejuk.store.record import Record

SERVER = "server"


class PlaceShows(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    place: str
    code: str
    ends_ms: int
    """When it gives way to the next, by the server's clock."""


@allowed("place.code")
def place_code(call: Call, place: str) -> PlaceShows:
    """What a place shows now."""
    seed = call.record.keys.place_seed()
    return PlaceShows(
        place=place, code=code_of(seed, place, call.now_ms), ends_ms=ends_ms(call.now_ms)
    )


def check_arrivals(record: Record, entries: Sequence[Entry], now: datetime) -> None:
    """Of those that were just recorded."""
    scanned = [
        (entry, body)
        for entry in entries
        if isinstance(body := body_of(entry), Arrived) and body.code is not None
    ]
    if not scanned:
        return
    seed = record.keys.place_seed()
    with record.writing(now=now) as writing:
        for entry, body in scanned:
            verdict = judge(body.code or "", seed, body.place, to_ms(entry.corrected_at))
            checked = ArrivalChecked(arrival=str(entry.id), place=body.place, verdict=verdict)
            writing.happen(checked, author=SERVER)
