"""A phone in tests: makes events as the field app does, in the wire's own words."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sejuk.app.context import clock
from sejuk.model.event import to_ms
from sejuk.model.ids import uuid7
from tests.web.office import Person

SALT = "00112233445566778899aabbccddeeff"


class Phone:
    """Of one person; counts its events from 1."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.seq = 0
        self.cursor: str | None = None

    def event(self, kind: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """The next event; `body` fields beside `texts`, `fixes`, `photos`, `at`, `author`."""
        self.seq += 1
        at: datetime = more.pop("at", clock())
        made: dict[str, Any] = {
            "id": str(uuid7(to_ms(at), secrets.token_bytes(10))),
            "device": self.person.device,
            "seq": self.seq,
            "occurred_at": at.isoformat(),
            "clock_offset_ms": 0,
            "author": more.pop("author", self.person.actor.account),
        }
        beside: dict[str, Any] = {
            name: more.pop(name) for name in ("texts", "fixes", "photos") if name in more
        }
        if beside:
            made |= beside | {"salt": SALT}
        return made | {"body": {"kind": kind, **more}}

    def fix(self, seconds: float = 0) -> dict[str, Any]:
        at = (clock() + timedelta(seconds=seconds)).isoformat()
        return {"at": at, "lon": 106.8537, "lat": -6.1812, "accuracy_m": 8.0}

    def push(self, *events: Any) -> Any:  # noqa: ANN401 – JSON
        """Pushes, and keeps the cursor of the answer."""
        answer = self.person.post("/sync", self.wish(*events))
        assert answer.status_code == 200, answer.text
        told = answer.json()
        self.cursor = told["cursor"]
        return told

    def wish(self, *events: Any) -> dict[str, Any]:  # noqa: ANN401
        raw = [msgspec.Raw(msgspec.json.encode(event)) for event in events]
        return {"device": self.person.device, "events": raw, "cursor": self.cursor}
