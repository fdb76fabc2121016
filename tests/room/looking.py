"""What a demanding user would see at a glance: things cut off, things on top of each other, axe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.web.chromium import serious

SIZES = {"desktop": (1366, 850), "tablet": (820, 1100), "phone": (360, 740)}
LOOKS: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
MAP_MS = 1500
"""Until a map is drawn in the other look; for pictures alone."""
SHOTS = os.environ.get("SEJUK_SHOTS")
"""A folder: pictures of every state go there, for somebody to look at."""

OUTSIDE = """
() => [...document.querySelectorAll('body *')].filter((e) => {
  const box = e.getBoundingClientRect()
  if (!box.width || !box.height || e.closest('.scroll-x, .map, .unseen, .skip')) return false
  return box.right > document.documentElement.clientWidth + 1 || box.left < -1
}).map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)
"""
"""Elements that stick out of the page sideways; what scrolls by itself may."""

COVERED = """
() => {
  const top = document.querySelector('dialog:modal') ?? document
  const seen = [...top.querySelectorAll('button, a, input, select, textarea, summary')]
    .filter((e) => !e.closest('.map, .unseen, .skip, header, nav') && !e.matches('.unseen')
      && e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 1 && b.height > 1)
  const found = []
  for (let i = 0; i < seen.length; i++) for (let j = i + 1; j < seen.length; j++) {
    const [a, x] = seen[i], [b, y] = seen[j]
    if (a.contains(b) || b.contains(a)) continue
    const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left)
    const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top)
    if (wide > 1 && high > 1) found.push(`${a.textContent} | ${b.textContent}`.slice(0, 120))
  }
  return found
}
"""
"""Things to click that lie on each other; what is behind a dialog cannot be clicked."""

CUT = """
() => [...document.querySelectorAll('button, .tag, h1, h2, h3, .place, dd, th')].filter((e) =>
  e.checkVisibility() && !e.closest('.unseen, .map') && !e.matches('.unseen, .name')
  && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1
  && getComputedStyle(e).display !== 'inline'
).map((e) => e.textContent.trim().slice(0, 60))
"""
"""Text that does not fit its box."""


def look_at(page: Page, name: str, *, sizes: tuple[str, ...] = tuple(SIZES)) -> None:
    """Checks this state of the page at each size, in light and dark; puts it back as it was."""
    before = page.viewport_size
    found: list[str] = []
    for look in LOOKS:
        wear(page, look)
        # Contrast is of the look, not of the size; what is there differs on a phone, the last one.
        read_at = sizes[0] if look == LOOKS[0] else sizes[-1]
        # Light and dark have the same boxes.
        for size in sizes if look == LOOKS[0] or SHOTS else (read_at,):
            width, height = SIZES[size]
            resize(page, width, height)
            if look == LOOKS[0]:
                for what, script in (("outside", OUTSIDE), ("covered", COVERED), ("cut", CUT)):
                    found += [f"{name} {size} {what}: {text}" for text in page.evaluate(script)]
            if size == read_at:
                found += [f"{name} {size} {look} {problem}" for problem in serious(page)]
            if SHOTS:
                take(page, Path(SHOTS) / f"{name}-{size}-{look}.png")
    wear(page, LOOKS[0])
    if before:
        page.set_viewport_size(before)
    if found:
        pytest.fail("\n".join(found))


def resize(page: Page, width: int, height: int) -> None:
    """And waits until the page has been laid out anew."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def wear(page: Page, look: Literal["dark", "light"]) -> None:
    """As the device turns from day to night: nobody has chosen, so the page follows."""
    page.emulate_media(color_scheme=look)
    page.wait_for_function("look => document.documentElement.dataset.look === look", arg=look)


def take(page: Page, file: Path) -> None:
    page.wait_for_timeout(MAP_MS)
    page.screenshot(path=file, full_page=True, animations="disabled")
