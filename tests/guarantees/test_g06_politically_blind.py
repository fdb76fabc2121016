"""G6: party, vote share, religion and ethnicity are no inputs.

In areas and places such columns are dropped, and the plan has the same bytes; in tension they are
refused, and an event that carries one is no event.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sejuk.files.tension import read_tension
from sejuk.model.event import BadEvent, Event
from sejuk.model.event_wire import read_event
from sejuk.problems import ProblemError
from tests.cli.command import NIGHT, done
from tests.cli.town import build_options, write_town

COLUMNS = ("agama_mayoritas", "party_share", "suku", "jumlah_suara")
"""One of each: religion, party, ethnicity, votes."""


def plan_of(folder: Path, *, extra: str = "", value: str = "") -> bytes:
    """The plan of the invented town, with one more column in its areas and in its places."""
    town = write_town(folder / "town", extra=extra, value=value)
    done("district", "build", *build_options(town), "--out", folder / "district")
    done("plan", folder / "district", "--out", folder / "plan", *NIGHT)
    return (folder / "plan" / "plan.json").read_bytes()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return plan_of(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("column", COLUMNS)
def test_areas_and_places_with_such_a_column_give_the_same_plan(
    tmp_path: Path, plain: bytes, column: str
) -> None:
    assert plan_of(tmp_path, extra=column, value="987654") == plain
    kept = (path.read_bytes() for path in (tmp_path / "district").iterdir() if path.is_file())
    assert not any(b"987654" in content for content in kept), "the value was kept"


@pytest.mark.parametrize("column", COLUMNS)
def test_tension_with_such_a_column_is_refused(tmp_path: Path, column: str) -> None:
    file = tmp_path / "suhu.csv"
    file.write_text(f"id_wilayah,suhu,bawah,atas,{column}\n0,50,40,60,1\n", "utf-8")
    with pytest.raises(ProblemError) as caught:
        read_tension(file)
    assert caught.value.code == "forbidden_column"
    file.write_text("id_wilayah,suhu,bawah,atas,catatan\n0,50,40,60,1\n", "utf-8")
    assert len(read_tension(file).areas) == 1, "another column is only left out"


REPORT = {"kind": "reported", "what": "tawuran", "origin": "resident", "area": "1"}


def read(body: dict[str, str]) -> Event | BadEvent:
    return read_event(
        json.dumps(
            {
                "id": "01936f2e-0000-7000-8000-000000000001",
                "device": "hp-1",
                "seq": 1,
                "occurred_at": "2024-11-28T22:00:00+07:00",
                "author": "tim-1",
                "body": body,
            }
        ).encode()
    )


@pytest.mark.parametrize("column", COLUMNS)
def test_an_event_with_such_a_field_is_none(column: str) -> None:
    assert isinstance(read(REPORT), Event)
    assert isinstance(read({**REPORT, column: "1"}), BadEvent)
