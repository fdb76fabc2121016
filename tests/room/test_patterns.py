"""The patterns page has every element: whatever it shows is looked at in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.room.house import SLOW_MS, Desk, House
from tests.room.looking import look_at, wear

pytestmark = [pytest.mark.browser, pytest.mark.soak]
expect.set_options(timeout=SLOW_MS)


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.soak)])
def test_every_element_in_light_and_dark_at_every_size(
    browser: Browser, house: House, language: str
) -> None:
    desk = Desk(browser, house, None)
    desk.context.add_init_script(f"localStorage.setItem('sejuk.language', '{language}')")
    page = desk.open("/app/pola")
    expect(page.locator("[data-ready]")).to_be_visible()
    look_at(page, f"patterns-{language}")
    desk.close()


def test_the_keyboard_alone_is_enough(browser: Browser, house: House) -> None:
    desk = Desk(browser, house, None)
    page = desk.open("/app/pola")
    opener = page.get_by_role("button", name="Buka dialog")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    stop = page.locator(".stop").nth(1)
    stop.focus()
    page.keyboard.press("Space")
    expect(stop).to_have_attribute("aria-pressed", "true")
    desk.close()


def test_a_map_that_turns_light_shows_what_it_showed(browser: Browser, house: House) -> None:
    """Its zoom and its centre are the officer's work; only the colours are the look's."""
    desk = Desk(browser, house, None)
    page = desk.open("/app/pola")
    expect(page.locator("[data-ready]")).to_be_visible()
    page.get_by_role("button", name="Perbesar").click()
    pin = page.locator(".map .pin").first
    zoomed = settled(page, pin)
    wear(page, "light")
    assert settled(page, pin) == zoomed
    expect(page.locator(".map canvas")).to_have_count(1)
    desk.close()


def settled(page: Page, pin: Locator) -> object:
    """Where a mark stands once the map no longer moves."""
    before = None
    while (now := pin.bounding_box()) != before:
        before = now
        page.wait_for_timeout(400)
    return now
