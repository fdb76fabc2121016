"""What can be wrong with a file as such."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sejuk.files.areas import read_areas
from sejuk.files.osm import read_osm
from sejuk.files.places import read_places
from sejuk.files.roads import read_roads
from sejuk.files.source import clean_name, heading_key, read_text, shown
from sejuk.problems import ProblemError


def check_refused(code: str, path: Path) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read_text(path, 1)
    assert caught.value.code == code
    for language in ("id", "en"):
        assert caught.value.what(language)
        assert caught.value.do(language)
    return caught.value


def test_missing_file_and_folder(tmp_path: Path) -> None:
    check_refused("file_missing", tmp_path / "tidak-ada.csv")
    check_refused("file_is_folder", tmp_path)
    check_refused("file_not_readable", tmp_path / "a\0b")
    check_refused("file_not_readable", tmp_path / ("x" * 5000))


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "rahasia.csv"
    path.write_text("a")
    path.chmod(0)
    check_refused("file_not_readable", path)


@pytest.mark.parametrize(
    ("code", "raw"),
    [
        ("file_empty", b""),
        ("file_empty", b" \r\n\t"),
        ("file_empty", b"\xef\xbb\xbf"),
        ("not_utf8", b"nama;jenis\nCaf\xe9;pos"),
        ("not_utf8", "id;nama".encode("utf-16")),
        ("file_too_large", b"x" * 1_000_001),
    ],
)
def test_refused_content(tmp_path: Path, code: str, raw: bytes) -> None:
    path = tmp_path / "berkas.csv"
    path.write_bytes(raw)
    check_refused(code, path)


def test_not_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"satu\ndua\ntig\xff\n")
    assert check_refused("not_utf8", path).facts["line"] == 3


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfid")
    assert read_text(path) == "id"


@pytest.mark.parametrize("reader", [read_roads, read_areas, read_places, read_osm])
def test_100_megabytes_of_junk_are_refused_at_once(tmp_path: Path, reader: object) -> None:
    assert callable(reader)
    path = tmp_path / ("junk.osm.pbf" if reader is read_osm else "junk.geojson")
    with path.open("wb") as stream:
        stream.truncate(100_000_000)  # a hole: no disk is used, every byte reads as 0
    began = time.perf_counter()
    with pytest.raises(ProblemError) as caught:
        reader(path)
    assert caught.value.code == ("not_osm" if reader is read_osm else "file_too_large")
    # Refused by size, or by the first block: far below what reading 100 MB would take.
    assert time.perf_counter() - began < 1.0


def test_echo_is_one_short_line() -> None:
    assert shown("a\nb\x1b[31m") == "a b [31m"
    assert shown("x" * 100) == "x" * 39 + "…"
    assert shown("\u202eterbalik") == "terbalik"


def test_names_are_cleaned() -> None:
    assert clean_name("  Pos \t\n Ronda\x00 ") == "Pos Ronda"
    assert clean_name("   ") is None
    assert clean_name(12) is None
    assert len(clean_name("n" * 1000) or "") == 120


def test_headings_are_compared_without_case_and_spaces() -> None:
    assert heading_key(" ID  Wilayah ") == heading_key("id_wilayah") == "id_wilayah"
