"""One's own account and sessions."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.app.access import MAY, allowed, may
from sejuk.app.call import Call
from sejuk.model.event import from_ms
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole
from sejuk.problems import refuse
from sejuk.store.sessions import end_session, owner_of, sessions_of


class Own(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who one is here, and what one may do."""

    account: str
    name: str
    role: AccountRole
    agency: Agency
    area: str
    device: str | None
    may: tuple[str, ...]


class OpenSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    session: str
    agent: str
    device: str | None
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    this: bool
    """The one that asks."""


@allowed("account.self")
def own_account(call: Call) -> Own:
    """The signed-in account, with the verbs that are open to it."""
    actor = call.actor
    return Own(
        account=actor.account,
        name=actor.name,
        role=actor.role,
        agency=actor.agency,
        area=actor.area,
        device=call.device,
        may=tuple(verb for verb in sorted(MAY) if may(actor, verb)),
    )


@allowed("session.list")
def list_sessions(call: Call) -> tuple[OpenSession, ...]:
    """All that are open, newest first."""
    with call.record.reading() as connection:
        found = sessions_of(connection, call.actor.account, call.record.life, call.now_ms)
    return tuple(
        OpenSession(
            session=session.session,
            agent=session.agent,
            device=session.device,
            begun_at=from_ms(session.begun_ms),
            seen_at=from_ms(session.seen_ms),
            ends_at=from_ms(session.ends_ms),
            this=session.session == call.session,
        )
        for session in found
    )


@allowed("session.end")
def end_own_session(call: Call, session: str) -> None:
    """Ends one of one's own. Raises `session_unknown`."""
    with call.record.writing(now=call.now) as writing:
        if owner_of(writing.connection, session) != call.actor.account:
            raise refuse("session_unknown")
        end_session(writing.connection, session)
