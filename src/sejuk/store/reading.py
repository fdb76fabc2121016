"""What is read of the log: rows as entries and as leaves of the tree, its size, what has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select

from sejuk.model.event import Entry, Seal
from sejuk.store.gaps import Ranges, Received, received, with_numbers, without_numbers
from sejuk.store.tables import DISCARDED, EVENT, QUARANTINE, RECEIVED, RESEAL

_SEALS = msgspec.json.Decoder(tuple[Seal, ...])


def entry_of(row: Row[Any]) -> Entry:
    """A row of the table as an entry."""
    return Entry(
        position=row.position,
        received_ms=row.received_ms,
        id=UUID(row.id),
        device=row.device,
        seq=row.seq,
        kind=row.kind,
        body=msgspec.Raw(row.body),
        occurred_ms=row.occurred_ms,
        clock_offset_ms=row.clock_offset_ms,
        author=row.author,
        patrol=row.patrol,
        seals=_SEALS.decode(row.seals),
    )


def all_rows(connection: Connection) -> Iterator[Row[Any]]:
    """The whole log, in order."""
    query = select(EVENT).order_by(EVENT.c.position).execution_options(yield_per=1000)
    yield from connection.execute(query)


def entries_of_kind(connection: Connection, kind: str) -> list[Entry]:
    """All entries of one kind, in order."""
    query = select(EVENT).where(EVENT.c.kind == kind).order_by(EVENT.c.position)
    return [entry_of(row) for row in connection.execute(query)]


def row_of(entry: Entry) -> dict[str, object]:
    """An entry as a row, but for its leaf."""
    row: dict[str, object] = {name: getattr(entry, name) for name in Entry.__struct_fields__}
    return row | {
        "id": str(entry.id),
        "body": bytes(entry.body),
        "seals": msgspec.json.encode(entry.seals),
    }


def row_leaf_data(row: Row[Any]) -> bytes | None:
    """`leaf_data` of the entry in a row, exactly as the row has it; None for what no entry has.

    It does not go through `Entry`, which takes `A1…` and `a1…` for one id.
    """
    fields = [getattr(row, name) for name in Entry.__struct_fields__]
    if not isinstance(row.body, bytes) or not isinstance(row.seals, bytes):
        return None
    try:
        fields[6], fields[11] = row.body.decode(), row.seals.decode()
        return msgspec.json.encode(fields)
    except (UnicodeError, TypeError, OverflowError):
        return None


def size(connection: Connection) -> int:
    """The position of the last entry; 0 for none."""
    return int(
        connection.execute(select(func.coalesce(func.max(EVENT.c.position), 0))).scalar_one()
    )


def ranges_of(connection: Connection, devices: Iterable[str]) -> dict[str, Ranges]:
    """Device → the ranges of its numbers that have come."""
    wanted = sorted(set(devices))
    found: dict[str, list[tuple[int, int]]] = {device: [] for device in wanted}
    if not wanted:
        return {}
    query = (
        select(RECEIVED)
        .where(RECEIVED.c.device.in_(wanted))
        .order_by(RECEIVED.c.device, RECEIVED.c.first)
    )
    for device, first, last in connection.execute(query):
        found[device].append((first, last))
    return {device: tuple(ranges) for device, ranges in found.items()}


def numbers_there(connection: Connection) -> dict[str, Ranges]:
    """Device → ranges of the numbers that are in the log, discarded or in quarantine."""
    numbers: dict[str, list[int]] = {}
    for table in (EVENT, DISCARDED, QUARANTINE):
        query = select(table.c.device, table.c.seq).where(
            table.c.device.is_not(None), table.c.seq.is_not(None)
        )
        for device, seq in connection.execute(query):
            numbers.setdefault(device, []).append(seq)
    return {device: with_numbers((), found) for device, found in numbers.items()}


def make_received(connection: Connection) -> None:
    """Makes the ranges from what is there."""
    connection.execute(delete(RECEIVED))
    rows = [
        {"device": device, "first": first, "last": last}
        for device, ranges in numbers_there(connection).items()
        for first, last in ranges
    ]
    if rows:
        connection.execute(insert(RECEIVED), rows)


def told(connection: Connection, ranges: dict[str, Ranges]) -> dict[str, Received]:
    """Device → what it is told: what has come, without what it is asked for again."""
    query = select(RESEAL.c.device, RESEAL.c.seq).where(RESEAL.c.device.in_(sorted(ranges)))
    again: dict[str, list[int]] = {}
    for device, seq in connection.execute(query):
        again.setdefault(device, []).append(seq)
    return {
        device: received(device, without_numbers(found, again.get(device, ())))
        for device, found in ranges.items()
    }
