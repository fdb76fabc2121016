"""Makes the pictures of `docs/tutorials/one-night.md`, from a night of its own.

    python -m scripts.tutorial_pictures

Needs the built front end and Debian's Chromium; Pillow comes with pyvrp. The night is that of
`sejuk demo` on a fixed date; pictures of the operations room are taken while it goes round, of the
papers when it is over.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from PIL import Image
from playwright.sync_api import Browser, Page

from sejuk.app.build_district import sample_district, write_district
from sejuk.app.demo_night.turn import Turn, Turned, TurnWish
from sejuk.app.papers.make import OwnWords, order_from_record
from sejuk.app.papers.week import read_week
from sejuk.reporting.papers.order_pdf import order_words
from sejuk.reporting.papers.review import review_words
from sejuk.reporting.resources import resource_text
from sejuk.typeset.press import Value
from sejuk.web.demo import turn_of
from tests.room.house import chromium

IMAGES = Path(__file__).parents[1] / "docs" / "images"
NIGHT, REVIEWED = date(2024, 11, 28), datetime(2024, 12, 2, 6, tzinfo=ZoneInfo("Asia/Jakarta"))
"""And the Monday morning after, on which its week is looked back on."""
COLOURS, MOST_BYTES = 128, 150_000
PAPER_SCALE = 1.5
MAP_MS = 2500
"""Until a map has drawn its streets."""
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}, "locale": "id-ID"}
PHONE: dict[str, Any] = {"viewport": {"width": 420, "height": 860}, "locale": "id-ID"}


def main() -> None:
    """Writes every picture, and says how large it is."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        write_district(sample_district(), folder / "wilayah")
        record = folder / "catatan"
        record.mkdir()
        with turn_of(record, folder / "wilayah", TurnWish(date=NIGHT)) as turn:
            turned = turn.run(Camera(browser, turn))
        pages(browser, folder, turned)
        papers(record)


class Camera:
    """Is told how far the night is, and takes a picture of the room where there is one to take."""

    def __init__(self, browser: Browser, turn: Turn) -> None:
        self._browser, self._turn = browser, turn
        self._taken: set[str] = set()

    def __call__(self, stage: str, part: float) -> None:
        if stage == "routes":
            self._take("suhu")
        if stage == "walk" and part > 0.55:
            self._take("langsung")

    def _take(self, name: str) -> None:
        if name in self._taken:
            return
        self._taken.add(name)
        with self._room() as page:
            page.goto(f"{self._turn.url}/app/{name}")
            page.locator("[data-ready]").first.wait_for()
            if name == "suhu":
                page.locator("tbody button").first.click()
                page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(MAP_MS)
            keep(name, page.screenshot(animations="disabled"))

    @contextmanager
    def _room(self) -> Iterator[Page]:
        """The operations room, as the duty officer sees it."""
        context = self._browser.new_context(**DESK, color_scheme="light", reduced_motion="reduce")
        token = self._turn.tokens("padal", None)
        context.add_cookies([{"name": "sejuk", "value": token, "url": self._turn.url}])
        page = context.new_page()
        page.clock.set_fixed_time(self._turn.clock.now())
        yield page
        context.close()


def pages(browser: Browser, folder: Path, turned: Turned) -> None:
    """The plan that was walked, and what everybody may see."""
    for name, look in (("rencana", DESK), ("halaman-publik", PHONE)):
        file = folder / f"{name}.html"
        file.write_bytes(turned.papers[file.name])
        context = browser.new_context(**look, color_scheme="light")
        page = context.new_page()
        page.goto(file.as_uri())
        keep(name, page.screenshot())
        context.close()


def papers(record: Path) -> None:
    """First pages, in the same layout and with the same words as the PDF."""
    sheet = order_from_record(record, None, OwnWords(), None, REVIEWED)
    keep("surat-perintah", first_page("papers/order.typ", order_words(sheet)))
    week = read_week(record, None, NIGHT, REVIEWED)
    keep("anev", first_page("papers/review.typ", review_words(week)), part=0.48)


def first_page(layout: str, words: Mapping[str, Value]) -> bytes:
    """As a picture."""
    fonts = str(files("sejuk.typeset").joinpath("fonts"))
    found = typst.compile(
        resource_text(layout).encode(),
        format="png",
        ppi=72 * PAPER_SCALE,
        sys_inputs={"words": json.dumps(words)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
    )
    return found if isinstance(found, bytes) else found[0]


def keep(name: str, picture: bytes, part: float = 1.0) -> None:
    """In few colours, which a page of a screen or of paper does not miss; its upper part."""
    with Image.open(io.BytesIO(picture)) as image:
        upper = image.crop((0, 0, image.width, round(part * image.height)))
        few = upper.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = IMAGES / f"malam-{name}.png"
    few.save(file, optimize=True)
    size = file.stat().st_size
    sys.stdout.write(f"{file.name}: {size // 1000} KB\n")
    if size > MOST_BYTES:
        raise SystemExit(f"{file.name} is larger than {MOST_BYTES // 1000} KB")


if __name__ == "__main__":
    main()
