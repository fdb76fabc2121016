"""Time travel: what must end can be read nowhere afterwards, and the log still holds."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from sejuk.model.event import Entry, Part
from sejuk.model.event_wire import read_event
from sejuk.model.kinds.field import Talked
from sejuk.model.kinds.upkeep import Sealed
from sejuk.problems import ProblemError
from sejuk.store.backup import back_up, look_at, restore
from sejuk.store.keys import DayKeys
from sejuk.store.photos import get_photo, put_photo
from sejuk.store.record import Record
from sejuk.store.retention import expire
from sejuk.store.tables import SEALED
from tests.store.diary import NOW, days, event, noted, opened, opening, tracked

NOTE = "Warung tutup lebih awal, suasana tenang"
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
UNKNOWN = b'{"kind":"from_tomorrow","of":"a-lantern-under-the-bridge"}'
BROKEN = b'{"id": 7, "a broken sentence about nobody": true}'
SECRETS = (NOTE.encode(), b"106.8537", PHOTO[:64], b"lantern", b"broken sentence")
"""What must be in no file in the clear, on no day."""


def fill(record: Record, at: datetime = NOW) -> None:
    """A note, a position, a photo, an event of an unknown kind, and something broken."""
    strange = noted(4, "x", at=at)
    raw = (
        b'{"id":"%s","device":"hp-melati","seq":4,"occurred_at":"%s","author":"katim-a","body":%s}'
        % (str(strange.id).encode(), at.isoformat().encode(), UNKNOWN)
    )
    batch = [
        opening(1),
        tracked(2, at=at),
        noted(3, NOTE, at=at),
        read_event(raw),
        read_event(BROKEN),
    ]
    record.append(batch, now=at)
    put_photo(record, PHOTO, taken=at, now=at)


def readable(record: Record, now: datetime) -> set[str]:
    """Which of the secrets can still be read through the record."""
    found = {
        str(part)
        for entry in record.read()
        for part in Part
        if record.sealed_part(entry, part, now=now) is not None
    }
    return found | ({"photo"} if get_photo(record, sha256(PHOTO).hexdigest(), now=now) else set())


def files_with(folder: Path, needle: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and needle in p.read_bytes()]


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (0, {"texts", "fixes", "body", "photo"}),
        (29, {"texts", "fixes", "body", "photo"}),
        (30, {"texts", "body"}),
        (89, {"texts", "body"}),
        (90, set()),
        (1000, set()),
    ],
)
def test_what_can_be_read_after_so_many_days(tmp_path: Path, later: int, left: set[str]) -> None:
    then = NOW + days(later)
    with opened(tmp_path) as record:
        fill(record)
        assert readable(record, then) == left, "by the clock, before anything was destroyed"
        expire(record, now=then)
        assert readable(record, then) == left
        assert readable(record, NOW) == left, "nor with the clock set back"


def test_nothing_is_in_the_clear_on_any_day(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as record:
        for later in (0, 29, 31, 91):
            if later == 0:
                fill(record)
            expire(record, now=NOW + days(later))
            back_up(record, tmp_path / f"{later}.db", now=NOW + days(later))
            assert [files_with(tmp_path, secret) for secret in SECRETS] == [[]] * len(SECRETS)
    assert [files_with(tmp_path, secret) for secret in SECRETS] == [[]] * len(SECRETS)


def test_destroyed_keys_are_in_no_file(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        fill(record)
        today = int(NOW.timestamp()) // 86_400
        keys = [record.keys.find(sort, today, today) for sort in Sealed]
        assert all(key and files_with(tmp_path, key) for key in keys)
        ended = expire(record, now=NOW + days(90))
        assert ended.keys == {"text": 1, "track": 1, "photo": 1}
        # The note, the unknown body and the broken one; the position; the photo.
        assert ended.rows == {"text": 3, "track": 1, "photo": 1}
        assert [files_with(tmp_path, key) for key in keys if key] == [[], [], []]


def test_what_was_deleted_is_overwritten(tmp_path: Path) -> None:
    """Not even the ciphertext stays in the database file."""
    with opened(tmp_path) as record:
        fill(record)
        record.fold_log()
        rows = record.rows(select(SEALED.c.sealed))
        assert all(files_with(tmp_path, bytes(sealed)[:40]) for (sealed,) in rows)
        expire(record, now=NOW + days(90))
        assert [files_with(tmp_path, bytes(sealed)[:40]) for (sealed,) in rows] == [[]] * len(rows)


def test_the_log_still_holds(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        fill(record)
        before: list[Entry] = record.read()
        root = look_at(record.file, []).root
        expire(record, now=NOW + days(90))
        after = record.read(limit=len(before))
        assert [(e.id, e.kind, e.seals) for e in after] == [(e.id, e.kind, e.seals) for e in before]
        found = look_at(record.file, [])
        assert found.findings == ()
        assert found.root != root, "entries say that keys were destroyed"
        assert [e.kind for e in record.read(after=len(before))] == ["keys_destroyed"] * 3


def test_an_old_backup_brings_nothing_back(tmp_path: Path) -> None:
    with opened(tmp_path / "r") as record:
        fill(record)
        back_up(record, tmp_path / "old.db", now=NOW)
        expire(record, now=NOW + days(90))
    then = NOW + days(91)
    for folder in ("r", "elsewhere"):
        restored = restore(tmp_path / "old.db", tmp_path / folder, now=then)
        assert restored.asked_again == 0, "an expired day is not asked for"
        with opened(tmp_path / folder, then) as record:
            assert readable(record, then) == set()
            assert readable(record, NOW) == set()
            # A phone that kept everything sends it again.
            fill(record)
            record.append([tracked(2), noted(3, NOTE), noted(9, NOTE)], now=then)
            assert readable(record, then) == set()
            assert [files_with(tmp_path / folder, secret) for secret in SECRETS[:2]] == [[], []]


def test_an_old_event_is_kept_without_its_text(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        answer = record.append([noted(1, NOTE, at=NOW - days(90))], now=NOW)
        assert [len(entry.seals) for entry in answer.recorded] == [1]
        assert readable(record, NOW) == set()


def test_a_clock_ahead_does_not_keep_longer(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([noted(1, NOTE, at=NOW + days(400))], now=NOW)
        assert readable(record, NOW) == {"texts"}
        assert readable(record, NOW + days(90)) == set()


def test_power_that_fails_in_the_middle_is_made_up_for(tmp_path: Path) -> None:
    """Keys destroyed, rows still there: unreadable at once, and gone after the next call."""
    with opened(tmp_path) as record:
        fill(record)
        record.keys.destroy(Sealed.TEXT, int(NOW.timestamp()) // 86_400 + 1)
        assert "texts" not in readable(record, NOW)
        assert expire(record, now=NOW + days(90)).rows["text"] == 3


def test_twice_does_no_harm(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        fill(record)
        expire(record, now=NOW + days(90))
        size = record.size()
        ended = expire(record, now=NOW + days(90))
        assert (ended.keys, ended.rows, record.size()) == ({}, {}, size)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\0" * 39, b"\0" * 300])
def test_a_torn_key_is_refused_and_nothing_sealed_under_another(
    tmp_path: Path, content: bytes
) -> None:
    with opened(tmp_path) as record:
        fill(record)
        (file,) = record.keys.folder.glob("text-*.key")
        file.write_bytes(content)
        with pytest.raises(ProblemError, match="key_damaged"):
            record.sealed_part(record.read()[3], Part.TEXTS, now=NOW)
        size = record.size()
        with pytest.raises(ProblemError, match="key_damaged"):
            record.append([noted(20, NOTE)], now=NOW)
        assert record.size() == size, "not acknowledged, so the phone keeps it"


def test_two_processes_make_one_key(tmp_path: Path) -> None:
    one, other = DayKeys(tmp_path), DayKeys(tmp_path)
    assert one.make(Sealed.TEXT, 20000, 20000) == other.make(Sealed.TEXT, 20000, 20000)
    assert one.signing_seed() == other.signing_seed()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["signing.key", "text-2024-10-04.key"]


def test_a_photo_is_kept_once_and_has_a_size(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        first = put_photo(record, PHOTO, taken=NOW, now=NOW)
        assert put_photo(record, PHOTO, taken=NOW + days(5), now=NOW + days(5)) == first
        assert get_photo(record, first, now=NOW) == PHOTO
        assert get_photo(record, "0" * 64, now=NOW) is None
        with pytest.raises(ProblemError, match="photo_too_large"):
            put_photo(record, bytes(400 * 1024 + 1), taken=NOW, now=NOW)


def test_photos_of_an_event_are_sealed(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        digest = put_photo(record, PHOTO, taken=NOW, now=NOW)
        talked = event(1, Talked(place="poi-1"), photos=(digest,))
        (entry,) = record.append([talked], now=NOW).recorded
        assert record.sealed_part(entry, Part.PHOTOS, now=NOW) == f'["{digest}"]'.encode()
        assert digest.encode() not in bytes(entry.body)
