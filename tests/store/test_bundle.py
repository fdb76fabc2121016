"""Bundles and witnesses: what goes on is signed, what goes back or changes is not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sejuk.model.event import leaf_data
from sejuk.problems import ProblemError
from sejuk.store.checkpoints import (
    add_witnessed,
    checkpoints,
    make_bundle,
    prove_entry,
    public_key,
    take_checkpoint,
)
from sejuk.store.ledger.bundle import Bundle, check_bundle, read_bundle
from sejuk.store.ledger.checkpoint import Checkpoint, read_checkpoint
from sejuk.store.ledger.merkle import leaf_hash, proves_inclusion
from sejuk.store.ledger.note import COSIGNATURE, PrivateKey, check, read_note, write_note
from sejuk.store.ledger.witness import witness
from sejuk.store.record import Record
from tests.store.diary import NOW, arrived, noted, opened

KORAMIL = PrivateKey(name="koramil.example", sort=COSIGNATURE, seed=bytes(range(32)))


def held(record: Record) -> Checkpoint:
    note = take_checkpoint(record, now=NOW)
    return read_checkpoint(read_note(note, source="x"), source="x")


def bundle(record: Record, since: Checkpoint | None, *, entries: bool = True) -> Bundle:
    made = make_bundle(record, since, with_entries=entries, now=NOW)
    return read_bundle(msgspec.json.encode(made), source="x")


@pytest.mark.parametrize("entries", [True, False])
@pytest.mark.parametrize(("first", "more"), [(0, 3), (1, 1), (5, 0), (300, 280)])
def test_a_bundle_proves_that_the_record_went_on(
    tmp_path: Path, first: int, more: int, entries: bool
) -> None:
    with opened(tmp_path) as record:
        record.append([noted(n, "aman") for n in range(1, first + 1)], now=NOW)
        old = held(record)
        record.append([arrived(n) for n in range(first + 1, first + more + 1)], now=NOW)
        made = bundle(record, old, entries=entries)
        checked = check_bundle(made, old, source="x", keys=[public_key(record)])
        assert checked.checkpoint == held(record)
        if entries:
            assert [e.seq for e in checked.entries or ()] == list(
                range(first + 1, first + more + 1)
            )
            assert b"aman" not in msgspec.json.encode(made)


def changed(made: Bundle, what: str) -> Bundle:
    entries = list(made.entries or ())
    zeros = ("00" * 32,)
    replace = msgspec.structs.replace
    match what:
        case "entry":
            entries[1] = replace(entries[1], author="kapolsek")
        case "order":
            entries[0], entries[1] = entries[1], entries[0]
        case "missing":
            entries.pop()
        case "proof":
            return replace(made, proof=zeros * len(made.proof))
        case "edge":
            return replace(made, edge=zeros * len(made.edge))
        case "edge length":
            return replace(made, edge=(*made.edge, *zeros))
        case "hex":
            return replace(made, proof=("zz",))
        case "since":
            return replace(made, since=made.since - 1)
        case "note":
            return replace(made, note=made.note.replace("\n11\n", "\n12\n"))
    return replace(made, entries=tuple(entries))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("entry", "record_altered"),
        ("order", "record_altered"),
        ("missing", "record_altered"),
        ("proof", "record_altered"),
        ("edge", "record_altered"),
        ("edge length", "not_a_bundle"),
        ("hex", "not_a_bundle"),
        ("since", "bundle_since_other"),
        ("note", "note_not_signed"),
    ],
)
def test_a_changed_bundle_is_refused(tmp_path: Path, what: str, code: str) -> None:
    with opened(tmp_path) as record:
        record.append([arrived(n) for n in range(1, 6)], now=NOW)
        old = held(record)
        record.append([arrived(n) for n in range(6, 11)], now=NOW)
        made = bundle(record, old)
        assert read_checkpoint(read_note(made.note.encode(), source="x"), source="x").size == 11
        with pytest.raises(ProblemError, match=code):
            check_bundle(changed(made, what), old, source="x", keys=[public_key(record)])


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"format":"x"}'])
def test_what_is_no_bundle_is_refused(content: bytes) -> None:
    with pytest.raises(ProblemError, match="not_a_bundle"):
        read_bundle(content, source="x")


def test_a_bundle_of_another_record_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as a, opened(tmp_path / "b") as b:
        with pytest.raises(ProblemError, match="note_foreign"):
            make_bundle(a, held(b), with_entries=True, now=NOW)
        with pytest.raises(ProblemError, match="note_not_signed"):
            check_bundle(bundle(a, None), None, source="x", keys=[public_key(b)])
        later = msgspec.structs.replace(held(a), size=99)
        with pytest.raises(ProblemError, match="record_altered"):
            make_bundle(a, later, with_entries=True, now=NOW)


def test_a_witness_signs_what_goes_on_and_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([arrived(1)], now=NOW)
        first = witness(bundle(record, None), None, KORAMIL, source="x", unix_s=1)
        old = held(record)
        record.append([arrived(2)], now=NOW)
        second = witness(bundle(record, old), first, KORAMIL, source="x", unix_s=2)
        signed = check(second.note, [public_key(record), KORAMIL.public])
        assert [(s.key.name, s.unix_s) for s in signed] == [
            (record.origin, None),
            ("koramil.example", 2),
        ]
        again = witness(bundle(record, held(record)), second, KORAMIL, source="x", unix_s=3)
        assert again.key == public_key(record)
        # Back to what it signed first; from elsewhere; by another hand.
        with pytest.raises(ProblemError, match="bundle_since_other"):
            witness(bundle(record, old), second, KORAMIL, source="x", unix_s=4)
    with opened(tmp_path / "other") as other:
        other.append([arrived(1)], now=NOW)
        with pytest.raises(ProblemError, match="note_not_signed"):
            witness(bundle(other, None), second, KORAMIL, source="x", unix_s=5)


def test_a_record_that_lost_entries_gets_no_signature(tmp_path: Path) -> None:
    """The same key, fewer entries: it is asked to go on from what the witness holds, and cannot."""
    with opened(tmp_path) as record:
        record.append([arrived(1), arrived(2)], now=NOW)
        short = bundle(record, None)
        record.append([arrived(3)], now=NOW)
        memory = witness(bundle(record, None), None, KORAMIL, source="x", unix_s=1)
        with pytest.raises(ProblemError, match="bundle_since_other"):
            witness(short, memory, KORAMIL, source="x", unix_s=2)
        liar = msgspec.structs.replace(short, since=held(record).size)
        with pytest.raises(ProblemError, match="record_altered"):
            witness(liar, memory, KORAMIL, source="x", unix_s=2)


def test_a_witnessed_note_comes_back_into_the_record(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        memory = witness(bundle(record, None), None, KORAMIL, source="x", unix_s=1)
        add_witnessed(record, write_note(memory.note), source="x", now=NOW)
        (kept,) = checkpoints(record)
        names = [s.key.name for s in check(read_note(kept, source="x"), [KORAMIL.public])]
        assert names == ["koramil.example"]
        add_witnessed(record, write_note(memory.note), source="x", now=NOW)
        assert checkpoints(record) == [kept]
        foreign = write_note(memory.note).replace(b"\n1\n", b"\n2\n")
        with pytest.raises(ProblemError, match="note_foreign"):
            add_witnessed(record, foreign, source="x", now=NOW)


def test_each_entry_is_proved_to_be_in_the_tree(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([arrived(n) for n in range(1, 600)], now=NOW)
        checkpoint = held(record)
        for position in (1, 2, 255, 256, 257, 512, 513, 600):
            (entry,) = record.read(after=position - 1, limit=1)
            found = prove_entry(record, position, checkpoint.size)
            leaf = leaf_hash(leaf_data(entry))
            assert proves_inclusion(leaf, position - 1, found.size, found.proof, checkpoint.root)
