"""Tension and early warnings in a real browser: seen, explained, decided on, and still there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sejuk.app.context import clock
from sejuk.app.crews.people import Phone
from sejuk.app.crews.walk import Outbox
from sejuk.app.districts import FOLDER
from sejuk.app.sensing.nightly import Sentry, seek_warnings
from sejuk.files.district import load_district
from sejuk.model.district import District
from sejuk.model.kinds.field import Origin, Reported
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.report import IncidentKind, Signals
from sejuk.model.sensed import EarlyWarning
from sejuk.simulation.shift import Act
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.room.house import SLOW_MS, Desk, House, chromium, open_house
from tests.room.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.soak]
expect.set_options(timeout=SLOW_MS)

BUDGET = 90.0


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Of its own: what is told here would warm the nights of others."""
    with open_house(tmp_path_factory.mktemp("sensing")) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def district(house: House) -> District:
    return load_district(house.server.folder / FOLDER / "contoh")


class Teller:
    """A crew that passes on what residents said."""

    def __init__(self, house: House) -> None:
        account, device, token = house.phone("A")
        phone = Phone(crew="A", account=account, device=device, token=token)
        self.box = Outbox(house.server.url, phone)

    def tell(self, what: str, area: str, ago: timedelta = timedelta(0)) -> None:
        body = Reported(what=what, origin=Origin.RESIDENT, area=area)
        self.box.add(Act(at=clock() - ago, crew="A", body=body))
        while not self.box.empty:
            self.box.push()


@pytest.fixture(scope="module")
def teller(house: House, district: District) -> Teller:
    """Six fights in the first neighbourhood and one on a border, each on a day of its own."""
    teller = Teller(house)
    for days in range(6, 0, -1):
        teller.tell("perkelahian", district.neighbourhoods[0].id, timedelta(days=days))
    teller.tell("perusakan", border_of(district), timedelta(days=2))
    return teller


def border_of(district: District) -> str:
    return next(p.area_id for p in district.places if "|" in p.area_id)


def raise_rise(folder: Path, district: District) -> None:
    """As a detector would, through the daily look, beside the running server."""
    tomorrow = clock() + timedelta(days=1, hours=6)

    def watch(
        _district: District,
        signals: Signals,
        _kinds: Mapping[str, IncidentKind],
        moment: datetime,
    ) -> Sequence[EarlyWarning]:
        area = district.neighbourhoods[0].id
        found = EarlyWarning(
            id="",
            cause=WarningCause.RISE,
            stream="bentrokan",
            areas=(area, border_of(district)),
            raised=moment,
            since=moment.date() - timedelta(days=6),
            until=moment.date(),
            incidents=tuple(r.id for r in signals.reports if r.what == "perkelahian"),
            expected=1.2,
            false_alarm_days=BUDGET,
            recurrence_days=410.0,
            p=0.0024,
        )
        return (found,)

    with open_record(folder, redact=redact, now=clock()) as record:
        assert seek_warnings(record, tomorrow, Sentry(watch=watch, false_alarm_days=BUDGET)) == 1


@pytest.fixture
def desk(browser: Browser, house: House) -> Iterator[Desk]:
    opened = Desk(browser, house, "padal")
    yield opened
    opened.close()


def drawn(page: Page) -> None:
    expect(page.locator("[data-ready]")).to_be_visible()


def test_why_an_area_is_as_warm_as_it_is(desk: Desk, district: District, teller: Teller) -> None:
    assert teller.box.empty
    hood = district.neighbourhoods[0]
    page = desk.open("/app/suhu")
    drawn(page)
    row = page.get_by_role("row", name=re.compile(rf"^{re.escape(hood.name)} "))
    expect(row).to_be_visible()
    row.get_by_role("button").click()
    why = page.get_by_role("region", name=f"Mengapa? {hood.name}")
    expect(why.get_by_text("6 kejadian dalam 90 hari")).to_be_visible()
    terms = why.locator(".bar + .n").all_inner_texts()
    total = why.locator("tfoot .n").inner_text()
    assert terms
    # Each is rounded to a tenth.
    assert abs(sum(map(number, terms)) - number(total)) < 0.06 * len(terms)
    expect(why.get_by_role("img", name=re.compile(r"^6 kejadian dalam 30 hari"))).to_be_visible()
    incidents = why.get_by_role("region", name="Kejadian di baliknya").get_by_role("listitem")
    expect(incidents).to_have_count(6)
    expect(incidents.first).to_contain_text("warga")
    look_at(page, "sensing-why")
    page.reload()
    expect(why.get_by_text("6 kejadian dalam 90 hari")).to_be_visible()


def number(text: str) -> float:
    """As Indonesian writes it."""
    return float(text.replace("−", "-").replace("+", "").replace(".", "").replace(",", "."))


def test_the_days_are_walked_by_keyboard(desk: Desk, teller: Teller) -> None:
    assert teller.box.empty
    page = desk.open("/app/suhu")
    drawn(page)
    slider = page.get_by_role("slider", name="Hari")
    expect(slider).to_have_attribute("aria-valuetext", "Sekarang")
    slider.focus()
    page.keyboard.press("Home")
    words = re.compile(r"\d{4}, 05\.00 WIB, seperti diketahui saat itu$")
    expect(slider).to_have_attribute("aria-valuetext", words)
    expect(page.get_by_text("seperti diketahui saat itu")).to_be_visible()
    # All was told a moment ago: thirty days ago nobody knew of it, nor this morning.
    assert page.locator("tbody .level", has_text="sejuk").count() > 0
    assert page.locator("tbody .level", has_not_text="sejuk").count() == 0
    look_at(page, "sensing-then", sizes=("desktop", "phone"))
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "Sekarang")


def test_a_severe_report_reaches_the_room_at_once(
    desk: Desk, district: District, teller: Teller
) -> None:
    page = desk.open("/app/langsung")
    desk.expect_line("Tersambung")
    teller.tell("tawuran", district.neighbourhoods[1].id)
    bar = page.get_by_role("status").filter(has_text="Peringatan dini menunggu keputusan: 1")
    expect(bar).to_be_visible()
    # A question, and no siren: what sounds is for those who need help now.
    expect(page.get_by_role("alert", name="SOS")).to_have_count(0)
    look_at(page, "sensing-bar", sizes=("desktop", "phone"))
    page.reload()
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Lihat").click()
    card = page.get_by_role("article", name=re.compile("^Kejadian tingkat 5"))
    expect(card.get_by_text("menunggu keputusan")).to_be_visible()
    card.get_by_role("button", name=district.neighbourhoods[1].name).click()
    where = f"Mengapa? {district.neighbourhoods[1].name}"
    expect(page.get_by_role("region", name=where)).to_be_visible()


def test_a_warning_is_declined_with_a_reason_and_counted(
    desk: Desk, house: House, district: District, teller: Teller
) -> None:
    assert teller.box.empty
    raise_rise(house.server.folder, district)
    page = desk.open("/app/suhu")
    card = page.get_by_role("article", name="Kenaikan bentrokan")
    expect(card.get_by_text("6 kejadian; biasanya 1,2")).to_be_visible()
    expect(card.get_by_text("sekali tiap 410 hari")).to_be_visible()
    card.get_by_text("Kejadiannya (6)").click()
    expect(card.get_by_text("perkelahian")).to_have_count(6)
    drawn(page)
    look_at(page, "sensing-warnings")
    card.get_by_role("button", name="Tidak benarkan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nama dan pangkat").fill("Iptu Contoh")
    dialog.get_by_role("button", name="Tidak benarkan").click()
    reason = dialog.get_by_label("Alasan")
    assert reason.evaluate("e => e.matches(':invalid') && e === document.activeElement")
    reason.fill("Latihan pencak silat; warga mengira perkelahian.")
    look_at(page, "sensing-decide", sizes=("desktop", "phone"))
    page.reload()
    card.get_by_role("button", name="Tidak benarkan").click()
    expect(reason).to_have_value("Latihan pencak silat; warga mengira perkelahian.")
    expect(dialog.get_by_label("Nama dan pangkat")).to_have_value("Iptu Contoh")
    dialog.get_by_role("button", name="Tidak benarkan").click()
    expect(dialog).to_have_count(0)
    expect(card.get_by_text("Iptu Contoh, Padal malam")).to_be_visible()
    expect(card.get_by_text("Latihan pencak silat")).to_be_visible()
    # One in ninety days is a third of one in thirty.
    record = page.get_by_role("region", name="Catatan 90 hari")
    expect(record.get_by_text("kebetulan saja memunculkan sekitar 0,3")).to_be_visible()
    # Of rises, and of incidents of severity 5.
    expect(record.get_by_role("row", name="muncul 1 1", exact=True)).to_be_visible()
    expect(record.get_by_role("row", name="tidak dibenarkan 1 0", exact=True)).to_be_visible()


NOTIFIER = """
window.asked = 0; window.told = [];
window.Notification = class {
  static permission = 'default';
  static async requestPermission() { window.asked += 1; return (this.permission = 'granted') }
  constructor(title, { body }) { window.told.push(`${title} ${body}`) }
}
"""
"""In place of the browser's own, which without a screen grants nothing."""


def test_the_browser_tells_of_new_warnings_when_a_button_was_pressed(
    browser: Browser, house: House, district: District, teller: Teller
) -> None:
    desk = Desk(browser, house, "kapolsek")
    desk.context.add_init_script(NOTIFIER)
    page = desk.open("/app/suhu")
    desk.expect_line("Tersambung")
    # An approver sees them, and does not decide.
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("button", name="Benarkan", exact=True)).to_have_count(0)
    assert page.evaluate("asked") == 0  # nobody was asked by opening a page
    page.get_by_role("button", name="Beri tahu lewat browser").click()
    expect(page.get_by_text("Browser memberi tahu peringatan baru.")).to_be_visible()
    assert page.evaluate("[asked, told.length]") == [1, 0]  # what was there before is not told
    teller.tell("pembakaran", district.neighbourhoods[2].id)
    expect(page.get_by_role("article", name="Kejadian tingkat 5: bentrokan")).to_have_count(2)
    # It may stand on a locked screen: no place and no matter.
    assert page.evaluate("told") == ["sejuk Peringatan dini baru. Buka ruang operasi."]
    desk.close()
