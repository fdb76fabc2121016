"""The oversight bundle: whole, the same again, checked by a shell, with nothing of residents."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.oversight.acts import OFFICIAL
from sejuk.app.oversight.hand_over import HandedOver, hand_over
from sejuk.model.kinds import KINDS
from sejuk.text.redact import redact
from tests.cli.command import check_refused, sejuk
from tests.oversight.conftest import REASON, Used
from tests.store.diary import NOW, noted, opened, opening
from tests.web.resident import RUMOUR, WORDS

ROOT = Path(__file__).parents[2]


def handed(used: Used, out: Path, **more: Any) -> HandedOver:  # noqa: ANN401
    wish: dict[str, Any] = {"against": [], "keys": [], "rerun": False, "now": used.now, **more}
    return hand_over(wish.pop("folder", used.folder), out, **wish)


@pytest.fixture(scope="module")
def bundle(used: Used, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "pengawasan"
    done = handed(used, out)
    assert done.summary.verdict.is_whole
    assert done.problem is None
    return out


def rows(bundle: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((bundle / f"{name}.csv").read_text("utf-8"))))


# What is in it.


def test_named_approvals_of_the_plan_that_was_signed(bundle: Path, used: Used) -> None:
    (order,) = rows(bundle, "orders")
    assert (order["order"], order["number"]) == (used.order, "Sprin/7/XI/2024")
    approvals = [(row["agency"], row["account"], row["plan"]) for row in rows(bundle, "approvals")]
    offices = ("approver-polri-melati", "approver-tni-melati")
    assert approvals == [
        (agency, office, order["plan"])
        for agency, office in zip(("polri", "tni"), offices, strict=True)
    ]
    assert set(offices) <= {row["account"] for row in rows(bundle, "accounts")}
    (plan,) = rows(bundle, "plans")
    assert (plan["approved"], plan["intact"], plan["broken_rules"]) == ("yes", "yes", "none")
    stops = msgspec.json.decode((bundle / plan["file"]).read_bytes())["routes"][0]["stops"]
    assert stops[0]["reasons"], "each stop says why"


def test_a_draw_is_the_one_that_was_committed_to(bundle: Path) -> None:
    (draw,) = rows(bundle, "draws")
    both = bytes.fromhex(draw["seed"] + draw["salt"])
    assert hashlib.sha256(both).hexdigest() == draw["commitment"]
    assert draw["committed"] < draw["revealed"]


def test_who_sent_a_plan_back_and_that_the_reason_is_sealed(bundle: Path) -> None:
    found = [(row["what"], row["about"], row["reason"]) for row in rows(bundle, "interventions")]
    assert ("return", "tni", "sealed") in found


def test_short_falls_expiry_and_publications(bundle: Path, used: Used) -> None:
    assert all(row["reason"] and row["words_id"] for row in rows(bundle, "short_falls"))
    (operation,) = rows(bundle, "operations")
    assert operation["state"] == "expired"
    sorts = {row["sort"]: row for row in rows(bundle, "expiry")}
    assert set(sorts) == {"text", "track", "photo"}
    assert {row["keys_too_old"] for row in sorts.values()} == {"0"}
    published = rows(bundle, "published")
    assert [row["what"] for row in published] == ["figures"] * 6 + ["answer"]
    for row in published:
        content = (bundle / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["digest"]
    (conduct,) = rows(bundle, "conduct")
    assert (conduct["area"], conduct["about_conduct"]) == (used.area, "6")


def test_no_plan_before_its_night(used: Used, tmp_path: Path) -> None:
    done = handed(used, tmp_path / "out", now=used.begun)
    assert (done.summary.counts.orders, done.summary.counts.over) == (1, 0)
    assert not (tmp_path / "out" / "plans").exists()
    assert rows(tmp_path / "out", "orders")[0]["state"] in {"released", "lapsed"}


@pytest.mark.soak
def test_plans_are_made_again(used: Used, tmp_path: Path) -> None:
    done = handed(used, tmp_path / "out", rerun=True)
    assert rows(tmp_path / "out", "plans")[0]["made_again"] == "same"
    assert (done.summary.counts.rerun, done.summary.counts.differ) == (1, 0)


# Checked without the program.


def test_every_file_has_its_fingerprint(bundle: Path) -> None:
    command = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=bundle, capture_output=True, text=True, check=True)
    there = {p.relative_to(bundle).as_posix() for p in bundle.rglob("*") if p.is_file()}
    listed = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    assert there - listed == {"SHA256SUMS", "manifest.json"}
    manifest = msgspec.json.decode((bundle / "manifest.json").read_bytes())["files"]
    assert set(manifest) == there - {"manifest.json"}


def test_every_act_is_in_the_tree(bundle: Path) -> None:
    leaves = (bundle / "leaves.txt").read_text("ascii").splitlines()
    lines = (bundle / "entries.jsonl").read_bytes().splitlines()
    for line in lines:
        position = msgspec.json.decode(line)[0]
        assert hashlib.sha256(b"\0" + line).hexdigest() == leaves[position - 1]
    assert len(lines) == len(rows(bundle, "acts"))


@pytest.mark.parametrize("name", ["README.txt", "BACA-DULU.txt"])
def test_what_a_readme_tells_to_type(bundle: Path, name: str) -> None:
    page = (bundle / name).read_text("utf-8")
    lines = [line.strip() for line in page.splitlines() if line.startswith("       ")]
    start = next(n for n, line in enumerate(lines) if line.startswith("line="))
    first, second = shell("\n".join(lines[start : start + 3]), bundle).split("\n")[:2]
    assert first.split()[0] == second
    assert not re.search(r"\{[a-z_.]+\}", page), "a place that was not filled in"


def test_what_the_documentation_tells_to_type(bundle: Path, tmp_path: Path) -> None:
    """The blocks of `docs/how-to/oversee.md`, as they stand there."""
    page = (ROOT / "docs" / "how-to" / "oversee.md").read_text("utf-8")
    blocks = re.findall(r"^```(sh|python)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    sums, line, draw = [code for language, code in blocks if language == "sh"]
    (program,) = [code for language, code in blocks if language == "python"]
    assert all(said.endswith(": OK") for said in shell(sums, bundle).splitlines())
    first, second = shell(line, bundle).splitlines()
    assert first.split()[0] == second
    (row,) = rows(bundle, "draws")
    assert "$SEED$SALT" in draw
    assert len(row["seed"] + row["salt"]) == 96
    (tmp_path / "root.py").write_text(program, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "root.py"), str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    verdict = msgspec.json.decode((bundle / "summary.json").read_bytes())["verdict"]
    whole, *notes = done.stdout.splitlines()
    assert whole == f"{verdict['size']} {verdict['root']}"
    assert len(notes) == verdict["checkpoints"] == 1
    assert notes[0].endswith(f"{verdict['size']} the same")


def shell(script: str, folder: Path) -> str:
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


# Deterministic, and not about residents.


def test_the_same_record_gives_the_same_bytes(bundle: Path, used: Used, tmp_path: Path) -> None:
    handed(used, tmp_path / "again")
    sums = [(folder / "SHA256SUMS").read_bytes() for folder in (bundle, tmp_path / "again")]
    assert sums[0] == sums[1]
    handed(used, tmp_path / "again")  # it may take the place of what it wrote itself


def test_nothing_sealed_and_nothing_of_residents(bundle: Path) -> None:
    texts = {p: p.read_text("utf-8") for p in bundle.rglob("*") if p.is_file()}
    for word in (WORDS, RUMOUR, REASON, "Budi", "0812-3456", "lampu", "sampah"):
        assert [p.name for p, text in texts.items() if word in text] == [], word
    # What the redactor would take out of a text stands in no cell and no line.
    for name in ("BACA-DULU.txt", "README.txt"):
        page = (bundle / name).read_text("utf-8")
        assert redact(without_digests(page)) == without_digests(page)
    for name in ("acts", "approvals", "accounts", "interventions", "operations", "short_falls"):
        for row in rows(bundle, name):
            for cell in row.values():
                assert redact(without_digests(cell)) == without_digests(cell), cell


def without_digests(text: str) -> str:
    """Hashes, times and ids of papers have digits that are nobody's."""
    text = re.sub(r"\b[0-9a-f]{8,64}\b|\b\d{4}-\d\d-\d\d(T[\d:.+]+)?", "", text)
    return re.sub(r"\b(op|r|o|j)-[0-9a-f-]+", "", text)


def test_entries_that_tell_of_residents_are_hashes_alone(bundle: Path) -> None:
    """One by one they would be small counts (guarantee G2)."""
    kinds = {msgspec.json.decode(line)[5] for line in _lines(bundle)}
    assert kinds <= OFFICIAL
    about = re.compile(
        "concern|heard|sighting|claim|reported|talked|noted|observed|warning|alarm|objection|feedback"
    )
    assert [kind for kind in KINDS if kind in OFFICIAL and about.search(kind)] == []
    size = msgspec.json.decode((bundle / "summary.json").read_bytes())["verdict"]["size"]
    assert len((bundle / "leaves.txt").read_text().splitlines()) == size > len(_lines(bundle))


def _lines(bundle: Path) -> list[bytes]:
    return (bundle / "entries.jsonl").read_bytes().splitlines()


# What does not hold is told, and the bundle is there.


def test_a_changed_record_gives_a_bundle_that_says_so(copied: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(copied / "record.db")
    db.execute("DROP TRIGGER event_no_update")
    db.execute("UPDATE event SET author = 'orang-lain' WHERE kind = 'order_stepped'")
    db.commit()
    db.close()
    answer = sejuk("audit", "oversight", copied, "--out", tmp_path / "out")
    assert answer.code == 2
    assert "[record_altered]" in answer.err
    page = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert "**The record is NOT whole. What was found:**" in page
    assert "an entry was changed" in page
    assert "entri diubah" in (tmp_path / "out" / "BACA-DULU.txt").read_text("utf-8")


def test_tables_changed_by_hand_change_nothing(copied: Path, bundle: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(copied / "record.db")
    db.execute("UPDATE signature SET account = 'orang-lain'")
    db.commit()
    db.close()
    answer = sejuk("audit", "oversight", copied, "--out", tmp_path / "out")
    assert "[tables_differ]" in answer.err
    assert rows(tmp_path / "out", "approvals") == rows(bundle, "approvals")


def test_a_document_that_is_not_the_one_named(copied: Path, tmp_path: Path, used: Used) -> None:
    db = sqlite3.connect(copied / "record.db")
    (plan,) = db.execute("SELECT plan FROM patrol_order").fetchone()
    changed = "replace(cast(content AS TEXT), '\"arrive\":', '\"arrive\": ')"
    db.execute(f"UPDATE document SET content = cast({changed} AS BLOB) WHERE digest = ?", (plan,))
    db.commit()
    db.close()
    done = handed(used, tmp_path / "out", folder=copied)
    assert done.altered == (plan,)
    assert done.problem is not None
    assert done.problem.code == "record_corrupt"
    assert rows(tmp_path / "out", "plans")[0]["intact"] == "no"


def test_an_entry_that_nobody_can_read(copied: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(copied / "record.db")
    db.execute("DROP TRIGGER event_no_update")
    db.execute("UPDATE event SET body = x'7b' WHERE kind = 'order_drafted'")
    db.commit()
    db.close()
    answer = sejuk("audit", "oversight", copied, "--out", tmp_path / "out", "--json")
    assert answer.code == 2
    assert answer.json()["readable"] is False
    assert "cannot be read to its end" in (tmp_path / "out" / "README.txt").read_text("utf-8")


def test_an_empty_record(tmp_path: Path) -> None:
    with opened(tmp_path / "catatan"):
        pass
    answer = sejuk("audit", "oversight", tmp_path / "catatan", "--out", tmp_path / "out")
    assert answer.code == 0, answer.err
    page = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert "There is no checkpoint yet" in page
    assert rows(tmp_path / "out", "orders") == []


def test_what_is_kept_too_long_is_told(tmp_path: Path, used: Used) -> None:
    """A record whose server has not run for a hundred days."""
    folder = tmp_path / "catatan"
    with opened(folder) as record:
        record.append([opening(1), noted(2, "aman")], now=NOW)
    late = msgspec.structs.replace(used, folder=folder)
    done = handed(late, tmp_path / "out")
    assert done.summary.counts.outlived == 2, "a key and a text"
    assert "2 sealed things or keys are older" in (tmp_path / "out" / "README.txt").read_text()


def test_a_backup_without_keys_and_districts(used: Used, tmp_path: Path) -> None:
    backup = tmp_path / "cadangan.db"
    sejuk("backup", used.folder, "--out", backup)
    done = handed(used, tmp_path / "out", folder=backup)
    assert done.summary.verdict.is_whole
    assert (done.summary.counts.not_checked, done.summary.counts.broken) == (1, 0)
    assert rows(tmp_path / "out", "conduct") == []


@pytest.mark.parametrize(
    ("target", "code"),
    [("nowhere", "file_missing"), ("empty", "file_missing"), ("text", "record_missing")],
)
def test_what_is_no_record(tmp_path: Path, target: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("not what you think\n")
    check_refused(sejuk("audit", "oversight", tmp_path / target, "--out", tmp_path / "out"), code)
    assert not (tmp_path / "out").exists()


def test_it_takes_the_place_of_nothing_else(used: Used, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("milik orang lain")
    check_refused(sejuk("audit", "oversight", used.folder, "--out", tmp_path), "folder_not_ours")
