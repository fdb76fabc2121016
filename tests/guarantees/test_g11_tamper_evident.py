"""G11: the record is append-only with checkpoints that others hold, and plans can be made again.

A thousand random changes are in `tests/store/test_audit.py`, run by `make soak`; a hundred here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing as closing_of
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from sejuk.app.orders.draw import draw_secret
from sejuk.app.tick import tick
from sejuk.cli.audit import problem_of
from sejuk.draw.seed import commit, reveal_matches
from sejuk.model.kinds.papers import DrawCommitted, DrawRevealed
from sejuk.problems import ProblemError
from sejuk.store.backup import look_at
from sejuk.store.checkpoints import take_checkpoint
from sejuk.store.documents import read_document
from sejuk.store.ledger.audit import Fault, Known
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import read_note
from sejuk.store.tables import EVENT
from tests.cli.command import done
from tests.store.apart import copied
from tests.store.diary import NOW, arrived, closing, noted, opened, opening, tracked
from tests.store.test_audit import Scene, check_detected
from tests.web.night import Night
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone


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


@pytest.fixture
def released(office: Office) -> tuple[Night, str]:
    """A night whose plan was drawn by lot, and its order, released."""
    night = Night(office, "Melati")
    night.operation()
    planning = night.planned(night.tonight())
    choice = {"option": "varied"}
    chosen = night.padal.post(f"/plannings/{planning['planning']}/choose", choice)
    order: str = check_done(chosen)["order"]
    check_done(night.step(night.padal, order, "submit"))
    for who in (night.polri, night.tni):
        check_done(night.step(who, order, "sign"))
    check_problem(night.padal.get(f"/orders/{order}/draw"), "order_not_drawn")
    check_done(night.step(night.padal, order, "release", number="Sprin/1/XI/2024"))
    return night, order


def test_a_server_commits_before_it_draws_and_reveals_when_the_night_is_over(
    released: tuple[Night, str], office: Office
) -> None:
    night, order = released
    said = {e.kind: msgspec.json.decode(e.body) for e in office.record.read()}
    told = check_done(night.tni.get(f"/orders/{order}/draw"))
    assert told["commitment"] == said["planning_begun"]["commitment"]
    assert told["commitment"] == said["draw_committed"]["commitment"]
    assert (told["seed"], told["salt"], told["matches"]) == (None, None, None)
    assert tick(office.record, clock()) == 0, "the night is not over"
    office.record.fold_log()
    before = office.record.file.read_bytes()
    over = clock() + timedelta(days=3)

    tick(office.record, over)
    told = check_done(night.tni.get(f"/orders/{order}/draw"))
    assert told["matches"] is True
    seed, salt = bytes.fromhex(told["seed"]), bytes.fromhex(told["salt"])
    assert reveal_matches(said["planning_begun"]["commitment"], seed, salt)
    for secret in (seed, salt):
        for form in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert form not in before, "nobody could read it in the database"
    assert tick(office.record, over) == 0
    pulled = [e["kind"] for e in Phone(night.tni).push()["pull"]]
    assert [k for k in pulled if k.startswith("draw_")] == ["draw_committed", "draw_revealed"]
    assert look_at(office.record.file, []).findings == ()


def test_the_same_planning_has_the_same_seed_and_another_one_has_not(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        assert draw_secret(record.keys, "r-1") == draw_secret(record.keys, "r-1")
        assert draw_secret(record.keys, "r-1") != draw_secret(record.keys, "r-2")


def test_a_seed_that_was_not_the_one_committed_to_is_found(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        with record.writing(now=NOW) as writing:
            promise = commit(bytes(32), bytes(16))
            writing.happen(DrawCommitted(order="o-1", commitment=promise), author="server")
            wrong = DrawRevealed(order="o-1", seed="1" * 64, salt="0" * 32)
            entry = writing.happen(wrong, author="server")
        (found,) = look_at(record.file, []).findings
    assert (found.fault, found.first, found.what) == (Fault.DRAW, entry.position, "o-1")
    with pytest.raises(ProblemError, match="draw_not_as_committed"):
        raise problem_of("catatan", [found])


def test_orders_approvals_and_reports_are_entries(
    released: tuple[Night, str], office: Office, tmp_path: Path
) -> None:
    """What was decided is in the log itself, under the author's name, and the audit covers it."""
    night, order = released
    katim = Phone(night.katim)
    katim.push(katim.event("reported", what="lampu-jalan", origin="resident", area="1"))
    note = take_checkpoint(office.record, now=NOW)
    held = read_checkpoint(read_note(note, source="w"), source="w")
    assert held.size == office.record.size()
    entries = office.record.read()
    steps = [
        (body["step"], e.author)
        for e in entries
        if e.kind == "order_stepped" and (body := msgspec.json.decode(e.body))["order"] == order
    ]
    padal, polri, tni = (p.actor.account for p in (night.padal, night.polri, night.tni))
    assert steps == [("submit", padal), ("sign", polri), ("sign", tni), ("release", padal)]
    (drafted,) = [msgspec.json.decode(e.body) for e in entries if e.kind == "order_drafted"]
    with office.record.reading() as connection:
        paper = read_document(connection, drafted["plan"])
    assert hashlib.sha256(paper or b"").hexdigest() == drafted["plan"], "the plan is under its hash"
    assert (entries[-1].kind, entries[-1].author) == ("reported", night.katim.actor.account)
    office.record.fold_log()
    copy = copied(office.record.folder, tmp_path / "copy") / office.record.file.name
    assert look_at(copy, [Known(source="w", checkpoint=held)], tables=False).findings == ()
    with closing_of(sqlite3.connect(copy)) as database:
        database.execute("DROP TRIGGER event_no_update")
        database.execute("UPDATE event SET author = 'x' WHERE kind = 'order_stepped'")
        database.commit()
    found = look_at(copy, [Known(source="w", checkpoint=held)], tables=False).findings
    assert {f.fault for f in found} >= {Fault.CHANGED}
