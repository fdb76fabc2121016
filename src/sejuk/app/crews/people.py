"""The people of a simulated night, from the first administrator to the crews' phones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from sejuk.app.context import chance, clock
from sejuk.app.credentials import STEP_SECONDS, totp_now
from sejuk.app.crews.client import Client
from sejuk.model.force import Agency

NAME = "simulasi"


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the simulation, with what its holder knows."""

    account: str
    role: str
    agency: str
    password: str
    totp_secret: str
    token: str


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    crew: str
    account: str
    device: str
    token: str


class People(msgspec.Struct, frozen=True, kw_only=True):
    administrator: SignedIn
    padal: SignedIn
    approvers: dict[Agency, SignedIn]
    phones: tuple[Phone, ...]

    def all(self) -> tuple[SignedIn, ...]:
        """Those with a password."""
        return (self.administrator, self.padal, *self.approvers.values())


def gather_people(
    url: str, code: str, area: str, agencies: tuple[Agency, ...], crews: tuple[str, ...]
) -> People:
    """Opens the accounts that a night needs, with the first administrator's code.

    Raises `server_refused`, `server_unreachable`.
    """
    tag = chance(4)
    wish = {"account": f"admin-{tag}", "name": f"Administrator ({NAME})"}
    administrator = _accept(url, code, wish, "administrator", "polri")
    admin = Client(url, administrator.token)

    def opened(account: str, name: str, role: str, agency: str) -> str:
        wish = {"account": account, "name": name, "role": role, "agency": agency, "area": area}
        link: str = admin.post("/accounts", wish)["code"]
        return link

    link = opened(f"padal-{tag}", f"Padal ({NAME})", "duty_officer", "polri")
    padal = _accept(url, link, {"account": f"padal-{tag}"}, "duty_officer", "polri")
    approvers = {}
    for agency in agencies:
        account = f"pimpinan-{agency}-{tag}".replace("_", "-")
        link = opened(account, f"Pimpinan {agency} ({NAME})", "approver", agency)
        approvers[agency] = _accept(url, link, {"account": account}, "approver", agency)
    phones = []
    for crew in crews:
        account = f"katim-{crew.lower()}-{tag}"
        opened(account, f"Katim {crew} ({NAME})", "crew_leader", "polri")
        code_ = admin.post(f"/accounts/{account}/device-code")["code"]
        told = Client(url).post("/devices", {"code": code_, "name": f"HP tim {crew}"})
        phone = Phone(crew=crew, account=account, device=told["device"], token=told["token"])
        phones.append(phone)
    return People(
        administrator=administrator, padal=padal, approvers=approvers, phones=tuple(phones)
    )


def _accept(url: str, code: str, who: dict[str, Any], role: str, agency: str) -> SignedIn:
    """Accepts an invitation with a password of chance, and signs in."""
    client = Client(url)
    look = client.post("/invitation/look", {"code": code})
    password, secret, now = chance(24), look["totp_secret"], clock()
    # The next code signs in: newer than the accepted one, and not too old if the step ends.
    after = now + timedelta(seconds=STEP_SECONDS)
    first = look["what"] == "administrator"
    wish = {
        "code": code,
        "password": password,
        "totp_secret": secret,
        "totp_code": totp_now(secret, now),
        **(who if first else {}),
    }
    client.post("/invitation/accept", wish)
    door = {"account": who["account"], "password": password, "totp_code": totp_now(secret, after)}
    token = client.post("/session", door)["token"]
    return SignedIn(
        account=who["account"],
        role=role,
        agency=agency,
        password=password,
        totp_secret=secret,
        token=token,
    )
