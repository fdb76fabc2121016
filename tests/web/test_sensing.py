"""Early warnings over HTTP: raised once, decided by a person, ended by the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import district_named
from sejuk.app.sensing.lookout import Lookout
from sejuk.app.sensing.nightly import Sentry, day_and_moment, seek_warnings
from sejuk.app.sensing.once import Once
from sejuk.app.sensing.severe import raise_severe
from sejuk.model.district import District
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.report import IncidentKind, Signals
from sejuk.model.sensed import EarlyWarning
from tests.web.night import Night
from tests.web.office import Office, check_done, check_problem
from tests.web.phone import Phone

BUDGET = 90.0
DAY = timedelta(days=1)


@pytest.fixture
def office(own_town_office: Office) -> Office:
    return own_town_office


@pytest.fixture
def night(own_night: Night) -> Night:
    return own_night


@pytest.fixture
def district(office: Office, night: Night) -> District:
    return district_named(office.record.folder, night.area)


def five(district: District, days: int = 0) -> datetime:
    """Five in the morning of a day after the next, by the district's clock: nobody looked yet."""
    day = clock().astimezone(ZoneInfo(district.zone)).date() + timedelta(days=2 + days)
    return datetime.combine(day, datetime.min.time(), ZoneInfo(district.zone)).replace(hour=5)


class Detector:
    """Finds what it is told to find, and remembers what it was given."""

    def __init__(self, *found: EarlyWarning) -> None:
        self.found: Sequence[EarlyWarning] = found
        self.asked: list[tuple[Signals, datetime]] = []

    def __call__(
        self,
        _district: District,
        signals: Signals,
        _kinds: Mapping[str, IncidentKind],
        moment: datetime,
    ) -> Sequence[EarlyWarning]:
        self.asked.append((signals, moment))
        return self.found

    @property
    def sentry(self) -> Sentry:
        return Sentry(watch=self, false_alarm_days=BUDGET)


def rise(district: District, moment: datetime, **more: Any) -> EarlyWarning:  # noqa: ANN401
    """Three incidents in the first neighbourhood, where half a one is usual."""
    today = moment.date()
    usual: dict[str, Any] = {
        "id": "",
        "cause": WarningCause.RISE,
        "stream": "kekerasan",
        "areas": (district.neighbourhoods[0].id,),
        "raised": moment,
        "since": today - 2 * DAY,
        "until": today,
        "incidents": tuple(str(uuid4()) for _ in range(3)),
        "expected": 0.5,
        "false_alarm_days": 2 * BUDGET,
        "recurrence_days": 400.0,
        "p": 0.0025,
    }
    return EarlyWarning(**usual | more)


def warnings(night: Night) -> Any:  # noqa: ANN401 – JSON
    return check_done(night.padal.get("/early-warnings"))


def told(night: Night, what: str = "tawuran", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A crew passes on what a resident said."""
    phone = Phone(night.katim)
    phone.seq = more.pop("seq", 0)
    event = phone.event("reported", what=what, **{"origin": "resident", **more})
    assert phone.push(event)["quarantined"] == []
    return event


def test_a_severe_report_is_a_warning_at_once_and_once(
    office: Office, night: Night, district: District
) -> None:
    area = district.neighbourhoods[0].id
    first = told(night, area=area)
    told(night, area=area, seq=1)  # somebody else tells of the same
    told(night, what="perkelahian", area=area, seq=2)
    now = clock()
    assert raise_severe(office.record, now) == 1
    assert raise_severe(office.record, now) == 0
    (warning,) = warnings(night)
    assert (warning["cause"], warning["state"]) == ("severe", "raised")
    assert (warning["areas"], warning["observed"]) == ([area], 1)
    assert warning["false_alarm_days"] is None
    detail = check_done(night.padal.get(f"/early-warnings/{warning['early_warning']}"))
    (incident,) = detail["incidents"]
    assert (incident["incident"], incident["what"]) == (first["id"], "tawuran")
    assert incident["origin"] == "resident"


def test_what_a_crew_finds_by_itself_is_no_early_warning(
    office: Office, night: Night, district: District
) -> None:
    told(night, area=district.neighbourhoods[0].id, origin="discovered")
    assert raise_severe(office.record, clock()) == 0


def test_a_late_report_that_comes_first_raises_nothing_again(
    office: Office, night: Night, district: District
) -> None:
    area = district.neighbourhoods[0].id
    told(night, area=area)
    assert raise_severe(office.record, clock()) == 1
    told(night, area=area, seq=1, at=clock() - timedelta(hours=2))  # a phone without a line
    assert raise_severe(office.record, clock()) == 0


def test_the_lookout_sees_what_comes_in(office: Office, night: Night, district: District) -> None:
    lookout = Lookout(office.record, clock, lambda: None)
    assert lookout.look_for_severe() == 0
    told(night, area=district.neighbourhoods[0].id)
    assert [lookout.look_for_severe() for _ in range(2)] == [1, 0]
    # Struck down and started again: another one finds that all is done.
    assert Lookout(office.record, clock, lambda: None).look_for_severe() == 0


def test_a_broken_detector_keeps_no_severe_report_waiting(
    office: Office, night: Night, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pause in ("FIRST_SECONDS", "LOOK_SECONDS"):
        monkeypatch.setattr(f"sejuk.app.sensing.lookout.{pause}", 0.01)
    broken, heard = threading.Event(), threading.Event()

    def watch(*_: object) -> Sequence[EarlyWarning]:
        broken.set()
        raise ZeroDivisionError

    sentry = Sentry(watch=watch, false_alarm_days=BUDGET)
    # A day on which nobody has looked yet, so that the detector is asked.
    lookout = Lookout(office.record, lambda: five(district), heard.set, sentry)
    lookout.start()
    try:
        assert broken.wait(60)
        told(night, area=district.neighbourhoods[0].id)
        assert heard.wait(60)
    finally:
        lookout.close()
    assert [w["cause"] for w in warnings(night)] == ["severe"]


def test_a_rise_is_raised_and_decided_by_a_named_person(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    detector = Detector(rise(district, moment))
    assert seek_warnings(office.record, moment, detector.sentry) == 1
    (warning,) = warnings(night)
    assert (warning["observed"], warning["expected"]) == (3, 0.5)
    assert (warning["recurrence_days"], warning["p"]) == (400.0, 0.0025)
    at = f"/early-warnings/{warning['early_warning']}"
    check_problem(night.polri.post(f"{at}/confirm", {"name": "Kompol"}), "not_allowed")
    check_problem(night.padal.post(f"{at}/confirm", {}), "early_warning_needs_name")
    check_problem(night.padal.post(f"{at}/decline", {"name": "Iptu A"}), "reason_missing")
    done = check_done(night.padal.post(f"{at}/confirm", {"name": "Iptu A"}))
    assert done["state"] == "confirmed"
    wish = {"name": "Iptu B", "reason": "dua laporan keliru"}
    check_done(night.padal.post(f"{at}/decline", wish))
    (warning,) = warnings(night)
    assert warning["state"] == "declined"
    steps = [(s["step"], s["name"], s["reason"]) for s in warning["steps"]]
    assert steps == [
        ("raise", None, None),
        ("confirm", "Iptu A", None),
        ("decline", "Iptu B", "dua laporan keliru"),
    ]
    # In the log stand ids and words of the table; the texts are sealed beside it.
    bodies = [bytes(e.body) for e in office.record.read() if e.kind == "early_warning_stepped"]
    assert len(bodies) == 2
    assert not any(b"Iptu" in body or b"keliru" in body for body in bodies)
    # The auditor sees that it was decided, and not what was written.
    auditor = office.person("auditor", area=night.area)
    (seen,) = check_done(auditor.get("/early-warnings"))
    assert [(s["step"], s["name"]) for s in seen["steps"]][1:] == [
        ("confirm", None),
        ("decline", None),
    ]


def test_free_text_of_a_decision_is_redacted(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    seek_warnings(office.record, moment, Detector(rise(district, moment)).sentry)
    (warning,) = warnings(night)
    wish = {"name": "Iptu A", "reason": "lapor ke 0812-3456-7890, NIK 3171234567890123"}
    check_done(night.padal.post(f"/early-warnings/{warning['early_warning']}/decline", wish))
    ((*_, last),) = [w["steps"] for w in warnings(night)]
    assert "7890" not in last["reason"]
    assert "31712345" not in last["reason"]


def test_a_day_is_looked_at_once_as_it_was_known_at_five(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    told(night, area=district.neighbourhoods[0].id)
    detector = Detector(rise(district, moment))
    before = moment - timedelta(minutes=1)
    seek_warnings(office.record, before, None)  # the day before, which had not been looked at
    assert seek_warnings(office.record, before, detector.sentry) == 0
    late = moment + timedelta(hours=9)
    for now in (late, late, moment + timedelta(hours=12)):
        seek_warnings(office.record, now, detector.sentry)
    assert [asked for _, asked in detector.asked] == [moment]
    assert len(warnings(night)) == 1
    kinds = [entry.kind for entry in office.record.read() if "warning" in entry.kind]
    assert kinds == ["warnings_sought", "early_warning_raised", "warnings_sought"]


def test_nothing_that_came_later_is_shown_to_the_detector(
    office: Office, night: Night, district: District
) -> None:
    told(night, area=district.neighbourhoods[0].id)
    day, moment = day_and_moment(district, clock())
    detector = Detector()
    seek_warnings(office.record, clock(), detector.sentry)
    ((signals, asked),) = detector.asked
    assert (asked, asked.date()) == (moment, day)
    assert signals.reports == ()  # it was told a second ago, and five in the morning is over
    later = Detector()
    seek_warnings(office.record, five(district), later.sentry)
    assert len(later.asked[0][0].reports) == 1


def test_two_processes_raise_nothing_twice(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    both = threading.Barrier(2)
    found = rise(district, moment)

    def watch(*_: object) -> Sequence[EarlyWarning]:
        both.wait(timeout=60)  # both have found that nobody has looked
        return (found,)

    sentry = Sentry(watch=watch, false_alarm_days=BUDGET)
    threads = [
        threading.Thread(target=seek_warnings, args=(office.record, moment, sentry))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(warnings(night)) == 1
    sought = [e for e in office.record.read() if e.kind == "warnings_sought"]
    assert len(sought) == 1


def test_a_job_that_breaks_off_leaves_nothing_and_begins_again(
    office: Office, night: Night, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = five(district)
    detector = Detector(rise(district, moment))

    def struck_down(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sejuk.app.sensing.nightly._end", struck_down)
        with pytest.raises(KeyboardInterrupt):
            seek_warnings(office.record, moment, detector.sentry)
    assert warnings(night) == []
    assert seek_warnings(office.record, moment, detector.sentry) == 1
    assert len(warnings(night)) == 1


def test_an_episode_goes_on_grows_and_ends(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    first = rise(district, moment)
    seek_warnings(office.record, moment, Detector(first).sentry)
    (warning,) = warnings(night)
    at = f"/early-warnings/{warning['early_warning']}"
    check_done(night.padal.post(f"{at}/confirm", {"name": "Iptu A"}))

    def next_day(days: int, incidents: int | None) -> Any:  # noqa: ANN401 – JSON
        now = five(district, days)
        found: tuple[EarlyWarning, ...] = ()
        if incidents is not None:
            more = tuple(str(uuid4()) for _ in range(incidents - 3))
            changes = {"incidents": first.incidents + more, "until": now.date()}
            found = (msgspec.structs.replace(first, **changes),)
        seek_warnings(office.record, now, Detector(*found).sentry)
        (row,) = warnings(night)
        return row

    # 3 − 0.5 = 2.5 too many; asked again at 1.5 times as many, 4.25 incidents: at five.
    row = next_day(1, 4)
    assert (row["state"], row["observed"]) == ("confirmed", 4)
    row = next_day(2, 5)
    assert (row["state"], row["observed"]) == ("raised", 5)
    assert [s["step"] for s in row["steps"]] == ["raise", "confirm", "grow"]
    # Last found two days after the first: seven quiet days, and on the eighth it is over.
    assert next_day(9, None)["state"] == "raised"
    assert next_day(10, None)["state"] == "ended"
    check_problem(night.padal.post(f"{at}/confirm", {"name": "Iptu A"}), "step_not_from_here")
    # What is found after that is another one.
    now = five(district, 11)
    again = rise(district, now)
    seek_warnings(office.record, now, Detector(again).sentry)
    assert [w["state"] for w in warnings(night)] == ["raised", "ended"]


def test_the_record_of_warnings(office: Office, night: Night, district: District) -> None:
    address = f"/sensing/record?district={night.area}"
    never = check_done(night.padal.get(address))
    assert (never["sought"], never["false_alarm_days"]) == (None, None)
    hoods = [hood.id for hood in district.neighbourhoods[:2]]
    moment = five(district)
    found = [rise(district, moment, areas=(hood,)) for hood in hoods]
    seek_warnings(office.record, moment, Detector(*found).sentry)
    told(night, area=hoods[0])
    raise_severe(office.record, clock())
    one = next(w for w in warnings(night) if w["areas"] == hoods[:1] and w["cause"] == "rise")
    wish = {"name": "Iptu A", "reason": "acara warga"}
    check_done(night.padal.post(f"/early-warnings/{one['early_warning']}/decline", wish))
    record = check_done(night.padal.get(address))
    assert record["rises"] == {"raised": 2, "confirmed": 0, "declined": 1, "undecided": 1}
    assert record["severe"] == {"raised": 1, "confirmed": 0, "declined": 0, "undecided": 1}
    assert record["false_alarm_days"] == BUDGET
    assert record["by_chance_a_month"] == pytest.approx(30 / 90)  # thirty days of a budget of 90
    assert record["sought"] == moment.date().isoformat()


def test_other_areas_and_crews_see_nothing(
    office: Office, night: Night, district: District
) -> None:
    moment = five(district)
    seek_warnings(office.record, moment, Detector(rise(district, moment)).sentry)
    (warning,) = warnings(night)
    at = f"/early-warnings/{warning['early_warning']}"
    elsewhere = office.person("duty_officer", area="Mawar")
    assert check_done(elsewhere.get("/early-warnings")) == []
    check_problem(elsewhere.get(at), "not_your_area")
    check_problem(elsewhere.post(f"{at}/confirm", {"name": "Iptu A"}), "not_your_area")
    check_problem(elsewhere.get(f"/sensing/record?district={night.area}"), "not_your_area")
    check_problem(night.katim.get("/early-warnings"), "not_allowed")
    check_problem(night.padal.get("/early-warnings/pd-0"), "early_warning_unknown")
    check_problem(night.padal.get("/sensing/record?district=Mawar"), "not_your_area")
    # Nor does the tail tell a crew, whose phone it would reach.
    for who, sees in ((night.padal, True), (night.polri, True), (night.katim, False)):
        tail = check_done(who.get("/record"))["entries"]
        assert any("warning" in entry["kind"] for entry in tail) == sees
    assert not any(
        "warning" in entry["kind"] for entry in check_done(elsewhere.get("/record"))["entries"]
    )


def test_the_duty_log_tells_of_it(office: Office, night: Night, district: District) -> None:
    moment = five(district)
    seek_warnings(office.record, clock(), None)
    seek_warnings(office.record, moment, Detector(rise(district, moment)).sentry)
    span = {"from": (clock() - DAY).isoformat(), "to": (moment + DAY).isoformat()}
    lines = check_done(night.padal.get("/log", params=span))["lines"]
    assert [line["kind"] for line in lines] == ["early_warning_raised"]


def test_a_look_is_due_from_five_on_by_the_districts_own_clock(district: District) -> None:
    def due(utc: str) -> tuple[date, datetime]:
        return day_and_moment(district, datetime.fromisoformat(utc).replace(tzinfo=UTC))

    assert district.zone == "Asia/Jakarta"  # seven hours before UTC
    assert due("2024-11-27T21:59:59")[0] == date(2024, 11, 27)
    day, moment = due("2024-11-27T22:00:00")
    assert day == date(2024, 11, 28)
    assert moment.astimezone(UTC) == datetime(2024, 11, 27, 22, tzinfo=UTC)


def seen(night: Night, path: str, **query: str) -> Any:  # noqa: ANN401 – JSON
    return check_done(night.padal.get(path, params={"district": night.area, **query}))


def area_in(found: Any, area: str) -> Any:  # noqa: ANN401 – JSON
    return next(one for one in found["areas"] if one["area"] == area)


def test_tension_is_shown_with_terms_that_add_up(night: Night, district: District) -> None:
    here, other = (hood.id for hood in district.neighbourhoods[:2])
    before = seen(night, "/sensing/look")
    assert before["known"] is False
    wanted = {hood.id for hood in district.neighbourhoods}
    wanted |= {place.area_id for place in district.places}
    assert {one["area"] for one in before["areas"]} == wanted
    told(night, what="perkelahian", area=here)
    told(night, what="perkelahian", area="RW entah", seq=1)
    told(night, what="perkelahian", area=here, origin="discovered", seq=2)
    found = seen(night, "/sensing/look")  # what has come in is there at once
    assert (found["known"], found["outside"]) == (True, 1)
    assert found["without_weight"] == 1  # a patrol found it, and nobody knows how long it looked
    for one in found["areas"]:
        assert sum(term["amount"] for term in one["terms"]) == pytest.approx(one["mean"], abs=1e-9)
        assert one["low"] <= one["mean"] <= one["high"]
        assert one["thin"]  # fewer than five
    warm, cool = area_in(found, here), area_in(found, other)
    assert warm["mean"] > cool["mean"]
    assert (warm["incidents"], cool["incidents"]) == (1, 0)


def test_a_past_moment_is_shown_as_it_was_known_then(night: Night, district: District) -> None:
    here = district.neighbourhoods[0].id
    told(night, what="perkelahian", area=here, at=clock() - timedelta(days=3))  # told only now
    then = (clock() - timedelta(days=2)).isoformat()
    past = seen(night, "/sensing/look", at=then)
    assert past["known"] is False
    assert datetime.fromisoformat(past["at"]) == datetime.fromisoformat(then)
    assert seen(night, "/sensing/look")["known"] is True
    assert seen(night, "/sensing/area", area=here, at=then)["incidents"] == []
    days = seen(night, "/sensing/days")
    moments = [datetime.fromisoformat(moment) for moment in days["moments"]]
    zone = ZoneInfo(district.zone)
    assert [moment.astimezone(zone).hour for moment in moments] == [5] * 30
    assert {b - a for a, b in pairwise(moments)} == {DAY}
    assert timedelta(0) <= clock() - moments[-1] < DAY
    row = area_in(days, here)
    assert len(row["means"]) == len(row["levels"]) == len(row["thin"]) == 30
    assert len(set(row["means"])) == 1  # on none of these mornings had anybody told


def test_why_an_area_is_so(night: Night, district: District) -> None:
    here = district.neighbourhoods[0].id
    ago = timedelta(days=1, hours=5)
    first = told(night, what="perkelahian", area=here, at=clock() - ago)
    told(night, what="perkelahian", area=here, at=clock() - ago + timedelta(hours=1), seq=1)
    found = seen(night, "/sensing/area", area=here)
    (incident,) = found["incidents"]
    assert (incident["incident"], incident["reports"]) == (first["id"], 2)
    assert (incident["origin"], incident["severity"]) == ("resident", 4)
    assert len(found["days"]) == 30
    assert sum(day["observed"] for day in found["days"]) == 1
    assert all(day["expected"] > 0 for day in found["days"])
    shown = area_in(seen(night, "/sensing/look"), here)["mean"]
    assert shown == pytest.approx(found["area"]["mean"], abs=0.01)  # a moment later, perhaps
    unknown = {"district": night.area, "area": "RW entah"}
    check_problem(night.padal.get("/sensing/area", params=unknown), "area_not_sensed")
    check_problem(night.padal.get("/sensing/area", params={"area": here}), "request_invalid")


@pytest.mark.parametrize("path", ["/sensing/look", "/sensing/days", "/sensing/area"])
def test_tension_is_for_those_who_run_the_night(office: Office, night: Night, path: str) -> None:
    query = {"district": night.area, **({"area": "RW 01"} if path == "/sensing/area" else {})}
    elsewhere = office.person("duty_officer", area="Mawar")
    check_problem(elsewhere.get(path, params=query), "not_your_area")
    check_problem(night.katim.get(path, params=query), "not_allowed")


def test_many_who_ask_at_once_cost_one_computation() -> None:
    worked: list[int] = []
    together = threading.Barrier(8)
    once: Once[int] = Once(most=2)

    def work() -> int:
        worked.append(1)
        time.sleep(0.05)
        return len(worked)

    def ask() -> None:
        together.wait()
        assert once.get("a", work) == 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(worked) == 1
    for key in ("b", "c"):
        once.get(key, work)
    assert once.get("a", work) == 4  # the oldest was let go of
    with pytest.raises(ZeroDivisionError):
        once.get("d", lambda: 1 // 0)
    assert once.get("d", lambda: 7) == 7  # what failed is tried again
