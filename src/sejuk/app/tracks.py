"""Background tracks: taken in between the roll-calls of the phone they belong to; visits from them.

A tracker has no roll-call of its own. Its positions are kept under a device of their own beside the
phone's, and only where the phone's own roll-calls, by the server's clock, take their time in: they
have no number on the phone, and their time is that of the satellites.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.districts import districts
from sejuk.model.event import Event, Fix, Part, from_ms, to_ms
from sejuk.model.ids import uuid7
from sejuk.model.kinds.field import RollCallOpened, Tracked
from sejuk.operations.visits import Flag, Spot, Stay, TrackPoint, flags, stays
from sejuk.problems import refuse
from sejuk.store.reading import entry_of
from sejuk.store.record import Record
from sejuk.store.tracks import everything_of, roll_calls_of, tracked_by

TRACKER = "t-"
"""Before the phone's own id."""
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])


class Taken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kept: int
    discarded: int
    """From outside the roll-calls."""


class DerivedVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    place: str
    arrived_at: datetime
    left_at: datetime


class TrackFlag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    flag: Flag
    at: datetime
    value: float


class TrackVisits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: str
    points: int
    visits: tuple[DerivedVisit, ...]
    flags: tuple[TrackFlag, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Between two roll-calls; ms since 1970."""

    opened_ms: int
    closed_ms: int | None

    def holds(self, at_ms: int) -> bool:
        return self.opened_ms <= at_ms and (self.closed_ms is None or at_ms <= self.closed_ms)


@allowed("record.push")
def take_track(call: Call, fixes: tuple[Fix, ...]) -> Taken:
    """Raises `no_device`. The same position again is kept once."""
    if call.device is None:
        raise refuse("no_device")
    windows = _windows(call.record, call.device)
    tracker = (TRACKER + call.device)[:64]
    inside = [fix for fix in fixes if any(w.holds(to_ms(fix.at)) for w in windows)]
    with call.record.writing(now=call.now) as writing:
        known = [entry_of(row) for row in writing.rows(everything_of(tracker))]
        ids, seq = {entry.id for entry in known}, len(known)
        on_duty = bool(known) and next(
            (e.kind == "roll_call_opened" for e in reversed(known) if "roll_call" in e.kind), False
        )
        batch: list[Event] = []
        for fix in sorted(inside, key=lambda fix: fix.at):
            id_ = uuid7(to_ms(fix.at), _digest(tracker, fix))
            if id_ in ids:
                continue
            ids.add(id_)
            if not on_duty:
                on_duty, seq = True, seq + 1
                batch.append(_event(call, tracker, seq, fix.at, RollCallOpened()))
            seq += 1
            batch.append(_event(call, tracker, seq, fix.at, Tracked(), (fix,), id_))
        writing.append(batch)
    return Taken(kept=len(inside), discarded=len(fixes) - len(inside))


@allowed("visit.derive")
def derive_visits(call: Call, device: str) -> TrackVisits:
    """Where a phone and its tracker stayed, while its positions last."""
    track = _track(call, device)
    spots = [
        Spot(id=place.id, lon=place.lon, lat=place.lat)
        for district in districts(call.record.folder).values()
        for place in district.places
    ]
    return TrackVisits(
        device=device,
        points=len(track),
        visits=tuple(_visit(stay) for stay in stays(track, spots)),
        flags=tuple(
            TrackFlag(flag=one.flag, at=from_ms(one.at_ms), value=one.value) for one in flags(track)
        ),
    )


def _visit(stay: Stay) -> DerivedVisit:
    return DerivedVisit(
        place=stay.place, arrived_at=from_ms(stay.arrived_ms), left_at=from_ms(stay.left_ms)
    )


def _windows(record: Record, device: str) -> list[Window]:
    """By number, with the times corrected to the server's clock."""
    found: list[Window] = []
    for row in record.rows(roll_calls_of(device)):
        entry = entry_of(row)
        at = to_ms(entry.corrected_at)
        if entry.kind == "roll_call_opened":
            found.append(Window(opened_ms=at, closed_ms=None))
        elif found and found[-1].closed_ms is None:
            found[-1] = msgspec.structs.replace(found[-1], closed_ms=at)
    # A roll-call that was opened anew ends the one before.
    return [
        w
        if w.closed_ms is not None or n == len(found) - 1
        else msgspec.structs.replace(w, closed_ms=found[n + 1].opened_ms)
        for n, w in enumerate(found)
    ]


def _track(call: Call, device: str) -> list[TrackPoint]:
    devices = (device, (TRACKER + device)[:64])
    track: list[TrackPoint] = []
    for row in call.record.rows(tracked_by(devices)):
        entry = entry_of(row)
        content = call.record.sealed_part(entry, Part.FIXES, now=call.now)
        track += [
            TrackPoint(
                at_ms=to_ms(fix.at),
                lon=fix.lon,
                lat=fix.lat,
                accuracy_m=fix.accuracy_m,
                received_ms=entry.received_ms,
            )
            for fix in (_FIXES.decode(content) if content else ())
        ]
    return track


def _event(
    call: Call,
    tracker: str,
    seq: int,
    at: datetime,
    body: RollCallOpened | Tracked,
    fixes: tuple[Fix, ...] = (),
    id_: UUID | None = None,
) -> Event:
    return Event(
        id=id_ or uuid7(to_ms(at), secrets.token_bytes(10)),
        device=tracker,
        seq=seq,
        occurred_at=at,
        clock_offset_ms=0,
        author=call.actor.account,
        body=body,
        fixes=fixes,
        salt=secrets.token_hex(16) if fixes else None,
    )


def _digest(tracker: str, fix: Fix) -> bytes:
    return hashlib.sha256(f"{tracker} {fix.at.timestamp()} {fix.lon} {fix.lat}".encode()).digest()[
        :10
    ]
