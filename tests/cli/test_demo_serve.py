"""`sejuk demo --serve`: from one command to crews on the map, over the public API."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from tests.web.running import SEJUK, free_port

PATIENCE = 300.0
"""Seconds. On a free machine half a minute is enough."""


def told(process: subprocess.Popen[str]) -> str:
    """The link that it shows."""
    assert process.stderr
    for line in process.stderr:
        found = re.search(r"http://[^/\s]+/demo/[\w-]{43}", line)
        if found:
            return found[0]
    raise AssertionError("it ended without a link")


def test_a_night_is_live(tmp_path: Path) -> None:
    options = ["--folder", str(tmp_path), "--port", str(free_port()), "--speed", "120"]
    process = subprocess.Popen(
        [str(SEJUK), "demo", "--serve", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    try:
        link = told(process)
        base = link.partition("/demo/")[0]
        with httpx.Client(base_url=base, timeout=30) as browser:
            assert "Padal malam" in browser.get(link).text
            assert browser.get(f"{base}/demo/{'a' * 43}").status_code == 403
            came = browser.get(f"{link}/padal")
            assert (came.status_code, came.headers["location"]) == (303, "/app/")
            (order,) = browser.get("/orders").json()
            assert (order["state"], order["number"][:6]) == ("under_way", "Sprin/")
            live = until_moving(browser, order["order"])
            assert live["speed"] == 120
            assert {crew["roll_call"] for crew in live["crews"]} == {"open"}
            assert browser.get("/duty").json()[0]["account"] == "padal"
            # The three weeks before stand on the public page, which needs no sign-in.
            public = httpx.get(f"{base}/publik", timeout=30).text
            assert "DATA CONTOH" in public
            assert "segelnya utuh, dijaga saksi dan pengawas" in public
            assert public.count("<caption>") == 1, "the figures of last week"
            states = {claim["state"] for claim in browser.get("/claims").json()["claims"]}
            assert states >= {"answered", "proposed", "received", "verifying", "watched"}
            assert len(browser.get("/sightings/waiting").json()) >= 4
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in {0, 130}
        if process.stderr:
            process.stderr.close()


def until_moving(browser: httpx.Client, order: str) -> Any:  # noqa: ANN401 – JSON
    """The live view, once every crew has shown where it is."""
    until = time.monotonic() + PATIENCE
    while True:
        live = browser.get(f"/live/{order}").json()
        if all(crew["fix"] for crew in live["crews"]):
            return live
        assert time.monotonic() < until, live["crews"]
        time.sleep(0.2)
