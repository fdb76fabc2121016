"""Codes of places and the dead-man timer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sejuk.app.context import clock
from sejuk.app.tick import tick
from sejuk.model.event import body_of
from sejuk.model.kinds.papers import ArrivalChecked
from sejuk.operations.duty import REPORT_MINUTES
from sejuk.operations.presence import STEP_MS, Verdict, code_of, judge
from tests.web.office import Office, check_done
from tests.web.phone import Phone

SEED, NOW = bytes(32), 1_732_800_000_000
CASES = [
    (0, Verdict.RIGHT),
    (4 * STEP_MS, Verdict.RIGHT),
    (-4 * STEP_MS, Verdict.RIGHT),
    (5 * STEP_MS, Verdict.LATE),
    (-5 * STEP_MS, Verdict.EARLY),
    (23 * 3600_000, Verdict.LATE),
    (25 * 3600_000, Verdict.WRONG),
]


@pytest.mark.parametrize(("later_ms", "verdict"), CASES)
def test_a_code_is_right_for_two_minutes_around_its_own(later_ms: int, verdict: Verdict) -> None:
    code = code_of(SEED, "pasar", NOW)
    assert judge(code, SEED, "pasar", NOW + later_ms) is verdict
    assert judge(code, SEED, "pos", NOW + later_ms) is Verdict.WRONG


def test_a_scanned_arrival_is_checked_when_it_comes_in(own_office: Office) -> None:
    padal = own_office.person("duty_officer", area="Melati")
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    shown = check_done(padal.get("/places/pasar/code"))
    assert "http-equiv" in padal.get("/titik/pasar").text
    right = katim.event("arrived", place="pasar", by="code", code=shown["code"])
    wrong = katim.event("arrived", place="pos", by="code", code=shown["code"])
    katim.push(right, wrong)
    checked = [body_of(e) for e in own_office.record.read() if e.kind == "arrival_checked"]
    assert [c.verdict for c in checked if isinstance(c, ArrivalChecked)] == ["right", "wrong"]


def test_a_silent_crew_on_duty_raises_one_alarm(own_office: Office) -> None:
    katim = Phone(own_office.person("crew_leader", area="Melati"))
    padal = own_office.person("duty_officer", area="Melati")
    now = clock()
    katim.push(katim.event("roll_call_opened", crew="A"))

    def alarms(minutes: float) -> list[str]:
        tick(own_office.record, now + timedelta(minutes=minutes))
        return [a["cause"] for a in check_done(padal.get("/alarms")) if a["state"] == "raised"]

    assert alarms(REPORT_MINUTES - 1) == []
    assert alarms(REPORT_MINUTES + 1) == ["missed_report"]
    assert alarms(REPORT_MINUTES + 2) == ["missed_report"]  # the same one
    # A position is no report: the phone sends it by itself.
    katim.push(katim.event("tracked", crew="A", fixes=[katim.fix()]))
    katim.push(katim.event("roll_call_closed", crew="A"))
    assert len(alarms(3 * REPORT_MINUTES)) == 1
