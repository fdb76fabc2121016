"""How a simulated night gets its order, over the API like everybody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from sejuk.app.context import chance
from sejuk.app.crews.client import Client
from sejuk.app.crews.people import NAME
from sejuk.app.strength import Line, lines_of_roster
from sejuk.model.force import Agency, Roster

LEGAL_BASIS = ("UU 2/2002", f"Sprin/{NAME}")


def with_requests(roster: Roster, night: date) -> tuple[Line, ...]:
    """Its lines; soldiers without a request get one that says it is simulated."""
    until = night + timedelta(days=1)
    return tuple(
        msgspec.structs.replace(line, request_number=f"{NAME}/1", valid_until=until)
        if line.agency is Agency.TNI and not line.request_number
        else line
        for line in lines_of_roster(roster)
    )


def release(
    padal: Client, signers: Mapping[Agency, Client], area: str, paper: dict[str, Any]
) -> str:
    """Operation, order, signatures, release; the order's id."""
    wish = {"area": area, "legal_basis": LEGAL_BASIS}
    operation = padal.post("/operations", wish)["operation"]
    signers[Agency.POLRI].post(f"/operations/{operation}/start")
    drafted = padal.post("/orders", paper)
    submit_and_sign(padal, signers, drafted)
    give_out(padal, drafted)
    return str(drafted["order"])


def submit_and_sign(
    padal: Client, signers: Mapping[Agency, Client], drafted: Mapping[str, Any]
) -> None:
    """A draft, as the server gave it, up to the last signature."""
    padal.post(f"/orders/{drafted['order']}/submit")
    for signer in signers.values():
        signer.post(f"/orders/{drafted['order']}/sign", {"plan": drafted["plan"]})


def give_out(padal: Client, drafted: Mapping[str, Any]) -> None:
    """The order that all have signed gets its number."""
    number = {"plan": drafted["plan"], "number": f"Sprin/{NAME}/{chance(4)}"}
    padal.post(f"/orders/{drafted['order']}/release", number)
