"""A whole night in real browsers: planned, signed, released, watched, planned anew, handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from tests.room.crews import Crews
from tests.room.house import (
    DISTRICT,
    PASSWORD,
    SLOW_MS,
    Desk,
    House,
    next_code,
    running_shift,
)
from tests.room.looking import look_at

# Minutes of seven browsers, longer than a change should wait: `make soak`.
pytestmark = [pytest.mark.browser, pytest.mark.soak]
expect.set_options(timeout=SLOW_MS)

AGENCIES = {
    "kapolsek": "Polri",
    "danramil": "TNI",
    "kasat-pp": "Satpol PP",
    "kasudin": "Dishub",
}
CHANGED = re.compile(r"\d+ titik berubah, \d+ tetap")


@pytest.fixture
def desks(browser: Browser, house: House) -> Iterator[dict[str, Desk]]:
    """Everyone's browser; the duty officer's is not signed in yet."""
    opened = {name: Desk(browser, house, name) for name in (*AGENCIES, "padal-pagi", "kapolres")}
    opened["padal"] = Desk(browser, house, None)
    yield opened
    for desk in opened.values():
        desk.close()


def test_a_night(desks: dict[str, Desk], house: House) -> None:
    padal = desks["padal"]
    sign_in(padal)
    make_plan(padal.page)
    change_plan(padal.page)
    collide(desks)
    order = sign_and_release(desks)
    crews = Crews(house, order, house.server.folder / FOLDER / "contoh")
    watch(padal.page, crews)
    answer_sos(desks, crews)
    direct(desks)
    plan_anew(padal.page)
    hand_over(desks, crews)
    look_back(padal.page)


def sign_in(desk: Desk) -> None:
    page = desk.open()
    page.get_by_label("Akun").fill("padal")
    look_at(page, "sign-in")
    page.get_by_label("Kata sandi").fill("salah salah salah")
    page.get_by_label("Kode enam angka").fill("000000")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_label("Kode enam angka").fill(next_code(desk.house.people["padal"].secret))
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Kekuatan dan waktu giat")).to_be_visible()


def make_plan(page: Page) -> None:
    day, begins, ends = running_shift()
    page.get_by_role("button", name="Contoh").click()
    expect(page.get_by_text(re.compile(r"^10 orang: "))).to_be_visible()
    page.locator("input[type=date]").first.fill(day)
    page.get_by_label("Mulai").fill(begins)
    page.get_by_label("Selesai").fill(ends)
    page.get_by_label("Mutu rencana").select_option("quick")
    look_at(page, "strength")
    page.get_by_role("button", name="Susun rencana").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.reload()  # what is being made is found again
    options = page.get_by_role("article")
    expect(options).to_have_count(3, timeout=5 * SLOW_MS)
    for words in (
        "RW didatangi",
        "kunjungan",
        "Beban tertinggi satu RW",
        "Selisih ke nilai terbaik",
    ):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    page.get_by_role("button", name="Lihat di peta").first.click()
    expect(page.locator("[data-ready]")).to_be_visible()
    look_at(page, "options")
    page.get_by_role("article", name="Cakupan terluas").get_by_role(
        "button", name="Pakai ini"
    ).click()
    expect(page.get_by_role("heading", name=re.compile("Rancangan malam"))).to_be_visible()


def change_plan(page: Page) -> None:
    """Why a stop is there; one banned, one pinned elsewhere; planned anew, looked at, taken."""
    stops = page.locator(".stop")
    visit = page.locator(".stop[draggable=true]:not(:has(.tag))").nth(1)
    place = visit.locator(".place").inner_text()
    visit.click()
    amounts = [number(cell) for cell in page.locator(".bar + .n").all_inner_texts()]
    total = number(page.locator("tfoot .n").inner_text())
    assert amounts
    assert abs(sum(amounts) - total) < 0.06 * len(amounts)  # each is rounded to a tenth
    page.get_by_role("button", name="Jangan ke sini").click()
    # Dragged to another crew: from the first column to the second.
    columns = page.locator(".columns > section")
    moved = columns.nth(0).locator(".stop[draggable=true]:not(:has(.tag))").last
    moved.drag_to(columns.nth(1))
    expect(page.get_by_text("2 perubahan belum dihitung")).to_be_visible()
    pinned = page.get_by_test_id("pinned").inner_text()
    look_at(page, "changes")
    page.get_by_role("button", name="Susun ulang dengan perubahan").click()
    expect(page.get_by_text(re.compile(r"\d+ titik berubah, \d+ tetap"))).to_be_visible(
        timeout=5 * SLOW_MS
    )
    page.get_by_role("button", name="Terima perubahan").click()
    expect(page.get_by_text("perubahan belum dihitung")).to_have_count(0)
    expect(page.locator(".place", has_text=place)).to_have_count(0)
    expect(columns.nth(1).locator(".place", has_text=pinned)).to_have_count(1)
    assert stops.count() > 10


def collide(desks: dict[str, Desk]) -> None:
    """Two change the same plan: the second is told, and decides; nobody's work is gone."""
    first, second = desks["padal"].page, desks["padal-pagi"].open()
    for page, nth in ((second, 2), (first, 3)):
        page.locator(".stop[draggable=true]:not(:has(.tag))").nth(nth).click()
        page.get_by_role("button", name="Jangan ke sini").click()
        page.get_by_role("button", name="Susun ulang dengan perubahan").click()
        expect(page.get_by_text(CHANGED)).to_be_visible(timeout=5 * SLOW_MS)
    first.get_by_role("button", name="Terima perubahan").click()
    expect(first.get_by_text("versi 3")).to_be_visible()
    second.get_by_role("button", name="Terima perubahan").click()
    expect(second.get_by_text("Rencana sudah diubah orang lain")).to_be_visible()
    expect(second.get_by_text(re.compile("^Padal malam mengubahnya pukul"))).to_be_visible()
    for whose in ("Perubahannya", "Perubahan Anda"):
        expect(second.get_by_role("list", name=whose).locator("li").first).to_be_visible()
    look_at(second, "clash", sizes=("desktop", "phone"))
    second.get_by_role("button", name="Gantikan dengan rencana saya").click()
    expect(second.get_by_text("versi 4")).to_be_visible()
    expect(first.get_by_text("versi 4")).to_be_visible()  # by itself: nothing of theirs waits


def number(text: str) -> float:
    """As Indonesian writes it."""
    return float(text.replace("−", "-").replace("+", "").replace(".", "").replace(",", "."))


def sign_and_release(desks: dict[str, Desk]) -> str:
    page = desks["padal"].page
    page.get_by_role("button", name="Buka operasi").click()
    basis = page.get_by_label("Dasar hukum, satu per baris")
    basis.fill("UU 2/2002\nPerkabaharkam 1/2017")
    page.reload()
    page.get_by_role("button", name="Buka operasi").click()
    expect(basis).to_have_value("UU 2/2002\nPerkabaharkam 1/2017")
    page.get_by_role("button", name="Buka operasi").click()
    kapolsek = desks["kapolsek"].open()
    kapolsek.get_by_role("button", name="Mulai operasi").click()
    expect(page.get_by_text(re.compile("Operasi berjalan sampai"))).to_be_visible()
    page.get_by_role("button", name="Ajukan untuk ditandatangani").click()
    release = page.get_by_role("button", name="Terbitkan sprin")
    expect(release).to_be_disabled()
    for account, agency in AGENCIES.items():
        other = desks[account].open()
        other.get_by_role("button", name=f"Tanda tangani untuk {agency}").click()
        expect(other.get_by_role("button", name=f"Tanda tangani untuk {agency}")).to_have_count(0)
        assert other.get_by_role("button", name="Terbitkan sprin").count() == 0
    expect(release).to_be_enabled()
    release.click()  # without a number, which the server wants
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Nomor surat perintah").fill("Sprin/114/XI/2026")
    page.get_by_label("Nomor permintaan TNI").fill("B/27/XI/2026")
    page.get_by_label("Berlaku sampai").fill("2099-12-31")
    strike_down(desks["padal"])  # with the paper half written
    expect(page.get_by_label("Nomor surat perintah")).to_have_value("Sprin/114/XI/2026")
    release.click()
    page.get_by_role("button", name="Berangkat").click()
    page.get_by_role("link", name="Ke halaman Langsung").click()
    expect(page.get_by_role("heading", name=re.compile("Giat malam"))).to_be_visible()
    orders = desks["padal"].house.client("padal").ask("GET", "/orders")
    return next(str(row["order"]) for row in orders if row["state"] == "under_way")


def strike_down(desk: Desk) -> None:
    """The server dies and comes back; the page finds it again by itself."""
    desk.house.server.kill()
    desk.expect_line("Terputus")
    desk.house.server.start()
    desk.expect_line("Tersambung")


def watch(page: Page, crews: Crews) -> None:
    """Crews that walked for an hour stand on the map; their reports are read."""
    assert crews.walk_until(clock()) > 50
    for crew in crews.boxes:
        expect(
            page.get_by_role("button", name=re.compile(rf"^Tim {crew}, terlihat"))
        ).to_be_visible()
    expect(page.get_by_text(re.compile(r"[1-9]\d* dari \d+ titik")).first).to_be_visible()
    page.get_by_role("tab", name="Laporan").click()
    expect(page.locator(".panel li").first).to_be_visible()
    look_at(page, "live-reports", sizes=("desktop", "phone"))
    page.get_by_role("tab", name="Tim").click()


def answer_sos(desks: dict[str, Desk], crews: Crews) -> None:
    page = desks["padal"].page
    crew = next(iter(crews.boxes))
    crews.press_sos(crew, (106.85, -6.18))
    alarm = page.get_by_role("alert", name="SOS")
    expect(alarm.get_by_text(f"SOS · Tim {crew}")).to_be_visible()
    page.get_by_role("button", name="Tunjukkan di peta").click()
    marker = page.get_by_role("button", name=re.compile(f"^Tim {crew}, terlihat"))
    expect(marker).to_be_in_viewport()
    # Pressed far from every place: whoever calls for help by radio reads where.
    expect(page.get_by_text(re.compile(r"di luar wilayah: -6\.18000, 106\.85000"))).to_be_visible()
    look_at(page, "sos", sizes=("desktop", "phone"))
    for other in ("kapolsek", "danramil"):
        expect(desks[other].page.get_by_role("alert", name="SOS")).to_be_visible()
    alarm.get_by_role("button", name="Tangani").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Tangani").click()
    nameless = dialog.get_by_label("Nama dan pangkat")
    assert nameless.evaluate("e => e.matches(':invalid') && e === document.activeElement")
    assert nameless.evaluate("e => e.validationMessage") == "Isi dulu bagian ini."
    look_at(page, "sos-name", sizes=("phone",))
    states = [row["state"] for row in desks["padal"].house.client("padal").ask("GET", "/alarms")]
    assert states == ["raised"]  # nobody has given a name
    dialog.get_by_label("Nama dan pangkat").fill("Iptu Contoh")
    dialog.get_by_role("button", name="Tangani").click()
    expect(alarm).to_have_count(0)
    expect(desks["kapolsek"].page.get_by_role("alert", name="SOS")).to_have_count(0)
    page.get_by_role("button", name="Selesai").click()
    outcome = "Semua selamat; tim melanjutkan giat."
    page.get_by_label("Hasilnya").fill(outcome)
    page.reload()
    page.get_by_role("button", name="Selesai").click()
    expect(page.get_by_label("Hasilnya")).to_have_value(outcome)
    expect(page.get_by_label("Nama dan pangkat")).to_have_value("Iptu Contoh")
    page.get_by_role("dialog").get_by_role("button", name="Selesai").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def direct(desks: dict[str, Desk]) -> None:
    """From above to the duty officer, who reads and acknowledges it."""
    above = desks["kapolres"].open("/app/langsung")
    above.get_by_role("tab", name="Arahan pimpinan").click()
    words = "Utamakan dialog di titik kumpul pemuda."
    above.get_by_label("Isi arahan").fill(words)
    desks["kapolres"].context.set_offline(True)
    above.get_by_role("button", name="Tulis arahan").click()
    expect(above.get_by_text("Server tidak terjangkau.")).to_be_visible()
    desks["kapolres"].expect_line("Terputus")
    desks["kapolres"].context.set_offline(False)
    desks["kapolres"].expect_line("Tersambung")
    expect(above.get_by_label("Isi arahan")).to_have_value(words)
    above.get_by_role("button", name="Tulis arahan").click()
    above.get_by_label("Teruskan ke").select_option(label="Padal malam")
    above.reload()
    above.get_by_role("tab", name="Arahan pimpinan").click()
    expect(above.get_by_label("Teruskan ke")).to_have_value("padal")
    above.get_by_role("button", name="Teruskan", exact=True).click()
    page = desks["padal"].page
    waits = above.get_by_text(re.compile("^Belum (membaca|menerima): Padal malam$"))
    expect(waits).to_have_count(2)
    page.get_by_role("tab", name="Arahan pimpinan").click()
    page.get_by_role("button", name="Sudah dibaca").click()
    expect(waits).to_have_count(1)  # by itself
    page.get_by_role("button", name="Terima arahan").click()
    expect(waits).to_have_count(0)
    expect(above.get_by_text("Belum diteruskan kepada: ")).to_be_visible()


def plan_anew(page: Page) -> None:
    page.get_by_role("button", name="Susun ulang sisa malam").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tim terlambat").check()
    dialog.get_by_label("Terlambat berapa menit").fill("25")
    page.reload()
    page.get_by_role("button", name="Susun ulang sisa malam").click()
    expect(dialog.get_by_label("Terlambat berapa menit")).to_have_value("25")
    dialog.get_by_role("button", name="Hitung sisa malam").click()
    expect(dialog.get_by_text(re.compile(r"\d+ titik berubah, \d+ tetap"))).to_be_visible(
        timeout=5 * SLOW_MS
    )
    look_at(page, "rest", sizes=("desktop", "phone"))
    dialog.get_by_role("button", name=re.compile("Terima: ")).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(re.compile("Sisa malam diperbarui"))).to_be_visible()


def hand_over(desks: dict[str, Desk], crews: Crews) -> None:
    page, morning = desks["padal"].page, desks["padal-pagi"].open("/app/serah-terima")
    page.get_by_role("link", name="Serah terima").click()
    page.get_by_label("Catatan").fill("Lampu jalan di batas RW sudah dilaporkan ke kelurahan.")
    page.get_by_role("button", name="Catat di buku mutasi").click()
    expect(page.locator("li.hand").first).to_be_visible()
    page.get_by_role("button", name="Ambil tugas").click()
    page.get_by_label("Kepada").select_option(label="Padal pagi")
    page.get_by_label("Yang perlu diketahui").fill("Dua tim masih di lapangan.")
    page.reload()
    expect(page.get_by_label("Kepada")).to_have_value("padal-pagi")
    expect(page.get_by_label("Yang perlu diketahui")).to_have_value("Dua tim masih di lapangan.")
    page.get_by_role("button", name="Tawarkan serah terima").click()
    morning.get_by_role("button", name="Terima tugas").click()
    expect(page.get_by_text(re.compile("^Padal pagi, sejak"))).to_be_visible()
    finish = page.get_by_role("button", name="Selesaikan giat")
    expect(finish).to_be_disabled()
    look_at(page, "handover")
    crews.close_roll_calls()
    expect(finish).to_be_enabled()
    finish.click()
    expect(page.get_by_text("Tidak ada giat yang berjalan.")).to_be_visible()


def look_back(page: Page) -> None:
    page.get_by_role("link", name="Tinjau").click()
    slider = page.get_by_role("slider", name="Waktu")
    slider.focus()
    page.keyboard.press("End")
    expect(page.get_by_text(re.compile(r"^[1-9]\d* kunjungan$"))).to_be_visible()
    expect(page.get_by_role("rowheader").first).to_be_visible()
    look_at(page, "look-back")
    assert DISTRICT in page.get_by_role("main").inner_text()
    papers = page.get_by_role("list", name="Naskah dari catatan").get_by_role("link")
    begins = {
        "Surat perintah (PDF)": b"%PDF-",
        "Surat perintah (Word)": b"PK",
        "Laporan hasil giat": b"*LAPORAN HASIL GIAT",
        "LHGK (Excel)": b"PK",
        "Rilis Humas": b"",
    }
    assert papers.all_inner_texts() == list(begins)
    for name, begin in {**begins, "Anev pekan ini (PDF)": b"%PDF-"}.items():
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        content = waiting.value.path().read_bytes()
        assert content.startswith(begin), name
        assert len(content) > 500, name
