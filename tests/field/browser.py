"""A Chromium that can be struck down at any moment, and what its phone has kept."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.field.night import CHROMIUM, FLAGS, PHONE
from tests.web.running import free_port

KEPT = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('sejuk-field')
  asked.onerror = () => reject(asked.error)
  asked.onsuccess = () => {
    const rows = asked.result.transaction('event').objectStore('event').getAll()
    rows.onsuccess = () => {
      asked.result.close()
      resolve(rows.result.map(({ seq, id, state, raw }) => ({ seq, id, state, size: raw.length })))
    }
  }
})"""


def kept(page: Page) -> list[dict[str, Any]]:
    """Number, id and state of all events in the phone's outbox."""
    found: list[dict[str, Any]] = page.evaluate(KEPT)
    return found


class Struck:
    """Chromium in a process group of its own."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> Page:
        port = free_port()
        self._process = subprocess.Popen(
            [
                CHROMIUM,
                *FLAGS,
                "--headless",
                f"--remote-debugging-port={port}",
                f"--user-data-dir={self._profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(300):
            try:
                browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                break
            except Exception:  # noqa: BLE001 – it is not up yet
                time.sleep(0.1)
        else:
            raise TimeoutError
        page = browser.contexts[0].pages[0]
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        return page

    def kill(self) -> None:
        """SIGKILL to the browser and all its processes."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for lock in self._profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)


@contextmanager
def struck(playwright: Playwright, profile: Path) -> Iterator[Struck]:
    chromium = Struck(playwright, profile)
    try:
        yield chromium
    finally:
        chromium.kill()


def foreign_requests(context: BrowserContext, own: str) -> list[str]:
    """Grows with every request that leaves the server's own origin."""
    found: list[str] = []

    def look(request: Any) -> None:  # noqa: ANN401 – Playwright's own
        if not request.url.startswith((own, "blob:", "data:")):
            found.append(request.url)

    context.on("request", look)
    return found
