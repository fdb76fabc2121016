"""`sejuk plan`: what it writes, that equal inputs give equal bytes, and its options."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import gpxpy
import msgspec
import pytest
from icalendar import Calendar

from sejuk.cli.options import read_pin
from sejuk.files.writing import read_manifest
from sejuk.model.plan import Plan
from tests.cli.command import NIGHT, content, done, sejuk, sejuk_apart

ONE_NIGHT = {"plan.json", "rencana.html", "rute.geojson", "jadwal.csv", "kalender.ics"}
ROSTER = "pilar,peran,jumlah,kendaraan,pos\n"


def crews_of(folder: Path) -> list[str]:
    return [route.crew.id for route in read_plan(folder / "plan.json").routes]


def read_plan(path: Path) -> Plan:
    return msgspec.json.decode(path.read_bytes(), type=Plan)


def without_run(folder: Path) -> dict[str, bytes]:
    """All files but the report of seconds and machine."""
    return {name: data for name, data in content(folder).items() if name != "run.json"}


def check_parses(name: str, data: bytes) -> None:
    """A file is what its ending says, and not empty."""
    text = data.decode("utf-8-sig")
    match Path(name).suffix:
        case ".json":
            assert json.loads(text)
        case ".geojson":
            page = json.loads(text)
            assert page["type"] == "FeatureCollection"
            kinds = {feature["geometry"]["type"] for feature in page["features"]}
            assert {"LineString", "Point"} <= kinds
        case ".gpx":
            track = gpxpy.parse(text)
            assert track.waypoints or track.routes or track.tracks
        case ".csv":
            head, *rows = csv.reader(io.StringIO(text), delimiter=";")
            assert rows
            assert all(len(row) == len(head) for row in rows)
        case ".ics":
            assert len(list(Calendar.from_ical(text).walk("VEVENT"))) > 0
        case ".html":
            assert text.casefold().startswith("<!doctype html>")
            HTMLParser().feed(text)
            assert text.rstrip().endswith("</html>")
        case other:
            pytest.fail(f"nobody announced a {other}")


@pytest.mark.parametrize("district", ["sample", "melati"])
def test_writes_what_is_announced(
    tmp_path: Path, district: str, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "hasil"
    answer = done("plan", request.getfixturevalue(district), *NIGHT, "--out", out)
    files = content(out)
    tracks = {f"tim-{crew}.gpx" for crew in crews_of(out)}
    assert set(files) == ONE_NIGHT | tracks | {"run.json", "manifest.json"}
    manifest = read_manifest(out)
    assert manifest is not None
    assert set(manifest.files) == set(files) - {"manifest.json"}
    for name, data in files.items():
        check_parses(name, data)
    assert str(out / "rencana.html") in answer.err


def test_a_plan_of_three_nights(tmp_path: Path, sample: Path) -> None:
    out = tmp_path / "hasil"
    answer = done("plan", sample, *NIGHT, "--nights", 3, "--out", out)
    files = content(out)
    nights = {name.split("/")[0] for name in files if "/" in name}
    assert nights == {"malam-1", "malam-2", "malam-3"}
    for night in nights:
        crews = {f"{night}/tim-{crew}.gpx" for crew in crews_of(out / night)}
        assert {n for n in files if n.startswith(night)} == (
            {f"{night}/{name}" for name in ONE_NIGHT} | crews
        )
    assert {n for n in files if "/" not in n} == {"minggu.html", "run.json", "manifest.json"}
    for name, data in files.items():
        check_parses(name, data)
    dates = [read_plan(out / f"malam-{n}" / "plan.json").shift.date.isoformat() for n in (1, 2, 3)]
    assert dates == ["2024-11-28", "2024-11-29", "2024-11-30"]
    assert [line[:10] for line in answer.out.splitlines()] == dates
    assert str(out / "minggu.html") in answer.err


def test_equal_inputs_give_equal_bytes(tmp_path: Path, sample: Path) -> None:
    """In processes of their own, whose sets have other orders."""
    for name, order in (("a", "1"), ("b", "2")):
        answer = sejuk_apart(
            *("plan", sample, *NIGHT, "--seed", 7, "--nights", 2, "--out", tmp_path / name),
            env={"PYTHONHASHSEED": order},
        )
        assert answer.code == 0, answer.err
        assert "Warning" not in answer.err
    assert without_run(tmp_path / "a") == without_run(tmp_path / "b")
    assert "run.json" in content(tmp_path / "a")


def test_another_seed_and_another_date_differ(sample: Path) -> None:
    first = done("plan", sample, *NIGHT, "--json").json()
    again = done("plan", sample, *NIGHT, "--json").json()
    other_seed = done("plan", sample, *NIGHT, "--seed", 1, "--json").json()
    other_day = done("plan", sample, "--preset", "quick", "--date", "2025-01-03", "--json").json()
    assert first == again
    assert first["routes"] != other_seed["routes"]
    assert other_day["shift"]["date"] == "2025-01-03"


def test_pins_and_bans(sample: Path) -> None:
    """The plan without wishes says which; then a place left out is in, and one visited is out."""
    free = done("plan", sample, *NIGHT, "--json").json()
    [crew, *_] = free["routes"]
    banned = next(s["place"] for s in crew["stops"] if s["kind"] == "visit")
    wanted = next(u["place"] for u in free["uncovered"] if u["reason"] == "no_time")
    wishes = ("--pin", f"{wanted}@23:40=B", "--ban", banned)
    plan = done("plan", sample, *NIGHT, *wishes, "--json").json()
    stops = [(r["crew"]["id"], s["place"], s["start"]) for r in plan["routes"] for s in r["stops"]]
    assert banned not in {place for _, place, _ in stops}
    [(who, start)] = [(who, start) for who, place, start in stops if place == wanted]
    assert who == "B"
    assert 6000 <= start <= 6300  # 23.40 is 100 minutes after 22.00
    assert plan["pins"] == [{"place": wanted, "at": "23:40:00", "block": None, "crew": "B"}]
    assert plan["bans"] == [banned]


@pytest.mark.parametrize(
    ("text", "place", "at", "block", "crew"),
    [
        ("pasar", "pasar", None, None, None),
        ("pasar@22:30", "pasar", "22:30", None, None),
        ("pasar@22.30=B", "pasar", "22:30", None, "B"),
        ("pasar=B", "pasar", None, None, "B"),
        ("pasar#2=B", "pasar", None, 1, "B"),
        ("Pasar Gaplok #3", "Pasar Gaplok", None, 2, None),
        ("1|2", "1|2", None, None, None),
        ("a@b@22:30", "a@b", "22:30", None, None),
    ],
)
def test_a_pin_as_it_is_typed(
    text: str, place: str, at: str | None, block: int | None, crew: str | None
) -> None:
    pin = read_pin(text)
    assert (pin.place, pin.block, pin.crew) == (place, block, crew)
    assert (None if pin.at is None else f"{pin.at:%H:%M}") == at


def test_no_date_means_today(melati: Path) -> None:
    answer = done("plan", melati, "--preset", "quick", "--json").json()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", answer["shift"]["date"])


def test_json_on_stdout_is_the_plan_and_talk_is_on_stderr(tmp_path: Path, melati: Path) -> None:
    answer = done("plan", melati, *NIGHT, "--json", "--out", tmp_path / "hasil")
    assert answer.json() == json.loads((tmp_path / "hasil" / "plan.json").read_bytes())
    assert "contoh kuat pers" in answer.err
    assert str(tmp_path / "hasil") in answer.err
    nights = done("plan", melati, *NIGHT, "--json", "--nights", 2).json()
    assert [night["night"] for night in nights] == [1, 2]


def test_the_example_roster_is_named_as_such(tmp_path: Path, melati: Path) -> None:
    answer = done("plan", melati, *NIGHT, "--json")
    assert "Memakai contoh kuat pers sepuluh orang" in answer.err
    assert "Using the example roster of ten people" in answer.err
    assert "example_roster" in answer.json()["notes"]
    own = tmp_path / "kuat.csv"
    own.write_text(ROSTER + "polri,katim,2,jalan kaki,\ntni,anggota,2,jalan kaki,\n")
    answer = done("plan", melati, *NIGHT, "--roster", own, "--json")
    assert "contoh" not in answer.err
    assert "example_roster" not in answer.json()["notes"]


def test_the_example_files_can_be_used_at_once(tmp_path: Path, sample: Path) -> None:
    folder = tmp_path / "contoh"
    answer = done("plan", "--example", folder)
    assert {Path(line).name for line in answer.out.splitlines()} == set(content(folder)) - {
        "manifest.json"
    }
    assert done("plan", "--example", folder, "--json").json() == answer.out.splitlines()
    plan = done(
        *("plan", sample, *NIGHT, "--roster", folder / "roster.csv"),
        *("--tension", folder / "suhu.csv", "--present", folder / "rute_sekarang.csv"),
        *("--json", "--out", tmp_path / "hasil"),
    ).json()
    assert sum(m["people"] for r in plan["routes"] for m in r["crew"]["members"]) == 12
    assert not {"example_roster", "equal_tension"} & set(plan["notes"])


@pytest.mark.parametrize("crews", [1, 2, 3])
def test_as_many_crews_as_asked_for(sample: Path, crews: int) -> None:
    plan = done("plan", sample, *NIGHT, "--crews", crews, "--json").json()
    assert len(plan["routes"]) == crews


def test_a_post_may_be_given_by_its_name(tmp_path: Path, melati: Path) -> None:
    roster = tmp_path / "kuat.csv"
    for post, place in (("kantor  MELATI", "kantor"), ("Warung Sudut (2)", "warung-2")):
        roster.write_text(ROSTER + f"polri,katim,2,jalan kaki,{post}\ntni,anggota,2,,{post}\n")
        plan = done("plan", melati, *NIGHT, "--roster", roster, "--json").json()
        posts = {(r["crew"]["start_post"], r["crew"]["end_post"]) for r in plan["routes"]}
        assert posts == {(place, place)}


def test_tension_of_an_area_draws_the_crew_there(tmp_path: Path, melati: Path) -> None:
    """RW 3 and its borders hot and the rest cold, or the other way round."""
    tension, out = tmp_path / "suhu.csv", tmp_path / "hasil"
    areas = ("0", "1", "2", "3", "0|1", "2|0", "1|3", "3|2")
    stops = {}
    for here, there in ((100, 1), (1, 100)):
        rows = "".join(f"{area},{here if '3' in area else there}\n" for area in areas)
        tension.write_text("id_wilayah,suhu\n" + rows)
        shift = ("--from", "22.00", "--to", "23:20")
        done("plan", melati, *NIGHT, *shift, "--tension", tension, "--out", out)
        table = csv.DictReader(
            (out / "jadwal.csv").read_text("utf-8-sig").splitlines(), delimiter=";"
        )
        stops[here] = sum("3" in row["id_wilayah"] for row in table)
    assert stops[100] > stops[1]


def test_a_second_plan_replaces_the_first(tmp_path: Path, melati: Path) -> None:
    out = tmp_path / "hasil"
    done("plan", melati, *NIGHT, "--nights", 2, "--out", out)
    done("plan", melati, *NIGHT, "--crews", 1, "--out", out)
    assert set(content(out)) == ONE_NIGHT | {"tim-A.gpx", "run.json", "manifest.json"}


def test_an_edited_plan_is_not_overwritten(tmp_path: Path, melati: Path) -> None:
    out = tmp_path / "hasil"
    done("plan", melati, *NIGHT, "--out", out)
    (out / "jadwal.csv").write_text("dengan tangan")
    before = content(out)
    answer = sejuk("plan", melati, *NIGHT, "--out", out)
    assert "[folder_not_ours]" in answer.err
    assert content(out) == before


def test_a_proof_is_told_and_timed(tmp_path: Path, melati: Path) -> None:
    out = tmp_path / "hasil"
    answer = done("plan", melati, *NIGHT, "--proof", "short", "--out", out)
    plan = read_plan(out / "plan.json")
    assert plan.bound is not None
    assert plan.gap_percent is not None
    assert f"gap {plan.gap_percent:.1f} %" in answer.out
    page = (out / "rencana.html").read_text(encoding="utf-8")
    assert "no plan is worth more than" in page
    stages = json.loads((out / "run.json").read_text(encoding="utf-8"))["stages"]
    assert {"read", "improve", "bound", "prices", "compare"} <= set(stages)
    bare = done("plan", melati, *NIGHT, "--json").json()
    assert bare["bound"] is None


SECRET = f"{1:064x}:{2:032x}"


def test_a_draw_repeats_by_its_secret_and_tells_nothing_of_it(tmp_path: Path, melati: Path) -> None:
    for name in ("a", "b"):
        done("plan", melati, *NIGHT, "--draw-with", SECRET, "--out", tmp_path / name)
    assert without_run(tmp_path / "a") == without_run(tmp_path / "b")
    public = without_run(tmp_path / "a")
    secret = json.loads(public.pop("undian-rahasia.json"))
    plan = read_plan(tmp_path / "a" / "plan.json")
    assert plan.draw is not None
    assert sum(plan.draw.millionths) == 1_000_000
    # SHA-256 over the bytes of seed and salt, as anybody would do it.
    own = hashlib.sha256(bytes.fromhex(secret["seed"] + secret["salt"])).hexdigest()
    assert plan.draw.commitment == secret["commitment"] == own
    first = int(
        hashlib.sha256(f"{secret['seed']}:{plan.draw.label}:0".encode()).hexdigest()[:13], 16
    )
    at = first * 1_000_000 // 2**52
    chosen = plan.draw.chosen
    assert sum(plan.draw.millionths[:chosen]) <= at < sum(plan.draw.millionths[: chosen + 1])
    for data in public.values():
        assert secret["seed"].encode() not in data
        assert secret["salt"].encode() not in data
    [price] = plan.prices
    assert price.what == "unpredictability"
    assert 0 <= price.percent <= 1


def test_each_draw_has_a_secret_of_its_own(tmp_path: Path, melati: Path) -> None:
    told = [done("plan", melati, *NIGHT, "--draw", "--out", tmp_path / name) for name in "ab"]
    secrets = [json.loads((tmp_path / n / "undian-rahasia.json").read_text("utf-8")) for n in "ab"]
    assert secrets[0]["seed"] != secrets[1]["seed"]
    for answer, secret in zip(told, secrets, strict=True):
        assert secret["commitment"] in answer.err
        assert secret["seed"] not in answer.err + answer.out


def test_the_fair_rotation_over_four_nights(tmp_path: Path, sample: Path) -> None:
    """Three nights of one draw, then another; who was drawn is visited, who was not is not."""
    options = ("--extra", 6, "--draw-with", SECRET, "--nights", 4, "--out", tmp_path / "hasil")
    done("plan", sample, *NIGHT, *options)
    plans = [read_plan(tmp_path / "hasil" / f"malam-{n}" / "plan.json") for n in (1, 2, 3, 4)]
    rotations = [plan.rotation for plan in plans]
    assert rotations[0] == rotations[1] == rotations[2] != rotations[3]
    for plan, rotation in zip(plans, rotations, strict=True):
        assert rotation is not None
        assert len(rotation.drawn) == rotation.frame.budget == 6
        assert {unit.stratum.tercile for unit in rotation.frame.units} <= {1, 2, 3}
        visited = {s.place for r in plan.routes for s in r.stops if s.neighbourhood is not None}
        unmet = {u.id for u in plan.unmet if u.what == "extra"}
        assert set(rotation.drawn) <= visited | unmet
        assert not visited.intersection(rotation.undrawn)
