"""An old backup is restored: phones keep what was acknowledged for 30 days, and refill the server.

Over HTTP against `sejuk serve`: three phones here, ten with a thousand events each in the soak.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sejuk.app.accounts.sign_in import new_session
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_token
from sejuk.model.event import Part, to_ms
from sejuk.model.ids import uuid7
from sejuk.store.backup import back_up, look_at, restore
from sejuk.store.record import open_record
from sejuk.store.sessions import begin_session
from sejuk.text.redact import redact
from tests.web.running import Running, enrolled

BATCH = 100


class Keeper:
    """A phone that keeps all its events, and sends those that the server says it lacks."""

    def __init__(self, account: str, device: str, token: str) -> None:
        self.account, self.device, self.token = account, device, token
        self.events: list[dict[str, Any]] = []
        self.refilled = 0

    def make(self, count: int) -> None:
        """Arrivals, and a note every fifth time."""
        for _ in range(count):
            now, seq = clock(), len(self.events) + 1
            note = {"texts": {"note": f"catatan {seq}"}, "salt": secrets.token_hex(16)}
            kind = {"kind": "noted"} if seq % 5 == 0 else {"kind": "arrived", "place": "pasar"}
            self.events.append(
                {
                    "id": str(uuid7(to_ms(now), secrets.token_bytes(10))),
                    "device": self.device,
                    "seq": seq,
                    "occurred_at": now.isoformat(),
                    "author": self.account,
                    "body": kind,
                    **(note if seq % 5 == 0 else {}),
                }
            )

    def settle(self, server: Running) -> None:
        """Pushes until the server has all numbers."""
        lacking: list[dict[str, Any]] = []
        while True:
            told = self._push(server, lacking[:BATCH])
            self.refilled += len(lacking[:BATCH])
            here = {n for first, last in told["missing"] for n in range(first, last + 1)}
            top = max([told["upto"], *here])
            lacking = [e for e in self.events if e["seq"] in here or e["seq"] > top]
            if told["upto"] == len(self.events):
                return

    def _push(self, server: Running, events: list[dict[str, Any]]) -> Any:  # noqa: ANN401 – JSON
        answer = httpx.post(
            f"{server.url}/sync",
            json={"device": self.device, "events": events},
            headers={"authorization": f"Bearer {self.token}"},
            timeout=60,
        )
        answer.raise_for_status()
        return answer.json()


def sign_in_again(folder: Path, keepers: list[Keeper]) -> None:
    """After a restore every session has ended; the outbox does not care."""
    now = clock()
    with open_record(folder, redact=redact, now=now) as record:
        call = PublicCall(record=record, now=now)
        with record.writing(now=now) as writing:
            for keeper in keepers:
                keeper.token = new_token()
                session = new_session(
                    call, keeper.account, keeper.device, "tests", timedelta(days=1)
                )
                begin_session(writing.connection, session, keeper.token, record.life)


def check_refill(work: Path, phones: int, events: int) -> int:
    """Half is sent, a backup made, the rest sent, the backup restored; the events sent again."""
    folder, backup = work / "r", work / "old.db"
    keepers = [Keeper(*person) for person in enrolled(folder, phones)]
    server = Running(folder)
    server.start()
    try:
        for keeper in keepers:
            keeper.make(events // 2)
            keeper.settle(server)
        with open_record(folder, redact=redact, now=clock()) as record:
            back_up(record, backup, now=clock())
        for keeper in keepers:
            keeper.make(events - events // 2)
            keeper.settle(server)
        server.stop()
        restore(backup, folder, now=clock())
        sign_in_again(folder, keepers)
        server.start()
        for keeper in keepers:
            keeper.refilled = 0
            keeper.settle(server)
    finally:
        if server.process:
            server.kill()
    with open_record(folder, redact=redact, now=clock()) as record:
        assert look_at(record.file, []).findings == ()
        kept = {str(e.id): e for e in record.read(limit=10**7) if e.device.startswith("d-")}
        sent = [event for keeper in keepers for event in keeper.events]
        assert set(kept) == {event["id"] for event in sent}, "0 lost, 0 invented"
        numbers = sorted((e.device, e.seq) for e in kept.values())
        assert numbers == sorted((e["device"], e["seq"]) for e in sent), "0 doubled"
        notes = [e for e in kept.values() if e.kind == "noted"]
        assert all(record.sealed_part(e, Part.TEXTS, now=clock()) for e in notes)
    return sum(keeper.refilled for keeper in keepers)


def test_phones_refill_a_restored_server(tmp_path: Path) -> None:
    assert check_refill(tmp_path, phones=3, events=40) == 3 * 20


@pytest.mark.soak
def test_ten_phones_refill_a_restored_server(tmp_path: Path, figure: Callable[[str], None]) -> None:
    again = check_refill(tmp_path, phones=10, events=1000)
    figure(
        f"an old backup restored under 10 phones with 1,000 events each: {again:,} sent again, "
        "10,000 there, 0 lost, 0 doubled, every text readable, audit without findings"
    )
