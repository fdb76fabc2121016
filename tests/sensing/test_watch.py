"""Early warning, whole: from reports to warnings, and what must not raise one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sejuk.files.incidents import incident_kinds
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Report, Signals, Verification
from sejuk.model.sensed import EarlyWarning, WarningCause
from sejuk.sensing.ground import Ground
from sejuk.sensing.scan.settings import ScanSettings
from sejuk.sensing.scan.zones import street_zones
from sejuk.sensing.watch import WatchParams, watch, watched_groups

SIDE = 5
AT = np.array([(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)]) * 200.0
METRES = np.abs(AT[:, None] - AT[None]).sum(axis=2)
BESIDE = (METRES == 200.0).astype(float)
GROUND = Ground(
    areas=tuple(f"rw{a:02}" for a in range(SIDE * SIDE)),
    border=np.zeros(SIDE * SIDE, bool),
    neighbours=BESIDE / BESIDE.sum(axis=1, keepdims=True),
)
ZONES = street_zones(METRES)
NOW = datetime(2024, 11, 28, 22, tzinfo=UTC)
KINDS = incident_kinds()
FAST = WatchParams(scan=ScanSettings(max_window=14, replicates=99))
CORNER = ("rw00", "rw01", "rw05", "rw06")


def report(name: str, area: str, days_ago: float, **facts: object) -> Report:
    moment = NOW - timedelta(days=days_ago)
    given = {"what": "perkelahian", "origin": Origin.RESIDENT, "received": moment, **facts}
    return Report(id=name, area=area, happened=moment, **given)  # type: ignore[arg-type]


def quiet(seed: int = 0, days: int = 150, a_day: float = 2.0) -> list[Report]:
    """Brawls spread evenly over areas and days."""
    rng = random.Random(seed)
    return [
        report(f"q{i}", rng.choice(GROUND.areas), rng.uniform(0, days))
        for i in range(int(a_day * days))
    ]


def rise(origin: Origin = Origin.RESIDENT, **facts: object) -> list[Report]:
    """Nine brawls in three days in a corner of four areas."""
    return [report(f"r{i}", CORNER[i % 4], 0.2 + i * 0.3, origin=origin, **facts) for i in range(9)]


def warned(reports: list[Report], now: datetime = NOW) -> tuple[EarlyWarning, ...]:
    return watch(Signals(reports=tuple(reports)), GROUND, ZONES, KINDS, now, params=FAST)


def test_nothing_is_known() -> None:
    assert warned([]) == ()


def test_quiet_days_raise_nothing() -> None:
    assert warned(quiet()) == ()


def test_a_rise_is_told_with_its_incidents() -> None:
    (found,) = warned(quiet() + rise())
    assert found.cause is WarningCause.RISE
    assert found.stream == "bentrokan"
    assert set(CORNER) & set(found.areas)
    assert len({f"r{i}" for i in range(9)} & set(found.incidents)) >= 5
    # Four areas for three days, each 2 / 25 a day, is about one.
    assert 0 < found.expected < 2
    assert found.raised == NOW
    assert found.since >= (NOW - timedelta(days=4)).date()
    assert found.until <= NOW.date()
    # Of three groups that raise alarms, each has a third of the budget.
    assert len(watched_groups(KINDS, FAST.least_severity)) == 3
    assert found.false_alarm_days == pytest.approx(3 * 91.0)
    assert found.p is not None
    assert found.p <= 0.05
    assert found.recurrence_days == pytest.approx(1 / found.p)


def test_equal_records_equal_warnings_in_any_order() -> None:
    reports = quiet() + rise()
    shuffled = list(reports)
    random.Random(5).shuffle(shuffled)
    assert warned(reports) == warned(shuffled) != ()


DO_NOT_COUNT = {
    "found by patrols": rise(Origin.DISCOVERED),
    "told by an officer who was sent": rise(Origin.DISPATCHED),
    "told again by media": rise(Origin.MEDIA),
    "untrue": rise(verification=Verification.REFUTED),
    "lawful assembly": rise(what="unjuk-rasa"),
    "a word that no table knows": rise(what="sesuatu"),
    "street lamps": rise(what="lampu-jalan"),
    "not received yet": rise(received=NOW + timedelta(hours=1)),
}


@pytest.mark.parametrize("why", DO_NOT_COUNT)
def test_what_raises_nothing(why: str) -> None:
    assert warned(quiet() + DO_NOT_COUNT[why]) == ()


def test_many_who_tell_of_one_thing_are_one_incident() -> None:
    often = [report(f"m{i}", "rw00", 0.1 + i * 0.005) for i in range(20)]
    assert warned(quiet() + often) == ()


def test_a_young_record_knows_nothing_usual() -> None:
    young = [r for r in quiet() if r.happened > NOW - timedelta(days=20)]
    assert warned(young + rise()) == ()


def test_reports_that_came_a_day_late_still_warn() -> None:
    def late(days: int) -> list[Report]:
        now = NOW + timedelta(days=days)
        background = [report(f"l{i}", GROUND.areas[i * 7 % 25], -0.3 * i) for i in range(1, 9)]
        known = [r for r in background if r.received <= now]
        return quiet() + rise(received=now) + known

    assert warned(late(1), NOW + timedelta(days=1)) != ()
    assert warned(late(6), NOW + timedelta(days=6)) == ()


def test_each_group_by_itself() -> None:
    mixed = [
        report(f"x{i}", CORNER[i % 4], 0.2 + i * 0.3, what=what)
        for i, what in enumerate(["perkelahian", "pencurian", "petasan"] * 2)
    ]
    # Two of each: no group has risen, though the corner has.
    assert warned(quiet() + mixed) == ()
