"""From a crew's push to another browser: `python -m benchmarks.live [--units 200] [--seconds 60]`.

A server of its own, as `sejuk serve` starts it; so many phones, each with a position every ten
seconds; five browsers that listen to the stream. Prints, as JSON, how long it takes from the
moment a phone begins to send until the position is in each browser's hands, and how long a push
itself takes. Client and server share this machine's cores: the figures are on the safe side.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from sejuk.app.accounts.sign_in import new_session  # needs the line above
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_token
from sejuk.model.event import to_ms
from sejuk.model.force import Agency
from sejuk.model.ids import uuid7
from sejuk.model.role import AccountRole, Actor
from sejuk.store.accounts import add_account
from sejuk.store.record import open_record
from sejuk.store.sessions import begin_session
from sejuk.text.redact import redact
from tests.web.running import Running, enrolled, running

BROWSERS = 5
EVERY_SECONDS = 10.0
SETTLE_SECONDS = 3.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sejuk-") as name:
        folder = Path(name)
        units = enrolled(folder, asked.units)
        tokens = officers(folder, BROWSERS)
        with running(folder) as server:
            ears = [Ear(server, token) for token in tokens]
            for ear in ears:
                ear.start()
                ear.begun.wait(10)
            before = cpu_seconds(server)
            sent, pushes = walk(server, units, asked.seconds)
            used = cpu_seconds(server) - before
            time.sleep(SETTLE_SECONDS)
    heard = [[ear.at[id_] - at for id_, at in sent.items() if id_ in ear.at] for ear in ears]
    lost = sum(len(sent) - len(mine) for mine in heard)
    figures = {
        "units": asked.units,
        "seconds": asked.seconds,
        "browsers": BROWSERS,
        "positions": len(sent),
        "not_heard": lost,
        "push_to_browser_ms": spread([x for mine in heard for x in mine]),
        "push_ms": spread(pushes),
        "server_cpu_seconds": round(used, 1),
        "load_average": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def cpu_seconds(server: Running) -> float:
    """Of the server's process, user and system; 0 where the machine does not tell."""
    stat = Path(f"/proc/{server.process.pid}/stat") if server.process else None
    if stat is None or not stat.exists():
        return 0.0
    fields = stat.read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spread(seconds: list[float]) -> dict[str, float]:
    """Milliseconds at the usual quantiles."""
    values = np.array(seconds) * 1000
    marks = {"p50": 50, "p95": 95, "p99": 99, "max": 100}
    return {name: round(float(np.percentile(values, q)), 1) for name, q in marks.items()}


def officers(folder: Path, count: int) -> list[str]:
    """Tokens of so many duty officers."""
    now, tokens = clock(), []
    with open_record(folder, redact=redact, now=now) as record:
        call = PublicCall(record=record, now=now)
        with record.writing(now=now) as writing:
            for number in range(count):
                actor = Actor(
                    account=f"padal-{number}",
                    name="Padal",
                    role=AccountRole.DUTY_OFFICER,
                    agency=Agency.POLRI,
                    area="Melati",
                )
                add_account(writing.connection, actor, to_ms(now))
                token = new_token()
                session = new_session(call, actor.account, None, "bench", timedelta(days=1))
                begin_session(writing.connection, session, token, record.life)
                tokens.append(token)
    return tokens


class Ear(threading.Thread):
    """A browser: event id → when it had it."""

    def __init__(self, server: Running, token: str) -> None:
        super().__init__(daemon=True)
        self.at: dict[str, float] = {}
        self.begun = threading.Event()
        self._url, self._headers = f"{server.url}/tail", {"authorization": f"Bearer {token}"}

    def run(self) -> None:
        try:
            with httpx.stream("GET", self._url, headers=self._headers, timeout=60) as answer:
                self.begun.set()
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        entry = msgspec.json.decode(line[6:])
                        if entry["kind"] == "tracked" and entry["fixes"]:
                            self.at[entry["id"]] = time.perf_counter()
        except httpx.HTTPError:
            pass  # the server was stopped


def walk(
    server: Running, units: list[tuple[str, str, str]], seconds: float
) -> tuple[dict[str, float], list[float]]:
    """Each unit's positions, evenly over time; when each began to be sent, and each push's time."""
    sent: dict[str, float] = {}
    pushes: list[float] = []
    lock = threading.Lock()
    # All roll-calls are open before the first position: what is measured is the night, not how
    # two hundred phones come in within one second.
    ready = threading.Barrier(len(units))

    def unit(number: int) -> None:
        account, device, token = units[number]
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        with httpx.Client(base_url=server.url, timeout=30, headers=headers) as client:
            seq = 1
            opened = _event(account, device, seq, {"kind": "roll_call_opened"})
            cursor = _push(client, device, opened, None)
            ready.wait()
            began = time.perf_counter() + SETTLE_SECONDS
            due = began + EVERY_SECONDS * number / len(units)
            while due < began + seconds:
                time.sleep(max(0.0, due - time.perf_counter()))
                seq += 1
                event = _event(account, device, seq, {"kind": "tracked", "crew": f"T{number}"})
                at = time.perf_counter()
                cursor = _push(client, device, event, cursor)
                with lock:
                    sent[event["id"]] = at
                    pushes.append(time.perf_counter() - at)
                due += EVERY_SECONDS

    with ThreadPoolExecutor(len(units)) as pool:
        list(pool.map(unit, range(len(units))))
    return sent, pushes


def _event(account: str, device: str, seq: int, body: dict[str, Any]) -> dict[str, Any]:
    now = clock()
    event: dict[str, Any] = {
        "id": str(uuid7(to_ms(now), secrets.token_bytes(10))),
        "device": device,
        "seq": seq,
        "occurred_at": now.isoformat(),
        "clock_offset_ms": 0,
        "author": account,
        "body": body,
    }
    if body["kind"] == "tracked":
        event["fixes"] = [{"at": now.isoformat(), "lon": 106.85, "lat": -6.18, "accuracy_m": 8.0}]
        event["salt"] = secrets.token_hex(16)
    return event


def _push(client: httpx.Client, device: str, event: dict[str, Any], cursor: str | None) -> str:
    """The cursor of the answer: a phone asks for what is new, not for everything again."""
    wish = {"device": device, "events": [event], "cursor": cursor}
    answer = client.post("/sync", content=msgspec.json.encode(wish))
    answer.raise_for_status()
    told: str = answer.json()["cursor"]
    return told


if __name__ == "__main__":
    main()
