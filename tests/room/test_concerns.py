"""Concerns and calm messages in a real browser: what a crew is told, answered, visited, counted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from sejuk.app.concerns.read import read_ticket
from sejuk.app.context import clock
from sejuk.app.crews.client import Client
from sejuk.app.crews.people import Phone
from sejuk.app.crews.walk import Outbox
from sejuk.app.districts import FOLDER
from sejuk.engagement.tickets import ticket_digest
from sejuk.files.district import load_district
from sejuk.files.messages import calm_messages
from sejuk.model.district import District
from sejuk.model.kinds import KnownBody
from sejuk.model.kinds.engagement import FollowedUp, MessageGiven
from sejuk.model.kinds.field import Origin, Reported, Talked
from sejuk.simulation.shift import Act
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.room.house import SLOW_MS, Desk, House, chromium, open_house
from tests.room.looking import look_at
from tests.web.night import PATIENCE, STRENGTH

pytestmark = pytest.mark.browser
expect.set_options(timeout=SLOW_MS)

CODE = "0000001ZT"
"""A ticket as in `tests/engagement/test_tickets.py`."""
ANSWER = "Lampu di gang sudah diganti Bina Marga pada hari Kamis."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Of its own: a visit that is planned here would stand in the plans of others."""
    with open_house(tmp_path_factory.mktemp("concerns")) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def district(house: House) -> District:
    return load_district(house.server.folder / FOLDER / "contoh")


@pytest.fixture(scope="module")
def place(district: District) -> str:
    """One of the first neighbourhood."""
    area = district.neighbourhoods[0].id
    here = (p.id for p in district.places if p.neighbourhoods == (area,))
    return next(id_ for id_ in here if id_ != district.police_post)


@pytest.fixture(scope="module")
def told(house: House, district: District, place: str) -> Outbox:
    """Three concerns, of which one is overdue; five residents who heard two messages."""
    account, device, token = house.phone("A")
    box = Outbox(house.server.url, Phone(crew="A", account=account, device=device, token=token))
    first, second = district.neighbourhoods[0].id, district.neighbourhoods[1].id
    lamp = {"what": "lampu-jalan", "area": first, "place": place, "ticket": ticket_digest(CODE)}
    acts: list[tuple[float, KnownBody, dict[str, str]]] = [
        (3, reported(what="takut-tawuran", area=second), {}),  # due after one day
        (0, reported(**lamp), {"note": "Lampu gang mati sejak Senin; anak takut lewat."}),
        (0, reported(what="sampah", area=first), {}),
        (0, Talked(place=place, residents=5), {}),
        (0, MessageGiven(message="tetap-tetangga", area=first, place=place), {}),
        (0, MessageGiven(message="tanya-dulu", area=first, place=place), {}),
    ]
    for days, body, texts in acts:
        box.add(Act(at=clock() - timedelta(days=days), crew="A", body=body, texts=texts))
    while not box.empty:
        box.push()
    return box


def reported(**more: str) -> Reported:
    return Reported(origin=Origin.RESIDENT, **more)


@pytest.fixture
def desk(browser: Browser, house: House, told: Outbox) -> Iterator[Desk]:
    assert told.empty
    opened = Desk(browser, house, "padal")
    yield opened
    opened.close()


def chosen(page: Page, what: str) -> None:
    page.get_by_role("list", name="Daftar keluhan").get_by_role("button", name=what).click()


def test_what_is_overdue_stands_first_and_out(desk: Desk) -> None:
    page = desk.open("/app/keluhan")
    rows = page.get_by_role("list", name="Daftar keluhan").get_by_role("listitem")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("takut tawuran")
    expect(rows.first).to_contain_text("lewat 2 hari")
    # Of the three only one could be closed in seven days and counts: none is over, none answered.
    expect(page.get_by_text("Belum ada keluhan yang dapat dihitung")).to_be_visible()
    page.get_by_label("Tampilkan").select_option("overdue")
    expect(rows).to_have_count(1)
    page.get_by_label("Tampilkan").select_option("open")
    page.get_by_label("Jenis").select_option("sampah")
    expect(rows).to_have_count(1)
    page.get_by_label("Jenis").select_option("")
    look_at(page, "concerns-list", sizes=("desktop", "phone"))
    chosen(page, "takut tawuran")
    card = page.get_by_role("region", name=re.compile("takut tawuran"))
    expect(card.get_by_text("Dieskalasi ke pimpinan")).to_be_visible()
    card.get_by_role("button", name="Tangani").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Pemilik").select_option("koramil")
    look_at(page, "concerns-take", sizes=("phone",))
    dialog.get_by_role("button", name="Tangani").click()
    expect(dialog).to_have_count(0)
    expect(card.get_by_text("Koramil (Babinsa)").first).to_be_visible()
    expect(card.get_by_text("Dieskalasi ke pimpinan")).to_have_count(0)


def test_an_answer_is_public_only_when_it_may_be(desk: Desk, house: House) -> None:
    page = desk.open("/app/keluhan")
    chosen(page, "lampu jalan")
    card = page.get_by_role("region", name=re.compile("lampu jalan"))
    expect(card.get_by_text("Lampu gang mati sejak Senin")).to_be_visible()
    expect(card.get_by_text("ada; warga dapat membaca jawabannya")).to_be_visible()
    card.get_by_role("button", name="Jawab").click()
    dialog = page.get_by_role("dialog")
    text = dialog.get_by_label("Jawaban untuk warga")
    send = dialog.get_by_role("button", name="Jawab")
    text.fill("Hubungi Pak Budi di 0812-3456-7890. Penyebar kabar itu akan ditindak tegas.")
    expect(dialog.get_by_text("Hubungi Pak Budi di █.")).to_be_visible()
    expect(dialog.get_by_text("Apakah ini nama orang? Pak Budi.")).to_be_visible()
    expect(dialog.get_by_text("mengancam orang yang meneruskan kabar")).to_be_visible()
    expect(send).to_be_disabled()
    look_at(page, "concerns-answer", sizes=("phone",))
    text.fill(ANSWER)
    page.reload()  # what was typed is still there
    card.get_by_role("button", name="Jawab").click()
    expect(text).to_have_value(ANSWER)
    send.click()
    expect(dialog).to_have_count(0)
    expect(card.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_text("1 dari 1 keluhan dijawab dalam 7 hari")).to_be_visible()
    look_at(page, "concerns-answered", sizes=("tablet", "phone"))
    with open_record(house.server.folder, redact=redact, now=clock()) as record:
        assert read_ticket(record, CODE).answer == ANSWER


@pytest.mark.soak
def test_a_visit_is_in_the_next_plan_of_the_sample_district(
    desk: Desk, house: House, told: Outbox, district: District, place: str
) -> None:
    page = desk.open("/app/keluhan")
    chosen(page, "sampah")
    card = page.get_by_role("region", name=re.compile("sampah"))
    card.get_by_role("button", name="Rencanakan kunjungan").click()
    dialog = page.get_by_role("dialog")
    name = next(p.name for p in district.places if p.id == place)
    dialog.get_by_label("Titik yang didatangi").fill(name)
    look_at(page, "concerns-visit", sizes=("phone",))
    dialog.get_by_role("button", name="Rencanakan kunjungan").click()
    expect(dialog).to_have_count(0)
    expect(card.get_by_text(f"{name}: terbuka")).to_be_visible()
    order, task = night_with_visit(house, district, place)
    expect(card.get_by_text("kunjungan direncanakan")).to_be_visible()

    carried = Client(house.server.url, told.phone.token).ask("GET", "/patrol")["patrol"]
    here = [one for one in carried["follow_ups"] if one["place"] == place]
    assert [(one["task"], one["number"], one["what"]) for one in here] == [(task, 3, "sampah")]
    assert carried["order"]["order"] == order
    assert all(len(one["messages"]) == 3 for one in carried["places"])
    followed = FollowedUp(task=task, place=place, done=True, crew="A")
    told.add(Act(at=clock(), crew="A", body=followed))
    told.push()
    expect(card.get_by_text("dikunjungi tim")).to_be_visible()  # without a reload
    expect(card.get_by_text(f"{name}: selesai")).to_be_visible()


def night_with_visit(house: House, district: District, place: str) -> tuple[str, str]:
    """The next night, planned with the real planner, signed and released; (order, task)."""
    padal = house.client("padal")
    wish = {"kind": "tonight", "district": district.name, "preset": "quick", "strength": STRENGTH}
    date = (clock() + timedelta(days=1)).date().isoformat()
    asked = padal.post("/plannings", {**wish, "date": date})
    assert [pin["place"] for pin in asked["wish"]["pins"]] == [place]
    planning, until = asked["planning"], time.monotonic() + PATIENCE
    while asked["state"] in {"waiting", "working"} and time.monotonic() < until:
        time.sleep(0.2)
        asked = padal.ask("GET", f"/plannings/{planning}")
    assert asked["state"] == "ready", asked
    order = padal.post(f"/plannings/{planning}/choose", {"option": "worth"})["order"]
    plan = padal.ask("GET", f"/orders/{order}")["plan"]
    assert place in {stop["place"] for route in plan["routes"] for stop in route["stops"]}
    frame = {"area": district.name, "legal_basis": ["UU 2/2002"]}
    operation = padal.post("/operations", frame)["operation"]
    house.client("kapolsek").post(f"/operations/{operation}/start")
    padal.post(f"/orders/{order}/submit")
    for signer in ("kapolsek", "danramil"):
        house.client(signer).post(f"/orders/{order}/sign")
    padal.post(f"/orders/{order}/release", {"number": "Sprin/9/XI/2024"})
    (task,) = (one["task"] for one in padal.ask("GET", "/tasks") if one["what"] == "follow_up")
    return order, task


@pytest.mark.soak
def test_messages_show_whom_they_reached(desk: Desk, district: District) -> None:
    page = desk.open("/app/keluhan")
    board = page.get_by_role("region", name="Pesan kamtibmas")
    hood = district.neighbourhoods[0]
    board.get_by_role("button", name=re.compile("^Tampilkan semua wilayah")).click()
    reached = board.get_by_role("row", name=re.compile(rf"^{re.escape(hood.name)} 2× 5 "))
    expect(reached).to_have_count(1)
    expect(board.get_by_role("row")).to_have_count(1 + len(district.neighbourhoods))
    board.get_by_role("button", name="Tampilkan yang paling sedikit mendengar").click()
    row = board.get_by_role("row").nth(1)  # who heard the fewest comes first
    expect(row).to_contain_text("belum")
    row.get_by_text("3 pesan").click()
    expect(row.get_by_role("listitem")).to_have_count(3)
    board.get_by_text(f"Semua pesan ({len(calm_messages())}), untuk grup WhatsApp").click()
    expect(board.get_by_text(calm_messages()[0].post_id)).to_be_visible()
    look_at(page, "concerns-messages", sizes=("phone",))


def test_an_approver_reads_and_answers_and_does_no_more(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, "kapolsek")
    page = desk.open("/app/keluhan")
    chosen(page, "takut tawuran")
    card = page.get_by_role("region", name=re.compile("takut tawuran"))
    expect(card.get_by_role("button", name="Jawab")).to_be_visible()
    expect(card.get_by_role("button", name="Tangani")).to_have_count(0)
    expect(card.get_by_role("button", name="Rencanakan kunjungan")).to_have_count(0)
    expect(page.get_by_role("button", name="Catat keluhan")).to_have_count(0)
    desk.close()


def test_a_concern_that_came_to_the_office_gets_a_ticket(
    desk: Desk, house: House, district: District
) -> None:
    page = desk.open("/app/keluhan")
    page.get_by_role("button", name="Catat keluhan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Wilayah").select_option(district.neighbourhoods[0].id)
    dialog.get_by_label("Jenis").select_option("parkir")
    dialog.get_by_label("Apa yang diminta").fill("Truk parkir di depan sekolah.")
    dialog.get_by_role("button", name="Catat keluhan").click()
    code = dialog.locator(".code").inner_text()
    look_at(page, "concerns-ticket", sizes=("phone",))
    dialog.get_by_role("button", name="Tutup").last.click()
    expect(page.get_by_role("region", name=re.compile("parkir"))).to_be_visible()
    with open_record(house.server.folder, redact=redact, now=clock()) as record:
        assert read_ticket(record, code).state == "received"
