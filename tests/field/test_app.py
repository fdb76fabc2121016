"""The field app in a browser: a patrol without a line, and all that can go wrong on a phone."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from sejuk.engagement.tickets import read_code, ticket_digest
from sejuk.files.messages import calm_messages
from tests.field.browser import Releases, device_of, kept, struck
from tests.field.night import (
    KATIM,
    PIN,
    all_sent,
    code_for,
    enrol,
    open_roll_call,
    order_arrived,
    phone,
    quarantined,
    revoke,
    tap,
    taps,
    told,
    unlock,
    visit,
    waiting,
)
from tests.field.simulation import ROOT
from tests.web.chromium import FLAGS, foreign_requests, program, serious
from tests.web.running import Running

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SEJUK_SHOTS")
"""A folder: pictures go there, for somebody to look at."""
FILL = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open('full', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('x', { autoIncrement: true })
    asked.onsuccess = () => done(asked.result)
  })
  for (const size of [1_000_000, 100_000, 10_000, 1_000, 100]) {
    const chance = new Uint8Array(size)
    const part = 65_536
    for (let at = 0; at < size; at += part) crypto.getRandomValues(chance.subarray(at, at + part))
    for (let full = false; !full; ) {
      const tx = db.transaction('x', 'readwrite')
      tx.objectStore('x').add(chance)
      full = await new Promise((done) => {
        tx.oncomplete = () => done(false)
        tx.onabort = () => done(true)
      })
    }
  }
  db.close()
}"""
"""Other things of this origin take all the room: chance, since the browser packs all else."""
UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration()).update() }"
BUILT = ROOT / "src" / "sejuk" / "web" / "static" / "field"


@pytest.fixture
def page(playwright_: Playwright, server: Running, tmp_path: Path) -> Iterator[Page]:
    """An enrolled phone."""
    with phone(playwright_, tmp_path / "profile") as context:
        opened = context.pages[0]
        enrol(opened, server, code_for(server.folder, KATIM))
        yield opened


def acts(folder: Path, device: str) -> list[str]:
    """What the record has from the phone, without its positions."""
    return [one.kind for one in told(folder, device) if one.kind != "tracked"]


def keeps(page: Page, count: int) -> None:
    """Waits until so many entries, besides positions, are on the phone."""
    for _ in range(300):
        if sum(row["lane"] != 1 for row in kept(page)) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(kept(page))


STOP = ["arrived", "observed", "talked", "left"]


def test_a_whole_patrol_without_a_line_is_in_the_record_once(page: Page, server: Running) -> None:
    """Four hours by the phone's clock, the server dead; then it lives."""
    order_arrived(page)
    page.clock.install()
    page.reload()
    unlock(page)
    server.kill()
    page.context.set_offline(True)
    open_roll_call(page)
    planned, others = [], []
    for number in range(8):
        if number < 3:
            planned.append(visit(page, mood=("Sejuk", "Hangat")[number % 2]))
        else:
            others.append(other_stop(page, number))
        page.clock.fast_forward("00:28:00")
        if number == 3:
            tap(page, "Istirahat")
            tap(page, "Lanjut giat")
        if number == 5:
            page.reload()  # deep link and all, with the server dead
            unlock(page)
    tap(page, "Apel penutup, selesai")
    tap(page, "Apel penutup, selesai")
    expect(page.get_by_text(re.compile("Apel penutup pukul"))).to_be_visible()
    made = [row["id"] for row in kept(page)]
    assert waiting(page) == len(made)
    server.start()
    page.context.set_offline(False)
    page.clock.fast_forward("00:01:00")
    all_sent(page)
    assert planned == [6] * len(planned)  # the guarantee is six at most; fewer were not counted
    assert others == [8] * len(others)  # two more, to open the tab and to type the place's name
    expected = ["roll_call_opened"]
    for number in range(8):
        expected += STOP
        if number == 3:
            expected += ["break_begun", "break_ended"]
    assert acts(server.folder, device_of(page)) == [*expected, "roll_call_closed"]
    recorded = told(server.folder, device_of(page))
    assert [one.seq for one in recorded] == list(range(1, len(made) + 1))
    hours = (recorded[-1].at - recorded[0].at).total_seconds() / 3600
    assert 3.7 < hours < 4.3
    assert quarantined(server.folder) == 0


def other_stop(page: Page, number: int) -> int:
    """A place that is not on the route, found by its name."""
    before = taps(page)
    page.get_by_role("navigation").get_by_role("button", name="Titik").click()
    search = page.get_by_label("Titik lain")
    search.click()
    search.fill(("Pasar", "Sekolah", "Kantor", "Warung", "Klinik")[number % 5])
    page.locator("button.arrive").first.click()
    tap(page, "Perhatian".replace("Per", "Per\u00ad"), exact=True)
    tap(page, "Nihil", exact=True)
    for none in page.get_by_role("button", name="Tidak ada", exact=True).all():
        none.click()
    tap(page, "Selesai, berangkat")
    return taps(page) - before


def enter_and_strike(
    playwright: Playwright, server: Running, profile: Path, times: int, seed: int
) -> str:
    """Enters at random and kills Chromium in between; whatever the screen confirmed is kept."""
    dice = random.Random(seed)
    confirmed = 0
    with struck(playwright, profile) as chromium:
        page = chromium.open()
        enrol(page, server, code_for(server.folder, KATIM))
        open_roll_call(page)
        tap(page, "Tiba di")
        for _ in range(times):
            for _ in range(dice.randint(1, 6)):
                name = dice.choice(("Sejuk", "Hangat", "Panas", "±2", "±5", "10+", "Nihil"))
                button = page.get_by_role("button", name=name, exact=True)
                was = button.get_attribute("aria-pressed")
                button.click(no_wait_after=True)
                if dice.random() < 0.7 and was == "false":
                    expect(button).to_have_attribute("aria-pressed", "true")
                    confirmed = max(confirmed, len(kept(page)))
            chromium.kill()
            page = chromium.open()
            page.goto(f"{server.url}/field/")
            unlock(page)
            page.get_by_role("navigation").get_by_role("button", name="Titik").click()
            found = kept(page)
            assert len(found) >= confirmed
            assert [row["seq"] for row in found] == list(range(1, len(found) + 1))
            confirmed = len(found)
        all_sent(page)
        ids, device = kept(page), device_of(page)
    recorded = told(server.folder, device)
    assert [one.seq for one in recorded] == [row["seq"] for row in ids]
    return f"{times} SIGKILLs of the browser while entering: {len(ids)} events, 0 lost"


@pytest.mark.soak
def test_chromium_is_struck_down_five_times(
    playwright_: Playwright, server: Running, tmp_path: Path
) -> None:
    enter_and_strike(playwright_, server, tmp_path / "profile", 5, 1)


@pytest.mark.soak
def test_chromium_is_struck_down_fifty_times(
    playwright_: Playwright, server: Running, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    figure(enter_and_strike(playwright_, server, tmp_path / "profile", 50, 2))


def test_another_user_wipes_nothing(page: Page, server: Running) -> None:
    open_roll_call(page)
    all_sent(page)
    page.context.set_offline(True)
    visit(page)
    page.context.set_offline(False)
    page.goto(f"{server.url}/field/#gawai/{code_for(server.folder, 'katim-dua')}")
    page.get_by_label("Nama ponsel").fill("HP")
    page.get_by_label("PIN enam angka").fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    tap(page, "Daftarkan")
    expect(page.get_by_role("navigation")).to_be_visible()
    keeps(page, len(STOP) + 1)
    tap(page, "Kami aman")
    keeps(page, len(STOP) + 2)
    kinds = ["roll_call_opened", *STOP, "all_well"]
    for _ in range(300):  # "all sent" may still be that of before the last entry
        all_sent(page)
        recorded = told(server.folder, device_of(page))
        if sum(one.kind != "tracked" for one in recorded) >= len(kinds):
            break
        page.wait_for_timeout(100)
    assert [one.kind for one in recorded if one.kind != "tracked"] == kinds
    assert [recorded[0].author, recorded[-1].author] == [KATIM, "katim-dua"]
    assert len({row["seq"] for row in kept(page)}) == len(recorded)


def test_a_code_scanned_in_mid_patrol_leaves_the_patrol_as_it_is(
    page: Page, server: Running
) -> None:
    """The camera opens the app anew, so it is locked."""
    open_roll_call(page)
    tap(page, "Tiba di")
    tap(page, "Hangat", exact=True)
    keeps(page, 3)
    page.goto("about:blank")
    page.goto(f"{server.url}/field/#gawai/{code_for(server.folder, 'katim-dua')}")
    expect(page.get_by_text("Buka dulu dengan PIN ponsel ini")).to_be_visible()
    page.get_by_label("PIN enam angka").fill(PIN)
    tap(page, "Buka", exact=True)
    page.get_by_label("Nama ponsel").fill("HP")
    page.get_by_label("PIN enam angka").fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    tap(page, "Daftarkan")
    tap(page, "Lanjutkan di")
    expect(page.get_by_role("button", name="Hangat")).to_have_attribute("aria-pressed", "true")
    tap(page, "Berangkat")
    keeps(page, 4)
    all_sent(page)
    expected = ["roll_call_opened", "arrived", "observed", "left"]
    assert acts(server.folder, device_of(page)) == expected


def test_a_session_that_ended_keeps_all_and_says_so(page: Page, server: Running) -> None:
    open_roll_call(page)
    all_sent(page)
    revoke(server.folder, device_of(page))
    visit(page)
    expect(page.get_by_role("alert").get_by_text("perlu didaftarkan lagi")).to_be_visible()
    keeps(page, 1 + len(STOP))
    assert sum(row["state"] == "waiting" and row["lane"] != 1 for row in kept(page)) == len(STOP)
    page.goto(f"{server.url}/field/#gawai/{code_for(server.folder, KATIM)}")
    page.get_by_label("Nama ponsel").fill("HP")
    page.get_by_label("PIN enam angka").fill(PIN)
    page.get_by_label("PIN sekali lagi").fill(PIN)
    tap(page, "Daftarkan")
    all_sent(page)
    assert acts(server.folder, device_of(page)) == ["roll_call_opened", *STOP]


def test_a_full_phone_refuses_visibly_and_loses_nothing(
    playwright_: Playwright, server: Running
) -> None:
    # Chromium heeds a smaller quota in a private window only.
    browser = playwright_.chromium.launch(executable_path=program(), args=FLAGS)
    page = browser.new_context(locale="id-ID").new_page()
    page.goto(f"{server.url}/field/")
    quota = {"origin": server.url, "quotaSize": 8_000_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    enrol(page, server, code_for(server.folder, KATIM))
    open_roll_call(page)
    all_sent(page)
    page.evaluate(FILL)
    tap(page, "Kami aman")
    expect(page.get_by_role("alert").get_by_text("TIDAK tersimpan")).to_be_visible()
    assert len(kept(page)) == 1
    tap(page, "SOS", exact=True)
    tap(page, "KIRIM SOS")
    expect(page.get_by_text("Ponsel penuh: jangan tutup")).to_be_visible()
    expect(page.get_by_text("Diterima server")).to_be_visible()
    tap(page, "Tutup layar ini")
    page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('full').onsuccess = done))")
    tap(page, "Kami aman")
    expect(page.get_by_role("alert").get_by_text("TIDAK tersimpan")).to_be_hidden()
    keeps(page, 3)
    all_sent(page)
    device = device_of(page)
    browser.close()
    assert acts(server.folder, device) == ["roll_call_opened", "sos", "all_well"]


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_is_off_by_a_day_is_known(page: Page, server: Running, hours: int) -> None:
    page.clock.install(time=page.evaluate("Date.now()") / 1000 + hours * 3600)
    page.reload()
    unlock(page)
    all_sent(page)
    open_roll_call(page)
    page.clock.fast_forward(20_000)
    all_sent(page)
    page.clock.fast_forward("00:41:00")  # the next word is due after 45 minutes
    reminder = page.get_by_role("alert").get_by_text("Beri kabar sebelum")
    for tab in ("Titik", "Bantuan", "Kotak", "Giat"):
        page.get_by_role("navigation").get_by_role("button", name=tab).click()
        expect(reminder).to_be_visible()
    tap(page, "Kami aman")
    expect(reminder).to_be_hidden()
    (one, *_) = told(server.folder, device_of(page))
    assert one.offset_ms is not None
    assert abs(one.offset_ms / 3600_000 + hours) < 0.2


@pytest.fixture
def releases(template: Path, tmp_path: Path) -> Iterator[Releases]:
    """A server whose field app can be replaced by a next release while it runs."""
    folder, static = tmp_path / "server", tmp_path / "static"
    shutil.copytree(template, folder)
    shutil.copytree(BUILT, static / "field")
    server = Releases(folder, static)
    server.start()
    yield server
    server.kill()


@pytest.mark.soak
def test_a_new_version_waits_for_the_closing_roll_call(
    playwright_: Playwright, releases: Releases, tmp_path: Path
) -> None:
    """And takes over a full outbox of the version before, whose files stay for a release."""
    with phone(playwright_, tmp_path / "profile") as context:
        page = context.pages[0]
        enrol(page, releases, code_for(releases.folder, KATIM))
        page.evaluate("async () => { await navigator.serviceWorker.ready }")
        open_roll_call(page)
        all_sent(page)
        page.evaluate("window.mark = 'same page'")
        releases.next()
        page.evaluate(UPDATE)
        expect(page.get_by_text("dipasang setelah apel penutup")).to_be_visible()
        visit(page)
        assert page.evaluate("window.mark") == "same page"
        context.set_offline(True)
        visit(page)
        tap(page, "Apel penutup, selesai")
        tap(page, "Apel penutup, selesai")
        expect(page.get_by_text("Apel penutup pukul")).to_be_visible()
        made = len(kept(page))
        tap(page, "Pasang sekarang")  # with a full outbox, and without a line
        unlock(page)
        assert page.evaluate("window.mark ?? null") is None
        caches_ = [name for name in page.evaluate("caches.keys()") if "book" not in name]
        assert len(caches_) == 2
        assert len(kept(page)) == made
        context.set_offline(False)
        all_sent(page)
        device = device_of(page)
    assert acts(releases.folder, device) == ["roll_call_opened", *STOP, *STOP, "roll_call_closed"]


def test_the_shell_is_small_and_can_be_installed(
    playwright_: Playwright, server: Running, tmp_path: Path
) -> None:
    files = [f for f in BUILT.rglob("*") if f.suffix in {".js", ".css", ".html"}]
    size = sum(len(gzip.compress(f.read_bytes(), 9)) for f in files)
    print(f"shell: {size / 1024:.1f} KB gzip")  # noqa: T201
    assert size <= 60 * 1024
    manifest = json.loads((BUILT / "manifest.webmanifest").read_text("utf-8"))
    assert {"name", "short_name", "start_url", "display", "icons", "scope"} <= set(manifest)
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    with phone(playwright_, tmp_path / "profile") as context:
        context.pages[0].goto(f"{server.url}/field/")
        line = context.new_cdp_session(context.pages[0])
        line.send("Page.enable")
        errors = line.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e["errorId"] for e in errors if e["errorId"] != "in-incognito"] == []


def test_no_serious_finding_of_axe_and_no_request_elsewhere(page: Page, server: Running) -> None:
    elsewhere = foreign_requests(page.context, server.url)
    open_roll_call(page)
    assert serious(page) == []
    page.get_by_text("Peta", exact=True).click()
    assert serious(page) == []
    tap(page, "Tiba di")
    page.get_by_role("button", name="Ada", exact=True).first.click()
    assert serious(page) == []
    for tab in ("Bantuan", "Kotak"):
        page.get_by_role("navigation").get_by_role("button", name=tab).click()
        for summary in page.locator("summary").all():
            summary.click()
        assert serious(page) == []
    tap(page, "Terang", exact=True)
    assert serious(page) == []
    tap(page, "SOS", exact=True)
    assert serious(page) == []
    assert elsewhere == []


def test_a_resident_gets_a_ticket_without_a_line(page: Page, server: Running) -> None:
    open_roll_call(page)
    page.context.set_offline(True)
    tap(page, "Tiba di")
    message = page.get_by_role("region", name="Pesan malam ini").get_by_role("button").first
    message.click()
    expect(message).to_contain_text("disampaikan")
    page.get_by_role("button", name="Ada", exact=True).first.click()
    tap(page, "Lampu jalan", exact=True)
    tap(page, "Simpan", exact=True)
    slip = page.get_by_role("region", name="Tiket untuk warga")
    code = read_code(slip.locator(".code").inner_text())
    # What it draws is compared with segno's in `frontend/tests/ticket.test.ts`.
    expect(slip.get_by_role("img", name="QR halaman tiket")).to_be_visible()
    assert serious(page) == []
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "field-ticket.png", full_page=True)
    tap(page, "Sudah dicatat")
    expect(slip).to_have_count(0)
    assert code not in page.content()
    page.context.set_offline(False)
    all_sent(page)
    sent = {one.kind: one.body for one in told(server.folder, device_of(page))}
    assert sent["reported"]["ticket"] == ticket_digest(code)
    assert sent["message_given"]["message"] in {one.code for one in calm_messages()}
    assert code not in json.dumps(sent)


def test_an_sos_from_a_locked_phone_arrives(page: Page, server: Running) -> None:
    open_roll_call(page)
    all_sent(page)
    page.reload()
    expect(page.get_by_role("heading", name="Terkunci")).to_be_visible()
    tap(page, "SOS", exact=True)
    tap(page, "KIRIM SOS")
    expect(page.get_by_text("Diterima server")).to_be_visible()
    assert acts(server.folder, device_of(page))[-1] == "sos"
