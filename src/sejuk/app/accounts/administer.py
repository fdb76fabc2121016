"""The administrator's work: accounts are opened, invited and closed. No content is seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.accounts.accept import Code, OfficeName
from sejuk.app.call import Call
from sejuk.app.credentials import new_token
from sejuk.model.event import from_ms, to_ms
from sejuk.model.force import Agency
from sejuk.model.ids import Author
from sejuk.model.kinds.office import AccountClosed, AccountOpened
from sejuk.model.role import AGENCIES_OF, AccountRole, Actor
from sejuk.problems import refuse
from sejuk.store.accounts import (
    Account,
    add_account,
    all_accounts,
    close_account,
    find_account,
    invite,
    withdraw_invitations,
)
from sejuk.store.record import Writing
from sejuk.store.sessions import end_sessions

INVITATION_LASTS = timedelta(hours=24)

AreaPath = Annotated[
    str, msgspec.Meta(pattern=r"^(\w[\w .:()-]*(/\w[\w .:()-]*)*)?$", max_length=119)
]


class NewAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: Author
    name: OfficeName
    """The office, such as `Padal malam`."""
    role: AccountRole
    agency: Agency
    area: AreaPath = ""
    """Empty: everywhere."""


class InvitationLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shown once; to be handed over in person."""

    account: str
    code: Code
    ends_at: datetime


class AccountRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: str
    name: str
    role: AccountRole
    agency: Agency
    area: str
    ready: bool
    """Its holder has chosen a password."""
    closed: bool


@allowed("account.list")
def list_accounts(call: Call) -> tuple[AccountRow, ...]:
    """All accounts, by id."""
    with call.record.reading() as connection:
        found = all_accounts(connection)
    return tuple(
        AccountRow(
            account=account.actor.account,
            name=account.actor.name,
            role=account.actor.role,
            agency=account.actor.agency,
            area=account.actor.area,
            ready=account.password is not None,
            closed=account.closed,
        )
        for account in found
    )


@allowed("account.open")
def open_account(call: Call, wish: NewAccount) -> InvitationLink:
    """Raises `account_taken`, `office_not_of_agency`."""
    if wish.agency not in AGENCIES_OF[wish.role]:
        agencies = ", ".join(a for a in Agency if a in AGENCIES_OF[wish.role])
        raise refuse("office_not_of_agency", agency=wish.agency, agencies=agencies)
    with call.record.writing(now=call.now) as writing:
        if find_account(writing.connection, wish.account):
            raise refuse("account_taken", account=wish.account)
        actor = Actor(
            account=wish.account,
            name=wish.name,
            role=wish.role,
            agency=wish.agency,
            area=wish.area,
        )
        add_account(writing.connection, actor, call.now_ms)
        body = AccountOpened(
            account=actor.account, role=actor.role, agency=actor.agency, area=actor.area or None
        )
        writing.happen(body, author=call.actor.account)
        return _invite(call, writing, wish.account)


@allowed("account.invite")
def invite_account(call: Call, account: str) -> InvitationLink:
    """A new link, for somebody who lost the password or the authenticator; an earlier one ends.

    Raises `account_unknown`.
    """
    with call.record.writing(now=call.now) as writing:
        _open(writing, account)
        return _invite(call, writing, account)


@allowed("account.close")
def end_account(call: Call, account: str) -> None:
    """Its sessions end at once; what its outboxes hold is still taken in.

    Raises `account_unknown`, `own_account`.
    """
    if account == call.actor.account:
        raise refuse("own_account")
    with call.record.writing(now=call.now) as writing:
        _open(writing, account)
        close_account(writing.connection, account, call.now_ms)
        end_sessions(writing.connection, account=account)
        withdraw_invitations(writing.connection, account)
        writing.happen(AccountClosed(account=account), author=call.actor.account)


def _open(writing: Writing, account: str) -> Account:
    found = find_account(writing.connection, account)
    if found is None or found.closed:
        raise refuse("account_unknown", account=account)
    return found


def _invite(call: Call, writing: Writing, account: str) -> InvitationLink:
    code = new_token()
    ends = call.now + INVITATION_LASTS
    invite(writing.connection, code, "account", account, call.now_ms, to_ms(ends))
    return InvitationLink(account=account, code=code, ends_at=from_ms(to_ms(ends)))
