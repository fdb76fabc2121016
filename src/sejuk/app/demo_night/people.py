"""The accounts of a night that is shown: every role, without a password.

They are put into the record by whoever starts the server and so holds the machine. Nobody can
sign in with them but by the links of `web/demo.py`, which the usual server does not have.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from sejuk.app.accounts.sign_in import new_session
from sejuk.app.call import PublicCall
from sejuk.app.credentials import new_token
from sejuk.model.force import Agency
from sejuk.model.kinds.office import AccountOpened, DeviceEnrolled
from sejuk.model.role import AccountRole, Actor
from sejuk.store.accounts import add_account, find_account
from sejuk.store.sessions import add_device, begin_session, link_device

LASTS = timedelta(days=30)
"""Longer than the clock of the show can run away."""
_R, _A = AccountRole, Agency

OFFICES: tuple[tuple[str, str, AccountRole, Agency], ...] = (
    ("padal", "Padal malam", _R.DUTY_OFFICER, _A.POLRI),
    ("padal-pengganti", "Padal pengganti", _R.DUTY_OFFICER, _A.POLRI),
    ("kapolsek", "Kapolsek", _R.APPROVER, _A.POLRI),
    ("danramil", "Danramil", _R.APPROVER, _A.TNI),
    ("kasatpol-pp", "Kepala Satpol PP kecamatan", _R.APPROVER, _A.SATPOL_PP),
    ("kasudin-dishub", "Kepala Dishub kecamatan", _R.APPROVER, _A.DISHUB),
    ("polres", "Polres", _R.SUPERIOR_COMMAND, _A.POLRI),
    ("humas", "Humas", _R.PUBLIC_RELATIONS, _A.POLRI),
    ("pemeriksa-isu", "Pemeriksa isu", _R.RUMOUR_VERIFIER, _A.POLRI),
    ("anggota-a", "Anggota tim A", _R.CREW_MEMBER, _A.TNI),
    ("analis", "Analis", _R.ANALYST, _A.POLRI),
    ("auditor", "Auditor", _R.AUDITOR, _A.POLRI),
    ("administrator", "Administrator", _R.ADMINISTRATOR, _A.POLRI),
)
"""Account, name, role, agency."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the show."""

    account: str
    name: str
    role: AccountRole
    agency: Agency


def open_offices(call: PublicCall, area: str, crews: tuple[str, ...]) -> tuple[Shown, ...]:
    """Opens those that are not there yet; all of them, with a leader for each crew."""
    leaders = tuple(
        (f"katim-{crew.lower()}", f"Katim {crew}", _R.CREW_LEADER, _A.POLRI) for crew in crews
    )
    found = []
    with call.record.writing(now=call.now) as writing:
        for account, name, role, agency in (*OFFICES, *leaders):
            found.append(Shown(account=account, name=name, role=role, agency=agency))
            if find_account(writing.connection, account) is not None:
                continue
            actor = Actor(account=account, name=name, role=role, agency=agency, area=area)
            add_account(writing.connection, actor, call.now_ms)
            body = AccountOpened(account=account, role=role, agency=agency, area=area)
            writing.happen(body, author="server")
    return tuple(found)


def sign_in_shown(call: PublicCall, account: str, *, agent: str, device: str | None = None) -> str:
    """The token of a new session; with a device of this id, that is enrolled."""
    token = new_token()
    with call.record.writing(now=call.now) as writing:
        if device is not None:
            add_device(writing.connection, device, f"HP {account}", call.now_ms)
            link_device(writing.connection, device, account, call.now_ms)
            writing.happen(DeviceEnrolled(device=device, account=account), author="server")
        session = new_session(call, account, device, agent, LASTS)
        begin_session(writing.connection, session, token, call.record.life)
    return token
