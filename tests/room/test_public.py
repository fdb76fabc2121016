"""The public page in a real browser without JavaScript: read, told, asked and looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sejuk.app.context import clock
from sejuk.app.public.publish import publish_due
from tests.room.looking import COVERED, CUT, OUTSIDE
from tests.web.chromium import foreign_requests, serious
from tests.web.conftest import night_of
from tests.web.night import make_town
from tests.web.office import Office, check_done, open_office
from tests.web.phone import Phone
from tests.web.resident import WORDS, Resident, code_of
from tests.web.running import Running
from tests.web.test_public import Desk, crews_visit, monday_after

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SEJUK_SHOTS")
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1366, "height": 850}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """With a page that has something of everything."""
    folder = make_town(tmp_path_factory.mktemp("public"))
    with open_office(folder) as office:
        fill(office)
    running = Running(folder)
    running.start()
    yield running
    if running.process:
        running.kill()


def fill(office: Office) -> None:
    """Two weeks of it, as if they were over."""
    night = night_of(office)
    night.operation()
    resident, desk = Resident(office, night.area), Desk(office, night.area)
    crews_visit(Phone(night.katim), talks=8, silent=5)
    for number in range(6):
        code_of(resident.tell_concern())
        concern = check_done(night.padal.get("/concerns"))["concerns"][0]["concern"]
        wish = {"answer": f"Lampu tiang {number} sudah diganti Bina Marga."}
        check_done(night.padal.post(f"/concerns/{concern}/answer", wish))
    for _ in range(5):
        code_of(resident.tell_concern(what="sampah"))
    code_of(resident.tell_claim())
    (waiting,) = check_done(desk.verifier.get("/sightings/waiting"))
    claim = desk.verifying(waiting["sighting"]["sighting"])
    desk.settle(claim)
    desk.published(claim, "false")
    desk.published(None, "ahead")
    assert publish_due(office.record, monday_after(clock(), 2)) == 2


class Visitor:
    """A browser that is watched for what must not happen."""

    def __init__(self, browser: Browser, server: Running, **options: Any) -> None:  # noqa: ANN401
        look: dict[str, Any] = {"viewport": PHONE, "locale": "id-ID", "reduced_motion": "reduce"}
        self.context: BrowserContext = browser.new_context(**look | options)
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.foreign = foreign_requests(self.context, server.url)
        self.url = server.url

    def open(self, path: str = "/publik") -> Page:
        self.page.goto(f"{self.url}{path}")
        return self.page

    def close(self) -> None:
        assert self.context.cookies() == []
        assert self.foreign == []
        assert self.said == [], "nothing was refused by the policy either"
        self.context.close()


@pytest.fixture
def plain(browser: Browser, server: Running) -> Iterator[Visitor]:
    """Without JavaScript."""
    visitor = Visitor(browser, server, java_script_enabled=False)
    yield visitor
    visitor.close()


def test_read_without_javascript(plain: Visitor) -> None:
    page = plain.open()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Patroli bersama")
    expect(page.get_by_text("Sprin/1/XI/2024")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Keluhan warga 11"))).to_be_visible()
    page.get_by_text("Menurut RW", exact=True).click()  # a `details`, which needs no script
    # All eleven are of one neighbourhood: shown by area, that would tell that the others have none.
    expect(page.get_by_text("Menurut RW belum ada angka")).to_be_visible()
    page.get_by_role("link", name="Baca selengkapnya").last.click()
    expect(page.get_by_role("heading", name="Sumber")).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_tell_and_ask_without_javascript(plain: Visitor) -> None:
    page = plain.open()
    page.get_by_role("link", name="Sampaikan keluhan").click()
    expect(page.get_by_text(re.compile("110"))).to_be_visible()
    page.get_by_label("Tentang apa").select_option("sampah")
    page.get_by_label("Di mana").select_option(index=1)
    page.get_by_label("Isi").fill("Sampah menumpuk, hubungi 0812-3456-7890")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada yang disimpan")
    expect(page.get_by_label("Isi")).to_have_value("Sampah menumpuk, hubungi █")
    expect(page.get_by_label("Tentang apa")).to_have_value("sampah")
    page.get_by_role("button", name="Kirim").click()
    code = page.locator(".code").inner_text()
    assert code not in page.url
    page.get_by_role("link", name="Lihat jawabannya di sini").click()
    page.get_by_label("Kode tiket").fill(code.lower())
    page.get_by_role("button", name="Lihat").click()
    expect(page.get_by_text("Penanggung jawab")).to_be_visible()
    assert code not in page.url


def test_a_rumour_and_an_objection_without_javascript(plain: Visitor) -> None:
    page = plain.open("/publik/isu")
    page.get_by_label("Di mana").select_option(index=1)
    page.get_by_label("Lewat apa").select_option("whatsapp")
    page.get_by_label("Isi").fill("Katanya besok jalan ditutup seharian")
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator(".code")).to_be_visible()
    plain.open()
    page.get_by_role("link", name="Baca selengkapnya").first.click()
    page.get_by_role("link", name="Sampaikan keberatan").click()
    page.get_by_label("Isi").fill("Jamnya keliru, di papan tertulis lain.")
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator(".code")).to_be_visible()


def test_the_door_takes_its_own_form(plain: Visitor) -> None:
    """Browsers send `Origin: null` with a form of a page that forbids referrers."""
    page = plain.open("/masuk")
    page.get_by_label("Akun").fill("padal")
    page.get_by_label("Kata sandi").fill("bukan kata sandinya")
    page.get_by_label("Kode").fill("123456")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Akun, kata sandi, atau kode enam angka tidak cocok"
    )
    plain.said.clear()  # that it was refused is told of in the console


def pages_of(visitor: Visitor) -> Iterator[str]:
    """Every page in turn, opened; its name."""
    paths = ("", "/jaminan", "/sampaikan", "/keluhan", "/isu", "/tiket", "/tidak-ada")
    for path in paths:
        visitor.open(f"/publik{path}")
        yield path.strip("/") or "depan"
    visitor.open()
    visitor.page.get_by_role("link", name="Baca selengkapnya").last.click()
    yield "jawaban"
    visitor.page.get_by_role("link", name="Sampaikan keberatan").click()
    yield "keberatan"
    visitor.open("/publik/keluhan")
    visitor.page.get_by_label("Tentang apa").select_option("lain")
    visitor.page.get_by_label("Di mana").select_option(index=1)
    visitor.page.get_by_label("Isi").fill(f"{WORDS} Kata Pak Budi Santoso, 0812-3456-7890.")
    visitor.page.get_by_role("button", name="Kirim").click()
    yield "diperiksa"
    visitor.page.get_by_role("button", name="Kirim").click()
    yield "terkirim"
    code = visitor.page.locator(".code").inner_text()
    visitor.open("/publik/tiket")
    visitor.page.get_by_label("Kode tiket").fill(code)
    visitor.page.get_by_role("button", name="Lihat").click()
    yield "isi-tiket"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_page_looked_at(
    browser: Browser, server: Running, look: Literal["light", "dark"]
) -> None:
    """axe, nothing outside, covered or cut: at 360, 320 and 1366 pixels."""
    visitor = Visitor(browser, server, color_scheme=look)
    page, found = visitor.page, []
    # In the dark the looks alone differ: what a form leads to has been seen in the light.
    for name in islice(pages_of(visitor), None if look == "light" or SHOTS else 8):
        for summary in page.locator("summary").all():
            summary.click()
        found += [f"{name} {look} {problem}" for problem in serious(page)]
        # Light and dark have the same boxes.
        for size in (PHONE, NARROW, WIDE) if look == "light" or SHOTS else ():
            page.set_viewport_size(size)  # type: ignore[arg-type]
            for what, script in (("outside", OUTSIDE), ("covered", COVERED), ("cut", CUT)):
                found += [f"{name} {size['width']} {what}: {e}" for e in page.evaluate(script)]
            wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            found += [f"{name} {size['width']} scrolls sideways"] if wide > 0 else []
            if SHOTS:
                file = Path(SHOTS) / f"publik-{name}-{size['width']}-{look}.png"
                page.screenshot(path=file, full_page=True)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visitor.said.clear()  # a page that is not there is told of in the console
    visitor.close()
    assert found == []


def test_printed_it_is_what_one_reads(browser: Browser, server: Running) -> None:
    """On paper: no menu, no buttons, black on white."""
    visitor = Visitor(browser, server, color_scheme="dark")
    page = visitor.open()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("link", name="Sampaikan keluhan")).to_be_hidden()
    expect(page.get_by_text("Sprin/1/XI/2024")).to_be_visible()
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    if SHOTS:
        page.pdf(path=Path(SHOTS) / "publik.pdf", format="A4")
    visitor.close()


def test_its_log_holds_no_address_and_no_code(browser: Browser, server: Running) -> None:
    """Last: the server is stopped, and what it wrote is read."""
    visitor = Visitor(browser, server)
    visitor.open("/publik/tiket")
    visitor.page.get_by_label("Kode tiket").fill("7K3-MQ9-XDP")
    visitor.page.get_by_role("button", name="Lihat").click()
    visitor.page.wait_for_load_state("networkidle")
    visitor.said.clear()  # 404 or 422 is told of in the console
    visitor.close()
    process = server.process
    assert process
    assert process.stderr
    process.terminate()
    process.wait(timeout=120)
    said = process.stderr.read().decode()
    assert "serving at" in said
    for word in (f"127.0.0.1:{server.port}/", "7K3", "publik", "/tiket"):
        assert word not in said.partition("serving at")[2], word
    process.stderr.close()
    server.process = None
