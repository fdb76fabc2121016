"""G11: the record is append-only with checkpoints that others hold, and plans can be made again.

A thousand random changes are in `tests/store/test_audit.py`, run by `make soak`; a hundred here.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from sejuk.app.districts import FOLDER
from sejuk.draw.seed import commit, reveal_matches
from sejuk.problems import ProblemError
from sejuk.store.backup import look_at
from sejuk.store.checkpoints import take_checkpoint
from sejuk.store.ledger.audit import Known
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import read_note
from sejuk.store.tables import EVENT
from tests.cli.command import done
from tests.store.diary import NOW, arrived, closing, noted, opened, opening, tracked
from tests.store.test_audit import Scene, check_detected


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A record of 60 entries and the checkpoint that a witness holds."""
    from sejuk.store.checkpoints import signing_key  # noqa: PLC0415

    with opened(tmp_path_factory.mktemp("record")) as record:
        record.append([opening(1), tracked(2), noted(3, "aman")], now=NOW)
        record.append([arrived(seq) for seq in range(4, 60)], now=NOW)
        record.append([closing(60)], now=NOW)
        note = take_checkpoint(record, now=NOW)
        key = signing_key(record)
    held = read_checkpoint(read_note(note, source="w"), source="w")
    return Scene(file=record.file, witness=Known(source="w", checkpoint=held), key=key)


def test_random_edits_deletions_and_truncations_are_found(scene: Scene, tmp_path: Path) -> None:
    found = sum(check_detected(scene, tmp_path, seed) for seed in range(5000, 5100))
    assert found > 70, "most of them changed the log, and all of those were found"
    assert look_at(scene.file, [scene.witness]).findings == ()


def test_the_database_lets_nothing_be_changed_or_taken_away(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([arrived(1), arrived(2)], now=NOW)
        for statement in (update(EVENT).values(author="x"), delete(EVENT)):
            with pytest.raises((DatabaseError, ProblemError)), record.writing(now=NOW) as writing:
                writing.connection.execute(statement)
        assert record.size() == 3


def test_the_same_inputs_and_seed_give_the_same_bytes(
    town: Path, plan_of: Callable[..., dict[str, bytes]]
) -> None:
    """In this process twice, and in another one."""
    here, again = plan_of(seed=7), plan_of(seed=7)
    assert here == again
    options = ("--date", "2024-11-28", "--seed", 7, "--preset", "quick")
    roster = ("--roster", town / "kuat-pers.csv")
    there = done("plan", town / FOLDER / "melati", *options, *roster, "--json").out
    assert json.loads(there) == json.loads(here["plan.json"])
    assert plan_of(seed=8)["plan.json"] != here["plan.json"]


def test_a_seed_is_committed_to_before_and_checked_after() -> None:
    seed, salt = bytes(range(32)), bytes(range(16))
    promise = commit(seed, salt)
    assert reveal_matches(promise, seed, salt)
    for byte in range(32):
        other = bytes(b ^ (i == byte) for i, b in enumerate(seed))
        assert not reveal_matches(promise, other, salt)


def test_orders_approvals_and_reports_are_entries(town: Path, tmp_path: Path, office: Any) -> None:  # noqa: ANN401
    """What was decided is in the log itself, under the author's name, and the audit covers it."""
    del town
    padal = office.person("duty_officer", area="Melati")
    padal.post("/operations", {"area": "Melati", "legal_basis": ["UU 2/2002"]})
    note = take_checkpoint(office.record, now=NOW)
    held = read_checkpoint(read_note(note, source="w"), source="w")
    assert held.size == office.record.size()
    entry = office.record.read()[-1]
    assert (entry.kind, entry.author) == ("operation_opened", padal.actor.account)
    copy = tmp_path / "copy.db"
    office.record.fold_log()
    shutil.copyfile(office.record.file, copy)
    assert look_at(copy, [Known(source="w", checkpoint=held)], tables=False).findings == ()
