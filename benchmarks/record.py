"""The record: durable events a second, beside what the disk can do in the same seconds.

    python benchmarks/record.py [FOLDER] [--seconds 3] [--entries 100000]

FOLDER is on the disk to be measured (default: the working folder). An event counts when its commit
is on the disk. `raw_syncs` is the rival: 4 KB appended to a file and synced, again and again,
before and after each measurement, because other work shares the disk. `ratio` is commits a second
divided by that.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from unittest import mock

from sqlalchemy import event

from sejuk.model.event import Event, Fix
from sejuk.model.ids import uuid7
from sejuk.model.kinds.field import Arrived, Noted, RollCallOpened, Tracked
from sejuk.store import sqlite
from sejuk.store.backup import back_up, look_at
from sejuk.store.projections.rebuild import rebuild
from sejuk.store.record import Record, as_it_is, open_record

NOW = datetime(2024, 11, 28, 15, 0, tzinfo=UTC)
CLIENTS = 20


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path())
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--entries", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as work:
        figures = {
            "sqlite": sqlite.driver().sqlite_version,
            "durable": durable(Path(work), given.seconds),
            "python_own_sqlite": {
                "version": sqlite3.sqlite_version,
                **own_driver(Path(work), given.seconds),
            },
            "large": large(Path(work), given.entries),
        }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def opened(folder: Path) -> Record:
    """A record, made when there is none."""
    return open_record(folder, redact=as_it_is, now=NOW, create=True)


def durable(work: Path, seconds: float) -> dict[str, object]:
    """Each way to send, on a record of its own."""
    ways: dict[str, Callable[[Record], int]] = {
        "one_at_a_time": lambda record: one_by_one(record, seconds),
        "batches_of_100": lambda record: batches(record, seconds),
        f"{CLIENTS}_clients_one_at_a_time": lambda record: clients(record, seconds),
        "batches_of_100_a_third_sealed": lambda record: batches(record, seconds, sealed=True),
    }
    return {name: measured(work / name, way) for name, way in ways.items()}


def measured(folder: Path, way: Callable[[Record], int]) -> dict[str, float]:
    """Events and commits a second, processor seconds, and the disk's syncs before and after."""
    with opened(folder) as record:
        commits = count_commits(record)
        before = raw_syncs(folder)
        began, used = time.perf_counter(), processor_seconds()
        events = way(record)
        seconds, used = time.perf_counter() - began, processor_seconds() - used
        syncs = (before + raw_syncs(folder)) / 2
        return {
            "events_per_second": round(events / seconds),
            "commits_per_second": round(commits() / seconds),
            "raw_syncs_per_second": round(syncs),
            "ratio": round(commits() / seconds / syncs, 2),
            "processor_microseconds_per_event": round(used / events * 1e6),
        }


def count_commits(record: Record) -> Callable[[], int]:
    """How many transactions have been begun since."""
    begun = [0]

    def note(_: object) -> None:
        begun[0] += 1

    event.listen(record._write, "commit", note)  # noqa: SLF001 – nothing else tells groups apart
    return lambda: begun[0]


def raw_syncs(folder: Path, seconds: float = 0.7) -> float:
    """4 KB appended and synced, so many times a second."""
    file = folder / "raw"
    handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        os.write(handle, bytes(4096))
        os.fsync(handle)
        count += 1
    found = count / (time.perf_counter() - began)
    os.close(handle)
    file.unlink()
    return found


def one_by_one(record: Record, seconds: float) -> int:
    """One phone, one event each time."""
    return send(record, "hp-1", 1, seconds)


def batches(record: Record, seconds: float, *, sealed: bool = False) -> int:
    """One phone that was long without network."""
    return send(record, "hp-1", 100, seconds, sealed=sealed)


def clients(record: Record, seconds: float) -> int:
    """Twenty phones at once, one event each time."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(lambda n: send(record, f"hp-{n}", 1, seconds), range(CLIENTS)))


def send(record: Record, device: str, size: int, seconds: float, *, sealed: bool = False) -> int:
    """Batches until the time is over; the number of events that were acknowledged."""
    count, until = 0, time.perf_counter() + seconds
    events = night(device, sealed=sealed)
    while time.perf_counter() < until:
        batch = [next(events) for _ in range(size)]
        count += len(record.append(batch, now=NOW).acked)
    return count


def night(device: str, *, sealed: bool = False) -> Iterator[Event]:
    """Arrivals without end; `sealed`: every third is a position, every 21st a note."""
    seq = 0
    while True:
        seq += 1
        fix = (Fix(at=NOW, lon=106.85, lat=-6.18),) if sealed and seq % 3 == 0 else ()
        note = {"note": "aman"} if sealed and seq % 21 == 1 and seq > 1 else {}
        if seq == 1:
            body = RollCallOpened()
        elif fix:
            body = Tracked()  # type: ignore[assignment]
        elif note:
            body = Noted()  # type: ignore[assignment]
        else:
            body = Arrived(place="poi-1", crew="A")  # type: ignore[assignment]
        yield Event(
            id=uuid7(1_732_806_000_000 + seq, os.urandom(10)),
            device=device,
            seq=seq,
            occurred_at=NOW,
            author="katim-a",
            body=body,
            fixes=fix,
            texts=note,
            salt=os.urandom(16).hex() if fix or note else None,
        )


def own_driver(work: Path, seconds: float) -> dict[str, object]:
    """The same with Python's own SQLite, which has the rollback journal if it is old."""

    def own() -> ModuleType:
        return sqlite3

    with mock.patch.object(sqlite, "driver", own):
        return {
            "journal": sqlite.journal_mode(sqlite3.sqlite_version_info),
            "one_at_a_time": measured(work / "own1", lambda r: one_by_one(r, seconds)),
            "batches_of_100": measured(work / "own100", lambda r: batches(r, seconds)),
        }


def large(work: Path, entries: int) -> dict[str, float]:
    """A record of many entries: opening it, auditing, making its tables anew, backing up."""
    with opened(work / "large") as record:
        events = night("hp-1", sealed=True)
        for _ in range(0, entries, 500):
            record.append([next(events) for _ in range(500)], now=NOW)
        audit = timed(lambda: look_at(record.file, []))
        with record.writing(now=NOW) as writing:
            remade = timed(lambda: rebuild(writing.connection))
        backup = timed(lambda: back_up(record, work / "backup.db", now=NOW))
    megabytes = (work / "large" / "record.db").stat().st_size / 1e6
    return {
        "entries": entries,
        "megabytes": round(megabytes, 1),
        "open_seconds": timed(lambda: opened(work / "large").close()),
        "audit_seconds": audit,
        "rebuild_seconds": remade,
        "backup_seconds": backup,
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


def processor_seconds() -> float:
    """Of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
