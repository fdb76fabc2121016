"""G12: an operation expires and planning stops; texts, positions and photos end everywhere.

Time travel over HTTP: a running server ends what is due by itself. Afterwards nothing of it can be
read through the server, from the database, from a backup of any day, or with any key that is left;
a phone that sends it all again brings nothing back; and the log still verifies.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.model.event_wire import read_event
from sejuk.model.kinds.upkeep import Sealed
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import step
from sejuk.operations.operation import OPERATION, OperationCase
from sejuk.problems import ProblemError
from sejuk.store.backup import back_up, look_at, restore
from sejuk.store.checkpoints import take_checkpoint
from sejuk.store.keys import KEY_BYTES
from sejuk.store.ledger.audit import Known
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import read_note
from sejuk.store.record import Record, open_record
from sejuk.store.sealing import unseal
from sejuk.text.redact import redact
from tests.store.apart import copied
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone

NOTE = "Warung Bu Melati tutup lebih awal, suasana tenang"
PHOTO = b"\xff\xd8\xff\xda\x00\x02" + hashlib.sha256(b"lapangan").digest() * 300 + b"\xff\xd9"
LON = 106.85371
SECRETS = (NOTE.encode(), str(LON).encode(), PHOTO[6:70], b"lentera-di-jembatan", b"kalimat rusak")
PATIENCE = 15.0

Travel = Callable[[float], datetime]


def outbox(phone: Phone) -> list[dict[str, Any]]:
    """A note, a position, a list of photos, an unknown kind, and something that is no event."""
    fix = phone.fix() | {"lon": LON}
    return [
        phone.event("roll_call_opened"),
        phone.event("tracked", fixes=[fix]),
        phone.event("talked", place="pasar", texts={"note": NOTE}, photos=[digest_of(PHOTO)]),
        phone.event("from_tomorrow", of="lentera-di-jembatan"),
        phone.event("arrived", place="kalimat rusak", at_home=True),
    ]


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep_photo(phone: Phone) -> None:
    answer = phone.person.ask(
        "PUT",
        f"/blobs/{digest_of(PHOTO)}",
        content=PHOTO,
        headers={"content-type": "application/octet-stream"},
    )
    check_done(answer)


def readable(office: Office, name: str) -> set[str]:
    """What a duty officer who signs in now can read."""
    padal = office.person("duty_officer", area="Melati", name=name)
    entries = Phone(padal).push()["pull"]
    found = {part for e in entries for part in ("texts", "fixes", "photos") if e[part]}
    answer = padal.get(f"/blobs/{digest_of(PHOTO)}")
    if answer.status_code == 200:
        assert answer.content == PHOTO
        return found | {"photo"}
    check_problem(answer, "photo_unknown")
    return found


def wait_until_ended(folder: Path, sorts: set[Sealed]) -> None:
    """Nobody runs a command: the server does it."""
    until = time.monotonic() + PATIENCE
    while any(f for sort in sorts for f in (folder / "keys").glob(f"{sort}-*.key")):
        assert time.monotonic() < until, sorted(p.name for p in (folder / "keys").iterdir())
        time.sleep(0.1)


def sealed_rows(database: Path) -> Iterator[tuple[bytes, bytes]]:
    """(what it is bound to, ciphertext) of all that is sealed in a database file."""
    db = sqlite3.connect(database)
    try:
        parts = "SELECT e.id || ' ' || s.part, s.sealed FROM sealed s JOIN event e USING (position)"
        for about, sealed in db.execute(parts):
            yield about.encode(), sealed
        for digest, sealed in db.execute("SELECT digest, sealed FROM photo"):
            yield digest.encode(), sealed
        for (sealed,) in db.execute("SELECT sealed FROM quarantine"):
            yield b"quarantine", sealed
    finally:
        db.close()


def opened_with_any_key(keys: Path, databases: list[Path]) -> list[bytes]:
    """Whoever holds every file that is left tries every key on every row."""
    left = [file.read_bytes()[:KEY_BYTES] for file in keys.glob("*.key")]
    rows = [row for database in databases for row in sealed_rows(database)]
    tried = (unseal(key, s, about) for key, (about, s) in itertools.product(left, rows))
    return [content for content in tried if content is not None]


def in_the_clear(folder: Path) -> list[tuple[str, bytes]]:
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    contents = [(file.name, file.read_bytes()) for file in files]
    return [(name, s) for name, content in contents for s in SECRETS if s in content]


@pytest.mark.parametrize(
    ("days", "left", "ended"),
    [
        (29, {"texts", "fixes", "photos", "photo"}, set()),
        (31, {"texts"}, {Sealed.TRACK, Sealed.PHOTO}),
        (91, set(), set(Sealed)),
    ],
)
def test_time_travel(
    office: Office, tmp_path: Path, travel: Travel, days: int, left: set[str], ended: set[Sealed]
) -> None:
    folder, backups = office.record.folder, tmp_path / "backups"
    backups.mkdir()
    phone = Phone(office.person("crew_leader", area="Melati"))
    keep_photo(phone)
    events = outbox(phone)
    told = phone.push(*events)
    assert len(told["acked"]) == len(events)
    assert [q["id"] for q in told["quarantined"]] == [events[-1]["id"]]
    assert readable(office, "padal-now") == {"texts", "fixes", "photos", "photo"}
    note = take_checkpoint(office.record, now=clock())
    held = read_checkpoint(read_note(note, source="w"), source="w")
    office.record.fold_log()
    back_up(office.record, backups / "old.db", now=clock())
    then = travel(days)
    wait_until_ended(folder, ended)
    assert readable(office, "padal-then") == left
    # The phone kept everything, and sends it again.
    send_again(office.record, events, then)
    assert readable(office, "padal-again") == left
    office.record.fold_log()
    back_up(office.record, backups / "new.db", now=then)
    copy = copied(folder, tmp_path / "copy")
    databases = [copy / "record.db", backups / "old.db", backups / "new.db"]
    found = opened_with_any_key(copy / "keys", databases)
    some = {
        Sealed.TEXT: any(NOTE.encode() in content for content in found),
        Sealed.TRACK: any(str(LON).encode() in content for content in found),
        Sealed.PHOTO: any(content == PHOTO for content in found),
    }
    assert some == {sort: sort not in ended for sort in Sealed}
    assert len(found) > 0 or ended == set(Sealed)
    assert in_the_clear(copy) == in_the_clear(backups) == []
    audit = look_at(office.record.file, [Known(source="w", checkpoint=held)])
    assert audit.findings == ()


def send_again(record: Record, events: list[dict[str, Any]], now: datetime) -> None:
    """As a push does, past the sign-in, which has ended too."""
    record.append([read_event(msgspec.json.encode(event)) for event in events], now=now)


def test_an_old_backup_on_a_new_machine_brings_nothing_back(office: Office, tmp_path: Path) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    events = outbox(phone)
    phone.push(*events)
    back_up(office.record, tmp_path / "old.db", now=clock())
    then = clock() + timedelta(days=91)
    restored = restore(tmp_path / "old.db", tmp_path / "new", now=then)
    assert restored.asked_again == 0
    with open_record(tmp_path / "new", redact=redact, now=then) as record:
        send_again(record, events, then)
    assert opened_with_any_key(tmp_path / "new" / "keys", [tmp_path / "new" / "record.db"]) == []


NOW = clock()


def operation(begins: float, expires: float) -> OperationCase:
    """Days from now."""
    return OperationCase(
        now=NOW,
        legal_basis="UU 2/2002",
        begins=NOW + timedelta(days=begins),
        expires=NOW + timedelta(days=expires),
    )


@pytest.mark.parametrize(
    ("event", "state", "case"),
    [
        ("start", "draft", operation(0, 90.1)),
        ("start", "draft", operation(0, -1)),
        ("extend", "running", operation(-30, 60.1)),
        ("extend", "running", operation(-89, 1.5)),
    ],
)
def test_no_operation_lasts_beyond_ninety_days(event: str, state: str, case: OperationCase) -> None:
    for by in AccountRole:
        with pytest.raises(ProblemError, match=r"operation_expiry_out_of_range|step_not_yours"):
            step(OPERATION, state, event, by=by, case=case)


def test_when_it_has_expired_nothing_is_released(office: Office, travel: Travel) -> None:
    padal = office.person("duty_officer", area="Melati")
    polri = office.person("approver", "polri", "Melati")
    wish = {"area": "Melati", "legal_basis": ["UU 2/2002"]}
    operation = check_done(padal.post("/operations", wish))["operation"]
    begun = check_done(polri.post(f"/operations/{operation}/start"))
    lasts = datetime.fromisoformat(begun["expires"]) - clock()
    assert timedelta(days=29) < lasts <= timedelta(days=30), "by default"
    travel(31)
    auditor = office.person("auditor", name="auditor-then")
    until = time.monotonic() + PATIENCE
    while (row := check_done(auditor.get("/operations"))[0])["state"] != "expired":
        assert time.monotonic() < until, row
        time.sleep(0.1)
    assert not row["runs"]
