"""Small events for tests: a phone, a crew, a place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sejuk.model.event import Event, Fix
from sejuk.model.ids import uuid7
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import Arrived, Noted, RollCallClosed, RollCallOpened, Tracked
from sejuk.store.record import Record, open_record

NOW = datetime(2024, 11, 28, 15, 0, tzinfo=UTC)
"""22.00 WIB, the night after the vote."""
SALT = "00112233445566778899aabbccddeeff"
CORNER = Fix(at=NOW, lon=106.8537, lat=-6.1812, accuracy_m=8.0)


def plain(text: str) -> str:
    """A redactor that finds nothing."""
    return text


@contextmanager
def opened(folder: Path, now: datetime = NOW) -> Iterator[Record]:
    """The record in a folder, made when there is none."""
    with open_record(folder, redact=plain, now=now, create=True) as record:
        yield record


def event(
    seq: int,
    body: Body,
    *,
    device: str = "hp-melati",
    at: datetime = NOW,
    note: str | None = None,
    fixes: tuple[Fix, ...] = (),
    photos: tuple[str, ...] = (),
    twin: int = 0,
) -> Event:
    """Event `seq` of a device; another `twin` is another event with that number."""
    chance = hashlib.sha256(f"{device} {seq} {twin}".encode()).digest()
    return Event(
        id=uuid7(1_732_806_000_000 + seq, chance),
        device=device,
        seq=seq,
        occurred_at=at,
        author="katim-a",
        patrol="giat-1",
        body=body,
        texts={} if note is None else {"note": note},
        fixes=fixes,
        photos=photos,
        salt=SALT if note is not None or fixes or photos else None,
    )


def arrived(seq: int, device: str = "hp-melati", *, twin: int = 0) -> Event:
    return event(seq, Arrived(place="poi-1", crew="A"), device=device, twin=twin)


def noted(seq: int, note: str, *, at: datetime = NOW, device: str = "hp-melati") -> Event:
    return event(seq, Noted(), note=note, at=at, device=device)


def opening(seq: int) -> Event:
    return event(seq, RollCallOpened(crew="A"))


def closing(seq: int) -> Event:
    return event(seq, RollCallClosed(crew="A"))


def tracked(seq: int, *, at: datetime = NOW) -> Event:
    return event(seq, Tracked(crew="A"), fixes=(CORNER,), at=at)


def days(count: float) -> timedelta:
    return timedelta(days=count)
