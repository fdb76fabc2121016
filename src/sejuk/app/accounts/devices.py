"""Devices with an outbox: enrolled by a QR code that works once and for ten minutes.

A device keeps its name, and so its outbox, through changes of user, lost sessions, and a restore of
the record to before it was enrolled: it proves by a secret of its own which one it is.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.accounts.accept import Code, OfficeName
from sejuk.app.accounts.sign_in import identify, new_session
from sejuk.app.call import Call, PublicCall
from sejuk.app.context import chance
from sejuk.app.credentials import new_token
from sejuk.model.event import from_ms, to_ms
from sejuk.model.ids import Author, DeviceId, Digest
from sejuk.model.kinds.office import DeviceEnrolled, DeviceRevoked
from sejuk.problems import refuse
from sejuk.store.accounts import find_account, find_invitation, invite, use_invitation
from sejuk.store.sessions import (
    add_device,
    all_devices,
    begin_session,
    end_session,
    link_device,
    readmit_device,
    revoke_device,
)

CODE_LASTS = timedelta(minutes=10)
DEVICE_LASTS = timedelta(days=30)
"""A session on a device; as long as what it keeps after an acknowledgement."""


class DeviceCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: str
    code: Code
    ends_at: datetime


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That an account was signed in on a device."""

    account: Author
    proof: Digest


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code
    name: OfficeName
    """What its user calls the device."""
    device: DeviceId | None = None
    links: Annotated[tuple[Link, ...], msgspec.Meta(max_length=64)] = ()
    """Of a device that was enrolled before, all that `Enrolled` ever gave it: so that a record
    which was restored to before then knows it, and its users, again."""


class Enrolled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: str
    account: str
    token: str
    """For `Authorization: Bearer`; shown once."""
    ends_at: datetime
    proof: Digest
    """That this account was signed in on this device; kept on it for the next time it enrols."""


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: str
    name: str
    accounts: tuple[str, ...]
    enrolled_at: datetime
    revoked: bool


@allowed("device.invite_self")
def invite_own_device(call: Call) -> DeviceCode:
    """A code for a device of one's own; an earlier one ends."""
    return _invite(call, call.actor.account)


@allowed("device.invite")
def invite_device(call: Call, account: str) -> DeviceCode:
    """A code for somebody else's device. Raises `account_unknown`."""
    return _invite(call, account)


def enrol_device(call: PublicCall, wish: Enrolment, *, agent: str, token: str | None) -> Enrolled:
    """Uses a code up. With its proof or the token of a session, a known device changes its user.

    The outbox belongs to the device: it goes on, and may still name the users before. A fresh code
    also lets a device in again that was revoked. Raises `code_not_valid`.
    """
    before = identify(call.record, token, call.now) if token else None
    with call.record.writing(now=call.now) as writing:
        connection = writing.connection
        found = find_invitation(connection, wish.code, call.now_ms)
        if found is None or found.what != "device" or found.account is None:
            raise refuse("code_not_valid")
        account = find_account(connection, found.account)
        if account is None or account.closed:
            raise refuse("code_not_valid")
        use_invitation(connection, wish.code)
        proven = _proven(call, wish)
        device = (wish.device if proven else None) or (before.device if before else None)
        if before and device:
            end_session(connection, before.session)
        if device is None:
            device = f"d-{chance(12)}"
        if not readmit_device(connection, device):
            add_device(connection, device, wish.name, call.now_ms)
        for user in (*proven, found.account):
            link_device(connection, device, user, call.now_ms)
        session = new_session(call, found.account, device, agent, DEVICE_LASTS)
        fresh = new_token()
        begin_session(connection, session, fresh, call.record.life)
        writing.happen(DeviceEnrolled(device=device, account=found.account), author=found.account)
    return Enrolled(
        device=device,
        account=found.account,
        token=fresh,
        ends_at=from_ms(session.ends_ms),
        proof=link_proof(call, device, found.account),
    )


def link_proof(call: PublicCall, device: str, account: str) -> str:
    """What only the device was given; it needs no row, so no restore forgets it."""
    about = f"{device} {account}".encode()
    return hmac.digest(call.record.keys.device_seed(), about, hashlib.sha256).hex()


def _proven(call: PublicCall, wish: Enrolment) -> list[str]:
    """Accounts that were signed in on the device; with none, it is not that device."""
    if wish.device is None:
        return []
    return [
        link.account
        for link in wish.links
        if hmac.compare_digest(link.proof, link_proof(call, wish.device, link.account))
    ]


@allowed("device.list")
def list_devices(call: Call) -> tuple[DeviceRow, ...]:
    """All devices, by id."""
    with call.record.reading() as connection:
        found = all_devices(connection)
    return tuple(
        DeviceRow(
            device=device.device,
            name=device.name,
            accounts=device.accounts,
            enrolled_at=from_ms(device.enrolled_ms),
            revoked=device.revoked,
        )
        for device in found
    )


@allowed("device.revoke")
def end_device(call: Call, device: str) -> None:
    """A lost one: its sessions end at once. Raises `device_unknown`."""
    with call.record.writing(now=call.now) as writing:
        if not revoke_device(writing.connection, device, call.now_ms):
            raise refuse("device_unknown", device=device)
        writing.happen(DeviceRevoked(device=device), author=call.actor.account)


def _invite(call: Call, account: str) -> DeviceCode:
    code = new_token()
    ends = call.now + CODE_LASTS
    with call.record.writing(now=call.now) as writing:
        found = find_account(writing.connection, account)
        if found is None or found.closed:
            raise refuse("account_unknown", account=account)
        invite(writing.connection, code, "device", account, call.now_ms, to_ms(ends))
    return DeviceCode(account=account, code=code, ends_at=from_ms(to_ms(ends)))
