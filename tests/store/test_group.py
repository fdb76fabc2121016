"""Many at once: one row each, one commit for many, and one bad batch spoils no other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from sejuk.model.event import BadEvent, Event
from sejuk.store.append import Appended
from sejuk.store.backup import look_at
from sejuk.store.group import Group
from sejuk.store.record import open_record
from tests.store.diary import NOW, arrived, noted, opened

CLIENTS = 20


def send_by_all(folder: Path, count: int) -> None:
    """The same events from twenty clients at once, each in its own order."""
    with opened(folder) as record, ThreadPoolExecutor(CLIENTS) as pool:

        def client(number: int) -> int:
            seqs = [1 + (number * 7 + n) % count for n in range(count)]
            return sum(len(record.append([arrived(seq)], now=NOW).recorded) for seq in seqs)

        recorded = list(pool.map(client, range(CLIENTS)))
        assert sum(recorded) == count
        entries = [e for e in record.read(limit=10 * count) if e.kind == "arrived"]
        assert len({entry.id for entry in entries}) == len(entries) == count
        assert record.received("hp-melati").upto == count
        assert look_at(record.file, []).findings == ()


def test_the_same_events_from_twenty_clients_are_one_row_each(tmp_path: Path) -> None:
    send_by_all(tmp_path, 15)


@pytest.mark.soak
def test_a_thousand_events_from_twenty_clients(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    send_by_all(tmp_path, 1000)
    figure("1,000 events, each from 20 clients at once, to the record: 1,000 rows")


def test_batches_that_wait_share_a_commit() -> None:
    """The first is being written while three more come: two commits, not four."""
    groups: list[int] = []
    first_began, others_wait = threading.Event(), threading.Event()

    def append_all(wishes: list[tuple[list[Event | BadEvent], datetime]]) -> list[Appended]:
        groups.append(len(wishes))
        first_began.set()
        others_wait.wait(10)
        return [answer(len(batch)) for batch, _ in wishes]

    group = Group(append_all)  # type: ignore[arg-type]
    with ThreadPoolExecutor(4) as pool:
        one = pool.submit(group.append, [arrived(1)], NOW)
        first_began.wait(10)
        rest = [pool.submit(group.append, [arrived(1)] * n, NOW) for n in (2, 3, 4)]
        while group.waiting() < 3:
            pass
        others_wait.set()
        assert [found.result().size for found in (one, *rest)] == [1, 2, 3, 4]
    assert groups == [1, 3]


def answer(size: int) -> Appended:
    return Appended(
        acked=(), recorded=(), discarded=(), held=(), quarantined=(), received={}, size=size
    )


def test_a_batch_that_fails_spoils_no_other(tmp_path: Path) -> None:
    def redact(text: str) -> str:
        if text == "rusak":
            raise ValueError(text)
        return text

    with (
        open_record(tmp_path, redact=redact, now=NOW, create=True) as record,
        ThreadPoolExecutor(8) as pool,
    ):
        notes = [noted(1, "aman" if n % 3 else "rusak", device=f"hp-{n}") for n in range(24)]
        sent = [pool.submit(record.append, [note], now=NOW) for note in notes]
        outcome = [type(found.exception()).__name__ for found in sent]
        assert outcome == ["ValueError" if n % 3 == 0 else "NoneType" for n in range(24)]
        assert record.size() == 1 + 16
        assert record.received("hp-0").upto == 0, "it is sent again"


def test_two_processes_share_a_record(tmp_path: Path) -> None:
    """Here: two openings. Positions stay without a gap."""
    with opened(tmp_path) as one, opened(tmp_path) as other, ThreadPoolExecutor(2) as pool:

        def send(which: int) -> None:
            record = (one, other)[which]
            for seq in range(1, 21):
                record.append([arrived(seq, f"hp-{which}")], now=NOW)

        list(pool.map(send, (0, 1)))
        assert one.size() == other.size() == 41
        assert look_at(one.file, []).findings == ()
