"""Runs the simulated phones of `frontend/field/simulation` against the real record."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from tests.field.store_server import StoreServer

ROOT = Path(__file__).parents[2]
RUN = ROOT / "frontend" / "field" / "simulation" / "run.ts"
NODE = Path(sys.executable).with_name("node")


def simulate(
    folder: Path, first: int, last: int, *, devices: int, events: int, sealed_every: int
) -> list[dict[str, Any]]:
    """What came of each seed; raises when one failed, with what it printed."""
    words = [str(n) for n in (first, last, devices, events, sealed_every)]
    process = subprocess.Popen(
        [NODE, "--no-warnings", RUN, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    said: list[bytes] = []
    listening = threading.Thread(target=lambda: said.extend(process.stderr or ()))
    listening.start()
    server = StoreServer(folder, devices)
    try:
        server.serve(process.stdout, process.stdin)
    finally:
        server.close()
        process.stdin.close()
        code = process.wait()
        listening.join()
        process.stdout.close()
        process.stderr.close()
    assert code == 0, b"".join(said[-20:]).decode()
    return [msgspec.json.decode(line) for line in said if line.startswith(b"{")]
