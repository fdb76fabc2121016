"""What a use case meets: the record, the time of the request, and who acts."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.model.event import to_ms
from sejuk.model.role import Actor
from sejuk.store.record import Record


class PublicCall(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """By somebody who is not signed in."""

    record: Record
    now: datetime
    """One for all that the request does."""
    speed: float = 1.0
    """Seconds of the server's clock in one; more in a demonstration."""

    @property
    def now_ms(self) -> int:
        return to_ms(self.now)


class Call(PublicCall, frozen=True, kw_only=True, eq=False):
    actor: Actor
    session: str = ""
    device: str | None = None
    """Where the actor is signed in, if that has an outbox."""
