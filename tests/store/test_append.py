"""What becomes of events that are sent, in any order and however often."""

from __future__ import annotations

from pathlib import Path

import pytest

from sejuk.model.event import BadEvent, Event
from sejuk.model.event_wire import read_event, write_event
from sejuk.model.kinds.field import Sos
from sejuk.store.append import Appended
from sejuk.store.backup import look_at
from sejuk.store.retry import retry_quarantine
from tests.store.diary import (
    CORNER,
    NOW,
    arrived,
    closing,
    event,
    noted,
    opened,
    opening,
    tracked,
)

SOS = event(9, Sos(crew="A"), fixes=(CORNER,))


def send(folder: Path, *batches: list[Event | BadEvent]) -> list[Appended]:
    with opened(folder) as record:
        return [record.append(batch, now=NOW) for batch in batches]


@pytest.mark.parametrize(
    ("batches", "recorded", "held", "discarded", "quarantined", "upto", "missing"),
    [
        # In order; twice; backwards; with a gap.
        ([[arrived(1), arrived(2)]], 2, 0, 0, 0, 2, ()),
        ([[arrived(1)], [arrived(1)]], 0, 0, 0, 0, 1, ()),
        ([[arrived(2), arrived(1)]], 2, 0, 0, 0, 2, ()),
        ([[arrived(1), arrived(1)]], 1, 0, 0, 0, 1, ()),
        ([[arrived(2), arrived(5)]], 2, 0, 0, 0, 0, ((1, 1), (3, 4))),
        # Another event with a number that is taken, or in the same batch.
        ([[arrived(1)], [arrived(1, twin=1)]], 0, 0, 0, 1, 1, ()),
        ([[arrived(1), arrived(1, twin=1)]], 1, 0, 0, 1, 1, ()),
        # Positions: within, before, after, between; and while that is not known.
        ([[opening(1), tracked(2), closing(3)]], 3, 0, 0, 0, 3, ()),
        ([[tracked(1), opening(2)]], 1, 0, 1, 0, 2, ()),
        ([[opening(1), closing(2), tracked(3)]], 2, 0, 1, 0, 3, ()),
        ([[opening(1), closing(2), tracked(3), opening(4), tracked(5)]], 4, 0, 1, 0, 5, ()),
        ([[opening(1), tracked(3)]], 1, 1, 0, 0, 1, ()),
        ([[opening(1), tracked(3)], [arrived(2), tracked(3)]], 2, 0, 0, 0, 3, ()),
        ([[opening(1), tracked(3)], [closing(2), tracked(3)]], 1, 0, 1, 0, 3, ()),
        # An SOS says where it is at any time.
        ([[SOS]], 1, 0, 0, 0, 0, ((1, 8),)),
    ],
)  # fmt: skip
def test_last_answer(
    tmp_path: Path,
    batches: list[list[Event | BadEvent]],
    recorded: int,
    held: int,
    discarded: int,
    quarantined: int,
    upto: int,
    missing: tuple[tuple[int, int], ...],
) -> None:
    answer = send(tmp_path, *batches)[-1]
    assert len(answer.recorded) == recorded
    assert len(answer.held) == held
    assert len(answer.discarded) == discarded
    assert len(answer.quarantined) == quarantined
    state = answer.received["hp-melati"]
    assert (state.upto, state.missing) == (upto, missing)
    sent = {e.id for e in batches[-1] if isinstance(e, Event)}
    assert set(answer.acked) == sent - set(answer.held)


def test_what_is_no_event_is_kept_and_answered(tmp_path: Path) -> None:
    raw = write_event(arrived(1)).replace(b'"place"', b'"victim"')
    (answer,) = send(tmp_path, [read_event(raw), read_event(b"{"), arrived(2)])
    assert [item.reason for item in answer.quarantined] == ["malformed", "malformed"]
    assert answer.quarantined[0].seq == 1
    assert set(answer.acked) == {arrived(1).id, arrived(2).id}
    assert answer.received["hp-melati"].upto == 2


def test_a_reused_id_is_kept_in_quarantine(tmp_path: Path) -> None:
    changed = read_event(write_event(arrived(1)).replace(b"poi-1", b"poi-2"))
    answers = send(tmp_path, [arrived(1)], [changed], [changed])
    assert [item.reason for item in answers[1].quarantined] == ["id_reused"]
    assert [len(answer.recorded) for answer in answers] == [1, 0, 0]


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([arrived(2), noted(1, "aman")], now=NOW)
        entries = record.read()
        assert [e.kind for e in entries] == ["record_begun", "noted", "arrived"]
        assert [e.position for e in entries] == [1, 2, 3]
        assert [e.kind for e in record.read(after=1, kinds={"arrived"})] == ["arrived"]
        assert record.read(after=3) == []


def test_two_records_have_two_lives(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as a, opened(tmp_path / "b") as b:
        assert a.life != b.life


def test_a_good_event_takes_the_number_of_a_malformed_one(tmp_path: Path) -> None:
    """The app was mended and sends it again, or somebody else had spoilt the number."""
    broken = read_event(write_event(arrived(1)).replace(b'"place"', b'"victim"'))
    foreign = BadEvent(raw=b"spoilt", detail="device", device="hp-melati", seq=2)
    answers = send(tmp_path, [broken, foreign], [arrived(1), arrived(2)], [arrived(1, twin=1)])
    assert [len(answer.recorded) for answer in answers] == [0, 2, 0]
    assert answers[0].received["hp-melati"].upto == 2
    assert [item.reason for item in answers[2].quarantined] == ["seq_reused"]


def test_something_bad_of_a_device_without_a_number(tmp_path: Path) -> None:
    (answer,) = send(tmp_path, [BadEvent(raw=b"x", detail="x", device="hp-melati")])
    assert answer.received == {}
    assert answer.acked == ()


def test_a_newer_version_reads_what_an_older_one_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An optional field that the phone's version knows already, and one that nobody knows."""
    newer = write_event(arrived(1)).replace(b'"crew"', b'"convoy"')
    with opened(tmp_path) as record:
        record.append([read_event(newer), read_event(b"{"), arrived(2)], now=NOW)
        assert retry_quarantine(record, now=NOW) == 0, "still this version"

        def read(raw: bytes) -> Event | BadEvent:
            return read_event(raw.replace(b'"convoy"', b'"crew"'))

        monkeypatch.setattr("sejuk.store.retry.read_event", read)
        assert retry_quarantine(record, now=NOW) == 1
        assert [entry.seq for entry in record.read(kinds={"arrived"})] == [2, 1]
        assert retry_quarantine(record, now=NOW) == 0
        assert look_at(record.file, []).findings == ()
