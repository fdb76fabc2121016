"""A night from the commander's directive to the closing roll-call, over HTTP, with a real plan."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta
from typing import Any

import gpxpy
import icalendar
import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import district_named
from sejuk.app.efforts import efforts_of
from sejuk.app.tension import signals_of, tension_now
from sejuk.app.tick import tick
from sejuk.cycle import sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.place import PlaceKind
from tests.reporting.workbooks import sheets
from tests.web.night import Night, roster
from tests.web.office import Office, Person, check_done, check_problem
from tests.web.phone import Phone


@pytest.fixture
def office(own_town_office: Office) -> Office:
    return own_town_office


@pytest.fixture
def night(own_night: Night) -> Night:
    return own_night


def test_an_order_is_released_when_all_is_so(
    office: Office, night: Night, paper: dict[str, Any]
) -> None:
    order = night.order(paper)
    release = f"/orders/{order}/release"
    check_problem(night.padal.post(release), "no_running_operation")
    operation = night.operation()
    problem = check_problem(night.padal.post(release), "signatures_missing")
    assert "polri, tni" in problem["title"]
    check_problem(night.step(night.satpol, order, "sign"), "agency_not_in_plan")
    check_done(night.step(night.polri, order, "sign"))
    check_problem(night.step(night.polri, order, "sign"), "already_signed")
    check_problem(night.padal.post(release), "signatures_missing")
    # Crews do not see what is not released.
    check_problem(night.katim.get(f"/orders/{order}"), "order_unknown")
    assert check_done(night.katim.get("/orders")) == []
    check_done(night.step(night.tni, order, "sign"))
    check_problem(night.padal.post(release), "order_number_missing")
    released = check_done(night.padal.post(release, {"number": "Sprin/7/XI/2024"}))
    assert (released["state"], released["operation"]) == ("released", operation)
    assert released["number"] == "Sprin/7/XI/2024"
    assert {s["plan"] for s in released["signatures"]} == {released["plan"]}
    assert released["tni_request"] == "B/12/XI/2024"
    assert [s["agency"] for s in released["signatures"]] == ["polri", "tni"]
    seen = check_done(night.katim.get(f"/orders/{order}"))
    assert seen["plan"] == msgspec.json.decode(paper["plan"])
    for step, state in (("set_out", "under_way"), ("finish", "done")):
        assert check_done(night.step(night.padal, order, step))["state"] == state
    kinds = [entry.kind for entry in office.record.read() if entry.kind.startswith("order")]
    assert kinds == ["order_drafted", *["order_stepped"] * 6]


def test_a_returned_plan_loses_its_signatures(night: Night, paper: dict[str, Any]) -> None:
    order = night.order(paper)
    check_done(night.step(night.tni, order, "sign"))
    check_problem(night.step(night.polri, order, "return"), "reason_missing")
    back = check_done(night.step(night.polri, order, "return", reason="jam malam terlalu larut"))
    assert (back["state"], back["signatures"]) == ("draft", [])


def test_no_soldiers_without_a_request(night: Night, paper: dict[str, Any]) -> None:
    night.operation()
    order = night.order({**paper, "roster": roster(request="")})
    for who in (night.polri, night.tni):
        check_done(night.step(who, order, "sign"))
    check_problem(night.step(night.padal, order, "release"), "tni_request_missing")


def test_no_soldiers_on_a_request_that_has_ended(night: Night, paper: dict[str, Any]) -> None:
    night.operation()
    order = night.order({**paper, "roster": roster(until="2024-01-01")})
    for who in (night.polri, night.tni):
        check_done(night.step(who, order, "sign"))
    check_problem(night.step(night.padal, order, "release"), "tni_request_expires")


def test_a_plan_that_was_changed_by_hand_is_not_submitted(
    night: Night, paper: dict[str, Any]
) -> None:
    plan = msgspec.json.decode(paper["plan"])
    plan["routes"][0]["stops"][0]["leave"] += 3600
    changed = {**paper, "plan": plan}
    order = check_done(night.padal.post("/orders", changed))["order"]
    check_problem(night.step(night.padal, order, "submit"), "plan_breaks_rules")


def test_what_was_not_looked_at_is_not_signed(night: Night, paper: dict[str, Any]) -> None:
    order = night.order(paper)
    problem = night.step(night.tni, order, "sign", plan="0" * 64)
    check_problem(problem, "changed_meanwhile")


def test_other_areas_are_closed(office: Office, night: Night, paper: dict[str, Any]) -> None:
    order = night.order(paper)
    elsewhere = office.person("approver", "tni", "Mawar")
    check_problem(night.step(elsewhere, order, "sign"), "not_your_area")
    check_problem(elsewhere.get(f"/orders/{order}"), "not_your_area")
    padal = office.person("duty_officer", area="Mawar")
    check_problem(padal.post("/orders", paper), "not_your_area")


BAD_PAPERS: list[tuple[dict[str, Any], str]] = [
    ({"plan": {}}, "not_a_plan"),
    ({"plan": {"format": "sejuk plan 1"}}, "not_a_plan"),
    ({"plan": []}, "not_a_plan"),
    ({"roster": "a,b\n1,2\n"}, "missing_column"),
    ({"roster": roster().replace("tni", "kelompok lain")}, "unknown_agency"),
    ({"tension": "id_wilayah,suhu,agama\na,1,b\n"}, "forbidden_column"),
]


@pytest.mark.parametrize(("changes", "code"), BAD_PAPERS)
def test_bad_papers(
    night: Night, paper: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    check_problem(night.padal.post("/orders", {**paper, **changes}), code)


def test_an_operation_ends_by_the_clock(
    office: Office, night: Night, paper: dict[str, Any]
) -> None:
    night.operation(expires=(clock() + timedelta(days=3)).isoformat())
    order = night.order(paper)
    for who in (night.polri, night.tni):
        check_done(night.step(who, order, "sign"))
    assert tick(office.record, clock()) == 0
    # Three days on, the operation and the order whose shift has passed are over.
    later = clock() + timedelta(days=3, minutes=1)
    assert tick(office.record, later) == 2
    assert tick(office.record, later) == 0
    (row,) = check_done(night.padal.get("/operations"))
    assert (row["state"], row["runs"]) == ("expired", False)
    check_problem(night.step(night.padal, order, "release"), "step_not_from_here")


def test_an_operation_cannot_be_made_to_last(night: Night) -> None:
    wish = {"area": night.area, "legal_basis": ["UU 2/2002"]}
    late = (clock() + timedelta(days=91)).isoformat()
    operation = check_done(night.padal.post("/operations", {**wish, "expires": late}))["operation"]
    start = f"/operations/{operation}/start"
    check_problem(night.polri.post(start), "operation_expiry_out_of_range")
    operation = night.operation()
    extend = f"/operations/{operation}/extend"
    check_problem(night.polri.post(extend, {"expires": late}), "operation_expiry_out_of_range")
    soon = (clock() + timedelta(days=60)).isoformat()
    assert check_done(night.polri.post(extend, {"expires": soon}))["state"] == "running"


def test_a_directive_goes_down_the_chain(office: Office, night: Night) -> None:
    polres = office.person("superior_command", name="polres")
    text = "Utamakan dialog; jangan memasuki rumah."
    wish = {"text": text, "area": night.area}
    made = check_done(polres.post("/directives", wish))
    path = f"/directives/{made['directive']}"
    missing = check_done(polres.get(f"{path}/outstanding"))
    assert set(missing["not_passed"]) >= {p.actor.account for p in (night.padal, night.katim)}
    padal, katim = night.padal.actor.account, night.katim.actor.account
    check_problem(night.padal.post(f"{path}/read"), "directive_unknown")
    check_done(polres.post(f"{path}/pass", {"recipient": padal}))
    check_problem(polres.post(f"{path}/pass", {"recipient": padal}), "step_not_from_here")
    # Who passes it on has acknowledged it, and has read it before.
    down = {"recipient": katim}
    check_problem(night.padal.post(f"{path}/pass", down), "directive_not_acknowledged")
    check_problem(night.padal.post(f"{path}/acknowledge"), "step_not_from_here")
    assert check_done(night.padal.post(f"{path}/read"))["text"] == text
    check_done(night.padal.post(f"{path}/acknowledge"))
    check_done(night.padal.post(f"{path}/pass", down))
    upwards = {"recipient": night.polri.actor.account}
    check_problem(night.padal.post(f"{path}/pass", upwards), "not_below_in_chain")
    (row,) = check_done(night.katim.get("/directives"))
    assert (row["state"], row["passed_by"]) == ("passed", padal)
    missing = check_done(night.padal.get(f"{path}/outstanding"))
    assert (missing["not_read"], missing["not_acknowledged"]) == ([katim], [katim])
    # Nobody else sees it, not in the record either.
    assert check_done(night.polri.get("/directives")) == []
    assert text not in night.polri.get("/record").text

    def steps(person: Person) -> list[tuple[str, str]]:
        entries = check_done(person.get("/record"))["entries"]
        found = [e["body"] for e in entries if e["kind"] == "directive_stepped"]
        return [(b["step"], b["recipient"]) for b in found if b["directive"] == made["directive"]]

    # Who wrote it hears how far it comes, and who gave it how far with those they gave it to.
    taken = [(step, padal) for step in ("pass", "read", "acknowledge")]
    assert steps(polres) == [*taken, ("pass", katim)]
    check_done(night.katim.post(f"{path}/read"))
    assert steps(night.padal)[-1] == ("read", katim)
    assert steps(night.polri) == []
    check_done(polres.post(f"{path}/withdraw"))
    check_problem(night.katim.post(f"{path}/read"), "step_not_from_here")


def test_an_sos_sounds_until_a_named_person_takes_it(office: Office, night: Night) -> None:
    phone = Phone(night.katim)
    sos = phone.event("sos", crew="A", fixes=[phone.fix()])
    assert phone.push(sos)["acked"] == [sos["id"]]
    (alarm,) = check_done(night.padal.get("/alarms"))
    assert (alarm["alarm"], alarm["state"], alarm["cause"]) == (sos["id"], "raised", "sos")
    now = clock()
    assert tick(office.record, now + timedelta(seconds=10)) == 0
    assert tick(office.record, now + timedelta(seconds=16)) == 1
    path = f"/alarms/{sos['id']}"
    check_problem(night.padal.post(f"{path}/acknowledge"), "alarm_needs_name")
    taken = night.padal.post(f"{path}/acknowledge", {"name": "Aipda Melati"})
    found = check_done(taken)
    assert found["acknowledged_by"] == night.padal.actor.account
    assert found["acknowledged_name"] == night.padal.actor.name
    assert tick(office.record, now + timedelta(seconds=60)) == 0
    check_problem(
        night.padal.post(f"{path}/close", {"name": "Aipda Melati"}), "alarm_needs_outcome"
    )
    done_ = {"name": "Aipda Melati", "outcome": "Anggota terkilir, sudah diantar."}
    assert check_done(night.padal.post(f"{path}/close", done_))["state"] == "closed"
    # An SOS carries its position though no roll-call was opened.
    (seen,) = [e for e in Phone(night.padal).push()["pull"] if e["kind"] == "sos"]
    assert len(seen["fixes"]) == 1


def test_tonight_is_planned_from_what_the_record_knows(office: Office, night: Night) -> None:
    """Residents tell of three brawls, a patrol of fifty; and there is another map with this id."""
    district = district_named(office.record.folder, night.area)
    hot, calm = (hood.id for hood in district.neighbourhoods[:2])
    here, there = Phone(night.katim), Phone(office.person("crew_leader", area="Mawar"))

    def told(phone: Phone, area: str, origin: str, count: int) -> list[dict[str, Any]]:
        return [
            phone.event(
                "reported",
                what="tawuran",
                origin=origin,
                area=area,
                at=clock() - timedelta(hours=4 * n + 1),
            )
            for n in range(count)
        ]

    here.push(*told(here, hot, "resident", 3), *told(here, calm, "discovered", 50))
    there.push(*told(there, calm, "resident", 3))
    now = clock()
    sensed = tension_now(office.record, district, now)
    found = sensed.tension.by_area()
    origins = Counter(incident.origin for incident in sensed.incidents)
    assert (sensed.without_weight, origins) == (50, {"resident": 3, "discovered": 50})
    assert found[hot] == 100
    # No crew had been anywhere: what patrols found moves nothing, in no area.
    signals = signals_of(office.record, district, now, timedelta(days=30))
    told_alone = msgspec.structs.replace(
        signals, reports=tuple(r for r in signals.reports if r.origin == "resident")
    )
    alone = sense_district(district, told_alone, incident_kinds(), now).tension.by_area()
    assert found == pytest.approx(alone)
    assert found[calm] < found[hot]
    planning = night.planned(night.tonight())
    choose = f"/plannings/{planning['planning']}/choose"
    order = check_done(night.padal.post(choose, {"option": "worth"}))["order"]
    check_done(night.step(night.padal, order, "submit"))  # the checker agrees, with this tension
    plan = check_done(night.padal.get(f"/orders/{order}"))["plan"]
    worth = {
        stop["neighbourhood"]: reason["amount"]
        for route in plan["routes"]
        for stop in route["stops"]
        for reason in stop["reasons"]
        if reason["code"] == "tension"
    }
    assert worth[hot] > 0
    assert all(amount < worth[hot] for area, amount in worth.items() if area != hot)


def test_minutes_of_crews_are_known_when_they_have_left(office: Office, night: Night) -> None:
    district = district_named(office.record.folder, night.area)
    market = next(place for place in district.places if place.kind is PlaceKind.MARKET)
    crew, other = Phone(night.katim), Phone(office.person("crew_leader", area="Mawar"))
    # After noon, and the next evening: days of sensing that end at noon are one apart.
    noon = clock().replace(hour=5, minute=0, second=0, microsecond=0) - timedelta(days=2)
    hour = timedelta(hours=1)
    for phone in (crew, other):
        for begin, minutes in ((noon + hour, 12), (noon + 30 * hour, 15)):
            end = begin + timedelta(minutes=minutes)
            phone.push(
                phone.event("arrived", place=market.id, crew="A", at=begin),
                phone.event("left", place=market.id, crew="A", at=end),
            )
        phone.push(phone.event("arrived", place=market.id, crew="A"))
    now = noon + timedelta(days=3)
    found = efforts_of(office.record, district, now, timedelta(days=30))
    assert [(e.area, e.minutes) for e in found] == [(market.area_id, 12.0), (market.area_id, 15.0)]
    # Both are known since they were sent, which was now, not since they happened.
    assert all(abs(e.received - clock()) < timedelta(minutes=5) for e in found)
    assert (found[1].day - found[0].day).days == 1


@pytest.mark.parametrize(
    "number", ["Sprin#1", "", "3174012345678901", "x" * 121], ids=["sign", "none", "nik", "long"]
)
def test_a_number_of_another_form_is_told_in_words(
    night: Night, paper: dict[str, Any], number: str
) -> None:
    """Not as a pattern: whoever reads it is a duty officer at midnight."""
    order = night.order(paper)
    for language, words in (("id", "nomor surat perintah"), ("en", "number of the written order")):
        answer = night.padal.post(
            f"/orders/{order}/release", {"number": number}, headers={"accept-language": language}
        )
        problem = check_problem(answer, "entry_malformed")
        assert words in problem["title"]
        assert "Sprin/123/XI/2024" in problem["detail"]
        assert not set("\\^$[]{}") & set(problem["title"] + problem["detail"])


def test_a_plan_goes_to_other_programs(night: Night, paper: dict[str, Any]) -> None:
    """Every stop is in each of its forms; crews see what is released, and nothing else."""
    order = night.order(paper)
    plan = msgspec.json.decode(paper["plan"])
    stops = [stop for route in plan["routes"] for stop in route["stops"]]
    schedule = night.padal.get(f"/orders/{order}/jadwal.csv")
    lines = schedule.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(stops)
    calendar = night.padal.get(f"/orders/{order}/kalender.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert len(icalendar.Calendar.from_ical(calendar.content).walk("VEVENT")) == len(stops)
    for route in plan["routes"]:
        crew = route["crew"]["id"]
        gpx = gpxpy.parse(night.padal.get(f"/orders/{order}/gpx/{crew}").text)
        assert len(gpx.routes[0].points) == len(route["stops"])
    check_problem(night.padal.get(f"/orders/{order}/gpx/Z"), "unknown_crew")
    check_problem(night.katim.get(f"/orders/{order}/jadwal.csv"), "order_unknown")
    # The duty calendar has what is released: nothing yet.
    empty = icalendar.Calendar.from_ical(night.katim.get("/duty.ics").content)
    assert not empty.walk("VEVENT")
    night.operation()
    for who in (night.polri, night.tni):
        check_done(night.step(who, order, "sign"))
    check_done(night.padal.post(f"/orders/{order}/release", {"number": "Sprin/7/XI/2024"}))
    ahead = icalendar.Calendar.from_ical(night.katim.get("/duty.ics").content)
    assert len(ahead.walk("VEVENT")) == len(stops)


def test_what_desks_list_is_a_table(night: Night, paper: dict[str, Any]) -> None:
    """As many rows as the desk shows, and for those alone who see it."""
    order = night.order(paper)
    wish = {"area": night.area, "neighbourhood": "1", "what": "sampah", "note": "=1+1"}
    check_done(night.padal.post("/concerns", wish))
    rows = {
        "surat-perintah": len(check_done(night.padal.get("/orders"))),
        "keluhan": len(check_done(night.padal.get("/concerns"))["concerns"]),
        "isu": len(check_done(night.padal.get("/claims"))["claims"]),
        "peringatan-dini": len(check_done(night.padal.get("/early-warnings"))),
        "cakupan": len(
            check_done(night.padal.get(f"/coverage?district={night.area}&weeks=4"))["areas"]
        ),
    }
    assert rows["surat-perintah"] == rows["keluhan"] == 1
    for name, count in rows.items():
        content = night.padal.get(f"/tables/{name}.csv").content
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert len(table) == 1 + count, name
        assert {len(line) for line in table} == {len(table[0])}
        (found,) = sheets(night.padal.get(f"/tables/{name}.xlsx").content)
        assert found[0] == table[0]
        assert len(found) == 1 + count
    (line,) = list(
        csv.DictReader(
            io.StringIO(night.padal.get("/tables/surat-perintah.csv").content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    assert (line["perintah"], line["keadaan"]) == (order, "menunggu tanda tangan")
    assert line["instansi"] == "Polri, TNI"
    check_problem(night.katim.get("/tables/keluhan.csv"), "not_allowed")
