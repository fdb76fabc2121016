"""`sejuk audit`, `backup`, `restore` and `record`: a night kept, checked, lost and brought back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from sejuk.store.retention import expire
from tests.cli.command import check_refused, check_refused_as_json, done, sejuk
from tests.store.diary import NOW, arrived, closing, days, noted, opened, opening, tracked


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record's folder with a short night in it."""
    folder = tmp_path / "catatan"
    with opened(folder) as made:
        night = [opening(1), tracked(2), noted(3, "aman"), arrived(4), closing(5)]
        made.append(night, now=NOW)
    return folder


def test_a_witness_follows_the_record(record: Path, tmp_path: Path) -> None:
    witness = tmp_path / "koramil"
    first = done("audit", "bundle", record, "--entries")
    (tmp_path / "1.json").write_text(first.out)
    signed = done("audit", "witness", tmp_path / "1.json", "--state", witness, "--name", "koramil")
    (tmp_path / "1.note").write_text(signed.out)
    assert "— koramil " in signed.out
    assert "first checkpoint" in signed.err
    done("audit", "checkpoint", record, "--add", tmp_path / "1.note")
    with opened(record) as made:
        made.append([arrived(6)], now=NOW)
    out = tmp_path / "2.json"
    done("audit", "bundle", record, "--since", tmp_path / "1.note", "--out", out)
    again = done("audit", "witness", out, "--state", witness)
    assert again.out.splitlines()[1] == "7"
    assert "first checkpoint" not in again.err
    found = done("audit", "verify", record, "--against", tmp_path / "1.note", "--json").json()
    assert (found["kind"], found["size"], found["findings"]) == ("record", 7, [])
    assert done("audit", "verify", out, "--against", tmp_path / "1.note").out.startswith("✓")


def test_a_changed_record_is_found(record: Path, tmp_path: Path) -> None:
    note = tmp_path / "x.note"
    key = done("audit", "checkpoint", record, "--out", note).err.split("public key: ")[1].strip()
    db = sqlite3.connect(record / "record.db")
    db.execute("DROP TRIGGER event_no_update")
    db.execute("UPDATE event SET author = 'orang-lain' WHERE position = 4")
    db.commit()
    db.close()
    answer = sejuk("audit", "verify", record, "--against", note, "--key", key)
    assert answer.code == 2
    assert "[record_altered]" in answer.err
    assert "entri diubah / an entry was changed [4–4]" in answer.out
    assert "[1–6]" in answer.out, "between nothing and the checkpoint"
    answer = sejuk("audit", "verify", record, "--json")
    assert json.loads(answer.err.splitlines()[-1])["code"] == "record_altered"
    # The tables still name who it was.
    faults = [finding["fault"] for finding in answer.json()["findings"]]
    assert faults == ["changed", "root", "table"]


def test_wrong_tables_are_named_and_made_anew(record: Path) -> None:
    db = sqlite3.connect(record / "record.db")
    db.execute("DELETE FROM roll_call")
    db.execute("UPDATE received SET last = 3 WHERE device = 'hp-melati'")
    db.commit()
    db.close()
    assert "[tables_differ]" in sejuk("audit", "verify", record).err
    made = done("record", "rebuild", record, "--json").json()
    assert made["changed"] == ["roll_call", "received"]
    assert "✓" in done("audit", "verify", record).out
    assert done("record", "rebuild", record, "--json").json()["changed"] == []


def test_backup_and_restore(record: Path, tmp_path: Path) -> None:
    backup = tmp_path / "cadangan.db"
    # The clock of the command is far beyond the note's 90 days: what has ended goes first.
    written = done("backup", record, "--out", backup, "--json").json()
    assert written["entries"] == 8, "six, and that keys of texts and of positions were destroyed"
    assert b"aman" not in backup.read_bytes()
    found = done("audit", "verify", backup, "--json").json()
    assert (found["kind"], found["root"]) == ("backup", written["root"])
    (record / "record.db").write_bytes(b"")
    check_refused(sejuk("audit", "checkpoint", record), "record_lost")
    restored = done("restore", backup, "--out", record, "--json").json()
    assert restored["entries"] == 8
    assert Path(restored["aside"]).read_bytes() == b""
    assert done("audit", "verify", record, "--json").json()["size"] == 9
    check_refused(sejuk("backup", record, "--out", backup), "file_exists")


def test_what_has_ended_is_destroyed(record: Path) -> None:
    ended = done("record", "expire", record, "--json").json()
    assert ended == {"keys": {"text": 1, "track": 1}, "rows": {"text": 1, "track": 1}}
    with opened(record, NOW + days(10_000)) as made:
        assert expire(made, now=NOW).keys == {}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("audit", "verify", "nowhere"), "file_missing"),
        (("audit", "verify", "{record}", "--against", "nowhere"), "file_missing"),
        (("audit", "verify", "{record}", "--against", "{text}"), "note_malformed"),
        (("audit", "verify", "{record}", "--key", "x"), "key_malformed"),
        (("audit", "verify", "{text}"), "not_a_bundle"),
        (("audit", "checkpoint", "nowhere"), "record_missing"),
        (("audit", "checkpoint", "{record}", "--out", "{text}"), "file_exists"),
        (("audit", "checkpoint", "{record}", "--add", "{text}"), "note_malformed"),
        (("audit", "bundle", "{record}", "--since", "{text}"), "note_malformed"),
        (("audit", "witness", "{text}", "--state", "{new}"), "witness_unnamed"),
        (("audit", "witness", "{text}", "--state", "{new}", "--name", "x y"), "witness_unnamed"),
        (("audit", "witness", "{text}", "--state", "{new}", "--name", "x"), "not_a_bundle"),
        (("backup", "nowhere", "--out", "{new}"), "record_missing"),
        (("backup", "{record}", "--out", "{text}"), "file_exists"),
        (("restore", "nowhere", "--out", "{record}"), "file_missing"),
        (("restore", "{text}", "--out", "{record}"), "backup_bad"),
        (("record", "rebuild", "nowhere"), "record_missing"),
        (("record", "expire", "nowhere"), "record_missing"),
    ],
)
def test_bad_input(record: Path, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    text = tmp_path / "text"
    text.write_text("not what you think\n")
    names = {"record": record, "text": text, "new": tmp_path / "new"}
    before = (record / "record.db").read_bytes()
    answer = sejuk(*(argument.format(**names) for argument in arguments))
    check_refused(answer, code)
    if "{record}" in arguments and arguments[0] == "restore":
        assert (record / "record.db").read_bytes() == before
    assert text.read_text() == "not what you think\n"


def test_problems_as_json() -> None:
    check_refused_as_json(sejuk("backup", "nowhere", "--out", "x", "--json"), "record_missing")
