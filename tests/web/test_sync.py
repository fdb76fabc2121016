"""What a phone sends is acknowledged by id, once it is kept, and by nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sejuk.model.event import BadEvent
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone


@pytest.fixture
def katim(own_office: Office) -> Phone:
    return Phone(own_office.person("crew_leader", area="Melati"))


def ids(*events: dict[str, Any]) -> list[str]:
    return [event["id"] for event in events]


def test_a_push_is_acknowledged_by_id(katim: Phone) -> None:
    first, second = katim.event("arrived", place="pasar"), katim.event("left", place="pasar")
    told = katim.push(first, second)
    assert told["acked"] == ids(first, second)
    assert (told["upto"], told["missing"], told["held"], told["quarantined"]) == (2, [], [], [])


def test_the_same_again_is_acknowledged_and_kept_once(katim: Phone) -> None:
    event = katim.event("arrived", place="pasar")
    size = len(katim.push(event)["pull"])
    again = katim.push(event)
    assert again["acked"] == ids(event)
    assert (size, again["pull"]) == (1, [])


def test_a_gap_is_told(katim: Phone) -> None:
    events = [katim.event("arrived", place="pasar") for _ in range(5)]
    told = katim.push(events[0], events[4])
    assert (told["upto"], told["missing"]) == (1, [[2, 4]])
    told = katim.push(*events[1:4])
    assert (told["upto"], told["missing"]) == (5, [])


def test_positions_are_kept_between_the_roll_calls_only(own_office: Office, katim: Phone) -> None:
    before = katim.event("tracked", fixes=[katim.fix()])
    opening = katim.event("roll_call_opened")
    during = katim.event("tracked", fixes=[katim.fix()])
    closing = katim.event("roll_call_closed")
    after = katim.event("tracked", fixes=[katim.fix()])
    told = katim.push(before, opening, during, closing, after)
    assert told["acked"] == ids(before, opening, during, closing, after)
    assert told["discarded"] == ids(before, after)
    padal = Phone(own_office.person("duty_officer", area="Melati"))
    kept = [entry for entry in padal.push()["pull"] if entry["kind"] == "tracked"]
    assert [(entry["id"], len(entry["fixes"])) for entry in kept] == [(during["id"], 1)]
    assert "tracked" not in {entry["kind"] for entry in told["pull"]}, (
        "not for another crew's phone"
    )


def test_a_position_whose_roll_call_is_missing_is_held(katim: Phone) -> None:
    opening = katim.event("roll_call_opened")
    during = katim.event("tracked", fixes=[katim.fix()])
    told = katim.push(during)
    assert (told["acked"], told["held"]) == ([], ids(during))
    assert katim.push(opening, during)["acked"] == ids(opening, during)


# What is wrong with an event, and what the phone is told; it is acknowledged, and not lost.
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("no kind", {"body": {}}, "malformed"),
    ("a number that cannot be", {"seq": 0}, "malformed"),
    ("a time without a zone", {"occurred_at": "2024-11-28T22:00:00"}, "malformed"),
    ("a field of its own", {"telepon": "0812"}, "malformed"),
    ("a name in the body", {"body": {"kind": "left", "place": "p", "nama": "Budi"}}, "malformed"),
    ("a stranger's name", {"author": "kapolda"}, "malformed"),
    ("a command", {"body": {"kind": "order_stepped", "order": "o", "step": "release",
                            "state": "released", "agency": "polri"}}, "malformed"),
    ("an account", {"body": {"kind": "account_closed", "account": "admin"}}, "malformed"),
    ("a clock gone mad", {"clock_offset_ms": 10**30}, "malformed"),
    ("the year 9999", {"occurred_at": "9999-12-31T23:59:59Z", "clock_offset_ms": 10**9},
     "malformed"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "reason"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_event_is_quarantined(
    katim: Phone, what: str, changes: dict[str, Any], reason: str
) -> None:
    bad = katim.event("arrived", place="pasar") | changes
    good = katim.event("left", place="pasar")
    told = katim.push(bad, good)
    assert told["acked"] == ids(good, bad), what
    assert [(q["id"], q["reason"]) for q in told["quarantined"]] == [(bad["id"], reason)]
    assert [entry["id"] for entry in told["pull"]] == ids(good)
    assert (told["upto"], told["missing"]) == ((0, [[1, 1]]) if bad["seq"] == 0 else (2, []))


def test_an_unknown_kind_is_kept_for_a_newer_server(katim: Phone) -> None:
    event = katim.event("sang_to_children", song="Bintang Kecil")
    told = katim.push(event)
    assert told["acked"] == ids(event)
    assert told["quarantined"] == []


def test_nobody_can_use_up_another_phones_ids_and_numbers(own_office: Office, katim: Phone) -> None:
    other = Phone(own_office.person("crew_leader", area="Melati", name="katim-b"))
    event = katim.event("arrived", place="pasar")
    told = other.push(event)  # in the name of the other phone
    assert (told["acked"], told["upto"]) == ([], 0)
    assert [(q["id"], q["detail"]) for q in told["quarantined"]] == [(None, "device")]
    told = katim.push(event)
    assert (told["acked"], told["upto"]) == (ids(event), 1)
    assert [entry["id"] for entry in told["pull"]] == ids(event)


def test_a_push_for_another_device_is_refused(own_office: Office, katim: Phone) -> None:
    other = own_office.person("crew_member", area="Melati")
    check_problem(other.post("/sync", katim.wish()), "device_not_yours")


def test_what_a_role_may_not_send_is_kept_aside(own_office: Office) -> None:
    humas = Phone(own_office.person("public_relations", area="Melati"))
    told = humas.push(humas.event("roll_call_opened"), humas.event("noted", texts={"note": "ya"}))
    assert [q["detail"] for q in told["quarantined"]] == ["kind"]
    assert len(told["acked"]) == 2


def test_the_outbox_goes_on_when_the_user_changes(own_office: Office, katim: Phone) -> None:
    waiting = katim.event("arrived", place="pasar")
    admin = own_office.person("administrator")
    other = own_office.person("crew_member", area="Melati")
    code = check_done(admin.post(f"/accounts/{other.actor.account}/device-code"))["code"]
    answer = katim.person.post("/devices", {"code": code, "name": "HP tim A"})
    enrolled = check_done(answer)
    assert enrolled["device"] == katim.person.device
    check_problem(katim.person.post("/sync", katim.wish(waiting)), "not_signed_in")
    katim.person = msgspec.structs.replace(katim.person, token=enrolled["token"], actor=other.actor)
    own = katim.event("left", place="pasar")
    assert katim.push(waiting, own)["acked"] == ids(waiting, own)


def test_free_text_is_redacted_and_read_by_those_who_may(own_office: Office, katim: Phone) -> None:
    note = "Warga RT 3 minta lampu, hubungi 0812-3456-7890 atau @budi."
    katim.push(katim.event("talked", place="pasar", residents=2, texts={"note": note}))
    told = {
        role: Phone(own_office.person(role, area="Melati")).push()["pull"]
        for role in ("duty_officer", "public_relations", "crew_member")
    }
    assert [e["texts"]["note"] for e in told["duty_officer"]] == [
        "Warga RT 3 minta lampu, hubungi █ atau █"
    ]
    assert [e["texts"]["note"] for e in told["public_relations"]] == [
        "Warga RT 3 minta lampu, hubungi █ atau █"
    ]
    assert told["crew_member"] == []
    auditor = own_office.person("auditor")
    seen = [e for e in check_done(auditor.get("/record"))["entries"] if e["kind"] == "talked"]
    assert [(e["texts"], len(e["seals"])) for e in seen] == [({}, 1)]


def test_one_area_does_not_see_another(own_office: Office, katim: Phone) -> None:
    katim.push(katim.event("arrived", place="pasar"))
    there = Phone(own_office.person("duty_officer", area="Mawar"))
    above = Phone(own_office.person("superior_command"))
    assert there.push()["pull"] == []
    assert [e["kind"] for e in above.push()["pull"]] == ["arrived"]


def test_a_cursor_goes_on_and_one_of_another_life_starts_again(katim: Phone) -> None:
    katim.push(*(katim.event("arrived", place="pasar") for _ in range(3)))
    katim.push(katim.event("left", place="pasar"))
    assert katim.push()["pull"] == []
    katim.cursor = "another.1000000"
    assert len(katim.push()["pull"]) == 4


def test_more_is_told(own_office: Office, katim: Phone) -> None:
    for _ in range(3):
        katim.push(*(katim.event("arrived", place="pasar") for _ in range(100)))
    padal = Phone(own_office.person("duty_officer", area="Melati"))
    first = padal.push()
    assert first["more"]
    second = padal.push()
    assert len(first["pull"]) + len(second["pull"]) == 300
    assert not second["more"]


def test_one_event_from_twenty_at_once_is_one_row(own_office: Office, katim: Phone) -> None:
    """The same push twenty times at once, five rounds; a thousand in the soak test."""
    check_same_at_once(own_office, katim, rounds=5)


@pytest.mark.soak
def test_a_thousand_events_from_twenty_at_once(
    own_office: Office, katim: Phone, figure: Callable[[str], None]
) -> None:
    check_same_at_once(own_office, katim, rounds=1000)
    figure("1,000 events, each pushed 20 times at once: 20,000 acknowledged, 1,000 rows")


def check_same_at_once(office: Office, phone: Phone, rounds: int) -> None:
    for _ in range(rounds):
        event = phone.event("arrived", place="pasar")
        wish = phone.wish(event)
        told: list[Any] = []
        threads = [
            threading.Thread(target=lambda: told.append(phone.person.post("/sync", wish)))  # noqa: B023 – joined in this round
            for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [check_done(answer)["acked"] for answer in told] == [ids(event)] * 20
    rows = [e for e in office.record.read(limit=10_000) if e.device == phone.person.device]
    assert len(rows) == rounds


def test_a_bad_event_is_a_noun_too() -> None:
    """What cannot even be read has no id to acknowledge."""
    assert BadEvent(raw=b"?", detail="x").id is None


def _file(phone: Phone, *events: dict[str, Any]) -> dict[str, Any]:
    return {"device": phone.person.device, "events": list(events)}


def test_an_outbox_is_brought_in_by_somebody_who_answers_for_it(
    own_office: Office, katim: Phone
) -> None:
    """Also of an account that was closed since: the phone was lent, and came back full."""
    waiting = katim.event("arrived", place="pasar")
    admin = own_office.person("administrator")
    assert admin.ask("DELETE", f"/accounts/{katim.person.actor.account}").is_success
    padal = own_office.person("duty_officer", area="Melati")
    told = check_done(padal.post("/sync/file", _file(katim, waiting)))
    assert told["acked"] == ids(waiting)
    imported = [e for e in own_office.record.read() if e.kind == "outbox_imported"]
    assert [e.author for e in imported] == [padal.actor.account]


def test_a_file_is_not_in_the_name_of_whoever_was_never_on_the_phone(
    own_office: Office, katim: Phone
) -> None:
    padal = own_office.person("duty_officer", area="Melati")
    forged = katim.event("sos", author=padal.actor.account)
    other = own_office.person("crew_leader", area="Melati", name="katim-b")
    told = check_done(other.post("/sync/file", _file(katim, forged)))
    assert [q["detail"] for q in told["quarantined"]] == ["author"]
    assert not [e for e in own_office.record.read() if e.kind == "sos"]
    nobodys = {**_file(katim), "device": "d-nobody"}
    check_problem(other.post("/sync/file", nobodys), "device_unknown")


def test_a_file_of_another_area_is_refused(own_office: Office, katim: Phone) -> None:
    event = katim.event("arrived", place="pasar")
    for elsewhere in ("Mawar", "Melati/1"):
        other = own_office.person("crew_leader", area=elsewhere)
        check_problem(other.post("/sync/file", _file(katim, event)), "not_your_area")
    assert not [e for e in own_office.record.read() if e.kind == "arrived"]
