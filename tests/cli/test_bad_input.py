"""Every kind of bad input: a code, both languages, exit code 2, and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import (
    NIGHT,
    check_refused,
    check_refused_as_json,
    content,
    done,
    sejuk,
    sejuk_apart,
)
from tests.cli.town import PLACES, areas, feature, places_csv, roads
from tests.geo.melati import lonlat

HEADS = "pilar,peran,jumlah,kendaraan,pos\n"
LEADER = "polri,katim,1,jalan kaki,\n"
PAIR = LEADER + "tni,anggota,1,jalan kaki,\n"

File = str | bytes | list[dict[str, Any]]
"""Text, bytes, or the features of a GeoJSON file."""


def far(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same areas half a degree, about 55 km, to the east."""
    moved = json.loads(json.dumps(features))
    for area in moved:
        for ring in area["geometry"]["coordinates"]:
            for point in ring:
                point[0] += 0.5
    return list(moved)


def swapped(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Latitude before longitude."""

    def turn(value: Any) -> Any:  # noqa: ANN401 – nested lists of any depth
        return value[::-1] if isinstance(value[0], float) else [turn(part) for part in value]

    turned = json.loads(json.dumps(features))
    for one in turned:
        one["geometry"]["coordinates"] = turn(one["geometry"]["coordinates"])
    return list(turned)


def cut(features: list[dict[str, Any]]) -> str:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return text[: len(text) // 2]


def place_row(point: tuple[float, float]) -> str:
    lon, lat = lonlat(point)
    return f"x,Titik Jauh,pos,{lon},{lat}\n"


NIGHT_INPUT: dict[str, tuple[str, str, File]] = {
    # name of the row: (code, option, content of the file)
    "roster without a column": (
        "missing_column",
        "--roster",
        "pilar,peran,jumlah\npolri,katim,2\n",
    ),
    "roster of an agency nobody knows": (
        "unknown_agency",
        "--roster",
        HEADS + "linmas,katim,2,jalan kaki,\n",
    ),
    "roster of one": ("roster_too_small", "--roster", HEADS + LEADER),
    "roster without a police lead": (
        "no_police_lead",
        "--roster",
        HEADS + "polri,anggota,4,jalan kaki,\n",
    ),
    "roster with words for a number": (
        "bad_value",
        "--roster",
        HEADS + "polri,katim,dua,jalan kaki,\n",
    ),
    "roster with a post of two places": (
        "ambiguous_place",
        "--roster",
        HEADS + "polri,katim,2,jalan kaki,Warung Sudut\n",
    ),
    "roster with a post nowhere": (
        "unknown_place",
        "--roster",
        HEADS + "polri,katim,2,jalan kaki,Menara Gading\n",
    ),
    "roster empty": ("file_empty", "--roster", ""),
    "roster of blanks": ("file_empty", "--roster", " \n\n"),
    "roster without lines": ("file_without_rows", "--roster", HEADS),
    "roster cut off": ("file_truncated", "--roster", HEADS + 'polri,"kat'),
    "roster with a short line": ("ragged_line", "--roster", HEADS + "polri,katim\n"),
    "roster with a heading twice": (
        "duplicate_column",
        "--roster",
        "pilar,pilar,jumlah\npolri,polri,1\n",
    ),
    "roster in another encoding": ("not_utf8", "--roster", HEADS.encode() + b"polri,k\xe9,1,,\n"),
    "roster of a spreadsheet's binary": ("not_utf8", "--roster", b"PK\x03\x04\xff\xfe"),
    "tension without a column": ("missing_column", "--tension", "id_wilayah\n0\n"),
    "tension of areas that are not here": ("unknown_area", "--tension", "id_wilayah,suhu\n99,50\n"),
    "tension above the scale": ("bad_value", "--tension", "id_wilayah,suhu\n0,101\n"),
    "tension of one area twice": ("duplicate_id", "--tension", "id_wilayah,suhu\n0,5\n0,6\n"),
    "tension of one border twice": (
        "duplicate_id",
        "--tension",
        "id_wilayah,suhu\n0|1,5\n1|0,6\n",
    ),
    "tension with faith": ("forbidden_column", "--tension", "id_wilayah,suhu,agama\n0,50,x\n"),
    "tension with votes": ("forbidden_column", "--tension", "id_wilayah,suhu,Suara 02\n0,50,x\n"),
    "tension empty": ("file_empty", "--tension", ""),
    "tension cut off": ("file_truncated", "--tension", 'id_wilayah,suhu\n"0'),
    "present leg of two places": ("ambiguous_name", "--present", "titik\nWarung Sudut\n"),
    "present leg nowhere": ("unknown_leg", "--present", "titik\nJalan Bulan\n"),
    "present without a column": ("missing_column", "--present", "apa\nPasar Melati\n"),
    "present empty": ("file_empty", "--present", ""),
    "settings that are no TOML": ("settings_unreadable", "--settings", "dwell_minutes: 12"),
    "settings with an unknown key": ("unknown_setting", "--settings", "dwel_minutes = 12"),
    "settings out of bounds": ("bad_setting", "--settings", "dwell_minutes = -1"),
    "settings that contradict each other": ("bad_setting", "--settings", "dwell_minutes = 40"),
    "settings empty": ("file_empty", "--settings", ""),
}

BUILD_INPUT: dict[str, tuple[str, str, str, File]] = {
    # name of the row: (code, option, name of the file, content)
    "streets cut off": ("file_truncated", "--roads", "j.geojson", cut(roads())),
    "streets empty": ("file_empty", "--roads", "j.geojson", ""),
    "streets that are a table": ("not_geojson", "--roads", "j.geojson", "id,nama\n1,A\n"),
    "streets without a line": ("no_streets", "--roads", "j.geojson", []),
    "streets nobody can walk": (
        "no_usable_streets",
        "--roads",
        "j.geojson",
        [feature("LineString", [[106.85, -6.18], [106.86, -6.18]], {"highway": "motorway"})],
    ),
    "streets swapped": ("coordinates_swapped", "--roads", "j.geojson", swapped(roads())),
    "streets in metres": (
        "coordinates_not_degrees",
        "--roads",
        "j.geojson",
        [feature("LineString", [[706e3, 93e5], [707e3, 93e5]], {"highway": "residential"})],
    ),
    "streets of another kind": ("file_kind_unknown", "--roads", "jalan.shp", "x"),
    "graph that is none": ("not_graphml", "--roads", "j.graphml", "<svg></svg>"),
    "graph cut off": ("file_truncated", "--roads", "j.graphml", "<graphml><key"),
    "graph with entities": (
        "xml_entities",
        "--roads",
        "j.graphml",
        '<!DOCTYPE g [<!ENTITY a "b">]><graphml>&a;</graphml>',
    ),
    "map that is none": ("not_osm", "--osm", "j.osm.pbf", b"not a map at all"),
    "map empty": ("file_empty", "--osm", "j.osm.pbf", b""),
    "areas without streets": ("area_without_streets", "--areas", "a.geojson", far(areas())),
    "areas swapped": ("coordinates_swapped", "--areas", "a.geojson", swapped(areas())),
    "areas with one id twice": (
        "duplicate_id",
        "--areas",
        "a.geojson",
        [*areas(), areas()[0]],
    ),
    "areas that are points": (
        "areas_not_polygons",
        "--areas",
        "a.geojson",
        [feature("Point", [106.85, -6.18], {})],
    ),
    "areas none": ("no_areas", "--areas", "a.geojson", []),
    "areas empty": ("file_empty", "--areas", "a.geojson", ""),
    "areas cut off": ("file_truncated", "--areas", "a.geojson", cut(areas())),
    "place outside the area": (
        "place_outside_area",
        "--places",
        "t.csv",
        places_csv() + place_row((2000, 0)),
    ),
    "places with one id twice": (
        "duplicate_id",
        "--places",
        "t.csv",
        places_csv() + places_csv().splitlines()[1] + "\n",
    ),
    "places swapped": (
        "coordinates_swapped",
        "--places",
        "t.csv",
        "nama,jenis,lon,lat\nPos,pos,-6.18,106.85\n",
    ),
    "places without a column": ("missing_column", "--places", "t.csv", "nama,jenis,lon\nA,pos,1\n"),
    "places without a number": (
        "bad_value",
        "--places",
        "t.csv",
        "nama,jenis,lon,lat\nPos,pos,timur,-6.18\n",
    ),
    "places empty": ("file_empty", "--places", "t.csv", ""),
    "places cut off": ("file_truncated", "--places", "t.csv", 'nama,jenis,lon,lat\n"Pos'),
    "places of another kind": ("file_kind_unknown", "--places", "t.xlsx", "x"),
    "build settings unknown": ("unknown_setting", "--settings", "s.toml", "kecepatan = 3"),
}

NIGHT_OPTIONS = [
    ("bad_option", "--date 28-11-2024"),
    ("bad_option", "--date 2024-02-30"),
    ("bad_option", "--date 9999-12-31"),
    ("bad_option", "--date 0001-01-01"),
    ("bad_option", "--from 25:00"),
    ("bad_option", "--from malam"),
    ("bad_option", "--to 22:60"),
    ("shift_of_zero_length", "--from 22:00 --to 22:00"),
    ("shift_too_short", "--from 22:00 --to 22:05"),
    ("bad_option", "--seed satu"),
    ("bad_option", "--seed -1"),
    ("bad_option", "--seed 1.5"),
    ("bad_option", "--seed 4294967296"),
    ("bad_option", "--seed " + "9" * 5000),
    ("bad_option", "--preset cepat"),
    ("too_many_crews", "--crews 9"),
    ("too_many_crews", "--crews 0"),
    ("too_many_crews", "--crews -1"),
    ("bad_option", "--crews dua"),
    ("unknown_option", "--malam 3"),
    ("unknown_option", "-x"),
    ("unknown_option", "sisa kata"),
    ("missing_option", "--seed"),
    ("missing_option", "--roster"),
    ("bad_option", "--seed 1 --seed 2"),
    ("bad_option", "--json=mungkin"),
    ("file_missing", "--roster tidak-ada.csv"),
    ("file_is_folder", "--tension ."),
]
PLAN_OPTIONS = [
    ("too_many_nights", "--nights 0"),
    ("too_many_nights", "--nights 29"),
    ("bad_option", "--nights tiga"),
    ("bad_option", "--proof lama"),
    ("bad_option", "--draw-with 12:34"),
    ("bad_rotation_budget", "--extra 0"),
    ("unknown_place", "--extra 2 --veto entah"),
    ("unknown_place", "--pin entah"),
    ("unknown_place", "--ban entah"),
    ("bad_option", "--pin @22:30"),
    ("bad_option", "--pin pasar="),
    ("bad_option", "--pin pasar@jam-sembilan"),
    ("pin_cannot_be", "--pin pasar@03:00"),
    ("pin_cannot_be", "--pin pasar=Z"),
    ("pin_cannot_be", "--pin pasar#3"),
    ("pin_cannot_be", "--pin pasar --ban pasar"),
    ("pin_cannot_be", "--pin pasar --pin pasar"),
    ("pins_do_not_fit", "--pin pasar@22:30=A --pin kantor@22:30=A --crews 1 --preset quick"),
]
COMPARE_OPTIONS = [
    ("bad_option", "--weights-seeds -1"),
    ("bad_option", "--weights-seeds 1000000"),
    ("bad_option", "--weights-seeds 2 --preset cepat"),
]
OTHER_COMMANDS = [
    ("unknown_command", "rencana"),
    ("unknown_command", "district buat"),
    ("missing_option", "plan"),
    ("missing_option", "compare"),
    ("missing_option", "replan"),
    ("missing_option", "district build"),
    ("missing_option", "district sample"),
    ("missing_option", "district build --out @out"),
    ("bad_option", "district build --out @out --roads a.geojson --osm b.osm"),
    ("bad_option", "district build --out @out --roads a.geojson --zone Bulan/Utara"),
    ("bad_option", "district build --out @out --roads a.geojson --population -5"),
    ("bad_option", "district build --out @out --roads a.geojson --population banyak"),
    ("file_missing", "district build --out @out --roads tidak-ada.geojson"),
    ("bad_option", "district sample --out @out --seed -1"),
    ("bad_option", "demo --out @out --preset cepat"),
    ("bad_option", "demo --out @out --date besok"),
    ("not_a_district", "plan tidak-ada --out @out"),
    ("not_a_district", "plan . --out @out"),
    ("not_a_district", "compare tidak-ada --out @out"),
]


def written(path: Path, file: File) -> Path:
    if isinstance(file, list):
        file = json.dumps({"type": "FeatureCollection", "features": file})
    path.write_bytes(file if isinstance(file, bytes) else file.encode())
    return path


def check(code: str, folder: Path, *arguments: object) -> None:
    """Refused in words and as JSON; the folder is as it was, with no file more or less."""
    before = content(folder), sorted(folder.rglob("*"))
    check_refused(sejuk(*arguments), code)
    check_refused_as_json(sejuk(*arguments, "--json"), code)
    assert (content(folder), sorted(folder.rglob("*"))) == before


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands run in an empty folder of their own."""
    (tmp_path / "kerja").mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path / "kerja")
        yield


@pytest.mark.parametrize("row", NIGHT_INPUT)
@pytest.mark.parametrize("command", ["plan", "compare"])
def test_input_of_a_night(tmp_path: Path, melati: Path, command: str, row: str) -> None:
    code, option, file = NIGHT_INPUT[row]
    path = written(tmp_path / "masukan", file)
    check(code, tmp_path, command, melati, *NIGHT, option, path, "--out", tmp_path / "hasil")


@pytest.mark.parametrize("row", BUILD_INPUT)
def test_input_of_a_district(tmp_path: Path, town: Path, row: str) -> None:
    code, option, name, file = BUILD_INPUT[row]
    given = {
        "--roads": town / "jalan.geojson",
        "--areas": town / "rw.geojson",
        "--places": town / "titik.csv",
    }
    if option == "--osm":
        del given["--roads"]
    given[option] = written(tmp_path / name, file)
    if option == "--areas":
        del given["--places"]  # they would lie outside of some of these areas
    options = [text for pair in given.items() for text in pair]
    check(code, tmp_path, "district", "build", *options, "--out", tmp_path / "hasil")


@pytest.mark.parametrize(
    ("option", "name", "code"),
    [
        ("--roads", "j.geojson", "file_too_large"),
        ("--roads", "j.graphml", "file_too_large"),
        ("--osm", "j.osm.pbf", "not_osm"),
        ("--osm", "j.osm", "not_osm"),
        ("--areas", "a.geojson", "file_too_large"),
        ("--places", "t.csv", "file_too_large"),
        ("--places", "t.geojson", "file_too_large"),
        ("--settings", "s.toml", "file_too_large"),
    ],
)
def test_100_megabytes_of_junk_for_a_district(
    tmp_path: Path, town: Path, option: str, name: str, code: str
) -> None:
    given = {"--roads": town / "jalan.geojson", "--areas": town / "rw.geojson"}
    if option == "--osm":
        del given["--roads"]
    given[option] = junk(tmp_path.parent / f"{tmp_path.name}-{name}")
    options = [text for pair in given.items() for text in pair]
    check(code, tmp_path, "district", "build", *options, "--out", tmp_path / "hasil")


@pytest.mark.parametrize("option", ["--roster", "--tension", "--present", "--settings"])
def test_100_megabytes_of_junk_for_a_night(tmp_path: Path, melati: Path, option: str) -> None:
    path = junk(tmp_path.parent / f"{tmp_path.name}-junk")
    check("file_too_large", tmp_path, "plan", melati, option, path, "--out", tmp_path / "hasil")


def junk(path: Path) -> Path:
    """100 MB that take no room on the disk: a hole, every byte of which reads as 0."""
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    return path


@pytest.mark.parametrize(("code", "options"), NIGHT_OPTIONS + PLAN_OPTIONS)
def test_options_of_plan(tmp_path: Path, melati: Path, code: str, options: str) -> None:
    check(code, tmp_path, "plan", melati, "--out", tmp_path / "hasil", *options.split())


@pytest.mark.parametrize(("code", "options"), NIGHT_OPTIONS + COMPARE_OPTIONS)
def test_options_of_compare(tmp_path: Path, melati: Path, code: str, options: str) -> None:
    check(code, tmp_path, "compare", melati, "--out", tmp_path / "hasil", *options.split())


@pytest.mark.parametrize(("code", "line"), OTHER_COMMANDS)
def test_other_commands(tmp_path: Path, code: str, line: str) -> None:
    words = [str(tmp_path / "hasil") if word == "@out" else word for word in line.split()]
    check(code, tmp_path, *words)


@pytest.mark.parametrize("command", ["plan", "compare", "build", "sample", "demo", "example"])
def test_folders_with_files_of_ones_own_are_left_alone(
    tmp_path: Path, melati: Path, town: Path, command: str
) -> None:
    out = tmp_path / "dokumen"
    own = out / "rencana" / "catatan.txt" if command == "demo" else out / "catatan.txt"
    own.parent.mkdir(parents=True)
    own.write_text("milik saya")
    arguments: dict[str, tuple[object, ...]] = {
        "plan": ("plan", melati, *NIGHT, "--out", out),
        "compare": ("compare", melati, *NIGHT, "--out", out),
        "build": ("district", "build", "--roads", town / "jalan.geojson", "--out", out),
        "sample": ("district", "sample", "--out", out),
        "demo": ("demo", *NIGHT, "--out", out),
        "example": ("plan", "--example", out),
    }
    check("folder_not_ours", tmp_path, *arguments[command])
    assert own.read_text() == "milik saya"


def test_results_cannot_go_into_a_file_or_the_folder_one_is_in(
    tmp_path: Path, melati: Path
) -> None:
    file = written(tmp_path / "berkas", "milik saya")
    check("not_a_folder", tmp_path, "plan", melati, *NIGHT, "--out", file)
    check("not_a_folder", tmp_path, "plan", melati, *NIGHT, "--out", file / "di-dalam")
    check("folder_is_current", tmp_path, "plan", melati, *NIGHT, "--out", ".")
    check("folder_is_current", tmp_path, "plan", melati, *NIGHT, "--out", "")


def test_district_folders_that_were_changed(tmp_path: Path, town: Path) -> None:
    folder = tmp_path / "wilayah"
    done("district", "build", "--roads", town / "jalan.geojson", "--out", folder)
    page = folder / "district.json"
    whole = page.read_bytes()
    for damage in (b"", whole[: len(whole) // 2], whole.replace(b"Asia", b"Isia")):
        page.write_bytes(damage)
        check("district_damaged", tmp_path, "plan", folder, "--out", tmp_path / "hasil")
    page.unlink()
    check("district_damaged", tmp_path, "plan", folder, "--out", tmp_path / "hasil")


def test_replan_of_what_is_no_plan(tmp_path: Path, melati: Path) -> None:
    options = ("--at", "23:00", "--lost", "A", "--out", tmp_path / "hasil")
    for text in ("{}", "[]", "{", '{"kind": "sejuk"}'):
        path = written(tmp_path / "plan.json", text)
        check("not_a_plan", tmp_path, "replan", melati, "--plan", path, *options)


def test_every_place_of_the_town_is_used() -> None:
    """The rows above rely on two places with one name."""
    names = [name for _, name, _, _ in PLACES]
    assert names.count("Warung Sudut") == 2


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("missing_column", "plan @melati --roster @file --out @out"),
        ("not_osm", "district build --osm @junk --out @out"),
        ("unknown_option", "compare @melati --apa"),
    ],
)
def test_the_installed_command_says_the_same(
    tmp_path: Path, melati: Path, code: str, line: str
) -> None:
    words = {
        "@melati": melati,
        "@file": written(tmp_path / "roster.csv", "pilar\npolri\n"),
        "@junk": junk(tmp_path / "junk.osm.pbf"),
        "@out": tmp_path / "hasil",
    }
    arguments = [words.get(word, word) for word in line.split()]
    check_refused(sejuk_apart(*arguments), code)
    check_refused_as_json(sejuk_apart(*arguments, "--json"), code)
    assert not (tmp_path / "hasil").exists()
