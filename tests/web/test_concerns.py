"""Concerns over HTTP: from what a crew is told to the answer that a ticket reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sejuk.app.concerns.read import read_ticket
from sejuk.app.concerns.tend import tend_concerns
from sejuk.app.context import clock
from sejuk.app.districts import district_named
from sejuk.app.messages.choose import messages_of_night, messages_of_today
from sejuk.engagement.tickets import shown_code, ticket_digest
from sejuk.files.messages import calm_messages
from sejuk.model.kinds.field import Mood
from sejuk.problems import ProblemError
from tests.web.night import Night
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone

DAY = timedelta(days=1)
CODE = "0000001ZT"
"""A ticket as in `tests/engagement/test_tickets.py`."""


class Crew:
    """A crew's phone, and what the program does with what it sends."""

    def __init__(self, office: Office, night: Night) -> None:
        self.office, self.night = office, night
        self.district = district_named(office.record.folder, night.area)
        self.phone = Phone(night.katim)
        self.area = self.district.neighbourhoods[0].id
        self.place = next(
            place.id
            for place in self.district.places
            if place.neighbourhoods == (self.area,) and place.id != self.district.police_post
        )

    def told(self, what: str = "lampu-jalan", **more: Any) -> str:  # noqa: ANN401
        """A resident asks for something at the crew's place; the concern's id."""
        usual = {"origin": "resident", "area": self.area, "place": self.place}
        event = self.phone.event("reported", what=what, **usual | more)
        assert self.phone.push(event)["quarantined"] == []
        return str(event["id"])

    def says(self, kind: str, **more: Any) -> None:  # noqa: ANN401
        assert self.phone.push(self.phone.event(kind, **more))["quarantined"] == []

    def tend(self, days: float = 0) -> int:
        return tend_concerns(self.office.record, clock() + days * DAY)

    def today(self, days: int = 0) -> str:
        now = clock().astimezone(ZoneInfo(self.district.zone)) + days * DAY
        return now.date().isoformat()


@pytest.fixture(scope="module")
def crew(town_office: Office, night: Night) -> Crew:
    return Crew(town_office, night)


@pytest.fixture
def own_crew(own_town_office: Office, own_night: Night) -> Crew:
    """Where nobody has asked for anything yet."""
    return Crew(own_town_office, own_night)


def listed(night: Night) -> Any:  # noqa: ANN401 – JSON
    return check_done(night.padal.get("/concerns"))


def of(night: Night, concern: str) -> Any:  # noqa: ANN401 – JSON
    return check_done(night.padal.get(f"/concerns/{concern}"))


def step(night: Night, concern: str, event: str, **wish: Any) -> Any:  # noqa: ANN401
    return night.padal.post(f"/concerns/{concern}/{event}", wish)


def test_each_report_of_a_resident_opens_one_concern(own_crew: Crew, own_night: Night) -> None:
    said = {"note": "Lampu gang mati sejak Senin, hubungi 0812-3456-7890."}
    first = own_crew.told(texts=said, ticket=ticket_digest(CODE))
    own_crew.told("takut-tawuran")
    own_crew.told("tawuran")  # an incident, not a concern
    own_crew.told("sampah", origin="discovered")  # what the crew saw itself
    assert own_crew.tend() == 2
    assert own_crew.tend() == 0
    second, one = listed(own_night)["concerns"]
    assert (one["concern"], one["number"], second["number"]) == (first, 1, 2)
    assert (one["owner"], one["pillar"], one["state"]) == ("kelurahan", "pemda", "received")
    assert one["due"] == own_crew.today(5)  # of lampu-jalan
    assert second["due"] == own_crew.today(1)
    assert one["note"] == "Lampu gang mati sejak Senin, hubungi █."
    assert (one["has_ticket"], second["has_ticket"]) == (True, False)
    assert [s["step"] for s in one["steps"]] == ["open"]


def test_a_report_that_comes_late_is_due_from_when_it_was_said(crew: Crew, night: Night) -> None:
    concern = crew.told(at=clock() - 2 * DAY)
    crew.tend()
    one = of(night, concern)
    assert one["due"] == crew.today(5 - 2)


def test_from_the_street_to_the_answer_that_a_ticket_reads(crew: Crew, night: Night) -> None:
    with pytest.raises(ProblemError, match="ticket_unknown"):
        read_ticket(crew.office.record, CODE)
    concern = crew.told(ticket=ticket_digest(CODE))
    crew.tend()
    assert read_ticket(crew.office.record, shown_code(CODE).lower()).state == "received"
    seen = of(night, concern)
    taken = check_done(step(night, concern, "take", owner="dishub", based_on=seen["position"]))
    assert (taken["state"], taken["owner"], taken["due"]) == ("in_hand", "dishub", seen["due"])
    stale = step(night, concern, "take", owner="kelurahan", based_on=seen["position"])
    check_problem(stale, "changed_meanwhile")
    check_problem(step(night, concern, "take", owner="pemda"), "concern_needs_owner")
    check_problem(step(night, concern, "pass_on", institution="x"), "concern_needs_institution")
    passed = step(night, concern, "pass_on", institution="bina-marga", due=crew.today(9))
    assert check_done(passed)["due"] == crew.today(9)
    check_problem(step(night, concern, "answer"), "concern_needs_answer")
    for text in ("Hubungi 0812-3456-7890.", "Tanya budi@contoh.id."):
        check_problem(step(night, concern, "answer", answer=text), "concern_answer_not_public")
    harsh = "Penyebar kabar itu akan ditindak tegas."
    check_problem(step(night, concern, "answer", answer=harsh), "concern_answer_harsh")
    answer = "Lampu di gang sudah diganti Bina Marga pada hari Kamis."
    assert check_done(step(night, concern, "answer", answer=answer))["answer"] == answer
    told = read_ticket(crew.office.record, CODE)
    assert (told.state, told.state_id, told.answer) == ("answered", "dijawab", answer)
    assert set(told.__struct_fields__) == {"state", "state_id", "state_en", "answer"}
    closed = check_done(step(night, concern, "close"))
    assert [s["step"] for s in closed["steps"]] == ["open", "take", "pass_on", "answer", "close"]


def test_the_record_does_not_have_the_code(crew: Crew, night: Night) -> None:
    wish = {"area": night.area, "neighbourhood": crew.area, "what": "sampah", "wants_ticket": True}
    given = check_done(night.padal.post("/concerns", wish))
    code = given["ticket"].replace("-", "")
    assert read_ticket(crew.office.record, code).state == "received"
    for file in (crew.office.record.file, crew.office.record.file.with_name("record.db-wal")):
        assert not file.exists() or code.encode() not in file.read_bytes()


def test_a_merged_concern_answers_for_both(own_crew: Crew, own_night: Night) -> None:
    first, second = own_crew.told(), own_crew.told(ticket=ticket_digest(CODE))
    own_crew.tend()
    check_problem(step(own_night, second, "merge", into=second), "concern_cannot_merge")
    check_problem(step(own_night, second, "merge"), "concern_cannot_merge")
    assert check_done(step(own_night, second, "merge", into=first))["merged_into"] == 1
    check_problem(step(own_night, first, "merge", into=second), "concern_cannot_merge")
    check_done(step(own_night, first, "answer", answer="Lampu sudah menyala."))
    assert read_ticket(own_crew.office.record, CODE).answer == "Lampu sudah menyala."
    share = {"days": 30, "within_days": 7, "closed": 1, "of": 1, "waiting": 0}
    assert listed(own_night)["share"] == share  # one thing was asked for


def test_what_is_overdue_escalates_once_for_each_due_date(own_crew: Crew, own_night: Night) -> None:
    concern = own_crew.told("takut-tawuran")  # due tomorrow
    own_crew.tend()
    assert own_crew.tend(days=1) == 0  # the due day itself is in time
    assert own_crew.tend(days=2) == 1
    assert own_crew.tend(days=2) == 0
    (one,) = listed(own_night)["concerns"]
    assert one["escalated_at"] is not None
    assert one["steps"][-1]["step"] == "escalate"
    taken = check_done(step(own_night, concern, "take"))
    assert taken["escalated_at"] is None
    assert own_crew.tend(days=2) == 1  # and again, when that date is over too


def test_a_visit_goes_into_tonights_plan_and_back(own_crew: Crew, own_night: Night) -> None:
    concern = own_crew.told()
    own_crew.tend()
    post = {"place": own_crew.district.police_post}
    check_problem(step(own_night, concern, "visit", **post), "pin_cannot_be")
    check_problem(step(own_night, concern, "visit", place="mana"), "unknown_place")
    planned = check_done(step(own_night, concern, "visit"))
    assert (planned["visit"]["place"], planned["visit"]["state"]) == (own_crew.place, "open")
    check_problem(step(own_night, concern, "visit"), "concern_visit_not_now")

    # Planned, signed and walked with the real planner: `tests/room/test_concerns.py`.
    wish = own_night.tonight(pins=[{"place": "pasar"}], bans=["sekolah"])
    asked = check_done(own_night.padal.post("/plannings", wish))
    check_done(own_night.padal.post(f"/plannings/{asked['planning']}/cancel"))
    assert [pin["place"] for pin in asked["wish"]["pins"]] == ["pasar", own_crew.place]
    task = planned["visit"]["task"]
    own_crew.says("followed_up", task=task, place=own_crew.place, done=True, crew="1")
    assert own_crew.tend() == 2  # the task, and the concern
    (one,) = listed(own_night)["concerns"]
    assert (one["visit"]["state"], one["visit"]["visited"]) == ("done", True)
    assert [s["step"] for s in one["steps"]] == ["open", "visit", "visited"]
    again = check_done(own_night.padal.post("/plannings", wish))
    check_done(own_night.padal.post(f"/plannings/{again['planning']}/cancel"))
    assert [pin["place"] for pin in again["wish"]["pins"]] == ["pasar"]  # it is over


def test_a_visit_that_did_not_happen_can_be_planned_again(crew: Crew, night: Night) -> None:
    concern = crew.told()
    crew.tend()
    task = check_done(step(night, concern, "visit"))["visit"]["task"]
    crew.says("followed_up", task=task, place=crew.place, done=False)
    assert crew.tend() == 0  # it stays open for the next crew
    check_done(night.padal.post(f"/tasks/{task}/cancel", {"reason": "hujan"}))
    assert crew.tend() == 1
    one = of(night, concern)
    assert one["visit"]["visited"] is False
    assert check_done(step(night, concern, "visit"))["visit"]["task"] != task


def test_another_area_and_another_role_are_refused(crew: Crew, night: Night) -> None:
    concern = crew.told(texts={"note": "Lampu mati."})
    crew.tend()
    assert of(night, concern)["note"] == "Lampu mati."
    elsewhere = crew.office.person("duty_officer", area="Kenanga")
    assert check_done(elsewhere.get("/concerns"))["concerns"] == []
    check_problem(elsewhere.get(f"/concerns/{concern}"), "not_your_area")
    check_problem(elsewhere.post(f"/concerns/{concern}/withdraw", {"reason": "x"}), "not_your_area")
    check_problem(night.katim.get("/concerns"), "not_allowed")
    auditor = crew.office.person("auditor", area=night.area)
    one = check_done(auditor.get(f"/concerns/{concern}"))
    assert one["note"] is None
    check_problem(night.padal.get("/concerns/tiada"), "concern_unknown")
    wish = {"area": night.area, "neighbourhood": "x", "what": "sampah"}
    check_problem(night.padal.post("/concerns", wish), "area_not_sensed")
    wish = {"area": night.area, "neighbourhood": crew.area, "what": "cuaca"}
    check_problem(night.padal.post("/concerns", wish), "concern_kind_unknown")


def test_days_are_the_districts(crew: Crew, night: Night) -> None:
    """Said at half past midnight in Jakarta, when in UTC it is still yesterday."""
    zone = ZoneInfo(crew.district.zone)
    midnight = datetime.combine(clock().astimezone(zone).date(), datetime.min.time(), zone)
    concern = crew.told(at=midnight + timedelta(minutes=1) - DAY)
    crew.tend()
    one = of(night, concern)
    assert one["due"] == crew.today(5 - 1)


def test_the_board_chooses_by_tension_and_counts_what_crews_passed_on(
    own_crew: Crew, own_night: Night
) -> None:
    crew = own_crew
    crew.says("talked", place=crew.place, residents=5)
    crew.says("message_given", message="ronda", area=crew.area, place=crew.place)
    crew.says("message_given", message="helm-lampu", area=crew.area, place=crew.place)
    board = check_done(own_night.padal.get(f"/messages?district={own_night.area}"))
    rows = {row["area"]: row for row in board["areas"]}
    assert set(rows) == {hood.id for hood in crew.district.neighbourhoods}
    reached = rows.pop(crew.area)
    assert (reached["given"], reached["residents"]) == (2, 5)
    assert all((row["given"], row["last"]) == (0, None) for row in rows.values())
    known = {one["message"] for one in board["messages"]}
    assert all(len(row["tonight"]) == 3 and set(row["tonight"]) <= known for row in rows.values())
    # What was passed on tonight changes tonight's choice no more; tomorrow's it does.
    again = messages_of_night(
        crew.office.record, crew.district, date.fromisoformat(board["day"]), {}
    )
    assert again[crew.area] == tuple(reached["tonight"])
    hot = messages_of_night(
        crew.office.record, crew.district, date.fromisoformat(board["day"]), {crew.area: 90.0}
    )
    assert hot[crew.area] != again[crew.area]
    levels = {one.code: one.levels for one in calm_messages()}
    assert all(Mood.PANAS in levels[code] for code in hot[crew.area])
    check_problem(own_night.katim.get(f"/messages?district={own_night.area}"), "not_allowed")
    check_problem(own_night.padal.get("/messages"), "request_invalid")
    check_problem(own_night.padal.get("/messages?district=Kenanga"), "not_your_area")
    today = messages_of_today(crew.office.record, crew.district, clock())
    assert len(today) == 3
