"""Papers of a night: the same figures in each, a form that phones and offices can show."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings

from sejuk.disclosure import LEAST
from sejuk.files.papers import paper_words, return_table
from sejuk.model.force import Agency, Members
from sejuk.model.night import ConcernSeen, NightAccount, NightFacts
from sejuk.operations.account import account_of
from sejuk.reporting.papers.activity import WIDTH, activity_report
from sejuk.reporting.papers.daily_return import return_csv, return_rows, return_workbook
from sejuk.reporting.papers.order_pdf import order_pdf
from sejuk.reporting.papers.order_sheet import OrderSheet, order_sheet
from sejuk.reporting.papers.order_word import order_docx
from sejuk.reporting.papers.release import press_release
from tests.reporting.nights import DISTRICT, PAPER, PLAN, act, any_night, facts
from tests.reporting.workbooks import sheets

WORDS, TABLE = paper_words(), return_table()
QUIET = account_of(facts())


def activity(account: NightAccount) -> str:
    return activity_report(account, WORDS, TABLE.kinds)


def value(text: str, label: str) -> str:
    """What stands after `b. label: `, over the lines that it takes; nihil is 0."""
    found = re.search(rf"^[a-z]\. {label}: ((?:.|\n(?=   ))*)$", text, re.MULTILINE)
    assert found, (label, text)
    return re.sub(r"\s+", " ", found[1]).replace("nihil", "0")


@settings(max_examples=40)
@given(any_night)
def test_all_papers_print_the_figures_of_the_account(night: NightFacts) -> None:
    found = account_of(night)
    text, release = activity(found), press_release(found, WORDS)
    assert value(text, "Titik didatangi") == f"{found.points.done}/{found.points.of}"
    assert f"{found.points.done} dari {found.points.of} titik" in release
    assert int(value(text, "Sambang ≥ 10 menit")) == found.visits
    dialogues = [int(n) for n in re.findall(r"\d+", value(text, "Dialog"))]
    assert dialogues == ([found.dialogues, found.residents] if found.dialogues else [0])
    concerns = [int(n) for n in re.findall(r"\d+", value(text, "Keluhan/aspirasi"))]
    assert concerns == ([found.concerns.of, found.concerns.done] if found.concerns.of else [0])
    assert int(value(text, "Kejadian menonjol")) == len(found.happenings)
    assert int(value(text, "Kegiatan warga dilayani")) == len(found.gatherings)
    assert f"Jumlah: {found.total} orang" in text
    assert f"{found.total} personel" in release
    for agency, count in found.strength.items():
        assert count == sum(crew.strength.get(agency, 0) for crew in found.crews)


@settings(max_examples=40)
@given(any_night)
def test_the_daily_return_adds_up(night: NightFacts) -> None:
    """Rows, CSV and workbook: each event in exactly one row, whoever made it known."""
    found = account_of(night)
    rows = return_rows(found, TABLE)
    assert sum(row.count for row in rows) == len(found.happenings)
    assert all(row.count == row.from_residents + row.found + row.others for row in rows)
    lines = list(
        csv.reader(io.StringIO(return_csv(found, TABLE).decode("utf-8-sig")), delimiter=";")
    )
    assert [int(line[4]) for line in lines[1:-1]] == [row.count for row in rows]
    assert int(lines[-1][4]) == len(found.happenings)
    form, details = sheets(return_workbook(found, TABLE))
    assert [int(row[3]) for row in form[-len(rows) - 1 : -1]] == [row.count for row in rows]
    assert int(form[-1][3]) == len(found.happenings)
    assert len(details) == 1 + max(1, len(found.happenings))


def test_nothing_happened_is_said() -> None:
    text = activity(QUIET)
    for label in ("Dialog", "Keluhan/aspirasi", "Kejadian menonjol"):
        assert value(text, label) == "0"
    assert "aman, tertib, dan kondusif" in text
    assert text.index("*1. DASAR*") < text.index("*8. HASIL*") < text.index("*10. DOKUMENTASI*")


def test_a_phone_shows_each_line_whole() -> None:
    long = {p.id: f"{p.name} {'Jalan Percetakan Negara Raya ' * 3}*tebal*" for p in DISTRICT.places}
    text = activity(account_of(facts(titles=long)))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "*tebal*" not in text
    for line in text.splitlines():
        assert line.count("*") in {0, 2}, "bold holds within one line"


def test_no_name_and_no_quote_is_made_up() -> None:
    text = press_release(QUIET, WORDS)
    assert text.count(": diisi") >= 5
    assert not re.search(r"[\"“”]", text)
    assert "berhasil" not in (text + activity(QUIET)).lower()


@pytest.mark.parametrize("count", [0, 1, LEAST - 1, LEAST, 12])
def test_the_public_is_not_told_small_counts(count: int) -> None:
    concerns = tuple(ConcernSeen(number=n, what="lain", followed_up=False) for n in range(count))
    text = press_release(account_of(facts(concerns=concerns)), WORDS)
    assert (f"{count} keluhan" in text) == (count >= LEAST)


def test_nothing_is_told_that_nobody_entered() -> None:
    """No talk, no message; and who was not there is not named."""
    silent = press_release(QUIET, WORDS)
    assert "mendengarkan warga" not in silent
    assert "pesan kamtibmas" not in silent
    said = press_release(account_of(facts(act("talked", 5, place="pasar"), messages=1)), WORDS)
    assert "menyapa dan mendengarkan warga serta menyampaikan pesan kamtibmas" in said
    alone = {Agency.POLRI: 4, Agency.DISHUB: 1}
    text = press_release(msgspec.structs.replace(QUIET, strength=alone), WORDS)
    assert text.split("\n\n")[1] == "Polri dan Pemda Patroli Dialogis Bersama di Kampung Contoh"
    assert "TIGA PILAR" not in activity(msgspec.structs.replace(QUIET, strength=alone))


def test_what_is_not_calm_is_not_called_so() -> None:
    for uneasy in (facts(act("reported", 5, what="tawuran", place="pasar")),):
        found = account_of(uneasy)
        assert "kondusif" not in activity(found).split("SITUASI")[1]
        assert "kondusif" not in press_release(found, WORDS)
        assert "Pasar Melati: tawuran" not in press_release(found, WORDS)


def sheet(**paper: object) -> OrderSheet:
    return order_sheet(
        PLAN, DISTRICT, msgspec.structs.replace(PAPER, **paper), WORDS, "https://s.example/app/o-1"
    )


def test_the_order_sheet_has_a_line_for_each_person_and_no_name() -> None:
    found = sheet()
    assert [len(crew.rows) for crew in found.crews] == [4, 4]
    assert {(row[1], row[2]) for crew in found.crews for row in crew.rows} == {("", "")}
    assert [row[4] for row in found.crews[0].rows].count("Katim") == 1
    assert found.crews[0].rows[0][3] == "Polri", "the lead is of the police (guarantee G9)"
    assert any("B/12/XI/2024" in line for line in found.opening[1].lines)
    assert {s.note for s in found.signatures} == {"belum ditandatangani"}
    joint = next(s for s in found.orders if s.label == "Sambang bersama")
    assert joint.lines == ("22.40 WIB di Balai Warga (Tim 1 dan 2)",)


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("draft", "KONSEP – BELUM BERLAKU"),
        ("submitted", "MENUNGGU TANDA TANGAN – BELUM BERLAKU"),
        ("withdrawn", "DICABUT – TIDAK BERLAKU"),
        ("released", ""),
    ],
)
def test_a_paper_that_does_not_hold_says_so(state: str, mark: str) -> None:
    assert sheet(state=state).mark.removeprefix("SIMULASI").removeprefix(" · ") == mark


def test_soldiers_without_a_request_leave_a_blank() -> None:
    (line,) = [li for li in sheet(tni_request=None).opening[1].lines if "TNI Nomor" in li]
    assert "[nomor: diisi]" in line


def test_pdf_and_word_are_the_same_each_time() -> None:
    found = sheet()
    pdf, docx = order_pdf(found), order_docx(found)
    assert (order_pdf(found), order_docx(found)) == (pdf, docx)
    assert pdf.startswith(b"%PDF")


def test_word_holds_all_that_the_sheet_says_and_its_picture() -> None:
    found = sheet()
    with zipfile.ZipFile(io.BytesIO(order_docx(found))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 – our own
    text = "".join(ET.fromstring(parts["word/document.xml"]).itertext())  # noqa: S314
    for section in (*found.opening, *found.orders):
        assert all(line in text for line in (section.label, *section.lines))
    for grid in (*found.crews, *found.timetables):
        assert all(cell in text for row in grid.rows for cell in row)
    assert parts["word/media/code.png"].startswith(b"\x89PNG")


def test_markup_in_a_text_stays_a_text() -> None:
    words = msgspec.structs.replace(WORDS, seat="<b>&amp; #Kota \x07 {district} {0}")
    found = order_sheet(PLAN, DISTRICT, PAPER, words)
    assert b"&lt;b&gt;&amp;amp; #Kota" in unpacked(order_docx(found))
    assert order_pdf(found).startswith(b"%PDF")


def unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml")


def test_a_large_crew_fits() -> None:
    """Thirty people and a name that never ends: more pages, and no fault."""
    crew = msgspec.structs.replace(
        PLAN.routes[0].crew, members=(Members(agency=Agency.POLRI, people=30, leaders=1),)
    )
    route = msgspec.structs.replace(PLAN.routes[0], crew=crew)
    plan = msgspec.structs.replace(PLAN, routes=(route, *PLAN.routes[1:]))
    district = msgspec.structs.replace(
        DISTRICT,
        places=tuple(
            msgspec.structs.replace(p, name=f"{p.name} {'x' * 90}") for p in DISTRICT.places
        ),
    )
    found = order_sheet(plan, district, PAPER, WORDS)
    assert len(found.crews[0].rows) == 30
    (pages,) = re.findall(rb"/Count (\d+)", order_pdf(found))
    assert 2 < int(pages) < 6
