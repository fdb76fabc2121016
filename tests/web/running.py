"""A server in processes of its own, which can be struck down, and phones that push to it."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec

from sejuk.app.accounts.sign_in import new_session
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_token
from sejuk.model.event import to_ms
from sejuk.model.force import Agency
from sejuk.model.ids import uuid7
from sejuk.model.role import AccountRole, Actor
from sejuk.store.accounts import add_account
from sejuk.store.record import open_record
from sejuk.store.sessions import add_device, begin_session, link_device
from sejuk.text.redact import redact

UP_SECONDS = 120.0
"""Patience of the tests; how long it took is printed."""
SEJUK = Path(sys.executable).with_name("sejuk")


EPHEMERAL = 32_768
"""From here on systems take ports for the connections of clients."""


def free_port() -> int:
    """One that nobody listens on; no client's connection takes it while its server is dead."""
    while True:
        port = secrets.choice(range(10_000, EPHEMERAL))
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def enrolled(
    folder: Path,
    count: int,
    *,
    role: AccountRole = AccountRole.CREW_LEADER,
    name: str = "katim",
    prefix: str = "d",
) -> list[tuple[str, str, str]]:
    """(account, device, token) of so many people of one role; makes the record if need be."""
    now, made = clock(), []
    with open_record(folder, redact=redact, now=now, create=True) as record:
        call = PublicCall(record=record, now=now)
        with record.writing(now=now) as writing:
            for number in range(count):
                account, device, token = f"{name}-{number}", f"{prefix}-{number}", new_token()
                actor = Actor(
                    account=account,
                    name=account,
                    role=role,
                    agency=Agency.POLRI,
                    area="Melati",
                )
                add_account(writing.connection, actor, to_ms(now))
                add_device(writing.connection, device, device, to_ms(now))
                link_device(writing.connection, device, account, to_ms(now))
                session = new_session(call, account, device, "tests", timedelta(days=1))
                begin_session(writing.connection, session, token, record.life)
                made.append((account, device, token))
    return made


class Running:
    """`sejuk serve`, started and struck down at will."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def command(self) -> list[str]:
        return [str(SEJUK), "serve", str(self.folder), "--port", str(self.port)]

    def start(self) -> float:
        """Seconds until it answers."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            self.command(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONWARNINGS": "error"},
        )
        while True:
            try:
                httpx.get(f"{self.url}/health", timeout=1).raise_for_status()
                return time.perf_counter() - began
            except httpx.HTTPError:
                assert self.process.poll() is None, self.said()
                assert time.perf_counter() - began < UP_SECONDS
                time.sleep(0.02)

    def live(self) -> None:
        """Starts it if a test that failed has left it dead."""
        if self.process is None:
            self.start()

    def kill(self) -> None:
        """SIGKILL to it and to its worker."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._close()

    def stop(self) -> int:
        """SIGTERM, as an administrator would; its exit code."""
        assert self.process
        self.process.terminate()
        code = self.process.wait(timeout=UP_SECONDS)
        self._close()
        return code

    def said(self) -> str:
        """What it wrote to stderr until it ended."""
        assert self.process
        assert self.process.stderr
        return self.process.stderr.read().decode()

    def _close(self) -> None:
        if self.process and self.process.stderr:
            self.process.stderr.close()
        self.process = None


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    server = Running(folder)
    server.start()
    try:
        yield server
    finally:
        if server.process:
            server.kill()


class Outbox(threading.Thread):
    """A phone under load: keeps what is not acknowledged, and sends it again."""

    def __init__(self, server: Running, account: str, device: str, token: str, batch: int) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.account, self.device, self.batch = account, device, batch
        self.waiting: list[tuple[str, msgspec.Raw]] = []
        self.acked: set[str] = set()
        self.made = 0
        self.ending = threading.Event()
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    def run(self) -> None:
        with httpx.Client(base_url=self.server.url, timeout=10) as client:
            while not self.ending.is_set() or self.waiting:
                if not self.ending.is_set():
                    while len(self.waiting) < self.batch:
                        self.waiting.append(self._event())
                self._push(client)

    def _event(self) -> tuple[str, msgspec.Raw]:
        self.made += 1
        now = clock()
        id_ = str(uuid7(to_ms(now), secrets.token_bytes(10)))
        body = {
            "id": id_,
            "device": self.device,
            "seq": self.made,
            "occurred_at": now.isoformat(),
            "author": self.account,
            "body": {"kind": "arrived", "place": "pasar"},
        }
        return id_, msgspec.Raw(msgspec.json.encode(body))

    def _push(self, client: httpx.Client) -> None:
        wish = {"device": self.device, "events": [raw for _, raw in self.waiting]}
        try:
            answer = client.post("/sync", content=msgspec.json.encode(wish), headers=self._headers)
        except httpx.HTTPError:
            time.sleep(0.02)
            return
        if answer.status_code == 200:
            acked = set(answer.json()["acked"])
            self.acked |= acked
            self.waiting = [(id_, raw) for id_, raw in self.waiting if id_ not in acked]
        else:
            time.sleep(0.02)
