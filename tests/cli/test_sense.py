"""`sejuk sense tension` as people run it, in the town Melati."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.cli.command import check_refused, check_refused_as_json, done, sejuk
from tests.geo.melati import lonlat

AT = "2024-11-28T22:00+07:00"


def row(number: int, what: str, where: str, hours: float, origin: str = "warga") -> str:
    moment = datetime.fromisoformat(AT) - timedelta(hours=hours)
    return f"{number},{moment.isoformat()},{what},{origin},{where}"


def reports(folder: Path) -> Path:
    """A fight in neighbourhood 0, one on coordinates in 3, an assembly, a patrol's find, a slip."""
    lon, lat = lonlat((450, 450))
    file = folder / "laporan.csv"
    file.write_text(
        "\n".join(
            [
                "id,waktu,jenis,asal,wilayah,lat,lon",
                row(1, "tawuran", "0,,", 3),
                row(2, "tawuran", "0,,", 2.5),
                row(3, "pencurian", f",{lat},{lon}", 4),
                row(4, "unjuk-rasa", "1,,", 1),
                row(5, "petasan", "1,,", 1, "temuan patroli"),
                row(6, "petasan", "99,,", 1),
                row(7, "petasan", ",0.1,0.1", 1),
                row(8, "petasan", "1,,", -2),
            ]
        ),
        "utf-8",
    )
    return file


def test_tension_as_json(melati: Path, tmp_path: Path) -> None:
    asked = ("--district", melati, "--reports", reports(tmp_path), "--at", AT, "--json")
    page = done("sense", "tension", *asked).json()
    assert page["format"] == "sejuk tension 1"
    areas = {a["area"]: a for a in page["areas"]}
    assert {"0", "1", "2", "3"} <= areas.keys()
    for area in areas.values():
        assert abs(sum(area["terms"].values()) - area["tension"]) < 1e-9
        assert 0 <= area["low"] <= area["tension"] <= area["high"] <= 100
    assert areas["0"]["tension"] == areas["3"]["tension"] == 100 > areas["1"]["tension"]
    # The fight is worse than the theft, before both are cut at 100.
    assert areas["0"]["terms"]["excess"] > areas["3"]["terms"]["excess"] > 0
    assert (areas["0"]["incidents"], areas["3"]["incidents"], areas["1"]["incidents"]) == (1, 1, 0)
    assert areas["0"]["thin"]
    # Every row is accounted for: 3, assembly and find, two outside, one still to come.
    assert page["reports"] == {
        "rows": 8,
        "repeated": 0,
        "outside": 2,
        "later": 1,
        "refuted": 0,
        "without_weight": 2,
        "counted": 3,
    }


def test_a_calendar_raises_it(melati: Path, tmp_path: Path) -> None:
    asked = ("--district", melati, "--reports", reports(tmp_path), "--json")
    plain = done("sense", "tension", *asked, "--at", AT).json()
    with_it = done("sense", "tension", *asked, "--at", AT, "--calendar", "jakarta-2024").json()
    first, second = (
        {a["area"]: a["tension"] for a in page["areas"]}["1"] for page in (plain, with_it)
    )
    assert second > first


def test_a_table_for_people(melati: Path, tmp_path: Path) -> None:
    answer = done(
        *("sense", "tension", "--district", melati, "--reports", reports(tmp_path), "--at", AT)
    )
    assert "data tipis" in answer.out
    assert "8 baris" in answer.out


def test_refused(melati: Path, tmp_path: Path) -> None:
    asked = ("sense", "tension", "--district", melati, "--reports", reports(tmp_path))
    check_refused(sejuk(*asked, "--at", "2024-11-28 22:00"), "bad_option")
    check_refused_as_json(sejuk(*asked, "--calendar", "tiada.csv", "--json"), "file_missing")
    check_refused(sejuk(*asked[:4], "--reports", tmp_path / "tiada.csv"), "file_missing")
