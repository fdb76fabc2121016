"""Maps for browsers: whole, tagged, and of one's own area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sejuk.app.districts import FOLDER
from sejuk.files.district import load_district
from sejuk.model.district import District
from tests.cli.command import done
from tests.cli.town import build_options, write_town
from tests.web.office import Office, check_done, check_problem, open_office


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    options = build_options(write_town(folder / "melati"))
    done("district", "build", *options, "--out", folder / FOLDER / "melati")
    return folder


@pytest.fixture(scope="module")
def district(folder: Path) -> District:
    return load_district(folder / FOLDER / "melati")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with open_office(folder) as opened:
        yield opened


def test_a_map_has_all_of_the_district(office: Office, district: District) -> None:
    padal = office.person("duty_officer", area=district.name)
    (row,) = check_done(padal.get("/districts"))
    assert (row["id"], row["name"]) == ("melati", district.name)
    assert row["places"] == len(district.places)
    answer = padal.get("/districts/melati/map")
    found = check_done(answer)
    assert (found["credit"], found["vintage"]) == (district.source.credit, district.source.vintage)
    whats = Counter(feature["properties"]["what"] for feature in found["features"])
    assert whats["place"] == len(district.places)
    assert whats["neighbourhood"] == len(district.neighbourhoods)
    streets = [f for f in found["features"] if f["properties"]["what"] == "street"]
    lines = sum(len(street["geometry"]["coordinates"]) for street in streets)
    assert lines == len(district.network.tail)
    again = padal.get("/districts/melati/map", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_map_of_another_area_is_closed(office: Office) -> None:
    elsewhere = office.person("duty_officer", area="Mawar")
    assert check_done(elsewhere.get("/districts")) == []
    check_problem(elsewhere.get("/districts/melati/map"), "not_your_area")
    check_problem(elsewhere.get("/districts/mawar/map"), "district_unknown")


def test_signing_in_by_cookie_gives_no_token(office: Office) -> None:
    wish = b'{"account":"x","password":"' + b"y" * 20 + b'","totp_code":"123456"}'
    headers = {"content-type": "application/json"}
    answer = office.ask("POST", "/session/cookie", content=wish, headers=headers)
    check_problem(answer, "sign_in_refused")
