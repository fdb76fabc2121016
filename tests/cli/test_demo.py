"""`sejuk demo`: a newcomer's first night in one folder, which goes round once.

One run for all tests. What papers and the terminal say is counted again here, in SQL.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pytest

from sejuk.app import demo as demo_module
from sejuk.app.context import clock, silent
from sejuk.app.districts import districts
from sejuk.app.gather import NightOptions
from sejuk.app.public.counts import known_in_week
from sejuk.app.public.publish import published
from sejuk.engagement.figures import Known
from sejuk.files.writing import write_folder
from sejuk.model.public_page import Figures, Group
from sejuk.model.time import Shift
from sejuk.problems import ProblemError
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.cli.command import NIGHT, Answer, check_refused, content, done, sejuk
from tests.guarantees.test_g02_places_not_people import LEAST, Ints, pinned_down
from tests.guarantees.test_g16_the_public_can_look import table_of

FOLDERS = {"wilayah", "contoh", "rencana", "surat-perintah", "catatan", "malam"}
VISITING = {"visit", "joint"}
SHIFT = Shift(date=date(2024, 11, 28), start=time(22), end=time(1), zone="Asia/Jakarta")
CREWS = "author LIKE 'katim-%'"
QUARREL = f"{CREWS} AND json_extract(body, '$.what') = 'perselisihan-warga'"


class Made(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    out: Path
    answer: Answer

    def text(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")

    def told(self, pattern: str) -> tuple[int, ...]:
        """Numbers on the terminal."""
        found = re.search(pattern, self.answer.err)
        assert found, (pattern, self.answer.err)
        return tuple(map(int, found.groups()))

    def rows(self, query: str) -> list[Any]:
        file = self.out / "catatan" / "record.db"
        with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as database:
            return database.execute(query).fetchall()

    def count(self, what: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {what}")[0][0])

    def crews(self, kind: str, asked: str) -> list[Any]:
        """Of events that the crews' phones sent; `asked` in SQL."""
        found = self.rows(f"SELECT {asked} FROM event WHERE kind = '{kind}' AND {CREWS}")
        return [value for (value,) in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    out = tmp_path_factory.mktemp("newcomer") / "demo"
    return Made(out=out, answer=done("demo", *NIGHT, "--out", out, "--json"))


def test_demo_writes_district_examples_plan_and_night(made: Made, sample: Path) -> None:
    files = content(made.out)
    assert {name.split("/")[0] for name in files} == FOLDERS
    assert files["surat-perintah/surat-perintah.pdf"].startswith(b"%PDF")
    assert content(made.out / "wilayah") == content(sample)
    assert "contoh kuat pers" in made.answer.err
    assert "DATA SINTETIS" in files["rencana/rencana.html"].decode()
    plan = json.loads(files["rencana/plan.json"])
    assert plan["synthetic"] is True
    assert made.answer.json() == plan
    shown = re.findall(r"^  (?:file://)?(/\S+)$", made.answer.err, re.MULTILINE)
    assert len(shown) == 9
    assert [name for name in shown if not Path(name).is_file()] == []


def test_the_record_is_whole_and_nothing_was_turned_away(made: Made) -> None:
    done("audit", "verify", made.out / "catatan")
    assert made.count("quarantine") == 0
    (states,) = made.rows("SELECT state FROM patrol_order")
    assert states == ("done",)


def test_the_loop_went_round_in_its_order(made: Made) -> None:
    """Reports, plan, signatures, release, patrol, answers, reports: each after the one before."""
    steps = {
        "reported": "kind = 'reported' AND author = 'padal' AND device != 'd-cerita'",
        "planned": "kind = 'planning_begun'",
        "signed": "kind = 'order_stepped' AND json_extract(body, '$.step') = 'sign'",
        "released": "kind = 'order_stepped' AND json_extract(body, '$.step') = 'release'",
        "committed": "kind = 'draw_committed'",
        "set out": "kind = 'order_stepped' AND json_extract(body, '$.step') = 'set_out'",
        "roll-call": "kind = 'roll_call_opened'",
        "arrived": f"kind = 'arrived' AND {CREWS}",
        "closed": "kind = 'roll_call_closed'",
        "finished": "kind = 'order_stepped' AND json_extract(body, '$.step') = 'finish'",
    }
    firsts = [made.rows(f"SELECT min(position) FROM event WHERE {w}")[0][0] for w in steps.values()]
    assert None not in firsts, dict(zip(steps, firsts, strict=True))
    assert firsts == sorted(firsts), dict(zip(steps, firsts, strict=True))
    again = made.rows("SELECT max(position) FROM event WHERE kind = 'planning_begun'")[0][0]
    ((revealed,),) = made.rows("SELECT received_ms FROM event WHERE kind = 'draw_revealed'")
    ((ends,),) = made.rows("SELECT ends_ms FROM patrol_order")
    assert revealed >= ends, "no seed is known while the night lasts"
    answers = "kind IN ('answer_stepped', 'concern_answered')"
    (last_answer,) = made.rows(f"SELECT max(position) FROM event WHERE {answers}")[0]
    assert firsts[-1] < last_answer < again
    signed = made.rows("SELECT DISTINCT agency FROM signature")
    assert {agency for (agency,) in signed} == {"polri", "tni", "satpol_pp", "dishub"}


def test_the_terminal_and_the_report_say_what_the_record_counts(made: Made) -> None:
    report = made.text("malam/laporan-hasil-giat.txt")
    (talks,) = made.crews("talked", "count(*)")
    (residents,) = made.crews("talked", "sum(json_extract(body, '$.residents'))")
    assert made.told(r"(\d+) dialog / dialogues \((\d+) warga\)") == (talks, residents)
    assert f"e. Dialog: {talks} kali, {residents} warga" in report

    (order,) = made.rows("SELECT content FROM document JOIN patrol_order ON digest = plan")
    plan = msgspec.json.decode(order[0])["plan"]
    targets = {s["place"] for r in plan["routes"] for s in r["stops"] if s["kind"] in VISITING}
    reached = targets & set(made.crews("arrived", "json_extract(body, '$.place')"))
    assert made.told(r"titik / points (\d+)/(\d+)") == (len(reached), len(targets))
    assert f"a. Titik didatangi: {len(reached)}/{len(targets)}" in report

    messages = made.count("event WHERE kind = 'message_given'")
    assert messages > 0
    assert made.told(r"pesan / calm messages (\d+)") == (messages,)
    concerns = made.count("concern WHERE source = 'crew'")
    assert concerns > 1, "the dice of this seed give some"
    assert made.told(r"(\d+) keluhan / concerns") == (concerns,)
    settled = made.count("concern WHERE source = 'crew' AND state = 'answered'")
    assert settled == concerns - 1, "one is still being worked on"
    here = f"SELECT id FROM event WHERE {CREWS}"
    heard = made.rows(f"SELECT DISTINCT claim FROM sighting WHERE sighting IN ({here})")
    assert made.told(r"Isu / claims: (\d+), terjawab / answered (\d+)") == (len(heard),) * 2


def test_the_order_sheet_is_that_of_the_released_order(made: Made) -> None:
    pdf = (made.out / "surat-perintah" / "surat-perintah.pdf").read_bytes()
    (pages,) = re.findall(rb"/Count (\d+)", pdf)
    assert int(pages) >= 2
    text = word_text((made.out / "surat-perintah" / "surat-perintah.docx").read_bytes())
    ((number,),) = made.rows("SELECT number FROM patrol_order")
    assert number in text
    assert "KONSEP" not in text
    assert "belum ditandatangani" not in text
    assert text.count("17.15 WIB") == 4, "the four signatures"
    assert "pukul 22.00–01.00 WIB" in text
    again = made.out.parent / "lagi.docx"
    done("report", "order", made.out / "catatan", "--out", again)
    assert word_text(again.read_bytes()) == text, "the record gives the same sheet again"


def word_text(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return "\n".join(ET.fromstring(package.read("word/document.xml")).itertext())  # noqa: S314


def test_papers_of_the_morning_and_the_review(made: Made) -> None:
    assert b"/Count 2" in (made.out / "malam" / "anev.pdf").read_bytes()
    assert "[kutipan Kapolres: diisi]" in made.text("malam/rilis-humas.txt")
    rows = [line.split(";") for line in made.text("malam/lhgk.csv").splitlines()]
    reported = made.count(f"event WHERE {QUARREL}")
    assert rows[-1][3:6] == ["JUMLAH", str(reported), str(reported)]


def test_two_calls_about_one_quarrel_are_one_incident(made: Made) -> None:
    calls = "kind = 'reported' AND author = 'padal' AND device {} 'd-cerita'"
    area = "json_extract(body, '$.area')"
    told = made.rows(f"SELECT {area} FROM event WHERE {calls.format('!=')}")
    assert len(told) == 2
    assert told[0] == told[1]
    earlier = made.count(f"event WHERE {calls.format('=')} AND {area} = '{told[0][0]}'")
    look = json.loads(made.text("malam/suhu-sebelum.json"))
    (found,) = [one["incidents"] for one in look["areas"] if one["area"] == told[0][0]]
    assert found == earlier + 1


def test_tension_changed_and_says_why(made: Made) -> None:
    before, after = (
        {area["area"]: area for area in json.loads(made.text(f"malam/{name}.json"))["areas"]}
        for name in ("suhu-sebelum", "suhu-sesudah")
    )
    assert before.keys() == after.keys()
    for area in (*before.values(), *after.values()):
        assert sum(term["amount"] for term in area["terms"]) == pytest.approx(area["mean"])
    # Where the quarrel was told of at night, and whatever else crews were told there.
    (place,) = made.rows(f"SELECT json_extract(body, '$.area') FROM event WHERE {QUARREL}")[0]
    told = made.crews("reported", "json_extract(body, '$.area')").count(place)
    assert 1 <= after[place]["incidents"] - before[place]["incidents"] <= told
    rises = {area: after[area]["mean"] - before[area]["mean"] for area in before if "|" not in area}
    low, high = (
        made.told(rf"{re.escape(name)} (\d+) → (\d+)")
        for name in re.findall(r"tension next: (.+?) \d+ →", made.answer.err)
    )
    assert high[1] - high[0] < 0 < low[1] - low[0]
    assert low[1] - low[0] == pytest.approx(max(rises.values()), abs=1)


def test_the_public_page_opens_by_itself_and_tells_no_small_count(made: Made) -> None:
    for name, language in (("halaman-publik", "id"), ("public-page", "en")):
        page = made.text(f"malam/{name}.html")
        assert f'<html lang="{language}">' in page
        assert "<script" not in page
        assert re.findall(r"""(?:href|src)=["'](?!data:|#)([^"']*)""", page) == []
    page = made.text("malam/halaman-publik.html")
    assert "tidak ada yang dipindahkan" in page, "what crews heard is answered"
    assert page.count("<caption>") == 1
    now, folder = clock(), made.out.parent / "salinan"
    shutil.copytree(made.out / "catatan", folder)
    with open_record(folder, redact=redact, now=now) as record, record.reading() as place:
        (district,) = districts(folder).values()
        week = published(place, district.name, 1)[0]
        known = known_in_week(place, district, week.first)
    assert made.rows("SELECT max(until) FROM published_figures") == [(week.until.isoformat(),)]
    for group in Group:
        table = table_of(week, group, 0)
        counts = counted(known[group], week, group)
        full = np.pad(counts, ((0, 1), (0, 1)))
        full[-1, :-1], full[:-1, -1], full[-1, -1] = counts.sum(0), counts.sum(1), counts.sum()
        assert (table.values[table.shown] == full[table.shown]).all()
        assert (table.values[table.shown] >= LEAST).all()
        # All days at once: the page tells no days apart.
        one_day = msgspec.structs.replace(table, until=table.first + 1)
        assert pinned_down(counts[:, :, None], [one_day]) == []
        total = week.of(group)
        assert total
        shown = [number for number in total.total if number is not None]
        assert all(f'<td class="n">{number}</td>' in page for number in shown)


def counted(known: list[Known], week: Figures, group: Group) -> Ints:
    found, table = np.zeros((len(week.areas), 2), dtype=np.int64), week.of(group)
    assert table
    for one in known:
        if not table.first <= one.day < table.until:
            continue
        area = one.area if one.area in week.areas else ""
        found[week.areas.index(area), 0 if one.is_with else 1] += 1
    return found


@pytest.mark.parametrize("day", ["1970-12-31", "2999-01-01"])
def test_a_night_whose_weeks_no_record_holds_is_refused(tmp_path: Path, day: str) -> None:
    check_refused(sejuk("demo", "--out", tmp_path / "demo", "--date", day), "bad_option")
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_replaces_the_first(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    out = copied(made, "kedua")
    again(out, monkeypatch)
    assert content(out / "malam") | {"manifest.json": b""} == {
        "baru.txt": b"2",
        "manifest.json": b"",
    }
    assert (out / "catatan" / "record.db").read_bytes() == b"another night"
    assert {path.name for path in out.iterdir()} == FOLDERS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("catatan/catatan-saya.txt", b"milik saya"),
        ("catatan/record.db", b""),
        ("malam/rilis-humas.txt", b"rilis dengan nama"),
    ],
    ids=["a file of one's own", "a record that was worked in", "a release that was filled in"],
)
def test_what_is_not_the_demos_own_is_never_replaced(
    made: Made, name: str, words: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = copied(made, name.replace("/", "-"))
    with (out / name).open("ab") as file:
        file.write(words or b"more")
    before = content(out)
    check_refused(sejuk("demo", *NIGHT, "--out", out), "folder_not_ours")
    with pytest.raises(ProblemError, match="folder_not_ours"):
        again(out, monkeypatch)
    assert content(out) == before


def test_a_turn_that_fails_leaves_the_record_before_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = copied(made, "gagal")
    before = content(out / "catatan") | content(out / "malam")
    with pytest.raises(KeyboardInterrupt):
        again(out, monkeypatch, fails=KeyboardInterrupt())
    assert content(out / "catatan") | content(out / "malam") == before
    assert {path.name for path in out.iterdir()} == FOLDERS


def copied(made: Made, name: str) -> Path:
    return Path(shutil.copytree(made.out, made.out.parent / name))


def again(
    out: Path, monkeypatch: pytest.MonkeyPatch, *, fails: BaseException | None = None
) -> None:
    """Another run into the same folder, without the half a minute that its plan and turn take."""

    def planned(*_: object, **__: object) -> object:
        return SimpleNamespace(plans=[SimpleNamespace(shift=SHIFT)])

    def go_round(folder: Path, *_: object) -> Any:  # noqa: ANN401 – no more than is written
        (folder / "record.db").write_bytes(b"another night")
        if fails:
            raise fails
        return SimpleNamespace(sheets={"a.pdf": b"1"}, papers={"baru.txt": b"2"})

    monkeypatch.setattr(demo_module, "plan", planned)
    monkeypatch.setattr(
        demo_module, "write_plans", lambda _, folder: write_folder(folder, {"plan.json": b"{}"})
    )
    demo_module.demo(NightOptions(district=out / "wilayah"), out, silent, go_round)
