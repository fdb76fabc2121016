"""The operations room on a night under way: live, re-plan, duty log, handover, look back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER, district_named
from sejuk.app.duty import LOG_KINDS, UNTOLD
from sejuk.app.live import REPORTS
from sejuk.app.sync.kinds import SENDS
from sejuk.app.tension import signals_of
from sejuk.model.event import to_ms
from sejuk.model.role import AccountRole
from sejuk.store.projections.crews import ACTS
from tests.cli.command import NIGHT, done
from tests.web.night import Night, roster, tomorrow
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone


@pytest.fixture(scope="module")
def order(night: Night, town: Path) -> str:
    """Released, and under way: for tomorrow night, whose hours the phones' clocks show."""
    file = town / "kuat-pers.csv"
    file.write_text(roster(), encoding="utf-8")
    options = ("--roster", file, *NIGHT[:2], "--date", tomorrow(), "--json")
    plan = done("plan", town / FOLDER / "melati", *options).out
    night.operation()
    order = night.order({"plan": msgspec.Raw(plan.encode()), "roster": roster()})
    night.release(order)
    assert check_done(night.step(night.padal, order, "set_out"))["state"] == "under_way"
    return order


class Crew:
    """Crew A of the plan, with its leader's phone, by the clock of the night."""

    def __init__(self, night: Night, order: str) -> None:
        found = check_done(night.padal.get(f"/orders/{order}"))
        self.begins = datetime.fromisoformat(found["order"]["begins"])
        self.route = found["plan"]["routes"][0]
        self.crew = self.route["crew"]["id"]
        self.phone = Phone(night.katim)

    def at(self, second: float) -> datetime:
        return self.begins + timedelta(seconds=second)

    def did(self, kind: str, second: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        return self.phone.event(kind, at=self.at(second), crew=self.crew, **more)


@pytest.fixture(scope="module")
def crew(night: Night, order: str) -> Crew:
    """It has been at its first stop, three minutes late, and said something."""
    crew = Crew(night, order)
    first = crew.route["stops"][0]
    late = 180
    fix = {**crew.phone.fix(), "at": crew.at(first["leave"] + late + 30).isoformat()}
    told = crew.phone.push(
        crew.did("roll_call_opened", -600),
        crew.did("arrived", first["arrive"] + late, place=first["place"]),
        crew.did("talked", first["arrive"] + 300, place=first["place"], residents=4,
                 texts={"note": "Warga minta lampu jalan."}),
        crew.did("left", first["leave"] + late, place=first["place"]),
        crew.did("tracked", first["leave"] + late + 30, fixes=[fix]),
    )  # fmt: skip
    assert len(told["acked"]) == 5
    return crew


def live_crew(found: Any, crew: Crew) -> Any:  # noqa: ANN401 – JSON
    return next(c for c in found["crews"] if c["crew"] == crew.crew)


def test_the_night_as_it_runs(night: Night, order: str, crew: Crew) -> None:
    found = check_done(night.padal.get(f"/live/{order}"))
    mine = live_crew(found, crew)
    assert (mine["state"], mine["roll_call"], mine["next"]) == ("on_the_way", "open", 1)
    assert mine["late_minutes"] == 3.0
    assert mine["fix"]["lon"] == 106.8537
    first = mine["stops"][0]
    arrived = datetime.fromisoformat(first["arrived_at"])
    assert (arrived - datetime.fromisoformat(first["arrive"])).total_seconds() == 180
    (report,) = found["reports"]
    assert (report["kind"], report["residents"]) == ("talked", 4)
    assert report["text"] == "Warga minta lampu jalan."
    others = [c for c in found["crews"] if c["crew"] != crew.crew]
    assert {(c["state"], c["roll_call"], c["fix"]) for c in others} <= {("waiting", "none", None)}
    # The tail goes on from the snapshot: nothing is missed and nothing comes twice.
    tail = check_done(night.padal.get(f"/record?cursor={found['cursor']}"))
    assert tail["entries"] == []


def test_what_crews_enter_reaches_the_room_and_tension(
    town_office: Office, night: Night, order: str, crew: Crew
) -> None:
    district = district_named(town_office.record.folder, night.area)
    place = crew.route["stops"][0]["place"]
    seen = {"mood": "perhatian", "stalls_open": False}
    asked = {"what": "lampu-jalan", "origin": "resident", "area": district.neighbourhoods[0].id}
    second = crew.route["stops"][0]["arrive"] + 240
    told = crew.phone.push(
        crew.did("observed", second, place=place, **seen),
        crew.did("reported", second + 1, place=place, **asked),
        crew.did("crew_changed", second + 2, polri=2, tni=1),
    )
    assert (len(told["acked"]), told["quarantined"]) == (3, [])
    reports = check_done(night.padal.get(f"/live/{order}"))["reports"]
    found = {r["kind"]: (r["what"], r["crew"], r["place"]) for r in reports}
    assert found["observed"] == ("perhatian", crew.crew, place)
    assert found["reported"] == ("lampu-jalan", crew.crew, place)
    day = timedelta(days=1)
    log = check_done(night.padal.get(f"/log?from={_url(clock() - day)}&to={_url(clock() + day)}"))
    assert {"observed", "reported", "crew_changed"} <= {line["kind"] for line in log["lines"]}
    signals = signals_of(town_office.record, district, clock(), timedelta(days=1))
    assert [(r.what, r.origin, r.area) for r in signals.reports] == [
        ("lampu-jalan", "resident", district.neighbourhoods[0].id)
    ]


def test_the_papers_of_the_night(town_office: Office, night: Night, order: str, crew: Crew) -> None:
    """The same figures in the account and in each paper; for those who may see them."""
    first = crew.route["stops"][0]
    crew.phone.push(
        crew.did("observed", first["arrive"] + 400, place=first["place"], mood="panas"),
        crew.did("crew_changed", first["arrive"] + 401, polri=2, tni=1),
    )
    address = f"/orders/{order}"
    account = check_done(night.padal.get(f"{address}/account"))
    assert (account["dialogues"], account["residents"], account["visits"]) == (1, 4, 1)
    assert account["points"]["done"] == 1
    assert len(account["vulnerable"]) == 1
    mine = next(line for line in account["crews"] if line["crew"] == crew.crew)
    assert mine["strength"] == {"polri": 2, "tni": 1}
    activity = night.padal.get(f"{address}/laporan-giat.txt")
    assert activity.headers["content-type"] == "text/plain; charset=utf-8"
    assert 'filename="laporan-giat.txt"' in activity.headers["content-disposition"]
    assert "Dialog: 1 kali, 4 warga" in activity.text
    assert f"Titik didatangi: 1/{account['points']['of']}" in activity.text
    humas = town_office.person("public_relations", area=night.area)
    assert f"1 dari {account['points']['of']} titik" in humas.get(f"{address}/rilis.txt").text
    check_problem(night.katim.get(f"{address}/account"), "not_allowed")
    for name, begins in (
        ("surat-perintah.pdf", b"%PDF"),
        ("surat-perintah.docx", b"PK"),
        ("lhgk.xlsx", b"PK"),
        ("lhgk.csv", "\ufeffTanggal".encode()),
    ):
        answer = night.padal.get(f"{address}/{name}")
        assert answer.status_code == 200, answer.text
        assert answer.content.startswith(begins)
    assert night.katim.get(f"{address}/surat-perintah.pdf").status_code == 200
    review = night.padal.get(f"/anev.pdf?district={night.area}&week={tomorrow()}")
    assert review.content.startswith(b"%PDF"), review.text
    check_problem(night.padal.get("/anev.pdf?district=Lain"), "not_your_area")
    check_problem(night.padal.get(f"/anev.pdf?district={night.area}&week=x"), "request_invalid")
    early = night.padal.get(f"/anev.pdf?district={night.area}&week=0001-01-01")
    check_problem(early, "request_invalid")


def test_the_log_tells_what_crews_send() -> None:
    """Or says why not; a kind that a phone can send is in one of both."""
    sent = SENDS[AccountRole.CREW_LEADER]
    assert sent - LOG_KINDS == set(UNTOLD)
    assert sent - ACTS >= set(UNTOLD)  # nor is it an act to look back on
    assert REPORTS <= ACTS


def test_positions_are_for_those_who_run_the_night(
    town_office: Office, night: Night, order: str, crew: Crew
) -> None:
    assert live_crew(check_done(night.tni.get(f"/live/{order}")), crew)["fix"]
    for role in ("crew_leader", "public_relations", "auditor", "analyst"):
        check_problem(
            town_office.person(role, area=night.area).get(f"/live/{order}"), "not_allowed"
        )
    elsewhere = town_office.person("duty_officer", area="Mawar")
    check_problem(elsewhere.get(f"/live/{order}"), "not_your_area")


def test_the_rest_of_the_night_is_planned_anew(night: Night, order: str, crew: Crew) -> None:
    before = check_done(night.padal.get(f"/orders/{order}"))
    change = {"type": "delay", "crew": crew.crew, "minutes": 20}
    wish = {"kind": "rest", "order": order, "based_on": before["order"]["plan"], "change": change}
    planning = night.planned(wish)
    assert planning["state"] == "ready", planning
    (option,) = planning["options"]
    assert option["option"] == "rest"
    assert option["changed"] + option["kept"] > 0
    # Nothing has changed before it is accepted.
    assert check_done(night.padal.get(f"/orders/{order}"))["plan"] == before["plan"]
    revision = {"planning": planning["planning"], "based_on": before["order"]["plan"]}
    check_problem(night.tni.post(f"/orders/{order}/revise", revision), "not_allowed")
    after = check_done(night.padal.post(f"/orders/{order}/revise", revision))
    assert (after["version"], after["state"]) == (2, "under_way")
    # The agencies' signatures say which plan they were given for; crews get the new one.
    assert {s["plan"] for s in after["signatures"]} == {before["order"]["plan"]}
    told = [e for e in crew.phone.push()["pull"] if e["kind"] == "order_revised"]
    assert [(e["body"]["plan"], e["body"]["based_on"]) for e in told] == [
        (after["plan"], before["order"]["plan"])
    ]
    seen = check_done(night.katim.get(f"/orders/{order}"))
    assert seen["order"]["plan"] == after["plan"]
    assert check_done(night.padal.get(f"/plannings/{planning['planning']}"))["state"] == "chosen"


@pytest.mark.usefixtures("order", "crew")
def test_the_duty_log_is_events_and_lines_by_hand(night: Night) -> None:
    made = check_done(night.padal.post("/log", {"text": "Hujan; NIK 3171234567890123 dicatat."}))
    assert "3171234567890123" not in made["lines"][0]["texts"]["note"]
    day = timedelta(days=1)
    span = f"from={_url(clock() - day)}&to={_url(clock() + day)}"
    found = check_done(night.padal.get(f"/log?{span}"))
    kinds = [line["kind"] for line in found["lines"]]
    assert kinds[-1] == "noted"
    assert {"order_drafted", "order_stepped", "roll_call_opened", "arrived", "talked"} <= set(kinds)
    assert "tracked" not in kinds
    assert [line["position"] for line in found["lines"]] == sorted(
        line["position"] for line in found["lines"]
    )
    again = check_done(night.padal.get(f"/log?{span}&cursor={found['cursor']}"))
    assert again["lines"] == []
    check_problem(night.padal.get("/log"), "request_invalid")


def _url(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_watch_goes_over_when_the_next_one_accepts(town_office: Office, night: Night) -> None:
    first = night.padal
    second = town_office.person("duty_officer", area=night.area, name="padal-dua")
    area = {"area": night.area}
    offer = {**area, "to": second.actor.account, "note": "Tim B masih di pasar."}
    check_problem(first.post("/handovers", offer), "duty_not_yours")
    assert check_done(first.post("/duty/take", area))["account"] == first.actor.account
    check_problem(second.post("/duty/take", area), "duty_not_yours")
    wrong = {**offer, "to": night.tni.actor.account}
    check_problem(first.post("/handovers", wrong), "recipient_not_duty_officer")
    made = check_done(first.post("/handovers", offer))
    path = f"/handovers/{made['handover']}"
    check_problem(first.post(f"{path}/accept"), "handover_of_another")
    (watch,) = check_done(second.get("/duty"))
    assert watch["account"] == first.actor.account  # not before it is accepted
    assert check_done(second.get("/handovers"))[0]["note"] == "Tim B masih di pasar."
    assert check_done(second.post(f"{path}/accept"))["state"] == "accepted"
    (watch,) = check_done(first.get("/duty"))
    assert (watch["account"], watch["handover"]) == (second.actor.account, made["handover"])
    check_problem(first.post("/handovers", offer), "duty_not_yours")
    assert second.actor.account in {p["account"] for p in check_done(first.get("/people"))}


def test_what_a_clock_does_is_heard_where_the_paper_is(
    night: Night, order: str, crew: Crew
) -> None:
    """An alarm that sounds again is written by the server, and heard in the district."""
    sos = crew.phone.event("sos", crew=crew.crew)
    crew.phone.push(sos)
    cursor = check_done(night.padal.get("/record?limit=1000"))["cursor"]
    from sejuk.app.tick import tick  # noqa: PLC0415

    tick(night.padal.office.record, clock() + timedelta(seconds=16))
    found = check_done(night.padal.get(f"/record?cursor={cursor}"))
    assert [(e["kind"], e["body"]["step"]) for e in found["entries"]] == [
        ("alarm_stepped", "repeat")
    ]
    close = {"name": "Aipda Melati", "outcome": "aman"}
    check_done(night.padal.post(f"/alarms/{sos['id']}/acknowledge", close | {"outcome": ""}))
    assert sos["id"] in ringing(night, order), "until it is closed"
    check_done(night.padal.post(f"/alarms/{sos['id']}/close", close))
    assert sos["id"] not in ringing(night, order)


def ringing(night: Night, order: str) -> set[str]:
    return {alarm["alarm"] for alarm in check_done(night.padal.get(f"/live/{order}"))["alarms"]}


def test_positions_of_other_districts_do_not_cut_a_night_short(
    town_office: Office, night: Night, order: str, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Phone(town_office.person("crew_leader", area="Mawar"))
    elsewhere.push(
        elsewhere.event("roll_call_opened", crew="A"),
        *(elsewhere.event("tracked", crew="A", fixes=[elsewhere.fix(n)]) for n in range(8)),
    )
    second = crew.route["stops"][0]["leave"] + 600
    fix = {**crew.phone.fix(), "at": crew.at(second).isoformat()}
    crew.phone.push(crew.did("tracked", second, fixes=[fix]))
    monkeypatch.setattr("sejuk.app.look_back.MOST_TRACKED", 6)
    monkeypatch.setattr("sejuk.app.look_back.PAGE", 3)
    (track,) = check_done(night.padal.get(f"/nights/{order}"))["tracks"]
    assert track["points"][-1][0] == to_ms(crew.at(second))


def test_the_closing_roll_call_ends_the_night(night: Night, order: str, crew: Crew) -> None:
    check_problem(night.step(night.padal, order, "finish"), "crews_still_out")
    crew.phone.push(crew.did("roll_call_closed", crew.route["back"] + 600))
    mine = live_crew(check_done(night.padal.get(f"/live/{order}")), crew)
    # After the closing roll-call nobody is shown where anybody is.
    assert (mine["state"], mine["fix"]) == ("back", None)
    assert check_done(night.step(night.padal, order, "finish"))["state"] == "done"


def test_a_past_night_is_played_again(
    town_office: Office, night: Night, order: str, crew: Crew
) -> None:
    found = check_done(night.padal.get(f"/nights/{order}"))
    assert [v["version"] for v in found["versions"]] == [1, 2]
    kinds = [act["kind"] for act in found["acts"] if act["crew"] == crew.crew]
    assert kinds[0] == "roll_call_opened"
    assert {"arrived", "left", "roll_call_closed"} <= set(kinds)
    (track,) = found["tracks"]
    assert (track["crew"], track["points"][0][1:]) == (crew.crew, [106.8537, -6.1812])
    check_problem(town_office.person("auditor").get(f"/nights/{order}"), "not_allowed")


def test_coverage_of_weeks(town_office: Office, night: Night, crew: Crew) -> None:
    analyst = town_office.person("analyst", area=night.area)
    found = check_done(analyst.get(f"/coverage?district={night.area}&weeks=2"))
    assert found["weeks"] == 2
    # The night is tomorrow's by the phones' clocks: it is not in the weeks up to now.
    assert sum(sum(area["visits"]) for area in found["areas"]) == 0
    stop = crew.route["stops"][0]
    for back in (26, 50):
        crew.phone.push(
            *(
                crew.phone.event(
                    kind,
                    crew=crew.crew,
                    place=stop["place"],
                    at=clock() - timedelta(hours=back, minutes=minutes),
                )
                for kind, minutes in (("arrived", 12), ("left", 0))
            )
        )
    areas = check_done(analyst.get(f"/coverage?district={night.area}&weeks=2"))["areas"]
    assert sum(sum(area["visits"]) for area in areas) == 2
    assert sum(area["minutes"] for area in areas) == pytest.approx(24, abs=0.1)
    check_problem(analyst.get("/coverage"), "request_invalid")
    check_problem(analyst.get("/coverage?district=Mawar"), "not_your_area")
