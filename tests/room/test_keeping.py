"""Reload, a struck-down server, no network: nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.room.house import PASSWORD, SLOW_MS, Desk, House, next_code

pytestmark = [pytest.mark.browser, pytest.mark.soak]
expect.set_options(timeout=SLOW_MS)

NOTE = "Lampu jalan di batas RW mati, sudah dilaporkan."


@pytest.fixture
def desk(browser: Browser, house: House) -> Iterator[Desk]:
    opened = Desk(browser, house, "padal-pagi")
    yield opened
    opened.close()


def reload(desk: Desk) -> None:
    desk.page.reload()


def strike_down_the_server(desk: Desk) -> None:
    desk.house.server.kill()
    desk.expect_line("Terputus")
    desk.house.server.start()
    desk.page.reload()
    desk.expect_line("Tersambung")


def lose_the_network(desk: Desk) -> None:
    desk.context.set_offline(True)
    desk.expect_line("Terputus")
    sending = re.compile("^(Catat di buku mutasi|Susun rencana)$")
    desk.page.get_by_role("button", name=sending).click()
    expect(desk.page.get_by_text("Server tidak terjangkau.").first).to_be_visible()
    desk.context.set_offline(False)
    desk.expect_line("Tersambung")


TROUBLES: list[Callable[[Desk], None]] = [reload, strike_down_the_server, lose_the_network]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t.__name__)
def test_an_entry_of_the_duty_log_waits(desk: Desk, trouble: Callable[[Desk], None]) -> None:
    page = desk.open("/app/serah-terima")
    page.get_by_label("Catatan").fill(NOTE)
    trouble(desk)
    expect(page.get_by_label("Catatan")).to_have_value(NOTE)
    page.get_by_role("button", name="Catat di buku mutasi").click()
    expect(page.get_by_label("Catatan")).to_have_value("")
    expect(page.locator("li.hand", has_text=NOTE).first).to_be_visible()


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t.__name__)
def test_the_strength_waits(desk: Desk, trouble: Callable[[Desk], None]) -> None:
    page = desk.open("/app/malam-ini")
    page.get_by_role("button", name="Contoh").click()
    page.get_by_label("Nomor permintaan TNI").fill("B/27/XI/2026")
    page.get_by_label("Orang").first.fill("7")
    trouble(desk)
    expect(page.get_by_label("Nomor permintaan TNI")).to_have_value("B/27/XI/2026")
    expect(page.get_by_label("Orang").first).to_have_value("7")


def test_a_session_that_ends_is_begun_again_over_the_same_page(desk: Desk) -> None:
    page = desk.open("/app/serah-terima")
    page.get_by_label("Catatan").fill(NOTE)
    desk.context.clear_cookies()
    page.get_by_role("button", name="Catat di buku mutasi").click()
    dialog = page.get_by_role("dialog", name="Masuk")
    expect(dialog).to_be_visible()
    for _ in range(3):  # a browser lets the page refuse the first wish to close, and no more
        page.keyboard.press("Escape")
    assert dialog.evaluate("e => e.open && e.matches(':modal')")
    expect(dialog.get_by_label("Akun")).to_have_value("padal-pagi")
    dialog.get_by_label("Kata sandi").fill(PASSWORD)
    dialog.get_by_label("Kode enam angka").fill(next_code(desk.house.people["padal-pagi"].secret))
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Catatan")).to_have_value(NOTE)
    page.get_by_role("button", name="Catat di buku mutasi").click()
    expect(page.get_by_label("Catatan")).to_have_value("")
