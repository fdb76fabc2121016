"""Queries on sessions and devices."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from sejuk.store.account_tables import DEVICE, DEVICE_ACCOUNT, SESSION
from sejuk.store.accounts import digest_of


class Session(msgspec.Struct, frozen=True, kw_only=True):
    session: str
    account: str
    device: str | None
    agent: str
    begun_ms: int
    seen_ms: int
    ends_ms: int


class Device(msgspec.Struct, frozen=True, kw_only=True):
    device: str
    name: str
    accounts: tuple[str, ...]
    enrolled_ms: int
    revoked: bool


def begin_session(connection: Connection, session: Session, token: str, life: str) -> None:
    """A session that its token opens, in this life of the record."""
    row = {**msgspec.structs.asdict(session), "token": digest_of(token), "life": life}
    connection.execute(insert(SESSION), row)


def find_session(connection: Connection, token: str, life: str, now_ms: int) -> Session | None:
    """The session of a token, unless it has ended, was revoked, or is from before a restore."""
    query = select(SESSION).where(
        SESSION.c.token == digest_of(token), SESSION.c.life == life, SESSION.c.ends_ms > now_ms
    )
    row = connection.execute(query).first()
    return None if row is None else _session(row)


def sessions_of(connection: Connection, account: str, life: str, now_ms: int) -> list[Session]:
    """Those that are open, newest first."""
    query = (
        select(SESSION)
        .where(SESSION.c.account == account, SESSION.c.life == life, SESSION.c.ends_ms > now_ms)
        .order_by(SESSION.c.begun_ms.desc(), SESSION.c.session)
    )
    return [_session(row) for row in connection.execute(query)]


def owner_of(connection: Connection, session: str) -> str | None:
    """The account of a session."""
    query = select(SESSION.c.account).where(SESSION.c.session == session)
    return connection.execute(query).scalar()


def note_seen(connection: Connection, session: str, now_ms: int) -> None:
    """So that its owner can tell which one is in use."""
    same = SESSION.c.session == session
    connection.execute(update(SESSION).where(same).values(seen_ms=now_ms))


def end_session(connection: Connection, session: str) -> None:
    """At once, wherever it is used."""
    connection.execute(delete(SESSION).where(SESSION.c.session == session))


def end_sessions(
    connection: Connection, *, account: str | None = None, device: str | None = None
) -> None:
    """All of an account, or all on a device."""
    which = SESSION.c.account == account if account else SESSION.c.device == device
    connection.execute(delete(SESSION).where(which))


def end_old_sessions(connection: Connection, now_ms: int) -> None:
    """Those whose time is over."""
    connection.execute(delete(SESSION).where(SESSION.c.ends_ms <= now_ms))


def add_device(connection: Connection, device: str, name: str, now_ms: int) -> None:
    """A phone or a browser with an outbox of its own."""
    row = {"device": device, "name": name, "enrolled_ms": now_ms}
    connection.execute(insert(DEVICE), row)


def link_device(connection: Connection, device: str, account: str, now_ms: int) -> None:
    """From now on the device's outbox may name this account as an author."""
    if account not in authors_of(connection, device):
        row = {"device": device, "account": account, "since_ms": now_ms}
        connection.execute(insert(DEVICE_ACCOUNT), row)


def authors_of(connection: Connection, device: str) -> frozenset[str]:
    """Accounts that have been signed in on a device."""
    query = select(DEVICE_ACCOUNT.c.account).where(DEVICE_ACCOUNT.c.device == device)
    return frozenset(connection.execute(query).scalars())


def all_devices(connection: Connection) -> list[Device]:
    """By id, revoked ones too."""
    return [
        Device(
            device=row.device,
            name=row.name,
            accounts=tuple(sorted(authors_of(connection, row.device))),
            enrolled_ms=row.enrolled_ms,
            revoked=row.revoked_ms is not None,
        )
        for row in connection.execute(select(DEVICE).order_by(DEVICE.c.device)).all()
    ]


def revoke_device(connection: Connection, device: str, now_ms: int) -> bool:
    """Ends its sessions; False when there is no such device, or it was revoked before."""
    same = (DEVICE.c.device == device) & DEVICE.c.revoked_ms.is_(None)
    done = connection.execute(update(DEVICE).where(same).values(revoked_ms=now_ms))
    end_sessions(connection, device=device)
    return done.rowcount == 1


def readmit_device(connection: Connection, device: str) -> bool:
    """Lets a device in (again); False when there is none of this name."""
    same = DEVICE.c.device == device
    return connection.execute(update(DEVICE).where(same).values(revoked_ms=None)).rowcount == 1


def _session(row: object) -> Session:
    return Session(**{name: getattr(row, name) for name in Session.__struct_fields__})
