"""What a night depends on, gathered from files: posts by name, tension of known areas."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sejuk.app.context import silent, today
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import plan
from sejuk.model.district import District
from sejuk.problems import ProblemError
from tests.geo.melati import district, grid, poi, square

HEADS = "pilar,peran,jumlah,kendaraan,pos\n"
NOWHERE = Path("tidak-dipakai")


@pytest.fixture(scope="module")
def town() -> District:
    areas = [square(str(n), n * 300, 0, 300) for n in range(2)]
    points = [
        poi((100, 100), "police", "pos", name="Pos Polisi"),
        poi((500, 200), "market", "pasar", name="Pasar Lama"),
        poi((200, 200), "other", "w1", name="Warung Sudut"),
        poi((400, 100), "other", "w2", name="Warung Sudut"),
    ]
    return district(grid(7, 4), areas, points)


def options(**more: object) -> NightOptions:
    values = {"district": NOWHERE, "date": date(2024, 11, 28), "preset": "quick"} | more
    return NightOptions(**values)  # type: ignore[arg-type]


def check_refused(code: str, town: District, **more: object) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        gather(options(**more), town)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize(
    ("post", "place"),
    [("", None), ("pasar", "pasar"), ("PASAR lama", "pasar"), ("Warung Sudut (2)", "w2")],
)
def test_a_post_is_a_place_by_id_or_name(
    tmp_path: Path, town: District, post: str, place: str | None
) -> None:
    roster = tmp_path / "kuat.csv"
    roster.write_text(HEADS + f"polri,katim,2,jalan kaki,{post}\n")
    gathered = gather(options(roster=roster), town)
    assert [line.post for line in gathered.night.roster.lines] == [place]
    crew = gathered.night.crews.crews[0]
    assert crew.start_post == (place or town.police_post)


def test_a_post_that_cannot_be_told(tmp_path: Path, town: District) -> None:
    roster = tmp_path / "kuat.csv"
    roster.write_text(HEADS + "polri,katim,2,jalan kaki,warung sudut\n")
    problem = check_refused("ambiguous_place", town, roster=roster)
    assert problem.facts["candidates"] == "w1, w2"
    roster.write_text(HEADS + "polri,katim,2,jalan kaki,Zzz\n")
    problem = check_refused("unknown_place", town, roster=roster)
    assert "Pos Polisi" in str(problem.facts["near"])  # nothing looks like it: any places


def test_tension_of_unknown_areas_names_them_and_what_there_is(
    tmp_path: Path, town: District
) -> None:
    tension = tmp_path / "suhu.csv"
    tension.write_text("id_wilayah,suhu\n0,50\n7,50\n0|9,50\n")
    problem = check_refused("unknown_area", town, tension=tension)
    assert problem.facts["count"] == 2
    assert problem.facts["areas"] == "7, 0|9"
    assert problem.facts["known"] == "0, 1"


def test_the_shift_is_refused_before_the_roster_is_read(town: District) -> None:
    """Nobody should mend a list for hours that cannot be."""
    check_refused("shift_of_zero_length", town, end=time(22), roster=Path("tidak-ada.csv"))


def test_without_a_date_the_night_is_that_of_the_district(
    town: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def at_midnight(zone: str) -> date:
        seen.append(zone)
        return date(2025, 1, 2)

    monkeypatch.setattr("sejuk.app.gather.today", at_midnight)
    assert gather(options(date=None), town).night.shift.date == date(2025, 1, 2)
    assert seen == ["Asia/Jakarta"]


def test_today_is_the_day_of_the_zone() -> None:
    assert today("Asia/Jayapura") - datetime.now(ZoneInfo("Asia/Jayapura")).date() <= (
        date(2025, 1, 2) - date(2025, 1, 1)
    )


def test_notes_say_what_the_reader_must_know(tmp_path: Path, town: District) -> None:
    assert gather(options(), town).night.notes == ("no_history", "example_roster", "equal_tension")
    tension = tmp_path / "suhu.csv"
    tension.write_text("id_wilayah,suhu\n1|0,50\n")
    assert "equal_tension" not in gather(options(tension=tension), town).night.notes


def test_planning_tells_its_progress_and_its_seconds(town: District) -> None:
    told: list[tuple[str, float]] = []
    planned = plan(options(), lambda stage, part: told.append((stage, part)), district=town)
    assert {stage for stage, _ in told} >= {"improve", "compare"}
    assert all(0 <= part <= 1 for _, part in told)
    assert planned.report.seconds > 0
    assert plan(options(), silent, district=town).plans == planned.plans
