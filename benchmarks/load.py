"""A city's night on one server: what a push takes, what it does to memory, what is durable.

    python -m benchmarks.load [FOLDER] [--units 200] [--minutes 5]

Each unit is a phone of its own that sends a position every 10 s and pulls what is new for it; 50
observations and 20 photos a minute come from units at random; three listeners hear all of it live.
Everything goes over HTTP to `sejuk serve`, which runs as its users run it, limits included. The
phones run on the same machine and take processor time from it.

Beside it, in the same seconds, two rivals say what the machine itself allows: 4 KB appended to a
file of that disk and synced, and a timer of the phones' own that asks to be woken. A push cannot be
quicker than both; on a machine that others use, most of its time is theirs.

A push is timed from when it was due, not from when it could be sent: waiting behind a slow answer
counts. Memory is the resident set of the server: its growth is the median of the last tenth of the
time against that of the second tenth, as the first fills caches. When the night is over, 20 clients
send batches of 100 as fast as they are acknowledged: the ceiling.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec

from sejuk.app.context import clock
from sejuk.model.event import to_ms
from sejuk.model.ids import uuid7
from sejuk.model.role import AccountRole
from tests.web.running import Running, enrolled, running

FIX_SECONDS = 10.0
OBSERVATIONS_A_MINUTE, PHOTOS_A_MINUTE = 50, 20
LISTENERS = 3
CEILING_SECONDS, CEILING_CLIENTS, BATCH = 10.0, 20, 100
NOTE = "Warga menyapa, suasana tenang, warung masih buka; minta lampu gang diperbaiki."


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """Of so many requests, in milliseconds."""

    count: int
    p50: float
    p95: float
    p99: float
    most: float


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What a night of load came to."""

    units: int
    minutes: float
    events: int
    """Acknowledged, of all that were made."""
    unacknowledged: int
    refused: int
    """Answers other than 200 or 204, and lines that broke."""
    photos: int
    push: Times
    photo: Times
    disk: Times
    """4 KB appended and synced, four times a second, on the same disk in the same seconds."""
    wake: Times
    """How late a timer of this process is, which waits for nothing but the processor."""
    live: Times
    """From an event's arrival at the server until a listener has it."""
    events_per_second: float
    ceiling_per_second: float
    """Durable events with 20 clients and batches of 100."""
    server_cores: float
    """Processor seconds of the server a second."""
    memory_mb: tuple[float, float]
    """Resident: median of the second tenth, and of the last."""
    memory_growth: float
    """The second divided by the first, less 1."""


class Unit:
    """A phone: makes events with its numbers, and lets go of none but for its id."""

    def __init__(self, night: Night, account: str, device: str, token: str) -> None:
        self._night = night
        self._account, self._device = account, device
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        self._waiting: dict[str, dict[str, Any]] = {}
        self._cursor: str | None = None
        self._line = asyncio.Lock()
        self._seq = 0
        self.acknowledged = 0
        self.make("roll_call_opened")

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def make(self, kind: str, *, sealed: dict[str, Any] | None = None, **body: Any) -> None:  # noqa: ANN401 – fields of whichever kind
        """The next event, into the outbox."""
        self._seq += 1
        now = clock()
        id_ = str(uuid7(to_ms(now), secrets.token_bytes(10)))
        self._waiting[id_] = {
            "id": id_,
            "device": self._device,
            "seq": self._seq,
            "occurred_at": now,
            "clock_offset_ms": 0,
            "author": self._account,
            "body": {"kind": kind, **body},
            **({**sealed, "salt": secrets.token_hex(16)} if sealed else {}),
        }

    async def push(self, due: float) -> None:
        """Sends what waits, and pulls until there is no more."""
        async with self._line:
            while await self._once(due):
                due = time.monotonic()

    async def _once(self, due: float) -> bool:
        events = list(self._waiting.values())[:BATCH]
        wish = {"device": self._device, "events": events, "cursor": self._cursor}
        answer = await self._night.ask("POST", "/sync", self._headers, msgspec.json.encode(wish))
        if answer is None:
            return False
        self._night.push_ms.append((time.monotonic() - due) * 1000)
        told = msgspec.json.decode(answer.content)
        for id_ in told["acked"]:
            self.acknowledged += self._waiting.pop(id_, None) is not None
        self._cursor = told["cursor"]
        return bool(told["more"])

    async def flood(self, until: float) -> None:
        """Full batches, one after the other."""
        while time.monotonic() < until:
            while len(self._waiting) < BATCH:
                self.make("arrived", place="pasar")
            await self._once(time.monotonic())

    async def photo(self, due: float, content: bytes) -> None:
        """Keeps a photo, then says what it is of."""
        digest = hashlib.sha256(content).hexdigest()
        headers = {**self._headers, "content-type": "application/octet-stream"}
        answer = await self._night.ask("PUT", f"/blobs/{digest}", headers, content)
        if answer is not None:
            self._night.photo_ms.append((time.monotonic() - due) * 1000)
            self.make("noted", sealed={"photos": [digest], "texts": {"note": NOTE}})
            await self.push(time.monotonic())


class Night:
    """The load, and what is measured of it."""

    def __init__(
        self,
        server: Running,
        people: list[tuple[str, str, str]],
        listeners: list[str],
        seconds: float,
    ) -> None:
        self._server = server
        self._listeners = listeners
        self._dice = random.Random(0)  # noqa: S311 – who speaks when
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
        self._client = httpx.AsyncClient(base_url=server.url, timeout=30, limits=limits)
        self._end = time.monotonic() + seconds
        self.units = [Unit(self, *person) for person in people]
        self.push_ms: list[float] = []
        self.photo_ms: list[float] = []
        self.live_ms: list[float] = []
        self.disk_ms: list[float] = []
        self.wake_ms: list[float] = []
        self.memory: list[float] = []
        self.refused = 0
        self.seconds = 0.0
        self.used_at_end = 0.0
        self.events = 0
        self.ceiling = 0.0
        self.push = times([])

    async def ask(
        self, method: str, path: str, headers: dict[str, str], content: bytes
    ) -> httpx.Response | None:
        """The answer; None, and counted, when it is no good one."""
        try:
            answer = await self._client.request(method, path, headers=headers, content=content)
        except httpx.HTTPError:
            self.refused += 1
            return None
        if answer.status_code not in {200, 204}:
            self.refused += 1
            return None
        return answer

    async def run(self, ceiling_seconds: float) -> None:
        """All of it at once, until the end; then the ceiling."""
        began = time.monotonic()
        listeners = [asyncio.create_task(self._listen(token)) for token in self._listeners]
        async with asyncio.TaskGroup() as group:
            for number, unit in enumerate(self.units):
                late = FIX_SECONDS * number / len(self.units)
                group.create_task(self._every(FIX_SECONDS, late, partial(track, unit)))
            group.create_task(self._every(60 / OBSERVATIONS_A_MINUTE, 0.5, self._observe))
            group.create_task(self._every(60 / PHOTOS_A_MINUTE, 1.0, self._photograph))
            group.create_task(self._every(1.0, 0.0, self._look))
            group.create_task(self._every(0.25, 0.1, self._sync_disk))
            group.create_task(self._every(0.25, 0.2, self._wake))
        for unit in self.units:
            await unit.push(time.monotonic())
        for listener in listeners:
            listener.cancel()
        self.seconds = time.monotonic() - began
        self.used_at_end = processor_seconds(self._server)
        self.events = sum(unit.acknowledged for unit in self.units)
        self.push = times(self.push_ms)
        self.ceiling = await self._ceiling(ceiling_seconds)
        await self._client.aclose()

    async def _ceiling(self, seconds: float) -> float:
        """Durable events a second when some send as fast as they are acknowledged."""
        began, some = time.monotonic(), self.units[:CEILING_CLIENTS]
        before = sum(unit.acknowledged for unit in some)
        await asyncio.gather(*(unit.flood(began + seconds) for unit in some))
        return (sum(unit.acknowledged for unit in some) - before) / (time.monotonic() - began)

    async def _every(
        self, seconds: float, late: float, act: Callable[[float], Awaitable[None]]
    ) -> None:
        """At its times, however long each takes; one that is slow does not hold up the next."""
        due = time.monotonic() + late
        async with asyncio.TaskGroup() as group:
            while due < self._end:
                await asyncio.sleep(max(due - time.monotonic(), 0))
                group.create_task(_as_coroutine(act(due)))
                due += seconds

    async def _observe(self, due: float) -> None:
        unit = self._dice.choice(self.units)
        area = str(self._dice.randrange(1, 40))
        unit.make(
            "reported",
            sealed={"texts": {"note": NOTE}},
            what="kerumunan",
            origin="resident",
            area=area,
        )
        await unit.push(due)

    async def _photograph(self, due: float) -> None:
        size = self._dice.randrange(150_000, 400_000)
        content = b"\xff\xd8\xff\xda\x00\x02" + self._dice.randbytes(size) + b"\xff\xd9"
        await self._dice.choice(self.units).photo(due, content)

    async def _look(self, _due: float) -> None:
        self.memory.append(resident_mb(self._server))

    async def _sync_disk(self, _due: float) -> None:
        file = self._server.folder / "raw"
        self.disk_ms.append(await asyncio.to_thread(_synced, file) * 1000)

    async def _wake(self, due: float) -> None:
        self.wake_ms.append((time.monotonic() - due) * 1000)

    async def _listen(self, token: str) -> None:
        headers = {"authorization": f"Bearer {token}"}
        async with self._client.stream("GET", "/tail", headers=headers, timeout=None) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    entry = msgspec.json.decode(line[6:].encode())
                    came = datetime.fromisoformat(entry["received_at"])
                    self.live_ms.append((clock() - came) / timedelta(milliseconds=1))


async def track(unit: Unit, due: float) -> None:
    """A position between the roll-calls."""
    fix = {"at": clock(), "lon": 106.8537, "lat": -6.1812, "accuracy_m": 8.0}
    unit.make("tracked", sealed={"fixes": [fix]})
    await unit.push(due)


def _synced(file: Path) -> float:
    """Seconds for 4 KB to be on the disk."""
    began = time.perf_counter()
    with file.open("ab", buffering=0) as stream:
        stream.write(bytes(4096))
        os.fsync(stream.fileno())
    return time.perf_counter() - began


async def _as_coroutine(act: Awaitable[None]) -> None:
    await act


def measure(
    folder: Path, *, units: int, seconds: float, ceiling_seconds: float = CEILING_SECONDS
) -> Loaded:
    """Starts a server on a fresh record in the folder, loads it, and stops it."""
    people = enrolled(folder, units)
    office = enrolled(folder, LISTENERS, role=AccountRole.DUTY_OFFICER, name="padal", prefix="o")
    with running(folder) as server:
        used = processor_seconds(server)
        night = Night(server, people, [token for _, _, token in office], seconds)
        asyncio.run(night.run(ceiling_seconds))
        took = night.seconds
        cores = (night.used_at_end - used) / took
    tenth = max(len(night.memory) // 10, 1)
    first = statistics.median(night.memory[tenth : 2 * tenth] or night.memory)
    last = statistics.median(night.memory[-tenth:])
    return Loaded(
        units=units,
        minutes=round(seconds / 60, 1),
        events=night.events,
        unacknowledged=sum(unit.waiting for unit in night.units),
        refused=night.refused,
        photos=len(night.photo_ms),
        push=night.push,
        photo=times(night.photo_ms),
        disk=times(night.disk_ms),
        wake=times(night.wake_ms),
        live=times(night.live_ms),
        events_per_second=round(night.events / took, 1),
        ceiling_per_second=round(night.ceiling),
        server_cores=round(cores, 2),
        memory_mb=(round(first, 1), round(last, 1)),
        memory_growth=round(last / first - 1, 4),
    )


def times(found: list[float]) -> Times:
    """Percentiles of milliseconds."""
    ordered = sorted(found) or [0.0]

    def at(part: float) -> float:
        return round(ordered[min(int(part * len(ordered)), len(ordered) - 1)], 1)

    return Times(count=len(found), p50=at(0.5), p95=at(0.95), p99=at(0.99), most=at(1.0))


def resident_mb(server: Running) -> float:
    """The server's resident set."""
    text = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    (line,) = (line for line in text.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def processor_seconds(server: Running) -> float:
    """Of the server so far."""
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path())
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as work:
        found = measure(Path(work), units=given.units, seconds=given.minutes * 60)
    sys.stdout.write(json.dumps(msgspec.to_builtins(found), indent=2) + "\n")


if __name__ == "__main__":
    main()
