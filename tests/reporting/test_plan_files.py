"""The data files of a plan: JSON, GeoJSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import msgspec
import pytest

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.problems import ProblemError
from sejuk.reporting.data import FORMAT, plan_from_json, plan_json
from sejuk.reporting.geojson import plan_geojson
from sejuk.reporting.legs import Paths, route_legs
from sejuk.reporting.sheet import FORMULA_SIGNS, HEADINGS, cell_text, plan_csv, spreadsheet_csv


def cells(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_json_round_trips(plan: Plan) -> None:
    assert plan_from_json(plan_json(plan)) == plan


def test_json_names_its_format_first(plan: Plan) -> None:
    fields = json.loads(plan_json(plan))
    assert next(iter(fields)) == "format"
    assert fields["format"] == FORMAT
    # A plan of a night without a lot says nothing of one, as before there were lots.
    assert set(fields) - {"format"} == set(Plan.__struct_fields__) - {"exploration"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": "sejuk plan 2"}', b'{"format": "sejuk plan 1"}']
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ProblemError) as refused:
        plan_from_json(content)
    assert refused.value.code == "not_a_plan"


def test_geojson_has_a_line_per_leg_and_a_point_per_stop(
    plan: Plan, district: District, paths: Paths
) -> None:
    """Crew 1: polsek–pasar–balai–simpang–polsek; crew 2 stays at simpang once: 4 legs each."""
    features = json.loads(plan_geojson(plan, district, paths))["features"]
    kinds = [(f["properties"]["what"], f["geometry"]["type"]) for f in features]
    assert kinds.count(("leg", "LineString")) == 8
    assert kinds.count(("stop", "Point")) == 7


def test_geojson_leg_follows_its_street(plan: Plan, district: District, paths: Paths) -> None:
    first = json.loads(plan_geojson(plan, district, paths))["features"][0]
    assert first["geometry"]["coordinates"][1] == [106.802, -6.2]
    assert first["properties"]["on_streets"] is True


def test_geojson_times_are_local(plan: Plan, district: District, paths: Paths) -> None:
    features = json.loads(plan_geojson(plan, district, paths))["features"]
    stop = next(f["properties"] for f in features if f["properties"]["what"] == "stop")
    assert stop["arrive"] == "2024-11-28T22:10:00+07:00"
    assert datetime.fromisoformat(stop["leave"]) == plan.shift.at(22 * 60)
    assert sum(stop["reasons"].values()) == pytest.approx(stop["value"])


def test_leg_without_path_says_so(plan: Plan, district: District) -> None:
    legs = route_legs(plan.routes[0], district, {})
    assert [leg.on_streets for leg in legs] == [False] * 4
    assert legs[0].coords == ((106.8, -6.2), (106.802, -6.196))


def test_csv_has_a_line_per_stop(plan: Plan, district: District) -> None:
    content = plan_csv(plan, district)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    rows = cells(content)
    assert tuple(rows[0]) == HEADINGS
    assert len(rows) == 7
    assert rows[0]["tiba"] == "22:10:00"
    assert rows[0]["titik"] == "Pasar Melati"
    assert rows[0]["rw"] == "RW 01 Lor / RW 02 Lor"
    assert rows[0]["nilai"] == "18,00"
    assert rows[0]["alasan"] == "dasar 10 + pertama di RW 8 = 18"
    assert rows[0]["lat"] == "-6,196000"


def test_csv_date_is_that_of_the_stop(plan: Plan, district: District) -> None:
    """130 minutes after 22.00 it is the next day."""
    late = msgspec.structs.replace(plan.routes[0].stops[0], arrive=130 * 60)
    route = msgspec.structs.replace(plan.routes[0], stops=(late,))
    rows = cells(plan_csv(msgspec.structs.replace(plan, routes=(route,)), district))
    assert (rows[0]["tanggal"], rows[0]["tiba"]) == ("2024-11-29", "00:10:00")


@pytest.mark.parametrize("name", ["=1+1", "+62", "-dash", "@here", "\tTab", "＝full"])
def test_csv_never_starts_a_formula(name: str, plan: Plan, district: District) -> None:
    places = tuple(
        msgspec.structs.replace(p, name=name) if p.id == "pasar" else p for p in district.places
    )
    rows = cells(plan_csv(plan, msgspec.structs.replace(district, places=places)))
    assert rows[0]["titik"] == f"'{name}"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text", ["kabar,=1+1", 'kabar\t "@x', "kabar; -2+3,＝4", "kabar\n+5", " =1+1", "\ufeff@x"]
)
def test_no_cell_is_a_formula_whatever_a_program_splits_at(text: str, separator: str) -> None:
    content = spreadsheet_csv(("a", "b"), [(cell_text(text), "1")]).decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(content), delimiter=separator) for cell in row]
    assert not [cell for cell in found if cell.strip(' "').startswith(FORMULA_SIGNS)]


def test_bytes_are_equal_for_equal_plans(plan: Plan, district: District, paths: Paths) -> None:
    assert plan_json(plan) == plan_json(plan_from_json(plan_json(plan)))
    assert plan_csv(plan, district) == plan_csv(plan, district)
    assert plan_geojson(plan, district, paths) == plan_geojson(plan, district, paths)
