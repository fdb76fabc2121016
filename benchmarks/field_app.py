"""The field app on a slow phone: seconds until it is open, without a line.

    .venv/bin/python benchmarks/field_app.py

Chromium's own throttling by four (`Emulation.setCPUThrottlingRate`), the server dead. Prints JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from sejuk.app.context import clock
from sejuk.store.record import open_record
from sejuk.text.redact import redact
from tests.field.night import phone
from tests.web.running import running

RUNS = 7
SHOWN = """() => new Promise((resolve) => {
  const look = () =>
    document.querySelector('h1') ? resolve(performance.now()) : requestAnimationFrame(look)
  look()
})"""


def main() -> None:
    """Opens the app a few times."""
    seconds = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name) / "server"
        with open_record(folder, redact=redact, now=clock(), create=True):
            pass
        with running(folder) as server, phone(playwright, Path(name) / "profile") as context:
            page = context.pages[0]
            page.goto(f"{server.url}/field/")
            page.evaluate("navigator.serviceWorker.ready")
            page.wait_for_timeout(1000)
            server.kill()
            context.set_offline(True)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
            for _ in range(RUNS):
                page.goto(f"{server.url}/field/")
                seconds.append(page.evaluate(SHOWN) / 1000)
    found = {"runs": RUNS, "median_s": statistics.median(seconds), "worst_s": max(seconds)}
    print(json.dumps({name: round(value, 2) for name, value in found.items()}))


if __name__ == "__main__":
    main()
