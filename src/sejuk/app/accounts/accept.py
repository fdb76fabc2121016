"""Accepting an invitation: choosing a password and showing that the authenticator works."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.credentials import hash_password, new_totp, totp_link, totp_step
from sejuk.model.force import Agency
from sejuk.model.ids import Author
from sejuk.model.kinds.office import AccountOpened
from sejuk.model.role import AccountRole, Actor
from sejuk.problems import refuse
from sejuk.store.accounts import (
    Invitation,
    add_account,
    find_account,
    find_invitation,
    has_administrator,
    set_credentials,
    use_invitation,
    use_totp_step,
)
from sejuk.store.papers import Place

Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""A one-time code of 256 bits."""
OfficeName = Annotated[str, msgspec.Meta(pattern=r"^\S.{0,118}\S$")]
Secret = Annotated[str, msgspec.Meta(pattern=r"^[A-Z2-7]{32}$")]
SixDigits = Annotated[str, msgspec.Meta(pattern=r"^\d{6}$")]
Password = Annotated[str, msgspec.Meta(max_length=1024)]


class Invited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an invitation is for, and a fresh secret to put into an authenticator."""

    what: str
    """administrator: the first one, who chooses the account's id; account: the one named."""
    account: str | None
    ends_at: datetime
    totp_secret: Secret
    totp_link: str


class Acceptance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code
    password: Password
    totp_secret: Secret
    totp_code: SixDigits
    account: Author | None = None
    """Of the first administrator alone."""
    name: OfficeName | None = None


def look_at_invitation(call: PublicCall, code: Code) -> Invited:
    """Raises `code_not_valid`."""
    with call.record.reading() as connection:
        found = _find(connection, code, call)
    secret = new_totp()
    return Invited(
        what=found.what,
        account=found.account,
        ends_at=datetime.fromtimestamp(found.ends_ms / 1000, UTC),
        totp_secret=secret,
        totp_link=totp_link(secret, found.account or "administrator"),
    )


def accept_invitation(call: PublicCall, wish: Acceptance) -> Actor:
    """The account, which can sign in from now on.

    Raises `code_not_valid`, `account_id_missing`, `account_taken`, `password_too_weak`,
    `totp_code_wrong`. A code that was not used up can be used again.
    """
    with call.record.writing(now=call.now) as writing:
        found = _find(writing.connection, wish.code, call)
        actor = _who(writing.connection, found, wish)
        password = hash_password(wish.password, actor.account)
        step = totp_step(wish.totp_secret, wish.totp_code, call.now, 0)
        if step is None:
            raise refuse("totp_code_wrong")
        if found.what == "administrator":
            add_account(writing.connection, actor, call.now_ms)
            body = AccountOpened(account=actor.account, role=actor.role, agency=actor.agency)
            writing.happen(body, author=actor.account)
        set_credentials(writing.connection, actor.account, password, wish.totp_secret)
        use_totp_step(writing.connection, actor.account, step)
        use_invitation(writing.connection, wish.code)
    return actor


def _find(connection: Place, code: Code, call: PublicCall) -> Invitation:
    found = find_invitation(connection, code, call.now_ms)
    if found is None or found.what == "device":
        raise refuse("code_not_valid")
    if found.what == "administrator" and has_administrator(connection):
        raise refuse("code_not_valid")
    return found


def _who(connection: Place, found: Invitation, wish: Acceptance) -> Actor:
    if found.what == "account" and found.account is not None:
        account = find_account(connection, found.account)
        if account is None or account.closed:
            raise refuse("code_not_valid")
        return account.actor
    if wish.account is None:
        raise refuse("account_id_missing")
    if find_account(connection, wish.account):
        raise refuse("account_taken", account=wish.account)
    return Actor(
        account=wish.account,
        name=wish.name or wish.account,
        role=AccountRole.ADMINISTRATOR,
        agency=Agency.POLRI,
    )
