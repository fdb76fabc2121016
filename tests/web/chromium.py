"""Debian's Chromium for tests: its flags, what it asks of others, and what axe finds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
]
# How long a busy machine takes to show something is no matter of tests.
expect.set_options(timeout=60_000)


def program() -> str:
    """Where it is; skips where there is none."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("needs Debian's chromium")
    return found


def foreign_requests(context: BrowserContext, own: str) -> list[str]:
    """Grows with every request that leaves the server's own origin."""
    found: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((own, "blob:", "data:")):
            found.append(request.url)

    context.on("request", look)
    return found


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    result: Any = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"axe {violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in result["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"][:3]
    ]
