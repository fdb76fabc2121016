"""Reports from a CSV: what they say, what is refused and why, and nothing lost silently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sejuk.files.reports import ReadReports, read_reports
from sejuk.model.district import District
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Report, Verification
from sejuk.problems import ProblemError
from tests.files.conftest import STEP

NOW = datetime(2024, 11, 28, 15, 30, tzinfo=UTC)
HEAD = "id,waktu,diterima,jenis,keparahan,asal,wilayah,verifikasi\n"
ENGLISH = "what;origin;area;id;happened;received;severity;verification;note\n"
ROW = "1,2024-11-28T21:00+07:00,2024-11-28T21:05+07:00,tawuran,4,warga,1,benar\n"


def read(hamlet: District, tmp_path: Path, text: str, latest: datetime = NOW) -> ReadReports:
    file = tmp_path / "laporan.csv"
    file.write_text(text, "utf-8")
    return read_reports(file, hamlet, latest)


def refusal(hamlet: District, tmp_path: Path, text: str) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        read(hamlet, tmp_path, text)
    return caught.value


EXPECTED = Report(
    id="1",
    what="tawuran",
    origin=Origin.RESIDENT,
    area="1",
    happened=datetime(2024, 11, 28, 14, 0, tzinfo=UTC),
    received=datetime(2024, 11, 28, 14, 5, tzinfo=UTC),
    severity=4,
    verification=Verification.CONFIRMED,
)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW,
        # English, semicolons, another order, UTC.
        ENGLISH + "Tawuran;resident;1;1;2024-11-28T14:00:00Z;2024-11-28T14:05:00Z;4;confirmed;x\n",
        # As people write times.
        HEAD + "1,2024-11-28 21:00 WIB,2024-11-28 21:05 WIB,tawuran,4,WARGA,1,benar\n",
    ],
)
def test_a_report_as_it_may_be_written(hamlet: District, tmp_path: Path, text: str) -> None:
    assert read(hamlet, tmp_path, text).reports == (EXPECTED,)


def test_what_may_be_absent(hamlet: District, tmp_path: Path) -> None:
    text = "id,waktu,jenis,asal,wilayah\n1,2024-11-28T21:00+07:00,balap liar,media,1|0\n"
    (report,) = read(hamlet, tmp_path, text).reports
    assert (report.what, report.area, report.origin) == ("balap-liar", "0|1", Origin.MEDIA)
    assert report.received == report.happened
    assert (report.severity, report.verification) == (None, Verification.UNVERIFIED)


def test_coordinates_become_a_node(hamlet: District, tmp_path: Path) -> None:
    """Node 0 lies at the west end of neighbourhood 0, which meets 1 at one step."""
    places = [(0.0001, "0", 0), (STEP - 0.00001, "0|1", None), (1.5 * STEP, "1", None), (0.5, 0, 0)]
    rows = [
        f"{n},2024-11-28T15:00Z,petasan,warga,{STEP / 2},{lon}"
        for n, (lon, _, _) in enumerate(places)
    ]
    found = read(hamlet, tmp_path, "\n".join(["id,waktu,jenis,asal,lat,lon", *rows]) + "\n")
    assert [(r.area, r.node) for r in found.reports] == [p[1:] for p in places[:-1]]
    assert (found.rows, found.outside) == (4, 1)
    # Guarantee G2: no coordinate is kept.
    assert {"lat", "lon"}.isdisjoint(Report.__struct_fields__)


def test_the_same_row_twice_is_one(hamlet: District, tmp_path: Path) -> None:
    found = read(hamlet, tmp_path, HEAD + ROW + ROW + ROW.replace("1,2024", "2,2024", 1))
    assert [r.id for r in found.reports] == ["1", "2"]
    assert (found.rows, found.repeated) == (3, 1)


def change(old: str, new: str) -> str:
    assert old in HEAD + ROW
    return (HEAD + ROW).replace(old, new)


BAD = [
    ("two things under one id", HEAD + ROW + ROW.replace("tawuran", "petasan"), "duplicate_id"),
    ("no id", change("\n1,", "\n,"), "bad_value"),
    ("no zone", change("21:00+07:00", "21:00"), "time_without_zone"),
    ("the zone of another island", change("21:00+07:00", "21:00+09:00"), "wrong_zone"),
    ("a zone that cannot be", change("21:00+07:00", "21:00+70:00"), "bad_value"),
    ("no time at all", change("2024-11-28T21:00+07:00", "kemarin"), "bad_value"),
    ("of next year", change("2024-11-28T21", "2025-11-28T21").replace(
        "2024-11-28T21:05", "2025-11-28T21:05"), "date_in_future"),
    ("received in the future", change("21:05+07:00", "23:05+07:00"), "date_in_future"),
    ("known before it happened", change("21:05", "20:05"), "received_before"),
    ("severity 6", change(",4,", ",6,"), "bad_value"),
    ("severity 0", change(",4,", ",0,"), "bad_value"),
    ("an origin that nobody knows", change("warga", "dukun"), "bad_value"),
    ("a verification of its own", change("benar", "mungkin"), "bad_value"),
    ("half a border", change(",1,benar", ",1|,benar"), "bad_value"),
    ("party", change("verifikasi", "partai"), "forbidden_column"),
    ("religion", change("verifikasi", "agama"), "forbidden_column"),
    ("ethnicity", change("verifikasi", "suku"), "forbidden_column"),
    ("no place", change("wilayah", "catatan"), "missing_column"),
    ("another district", change(",1,benar", ",99,benar"), "reports_outside"),
    ("only a header", HEAD, "file_without_rows"),
    ("latitude of 91", "id,waktu,jenis,asal,lat,lon\n1,2024-11-28T15:00Z,x,warga,91,0\n",
     "bad_value"),
    ("swapped", "id,waktu,jenis,asal,lat,lon\n1,2024-11-28T15:00Z,x,warga,0.9,0\n",
     "reports_outside"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "code"), BAD, ids=[row[0] for row in BAD])
def test_refused(hamlet: District, tmp_path: Path, name: str, text: str, code: str) -> None:
    problem = refusal(hamlet, tmp_path, text)
    assert problem.code == code, name
    assert "laporan.csv" in problem.what("id")


def test_a_replay_may_look_at_later_days(hamlet: District, tmp_path: Path) -> None:
    later = change("2024-11-28", "2024-12-28")
    assert read(hamlet, tmp_path, later, NOW + timedelta(days=31)).rows == 1
