"""Appending a batch of events within one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from sejuk.model.event import DAY_MS, BadEvent, Entry, Event, Opaque, leaf_data, to_ms
from sejuk.store.admit import Verdict, body_json, judge_all
from sejuk.store.duty_hours import drop_positions
from sejuk.store.forgotten import forgotten
from sejuk.store.gaps import Ranges, Received, with_numbers
from sejuk.store.keys import DayKeys
from sejuk.store.known import gather
from sejuk.store.ledger.merkle import leaf_hash
from sejuk.store.parts import Redact, is_whole, parts_of, seal_again, sealed_rows
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.projection import project
from sejuk.store.quarantine import MALFORMED, Misfit, Quarantined, quarantine
from sejuk.store.reading import entry_of, ranges_of, row_of, size, told
from sejuk.store.tables import DISCARDED, EVENT, RECEIVED, RESEAL, SEALED

Batch = Sequence[Event | BadEvent]


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch. It is on the disk when the caller gets this."""

    acked: tuple[UUID, ...]
    """Ids that the device may let go of: recorded, known already, discarded or in quarantine."""
    recorded: tuple[Entry, ...]
    """New entries, with their positions."""
    discarded: tuple[UUID, ...]
    """Positions from outside the roll-calls."""
    held: tuple[UUID, ...]
    """Positions whose roll-call has not come yet: not kept; to be sent again."""
    quarantined: tuple[Quarantined, ...]
    received: dict[str, Received]
    """Of each device in the batch: what is here and what is missing."""
    size: int
    """Position of the last entry."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a batch is appended."""

    connection: Connection
    """In a transaction that holds the write lock."""
    keys: DayKeys
    redact: Redact
    now_ms: int

    @property
    def today(self) -> int:
        return self.now_ms // DAY_MS


def append(batch: Batch, place: Place) -> Appended:
    """One batch; see `append_all`."""
    return append_all([batch], place)[0]


def append_all(batches: Sequence[Batch], place: Place) -> list[Appended]:
    """Judges, seals, writes and projects several batches at once. The caller commits."""
    items = [(n, item) for n, batch in enumerate(batches) for item in batch]
    sent = [(n, item) for n, item in items if isinstance(item, Event)]
    bad = [(n, item) for n, item in items if isinstance(item, BadEvent)]
    events = [event for _, event in sent]
    known = gather(events, place.connection)
    before = {device: history.ranges for device, history in known.devices.items()}
    verdicts = judge_all(events, known)
    judged = [Judged(n, event, v) for (n, event), v in zip(sent, verdicts, strict=True)]

    fresh = [j.event for j in judged if j.verdict is Verdict.RECORD]
    first = size(place.connection) + 1
    entries = _record(sorted(fresh, key=lambda e: (e.device, e.seq)), first, place)
    _end_duties(entries.values(), place.connection)
    _discard([j.event for j in judged if j.verdict is Verdict.DISCARD], place.connection)
    kept = quarantine(_misfits(judged, bad), place.connection, place.keys, place.now_ms)
    _seal_again([j.event for j in judged if j.verdict is Verdict.DUPLICATE], place)
    ranges = _note_numbers(before, judged, [item for _, item in bad], place.connection)
    state = told(place.connection, ranges)
    return [
        _answer(n, batch, judged, entries, kept, state, first + len(entries) - 1)
        for n, batch in enumerate(batches)
    ]


class Judged(NamedTuple):
    """An event, the batch it came in, and what becomes of it."""

    batch: int
    event: Event
    verdict: Verdict


def _misfits(judged: Sequence[Judged], bad: Sequence[tuple[int, BadEvent]]) -> list[Misfit]:
    """What goes into quarantine, with its batch."""
    reused = {Verdict.ID_REUSED, Verdict.SEQ_REUSED}
    return [
        *(Misfit(j.batch, j.event, j.verdict) for j in judged if j.verdict in reused),
        *(Misfit(n, item, MALFORMED) for n, item in bad),
    ]


def _answer(
    number: int,
    batch: Batch,
    judged: Sequence[Judged],
    entries: Mapping[UUID, Entry],
    kept: Sequence[tuple[int, Quarantined]],
    state: Mapping[str, Received],
    last: int,
) -> Appended:
    """What became of one batch."""
    mine = [j for j in judged if j.batch == number]
    ids = {
        verdict: tuple(dict.fromkeys(j.event.id for j in mine if j.verdict is verdict))
        for verdict in Verdict
    }
    bad = [item.id for item in batch if isinstance(item, BadEvent) and item.id is not None]
    let_go = [j.event.id for j in mine if j.verdict is not Verdict.HOLD]
    return Appended(
        acked=tuple(dict.fromkeys([*let_go, *bad])),
        recorded=tuple(sorted((entries[i] for i in ids[Verdict.RECORD]), key=_position)),
        discarded=ids[Verdict.DISCARD],
        held=ids[Verdict.HOLD],
        quarantined=tuple(item for n, item in kept if n == number),
        received={d: state[d] for d in sorted({i.device or "" for i in batch}) if d in state},
        size=last,
    )


def _position(entry: Entry) -> int:
    return entry.position


def _record(events: Sequence[Event], first: int, place: Place) -> dict[UUID, Entry]:
    """Appends events from a position on; id → entry."""
    if not events:
        return {}
    entries, rows, sealed = [], [], []
    for position, event in enumerate(events, first):
        parts = parts_of(event, place.redact)
        entry = Entry(
            position=position,
            received_ms=place.now_ms,
            id=event.id,
            device=event.device,
            seq=event.seq,
            kind=event.kind,
            body=msgspec.Raw(body_json(event.body) or b"null"),
            occurred_ms=to_ms(event.occurred_at),
            clock_offset_ms=event.clock_offset_ms,
            author=event.author,
            patrol=event.patrol,
            seals=parts.seals(),
        )
        entries.append(entry)
        rows.append({**row_of(entry), "leaf": leaf_hash(leaf_data(entry))})
        sealed += sealed_rows(entry, parts, place.keys, place.today)
    place.connection.execute(insert(EVENT), rows)
    if sealed:
        place.connection.execute(insert(SEALED), sealed)
    _project(entries, events, place.connection)
    return {entry.id: entry for entry in entries}


def _project(entries: Sequence[Entry], events: Sequence[Event], connection: Connection) -> None:
    for entry, event in zip(entries, events, strict=True):
        if not isinstance(event.body, Opaque):
            project(PROJECTIONS, connection, entry, event.body)


def _end_duties(entries: Iterable[Entry], connection: Connection) -> None:
    since: dict[str, int] = {}
    for entry in entries:
        if entry.kind in {"roll_call_opened", "roll_call_closed"}:
            at_ms = entry.occurred_ms + (entry.clock_offset_ms or 0)
            since[entry.device] = min(at_ms, since.get(entry.device, at_ms))
    for phone, at_ms in since.items():
        drop_positions(connection, phone, at_ms)


def _discard(events: Sequence[Event], connection: Connection) -> None:
    rows = [{"device": e.device, "seq": e.seq, "id": str(e.id)} for e in events]
    if rows:
        connection.execute(insert(DISCARDED), rows)


def _seal_again(events: Sequence[Event], place: Place) -> None:
    """Takes the sealed parts of events that are known already, where the log's were lost."""
    sealed = [event for event in events if event.salt is not None]
    if not sealed:
        return
    run = place.connection.execute
    wanted = select(EVENT).where(EVENT.c.id.in_([str(event.id) for event in sealed]))
    entries = {entry.id: entry for entry in map(entry_of, run(wanted).all())}
    # What was deleted as no matter of ours does not come back with a phone that sends it again.
    gone = forgotten(place.connection, list(entries))
    for event in sealed:
        entry = entries.get(event.id)
        if (
            entry
            and entry.id not in gone
            and not is_whole(place.connection, entry, place.keys, place.today)
        ):
            seal_again(place.connection, entry, event, place.redact, place.keys, place.today)
        # It was asked for, and has answered, with these parts or with others.
        asked = (RESEAL.c.device == event.device) & (RESEAL.c.seq == event.seq)
        run(delete(RESEAL).where(asked))


def _note_numbers(
    before: Mapping[str, Ranges],
    judged: Sequence[Judged],
    bad: Sequence[BadEvent],
    connection: Connection,
) -> dict[str, Ranges]:
    """Writes which numbers have come; the ranges of each device."""
    numbers: dict[str, set[int]] = {device: set() for device in before}
    for _, event, verdict in judged:
        if verdict is not Verdict.HOLD:
            numbers[event.device].add(event.seq)
    for item in bad:
        if item.device is not None and item.seq is not None:
            numbers.setdefault(item.device, set()).add(item.seq)
    before = {**ranges_of(connection, set(numbers) - set(before)), **before}
    after = {device: with_numbers(before[device], numbers[device]) for device in numbers}
    for device, ranges in after.items():
        _write_ranges(device, before[device], ranges, connection)
    return after


def _write_ranges(device: str, before: Ranges, after: Ranges, connection: Connection) -> None:
    if before == after:
        return
    mine = RECEIVED.c.device == device
    if before and before[:-1] == after[:-1] and before[-1][0] == after[-1][0]:  # one that grew
        grown = update(RECEIVED).where(mine, RECEIVED.c.first == after[-1][0])
        connection.execute(grown.values(last=after[-1][1]))
        return
    connection.execute(delete(RECEIVED).where(mine))
    rows = [{"device": device, "first": a, "last": b} for a, b in after]
    connection.execute(insert(RECEIVED), rows)
