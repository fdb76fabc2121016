"""The page in a real Chromium, opened as a file: what people see, touch and print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sejuk.model.plan import Plan
from sejuk.reporting.page import plan_page
from sejuk.reporting.view import PageView
from tests.reporting.johar_baru import crowded, johar_baru, streets
from tests.web.chromium import FLAGS, program

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1440)

# Corners of every visible text and number of the map, in screen pixels; slanted ones too.
CORNERS = """
() => [...document.querySelectorAll('#map .label, #map .mark')]
  .filter((e) => e.getBoundingClientRect().width)
  .map((e) => {
    const b = e.getBBox(), m = e.getScreenCTM();
    const at = (x, y) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f];
    const corners = [at(b.x, b.y), at(b.x + b.width, b.y),
      at(b.x + b.width, b.y + b.height), at(b.x, b.y + b.height)];
    return { text: e.textContent, corners };
  })
"""

Corners = list[tuple[float, float]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def address(view: PageView, tmp_path: Path) -> str:
    file = tmp_path / "plan.html"
    file.write_text(plan_page(view), encoding="utf-8")
    return file.as_uri()


def opened(chromium: Browser, address: str, width: int = 1440, **options: object) -> Page:
    page = chromium.new_page(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    page.goto(address)
    return page


def overlap(one: Corners, two: Corners) -> bool:
    """Separating axes: two boxes, slanted or not, overlap unless a side parts them by a pixel."""
    for box in (one, two):
        for (ax, ay), (bx, by) in zip(box, [*box[1:], box[0]], strict=True):
            side = [[(x - ax) * (by - ay) - (y - ay) * (bx - ax) for x, y in b] for b in (one, two)]
            slack = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
            if max(side[0]) <= min(side[1]) + slack or max(side[1]) <= min(side[0]) + slack:
                return False
    return True


def test_nothing_is_asked_of_any_network(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state("networkidle")
    assert asked == [address]
    assert problems == []


def test_language_switches_without_reload(chromium: Browser, address: str) -> None:
    page = opened(chromium, address)
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.get_by_role("heading", name="Peta rute").is_visible()
    page.evaluate("window.mark = 1")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", name="Map of the routes").is_visible()
    assert not page.get_by_role("heading", name="Peta rute").is_visible()
    assert page.title() == "Joint patrol plan for Kampung Contoh"
    assert page.evaluate("window.mark") == 1
    page.get_by_role("button", name="Indonesia").click()
    assert page.get_by_role("heading", name="Peta rute").is_visible()


def test_is_readable_without_javascript(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, java_script_enabled=False)
    assert page.get_by_role("heading", name="Jadwal Tim 1").is_visible()
    assert not page.get_by_role("heading", name="Timetable").first.is_visible()
    assert page.locator("svg#map .mark").first.is_visible()
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["Indonesia", "English"])
def test_page_never_scrolls_sideways(
    width: int, language: str, chromium: Browser, address: str
) -> None:
    page = opened(chromium, address, width)
    page.get_by_role("button", name=language).click()
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [*WIDTHS, 560])
def test_nothing_on_the_map_overlaps(width: int, chromium: Browser, address: str) -> None:
    page = opened(chromium, address, width)
    check_map(page, marks=7)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_on_a_crowded_real_map_overlaps(
    width: int, chromium: Browser, shared: Path, plan: Plan, tmp_path: Path
) -> None:
    district = johar_baru(shared)
    night = crowded(district, plan, crews=3, seed=1)
    file = tmp_path / "plan.html"
    view = PageView(plan=night, district=district, paths=streets(district, night))
    file.write_text(plan_page(view), encoding="utf-8")
    page = opened(chromium, file.as_uri(), width)
    check_map(page, marks=36)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def check_map(page: Page, *, marks: int) -> None:
    """No two signs overlap, all are on the map, and numbers are at least 9 px high."""
    signs = page.evaluate(CORNERS)
    numbers = page.locator("#map .mark:visible text")
    assert numbers.count() == marks
    assert float(numbers.first.evaluate("e => e.getBoundingClientRect().height")) >= 9
    pairs = [
        (a["text"], b["text"])
        for i, a in enumerate(signs)
        for b in signs[i + 1 :]
        if overlap(a["corners"], b["corners"])
    ]
    assert pairs == []
    box = page.locator("#map").bounding_box()
    assert box
    for sign in signs:
        for x, y in sign["corners"]:
            assert box["x"] - 1 <= x <= box["x"] + box["width"] + 1, sign["text"]
            assert box["y"] - 1 <= y <= box["y"] + box["height"] + 1, sign["text"]


def test_stop_on_the_map_lights_up_its_row_and_back(chromium: Browser, address: str) -> None:
    page = opened(chromium, address)
    page.locator('#map .mark[data-stop="B1"]:visible').click()
    assert "on" in (page.locator("tr#s-B1").get_attribute("class") or "").split()
    assert "SDN Contoh" in page.locator("#readout").inner_text()
    page.locator('tr#s-A2 a[data-stop="A2"]').click()
    assert "on" in (page.locator("#m-A2").get_attribute("class") or "").split()
    assert "on" not in (page.locator("tr#s-B1").get_attribute("class") or "").split()


def test_map_zooms_moves_and_comes_back(chromium: Browser, address: str) -> None:
    page = opened(chromium, address)
    view = page.locator("#map")
    whole = view.get_attribute("viewBox")
    page.locator('[data-map="in"]').click()
    near = view.get_attribute("viewBox")
    assert near != whole
    box = view.bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 120)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 90, steps=4)
    page.mouse.up()
    assert view.get_attribute("viewBox") != near
    view.focus()
    page.keyboard.press("0")
    assert view.get_attribute("viewBox") == whole
    page.keyboard.press("+")
    assert view.get_attribute("viewBox") == near


def test_scale_bar_stays_true_when_zoomed(chromium: Browser, address: str) -> None:
    page = opened(chromium, address)
    metres_per_pixel = """() => parseFloat(document.querySelector('.scale-text').textContent)
        / document.querySelector('.bar').getBoundingClientRect().width"""
    before = page.evaluate(metres_per_pixel)
    page.locator('[data-map="in"]').click()
    assert page.evaluate(metres_per_pixel) == pytest.approx(before / 1.5, rel=0.02)


def test_wheel_leaves_the_page_alone_until_the_map_is_clicked(
    chromium: Browser, address: str
) -> None:
    page = opened(chromium, address)
    whole = page.locator("#map").get_attribute("viewBox")
    page.locator("#map").hover(position={"x": 200, "y": 100})
    page.mouse.wheel(0, 200)
    page.wait_for_function("window.scrollY > 0")
    assert page.locator("#map").get_attribute("viewBox") == whole
    page.locator("#map").focus()
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"document.getElementById('map').getAttribute('viewBox') !== '{whole}'")


def test_crew_can_be_hidden(chromium: Browser, address: str) -> None:
    page = opened(chromium, address)
    page.locator('[data-toggle="1"]').uncheck()
    assert not page.locator("#m-B1").is_visible()
    assert page.locator("#m-A1").is_visible()


def test_dark_screen_is_dark(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(15, 18, 21)"


def test_paper_has_no_controls_and_no_dark_ground(chromium: Browser, address: str) -> None:
    page = opened(chromium, address, 718, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("button:visible, input:visible, .hint:visible").count() == 0
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert page.locator("#m-A1").is_visible()
    assert page.locator(".paper").first.is_visible()
    assert page.locator(".credit").first.is_visible()


def test_map_fits_one_sheet_of_paper(chromium: Browser, address: str) -> None:
    """A4 less margins is 190 × 275 mm: 718 × 1039 px of CSS."""
    page = opened(chromium, address, 718)
    page.emulate_media(media="print")
    box = page.locator(".map-section").bounding_box()
    assert box
    assert box["height"] <= 1039
