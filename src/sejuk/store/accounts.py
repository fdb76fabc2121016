"""Queries on accounts and invitations; each is a part of the transaction it is given."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, Actor
from sejuk.store.account_tables import ACCOUNT, INVITATION


class Account(msgspec.Struct, frozen=True, kw_only=True):
    actor: Actor
    password: str | None
    """Argon2id; None before the first sign-in."""
    totp: str | None
    totp_step: int
    """The last one used, 0 for none."""
    closed: bool


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    """administrator, account or device."""
    account: str | None
    ends_ms: int


def digest_of(token: str) -> str:
    """What is kept of a token: it has 256 bits of chance, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_account(connection: Connection, account: str) -> Account | None:
    """An account, closed or not."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.account == account)).first()
    if row is None:
        return None
    return Account(
        actor=Actor(
            account=row.account,
            name=row.name,
            role=AccountRole(row.role),
            agency=Agency(row.agency),
            area=row.area,
        ),
        password=row.password,
        totp=row.totp,
        totp_step=row.totp_step or 0,
        closed=row.closed_ms is not None,
    )


def all_accounts(connection: Connection) -> list[Account]:
    """By id, closed ones too."""
    ids = connection.execute(select(ACCOUNT.c.account).order_by(ACCOUNT.c.account)).scalars()
    return [found for id_ in ids if (found := find_account(connection, id_))]


def open_actors(connection: Connection) -> list[Actor]:
    """Accounts in use."""
    return [account.actor for account in all_accounts(connection) if not account.closed]


def has_administrator(connection: Connection) -> bool:
    """True once somebody can let others in."""
    query = select(func.count()).where(
        ACCOUNT.c.role == AccountRole.ADMINISTRATOR,
        ACCOUNT.c.password.is_not(None),
        ACCOUNT.c.closed_ms.is_(None),
    )
    return bool(connection.execute(query).scalar_one())


def add_account(connection: Connection, actor: Actor, now_ms: int) -> None:
    """One that nobody can sign in with yet."""
    row = {
        "account": actor.account,
        "name": actor.name,
        "role": actor.role,
        "agency": actor.agency,
        "area": actor.area,
        "opened_ms": now_ms,
    }
    connection.execute(insert(ACCOUNT), row)


def set_credentials(connection: Connection, account: str, password: str, totp: str) -> None:
    """A new password and a new secret for codes, in place of those before."""
    values = {"password": password, "totp": totp, "totp_step": None}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.account == account).values(values))


def set_password(connection: Connection, account: str, password: str) -> None:
    """The same password under today's parameters."""
    values = {"password": password}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.account == account).values(values))


def use_totp_step(connection: Connection, account: str, step: int) -> None:
    """From now on only later codes work."""
    values = {"totp_step": step}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.account == account).values(values))


def close_account(connection: Connection, account: str, now_ms: int) -> None:
    """Its secrets go; its name stays, since the log speaks of it."""
    values = {"closed_ms": now_ms, "password": None, "totp": None}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.account == account).values(values))


def invite(
    connection: Connection, code: str, what: str, account: str | None, now_ms: int, ends_ms: int
) -> None:
    """A one-time code; an earlier one of the same sort for the same account ends."""
    same = (INVITATION.c.what == what) & INVITATION.c.account.is_not_distinct_from(account)
    connection.execute(delete(INVITATION).where(same))
    row = {
        "code": digest_of(code),
        "what": what,
        "account": account,
        "made_ms": now_ms,
        "ends_ms": ends_ms,
    }
    connection.execute(insert(INVITATION), row)


def find_invitation(connection: Connection, code: str, now_ms: int) -> Invitation | None:
    """The invitation behind a code, unless it has ended."""
    query = select(INVITATION).where(
        INVITATION.c.code == digest_of(code), INVITATION.c.ends_ms > now_ms
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Invitation(what=row.what, account=row.account, ends_ms=row.ends_ms)


def use_invitation(connection: Connection, code: str) -> None:
    """It works once."""
    connection.execute(delete(INVITATION).where(INVITATION.c.code == digest_of(code)))


def withdraw_invitations(connection: Connection, account: str) -> None:
    """All that lead to an account."""
    connection.execute(delete(INVITATION).where(INVITATION.c.account == account))
