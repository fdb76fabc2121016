"""Background tracks: taken in between the roll-calls of the phone they belong to; visits from them.

A tracker has no roll-call of its own, and writes none. Its positions are kept under a device of
their own beside the phone's, for the crew of the phone's duty: see `store/duty_hours.py`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.districts import districts
from sejuk.model.event import Event, Fix, Part, from_ms, to_ms
from sejuk.model.ids import tracker_of, uuid7
from sejuk.model.kinds.field import Tracked
from sejuk.operations.visits import Flag, Spot, Stay, TrackPoint, flags, stays
from sejuk.problems import refuse
from sejuk.store.duty_hours import crew_at, duty_hours
from sejuk.store.reading import entry_of, ranges_of
from sejuk.store.record import Writing
from sejuk.store.sealing import SALT_BYTES
from sejuk.store.tracks import recorded_among, tracked_by

MOST_AT_ONCE = 500
"""Positions in one transaction, so that phones need not wait for the file of a whole night."""
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])


class Taken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kept: int
    discarded: int
    """From outside the duty of a crew."""


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


@allowed("record.push")
def take_track(call: Call, fixes: tuple[Fix, ...]) -> Taken:
    """Raises `no_device`. The same position again is kept once."""
    if call.device is None:
        raise refuse("no_device")
    kept = 0
    ordered = sorted(fixes, key=lambda fix: fix.at)
    for n in range(0, len(ordered), MOST_AT_ONCE):
        with call.record.writing(now=call.now) as writing:
            kept += _keep(writing, call, call.device, ordered[n : n + MOST_AT_ONCE])
    return Taken(kept=kept, discarded=len(fixes) - kept)


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


def _track(call: Call, device: str) -> list[TrackPoint]:
    devices = (device, tracker_of(device))
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


def _keep(writing: Writing, call: Call, phone: str, fixes: Sequence[Fix]) -> int:
    """Those on duty; how many they are, with those that were known."""
    tracker = tracker_of(phone)
    hours = duty_hours(writing.connection, phone)
    on_duty = {
        _id(tracker, fix): (fix, crew)
        for fix in fixes
        if (crew := crew_at(hours, to_ms(fix.at))) is not None
    }
    known = recorded_among(writing.connection, list(on_duty))
    ranges = ranges_of(writing.connection, [tracker])[tracker]
    first = ranges[-1][1] + 1 if ranges else 1
    fresh = [(id_, *on_duty[id_]) for id_ in on_duty if id_ not in known]
    writing.append(
        [
            Event(
                id=id_,
                device=tracker,
                seq=seq,
                occurred_at=fix.at,
                clock_offset_ms=0,
                author=call.actor.account,
                body=Tracked(crew=crew),
                fixes=(fix,),
                salt=secrets.token_hex(SALT_BYTES),
            )
            for seq, (id_, fix, crew) in enumerate(fresh, first)
        ]
    )
    return len(on_duty)


def _id(tracker: str, fix: Fix) -> UUID:
    """From the time alone: an id stays when the position has ended, and must not tell it."""
    chance = hashlib.sha256(f"{tracker} {fix.at.timestamp()}".encode()).digest()
    return uuid7(to_ms(fix.at), chance)
