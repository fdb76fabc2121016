"""The audit finds every change of the log, if somebody else holds a checkpoint."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sejuk.store.backup import look_at
from sejuk.store.checkpoints import checkpoints, signing_key, take_checkpoint
from sejuk.store.ledger.audit import Fault, Known
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import PrivateKey, read_note
from tests.store.diary import NOW, arrived, closing, noted, opened, opening, tracked
from tests.store.tamper import Hand, flip_byte, log_of

OF_THE_LOG = {Fault.DAMAGED, Fault.GAP, Fault.CHANGED, Fault.ROOT, Fault.TRUNCATED}
"""Faults that do not depend on tables beside the log."""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A record at rest, the checkpoint that a witness holds, and the key that might be stolen."""

    file: Path
    witness: Known
    key: PrivateKey


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("record")
    with opened(folder) as record:
        record.append([opening(1), tracked(2), noted(3, "aman")], now=NOW)
        take_checkpoint(record, now=NOW)
        # More than 256, so that hashes of subtrees are kept.
        record.append([arrived(seq) for seq in range(4, 290)], now=NOW)
        record.append([closing(290)], now=NOW)
        note = take_checkpoint(record, now=NOW)
        key = signing_key(record)
    held = read_checkpoint(read_note(note, source="w"), source="w")
    return Scene(file=record.file, witness=Known(source="w", checkpoint=held), key=key)


def check_detected(scene: Scene, folder: Path, seed: int) -> bool:
    """One random deed, with or without covering up, is found; False when it left the log alone."""
    dice = random.Random(seed)
    file = folder / f"{seed}.db"
    shutil.copyfile(scene.file, file)
    if dice.random() < 0.25:
        did = flip_byte(file, dice)
        if log_of(file) == log_of(scene.file):
            file.unlink()
            return False  # nothing that was reported, planned or approved has changed
    else:
        key = scene.key if dice.random() < 0.5 else None
        hand = Hand(file, dice, key)
        did = dice.choice(hand.deeds())()
        if dice.random() < 0.7:
            hand.cover()
        hand.close()
    faults = {finding.fault for finding in look_at(file, [scene.witness], tables=False).findings}
    assert faults & OF_THE_LOG, f"seed {seed}: {did}"
    file.unlink()
    return True


def test_an_untouched_record_has_no_findings(scene: Scene) -> None:
    found = look_at(scene.file, [scene.witness])
    assert found.findings == ()
    assert (found.size, found.root) == (291, scene.witness.checkpoint.root)
    assert found.checkpoints == 3, "two of its own, one of the witness"


@pytest.mark.parametrize("part", range(4))
def test_random_changes_are_found(scene: Scene, tmp_path: Path, part: int) -> None:
    for seed in range(part * 15, part * 15 + 15):
        check_detected(scene, tmp_path, seed)


@pytest.mark.soak
def test_a_thousand_random_changes_are_found(
    scene: Scene, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    seeds, of_the_log = iter(range(1000, 3000)), 0
    while of_the_log < 1000:
        of_the_log += check_detected(scene, tmp_path, next(seeds))
    figure(
        f"{of_the_log:,} random edits, deletions and truncations of the log: {of_the_log:,} found"
    )


@pytest.mark.parametrize(
    ("deed", "fault"),
    [
        ("edit", Fault.ROOT),
        ("delete", Fault.TRUNCATED),
        ("replace", Fault.ROOT),
        ("delete_with_gap", Fault.GAP),
        ("truncate", Fault.TRUNCATED),
        ("swap", Fault.ROOT),
        ("insert", Fault.ROOT),
    ],
)
def test_a_covered_change_is_named(scene: Scene, tmp_path: Path, deed: str, fault: Fault) -> None:
    """With the stolen key and everything made to fit: the witness's checkpoint still tells."""
    file = tmp_path / "x.db"
    shutil.copyfile(scene.file, file)
    hand = Hand(file, random.Random(3), scene.key)
    getattr(hand, deed)()
    hand.cover()
    hand.close()
    assert fault in {finding.fault for finding in look_at(file, [scene.witness]).findings}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE event SET author = 'x' WHERE position = 5", Fault.CHANGED),
        ("UPDATE event SET leaf = zeroblob(32) WHERE position = 5", Fault.CHANGED),
        ("UPDATE tree SET hash = zeroblob(32)", Fault.TREE),
        ("INSERT INTO tree VALUES (8, 7, zeroblob(32))", Fault.TREE),
        ("UPDATE checkpoint SET note = x'00' WHERE size = 4", Fault.SIGNATURE),
        ("UPDATE checkpoint SET size = 5 WHERE size = 4", Fault.SIGNATURE),
        ("DELETE FROM about WHERE name LIKE 'key %'", Fault.SIGNATURE),
        ("UPDATE received SET last = last - 1", Fault.NUMBERS),
        ("INSERT INTO received VALUES ('hp-lain', 1, 9007199254740991)", Fault.NUMBERS),
        ("DELETE FROM roll_call", Fault.TABLE),
        ("UPDATE roll_call SET kind = 'roll_call_opened'", Fault.TABLE),
        ("DROP TABLE roll_call", Fault.DAMAGED),
        ("DROP TABLE event", Fault.DAMAGED),
    ],
)
def test_an_uncovered_change_is_found_without_a_witness(
    scene: Scene, tmp_path: Path, statement: str, fault: Fault
) -> None:
    file = tmp_path / "x.db"
    shutil.copyfile(scene.file, file)
    db = sqlite3.connect(file)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute(statement)
    db.commit()
    db.close()
    assert fault in {finding.fault for finding in look_at(file, []).findings}


def test_a_checkpoint_is_taken_once_for_the_same_entries(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        assert take_checkpoint(record, now=NOW) == take_checkpoint(record, now=NOW)
        record.append([arrived(1)], now=NOW)
        take_checkpoint(record, now=NOW)
        assert len(checkpoints(record)) == 2
