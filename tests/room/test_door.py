"""The door in a real browser without scripts, which sends more with a form than a client does."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.room.house import PASSWORD, SLOW_MS, House, next_code

pytestmark = pytest.mark.browser
expect.set_options(timeout=SLOW_MS)


def test_a_person_comes_in_by_the_form(browser: Browser, house: House) -> None:
    """Browsers send `Origin: null` with a form of a page that forbids referrers."""
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(f"{house.server.url}/masuk")
    page.get_by_label("Akun").fill("kapolres")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_label("Kode enam angka").fill(next_code(house.people["kapolres"].secret))
    page.get_by_role("button", name="Masuk").click()
    expect(page).to_have_url(re.compile("/app/$"))
    page.goto(f"{house.server.url}/akun")
    expect(page.get_by_text("Kapolres").first).to_be_visible()
    context.close()
