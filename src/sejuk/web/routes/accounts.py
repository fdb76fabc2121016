"""Accounts, sessions and devices."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sejuk.app.accounts.accept import (
    Acceptance,
    Code,
    Invited,
    accept_invitation,
    look_at_invitation,
)
from sejuk.app.accounts.administer import (
    AccountRow,
    InvitationLink,
    NewAccount,
    end_account,
    invite_account,
    list_accounts,
    open_account,
)
from sejuk.app.accounts.devices import (
    DeviceCode,
    DeviceRow,
    Enrolled,
    Enrolment,
    end_device,
    enrol_device,
    invite_device,
    invite_own_device,
    list_devices,
)
from sejuk.app.accounts.sessions import (
    OpenSession,
    Own,
    end_own_session,
    list_sessions,
    own_account,
)
from sejuk.app.accounts.sign_in import BROWSER_LASTS, SignIn, identify, sign_in
from sejuk.problems import refuse
from sejuk.web.arrive import secret_of
from sejuk.web.endpoint import Endpoint, Visit


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code


class SignedIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: str
    """For `Authorization: Bearer`; shown once."""
    ends_at: datetime


class Self(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    own: Own
    csrf: str
    """For `X-Sejuk-Csrf`, when the session comes by cookie."""


def _sign_in(visit: Visit) -> SignedIn:
    token = sign_in(visit.public, visit.wish, agent=visit.agent)
    return SignedIn(token=token, ends_at=visit.public.now + BROWSER_LASTS)


def _sign_in_here(visit: Visit) -> Self:
    """By cookie, so that no script ever holds the token."""
    token = sign_in(visit.public, visit.wish, agent=visit.agent)
    call = identify(visit.public.record, token, visit.public.now)
    if call is None:
        raise refuse("sign_in_refused")
    visit.cookie = token
    return Self(own=own_account(call), csrf=secret_of(token))


def _accept(visit: Visit) -> None:
    accept_invitation(visit.public, visit.wish)


def _enrol(visit: Visit) -> Enrolled:
    return enrol_device(visit.public, visit.wish, agent=visit.agent, token=visit.token)


ACCOUNTS = (
    Endpoint(
        method="POST",
        path="/invitation/look",
        does="What an invitation is for, with a fresh secret for an authenticator.",
        verb="account.accept",
        run=lambda v: look_at_invitation(v.public, v.wish.code),
        takes=Look,
        gives=Invited,
        problems=("code_not_valid",),
        rate="door",
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/invitation/accept",
        does="Choose a password; the account can sign in from now on.",
        verb="account.accept",
        run=_accept,
        takes=Acceptance,
        problems=(
            "code_not_valid",
            "account_id_missing",
            "account_taken",
            "password_too_weak",
            "totp_code_wrong",
        ),
        rate="door",
    ),
    Endpoint(
        method="POST",
        path="/session",
        does="Sign in with a password and a one-time code.",
        verb="account.sign_in",
        run=_sign_in,
        takes=SignIn,
        gives=SignedIn,
        problems=("sign_in_refused",),
        rate="door",
    ),
    Endpoint(
        method="POST",
        path="/session/cookie",
        does="The same for a browser: the token comes as a cookie that no script can read.",
        verb="account.sign_in",
        run=_sign_in_here,
        takes=SignIn,
        gives=Self,
        problems=("sign_in_refused",),
        rate="door",
    ),
    Endpoint(
        method="DELETE",
        path="/session",
        does="Sign out.",
        verb="session.end",
        run=lambda v: end_own_session(v.call, v.call.session),
        problems=("session_unknown",),
    ),
    Endpoint(
        method="GET",
        path="/self",
        does="The account that is signed in and what it may do.",
        verb="account.self",
        run=lambda v: Self(own=own_account(v.call), csrf=v.secret),
        gives=Self,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/sessions",
        does="All open sessions of this account.",
        verb="session.list",
        run=lambda v: list_sessions(v.call),
        gives=tuple[OpenSession, ...],
        writes=False,
    ),
    Endpoint(
        method="DELETE",
        path="/sessions/{session}",
        does="End one of them at once.",
        verb="session.end",
        run=lambda v: end_own_session(v.call, v.path["session"]),
        problems=("session_unknown",),
    ),
    Endpoint(
        method="GET",
        path="/accounts",
        does="All accounts.",
        verb="account.list",
        run=lambda v: list_accounts(v.call),
        gives=tuple[AccountRow, ...],
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/accounts",
        does="Open an account; the answer has the link with which its holder begins.",
        verb="account.open",
        run=lambda v: open_account(v.call, v.wish),
        takes=NewAccount,
        gives=InvitationLink,
        problems=("account_taken", "office_not_of_agency"),
    ),
    Endpoint(
        method="POST",
        path="/accounts/{account}/invitation",
        does="A new link for an account; the one before ends.",
        verb="account.invite",
        run=lambda v: invite_account(v.call, v.path["account"]),
        gives=InvitationLink,
        problems=("account_unknown",),
    ),
    Endpoint(
        method="DELETE",
        path="/accounts/{account}",
        does="Close an account; its sessions end at once.",
        verb="account.close",
        run=lambda v: end_account(v.call, v.path["account"]),
        problems=("account_unknown", "own_account"),
    ),
    Endpoint(
        method="POST",
        path="/accounts/{account}/device-code",
        does="A code that enrols a device for an account, once and within ten minutes.",
        verb="device.invite",
        run=lambda v: invite_device(v.call, v.path["account"]),
        gives=DeviceCode,
        problems=("account_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/devices/code",
        does="The same for one's own account.",
        verb="device.invite_self",
        run=lambda v: invite_own_device(v.call),
        gives=DeviceCode,
        problems=("account_unknown",),
    ),
    Endpoint(
        method="POST",
        path="/devices",
        does="Enrol this device with a code; with a device's token, that device changes its user.",
        verb="device.enrol",
        run=_enrol,
        takes=Enrolment,
        gives=Enrolled,
        problems=("code_not_valid",),
        rate="door",
    ),
    Endpoint(
        method="GET",
        path="/devices",
        does="All devices.",
        verb="device.list",
        run=lambda v: list_devices(v.call),
        gives=tuple[DeviceRow, ...],
        writes=False,
    ),
    Endpoint(
        method="DELETE",
        path="/devices/{device}",
        does="Revoke a lost device; its sessions end at once.",
        verb="device.revoke",
        run=lambda v: end_device(v.call, v.path["device"]),
        problems=("device_unknown",),
    ),
)
