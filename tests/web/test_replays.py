"""The same request twice: the second does nothing again, and says what is so by now.

One flow through everything that changes something. What opens a paper (an operation, order, task or
directive) opens another one when it is sent again: a person sees two drafts and withdraws one.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
import pyotp
import pytest

from sejuk.app.accounts.begin import first_link
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.credentials import new_totp
from sejuk.operations.cycle import who_may
from sejuk.operations.directive import DIRECTIVE
from sejuk.operations.operation import OPERATION
from sejuk.operations.order import ORDER
from sejuk.operations.task import TASK
from tests.web.night import Night
from tests.web.office import Office, Person, check_done, check_problem
from tests.web.phone import Phone

NOT_FROM_HERE = "step_not_from_here"
JSON = {"content-type": "application/json"}


@pytest.fixture
def office(own_town_office: Office) -> Office:
    return own_town_office


class Twice:
    """Takes each step twice; remembers which."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.taken: set[str] = set()

    def step(self, who: Person, path: str, code: str = NOT_FROM_HERE, **wish: Any) -> Any:  # noqa: ANN401
        """Done once; the second time refused with this problem, and nothing more is written."""
        first = check_done(who.post(path, wish))
        size = self.office.record.size()
        check_problem(who.post(path, wish), code)
        assert self.office.record.size() == size
        self.taken.add(path.rsplit("/", maxsplit=1)[-1])
        return first


def events_of(*cycles: Any) -> set[str]:  # noqa: ANN401
    return {move.event for c in cycles for move in c.moves if who_may(c, move.event)}


def test_operations_and_orders(office: Office, paper: dict[str, Any]) -> None:
    night, twice = Night(office, msgspec.json.decode(paper["plan"])["district"]), Twice(office)
    basis = {"area": night.area, "legal_basis": ["UU 2/2002"]}

    def operation() -> str:
        return f"/operations/{check_done(night.padal.post('/operations', basis))['operation']}"

    def order() -> str:
        return f"/orders/{check_done(night.padal.post('/orders', paper))['order']}"

    twice.step(night.padal, f"{operation()}/withdraw")
    running = operation()
    twice.step(night.polri, f"{running}/start")
    until = (clock() + timedelta(days=40)).isoformat()
    extended = check_done(night.polri.post(f"{running}/extend", {"expires": until}))
    again = check_done(night.polri.post(f"{running}/extend", {"expires": until}))
    assert extended["expires"] == again["expires"], "the same expiry, not a later one"
    path = order()
    twice.step(night.padal, f"{path}/submit")
    twice.step(night.polri, f"{path}/return", reason="jam malam terlalu larut")
    check_done(night.padal.post(f"{path}/submit"))
    for who in (night.polri, night.tni):
        twice.step(who, f"{path}/sign", "already_signed")
    twice.step(night.padal, f"{path}/release", number="Sprin/7/XI/2024")
    for step in ("set_out", "finish"):
        twice.step(night.padal, f"{path}/{step}")
    twice.step(night.padal, f"{order()}/withdraw", reason="hujan lebat")
    twice.step(night.polri, f"{running}/end")
    # A revision names the plan it was based on: tests/web/test_plannings.py.
    assert twice.taken | {"extend", "revise"} == events_of(OPERATION, ORDER)


def test_tasks_and_directives(office: Office) -> None:
    night, twice = Night(office, "Melati"), Twice(office)
    member = office.person("crew_member", area="Melati")
    wish = {"what": "follow_up", "area": "Melati", "place": "pasar"}
    path = f"/tasks/{check_done(night.padal.post('/tasks', wish))['task']}"
    twice.step(night.katim, f"{path}/take", crew="A")
    twice.step(night.katim, f"{path}/give_back", crew="A")
    twice.step(night.katim, f"{path}/skip", crew="A", reason="jalan ditutup")
    twice.step(night.padal, f"{path}/reopen")
    check_done(night.katim.post(f"{path}/take", {"crew": "A"}))
    twice.step(member, f"{path}/arrive", crew="A")
    twice.step(member, f"{path}/finish", crew="A")
    other = f"/tasks/{check_done(night.padal.post('/tasks', wish))['task']}"
    twice.step(night.padal, f"{other}/cancel", reason="tidak perlu")
    above = office.person("superior_command")
    text = {"area": "Melati", "text": "Utamakan dialog."}
    given = f"/directives/{check_done(above.post('/directives', text))['directive']}"
    twice.step(above, f"{given}/pass", recipient=night.padal.actor.account)
    twice.step(night.padal, f"{given}/read")
    twice.step(night.padal, f"{given}/acknowledge")
    twice.step(above, f"{given}/withdraw")
    assert twice.taken == events_of(TASK, DIRECTIVE)


def test_accounts_devices_sessions(office: Office) -> None:
    code = first_link(PublicCall(record=office.record, now=clock()))
    secret = new_totp()
    begin = {
        "code": code,
        "account": "admin",
        "name": "Administrator",
        "password": "kopi-tubruk-tanpa-gula",
        "totp_secret": secret,
        "totp_code": pyotp.TOTP(secret).at(clock()),
    }
    next_code = pyotp.TOTP(secret).at(clock() + timedelta(seconds=30))
    sign_in = {"account": "admin", "password": begin["password"], "totp_code": next_code}

    def say(path: str, wish: object) -> Any:  # noqa: ANN401
        return office.ask("POST", path, content=msgspec.json.encode(wish), headers=JSON)

    check_done(say("/invitation/accept", begin))
    check_problem(say("/invitation/accept", begin), "code_not_valid")
    check_done(say("/session", sign_in))
    check_problem(say("/session", sign_in), "sign_in_refused")
    admin, padal = office.person("administrator"), office.person("duty_officer", area="Melati")
    account = {
        "account": "baru",
        "name": "Baru",
        "role": "analyst",
        "agency": "polri",
        "area": "Melati",
    }
    check_done(admin.post("/accounts", account))
    check_problem(admin.post("/accounts", account), "account_taken")
    enrol = {"code": check_done(padal.post("/devices/code"))["code"], "name": "HP"}
    enrolled = check_done(say("/devices", enrol))
    check_problem(say("/devices", enrol), "code_not_valid")
    for path, unknown in (
        (f"/devices/{enrolled['device']}", "device_unknown"),
        ("/accounts/baru", "account_unknown"),
    ):
        check_done(admin.ask("DELETE", path))
        check_problem(admin.ask("DELETE", path), unknown)
    check_done(padal.ask("DELETE", "/session"))
    check_problem(padal.ask("DELETE", "/session"), "not_signed_in")


def test_events_and_photos(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    event = phone.event("arrived", place="pasar")
    first = phone.push(event)
    size = office.record.size()
    assert phone.push(event)["acked"] == first["acked"]
    assert office.record.size() == size
    photo = b"\xff\xd8\xff\xda\x00\x02" + bytes(100) + b"\xff\xd9"
    path = f"/blobs/{hashlib.sha256(photo).hexdigest()}"
    headers = {"content-type": "application/octet-stream"}
    for _ in range(2):
        check_done(phone.person.ask("PUT", path, content=photo, headers=headers))


def test_an_alarm_is_taken_once(office: Office) -> None:
    night, twice = Night(office, "Melati"), Twice(office)
    phone = Phone(night.katim)
    sos = phone.event("sos")
    phone.push(sos)
    path = f"/alarms/{sos['id']}"
    twice.step(night.padal, f"{path}/acknowledge", name="Aipda Melati")
    twice.step(night.padal, f"{path}/hand_over", name="Aipda Melati", service="112")
    twice.step(night.katim, f"{path}/press_again")
    check_done(night.padal.post(f"{path}/acknowledge", {"name": "Aipda Melati"}))
    twice.step(night.padal, f"{path}/close", name="Aipda Melati", outcome="Sudah aman.")
