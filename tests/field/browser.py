"""A Chromium that can be struck down at any moment, and what its phone has kept."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.field.night import PHONE
from tests.web.chromium import FLAGS, program
from tests.web.running import Running, free_port

KEPT = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.open('sejuk-field')
  asked.onerror = () => reject(asked.error)
  asked.onsuccess = () => {
    const rows = asked.result.transaction('event').objectStore('event').getAll()
    rows.onsuccess = () => {
      asked.result.close()
      resolve(rows.result.map(({ seq, id, state, lane }) => ({ seq, id, state, lane })))
    }
  }
})"""

DEVICE = """() => new Promise((resolve) => {
  const asked = indexedDB.open('sejuk-field')
  asked.onsuccess = () => {
    const found = asked.result.transaction('note').objectStore('note').get('device')
    found.onsuccess = () => {
      asked.result.close()
      resolve(found.result.device)
    }
  }
})"""


def device_of(page: Page) -> str:
    """Under which name the phone sends."""
    found: str = page.evaluate(DEVICE)
    return found


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
                program(),
                *FLAGS,
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


LAUNCH = """
import functools, pathlib, sys
import sejuk.web.run as run
from sejuk.cli.main import main
run.House = functools.partial(run.House, static=pathlib.Path(sys.argv.pop()))
main()
"""


class Releases(Running):
    """The server with a folder of its own for the built apps."""

    def __init__(self, folder: Path, static: Path) -> None:
        super().__init__(folder)
        self.static = static

    def command(self) -> list[str]:
        words = super().command()
        return [sys.executable, "-c", LAUNCH, *words[1:], str(self.static)]

    def next(self) -> None:
        """Another build: its files have other names, and its version is another."""
        app = self.static / "field"
        worker = (app / "sw.js").read_text("utf-8")
        (old,) = app.glob("assets/index-*.js")
        new = old.with_name("index-nextnext.js")
        old.rename(new)
        for name in ("index.html", "sw.js"):
            text = (app / name).read_text("utf-8").replace(old.name, new.name)
            (app / name).write_text(re.sub(r'"version":"\w+"', '"version":"next"', text), "utf-8")
        assert (app / "sw.js").read_text("utf-8") != worker


@contextmanager
def struck(playwright: Playwright, profile: Path) -> Iterator[Struck]:
    chromium = Struck(playwright, profile)
    try:
        yield chromium
    finally:
        chromium.kill()
