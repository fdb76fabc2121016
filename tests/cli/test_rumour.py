"""`sejuk rumour match`, `sejuk rumour same` and `sejuk redact` as people run them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.command import check_refused, check_refused_as_json, done, sejuk

CLAIMS = (
    "id,text\n"
    'air,"Air sumur di RW 03 beracun karena pabrik cat, warga dilarang minum"\n'
    "culik,Penculik anak berkeliling di Kota Bekasi memakai mobil putih dan menyamar badut\n"
)
MESSAGES = (
    "id;teks\n"
    "p1;Hati2!! penculik anak berkeliling di Bekasi memakai mobil putih, menyamar badut\n"
    "p2;Hati2!! penculik anak berkeliling di Depok memakai mobil putih, menyamar badut\n"
    "p3;zzz\n"
)
PAIRS = (
    "a,b\n"
    "Air sumur di RW 03 beracun karena pabrik cat,air sumur di RW 03 beracun krn pabrik cat ya\n"
    "Air sumur di RW 03 beracun karena pabrik cat,air sumur di RW 04 beracun krn pabrik cat ya\n"
    "Air sumur di RW 03 beracun karena pabrik cat,listrik padam tiga hari di kecamatan sebelah\n"
)


def files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return [folder / f"{name}.csv" for name in texts]


def test_match_as_json(tmp_path: Path) -> None:
    index, queries = files(tmp_path, index=CLAIMS, queries=MESSAGES)
    found = done("rumour", "match", "--index", index, "--queries", queries, "--json").json()
    assert [one["id"] for one in found] == ["p1", "p2", "p3"]
    assert [one["same"] for one in found] == ["culik", None, None]
    first, other, nothing = (one["candidates"] for one in found)
    assert first[0]["id"] == other[0]["id"] == "culik"
    assert {"id", "score", "probability"} <= first[0].keys()
    assert first[0]["probability"] >= 0.9
    assert "place" in other[0]["against"]
    assert nothing == []


def test_match_for_people(tmp_path: Path) -> None:
    index, queries = files(tmp_path, index=CLAIMS, queries=MESSAGES)
    out = done("rumour", "match", "--index", index, "--queries", queries).out
    assert "tempat lain / another place" in out
    assert "p3: tidak ada / none" in out


def test_same(tmp_path: Path) -> None:
    (pairs,) = files(tmp_path, pairs=PAIRS)
    found = done("rumour", "same", "--pairs", pairs, "--json").json()
    assert [one["same"] for one in found] == [True, False, False]
    assert found[0]["probability"] > 0.9
    assert found[2]["probability"] < 0.1
    assert "number" in found[1]["against"]
    assert "angka lain / another number" in done("rumour", "same", "--pairs", pairs).out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        ("id,text\n", "file_without_rows"),
        ("id,isi\n1,a\n", "missing_column"),
        ("id,text\n1,a\n1,b\n", "duplicate_id"),
        ("id,text\n1,a\n2,\n", "empty_cell"),
        ("id,text\n,a\n", "empty_cell"),
        ("id,text,text\n1,a,b\n", "duplicate_column"),
        ("id,text\n1,a,b\n", "ragged_line"),
        (f"id,text\n1,{'a' * 140_000}\n", "cell_too_long"),
        ('id,text\n1,"a\n', "file_truncated"),
    ],
)
def test_refused(tmp_path: Path, text: str, code: str) -> None:
    index, queries = files(tmp_path, index=text, queries=MESSAGES)
    check_refused(sejuk("rumour", "match", "--index", index, "--queries", queries), code)


def test_refused_as_json(tmp_path: Path) -> None:
    (index,) = files(tmp_path, index=CLAIMS)
    (tmp_path / "latin.csv").write_bytes("id,text\n1,kafé\n".encode("latin-1"))
    asked = ("rumour", "match", "--index", index, "--json", "--queries")
    check_refused_as_json(sejuk(*asked, tmp_path / "latin.csv"), "not_utf8")
    check_refused_as_json(sejuk(*asked, tmp_path / "tiada.csv"), "file_missing")
    check_refused_as_json(sejuk("rumour", "same", "--pairs", index, "--json"), "missing_column")


def test_signs_that_nobody_sees_are_no_obstacle(tmp_path: Path) -> None:
    """Chats are full of them, and damaged encodings leave others."""
    spoilt = MESSAGES.replace("penculik", "pen\u200bcu\x9dlik\u202e")
    index, queries = files(tmp_path, index=CLAIMS, queries=spoilt)
    found = done("rumour", "match", "--index", index, "--queries", queries, "--json").json()
    assert found[0]["same"] == "culik"


def test_redact_from_stdin_and_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hubungi 0812-3456-7890 sekarang\nbaris kedua\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert done("redact", "-").out == "Hubungi █ sekarang\nbaris kedua\n"
    (tmp_path / "pesan.txt").write_text(text, "utf-8")
    assert done("redact", tmp_path / "pesan.txt").out == "Hubungi █ sekarang\nbaris kedua\n"
    check_refused(sejuk("redact", tmp_path / "tiada.txt"), "file_missing")


def test_redact_refuses_what_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\n\xff\n")))
    check_refused(sejuk("redact", "-"), "not_utf8")
