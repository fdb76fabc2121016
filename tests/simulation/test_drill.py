"""The drill of the rumour desk: against queues with a closed form, and what triage is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
import numpy as np
import pytest

from sejuk.files.drill import drill_ranges
from sejuk.model.claim import Harm, Verdict
from sejuk.rumours.triage import Waiting
from sejuk.simulation.drill import (
    Answered,
    DrillClaim,
    DrillWorld,
    by_triage,
    draw_claims,
    draw_world,
    drill,
    first_come,
)

RANGES = drill_ranges()


def queue_world(per_hour: float, harms: tuple[float, float, float, float]) -> DrillWorld:
    """One server that takes twelve minutes on average: all but the work takes no time."""
    world = draw_world(RANGES, per_hour, np.random.default_rng(1))
    return msgspec.structs.replace(
        world,
        harm_shares=harms,
        screen_minutes=0.0,
        work_minutes=12.0,
        answer_minutes=(0.0, 0.0, 0.0),
        approve_minutes=0.0,
        shape=1.0,
    )


def mean_hours(found: Sequence[Answered], harm: Harm | None = None) -> float:
    some = found[len(found) // 10 :]  # the desk begins with nothing to do
    return float(np.mean([a.hours for a in some if harm in {None, a.harm} and a.hours is not None]))


def strictly_by_harm(waiting: Sequence[Waiting], _now: datetime) -> Sequence[str]:
    """Screening takes no time here, so that what is not screened is not waited for."""
    key = sorted(waiting, key=lambda w: (w.harm is not None, -(w.harm or 0), w.received))
    return [one.claim for one in key]


def test_one_server_waits_as_lindley_says() -> None:
    """Lindley 1952: who comes next waits what the one before waited and took, less the time between
    them. Exact, claim by claim."""
    claims = draw_claims(queue_world(4.0, (1.0, 0.0, 0.0, 0.0)), 60.0, np.random.default_rng(2))
    wait, before = 0.0, claims[0]
    for claim, found in zip(claims, drill(claims, first_come), strict=True):
        if claim is not before:
            wait = max(wait + before.work_hours - (claim.hour - before.hour), 0.0)
        assert found.hours == pytest.approx(wait + claim.work_hours, abs=1e-9)
        before = claim


def test_one_server_is_the_queue_of_the_books() -> None:
    """M/M/1: 1/(μ − λ) hours in the system. With full counts in `benchmarks/rumour_drill.py`."""
    claims = draw_claims(queue_world(2.5, (0.7, 0.2, 0.05, 0.05)), 400.0, np.random.default_rng(2))
    assert mean_hours(drill(claims, first_come)) == pytest.approx(1 / (5.0 - 2.5), rel=0.15)


def test_harms_in_strict_order_are_cobhams_queue() -> None:
    """Cobham 1954: who is of class k waits R/((1 − σ(k − 1))(1 − σ(k))), R = ρ/μ, where σ(k) is the
    load of class k and of those before it."""
    shares, per_hour, mu = (0.4, 0.3, 0.0, 0.3), 3.5, 5.0
    claims = draw_claims(queue_world(per_hour, shares), 400.0, np.random.default_rng(3))
    found = drill(claims, strictly_by_harm)
    rest, load = per_hour / mu / mu, 0.0
    for harm in (Harm.VIOLENCE, Harm.UNREST):
        before, load = load, load + shares[harm] * per_hour / mu
        wait = rest / ((1 - before) * (1 - load))
        assert mean_hours(found, harm) == pytest.approx(wait + 1 / mu, rel=0.2)


@pytest.fixture(scope="module")
def busy() -> tuple[DrillClaim, ...]:
    """Five days with two claims an hour: the verifier is busy for most of the time."""
    world = draw_world(RANGES, 2.0, np.random.default_rng(4))
    return draw_claims(
        msgspec.structs.replace(world, work_minutes=24.0), 120.0, np.random.default_rng(5)
    )


def test_what_calls_to_violence_is_answered_in_two_hours(busy: tuple[DrillClaim, ...]) -> None:
    found = [a for a in drill(busy, by_triage) if a.harm is Harm.VIOLENCE]
    hours = [a.hours for a in found if a.hours is not None]
    assert len(hours) == len(found)
    assert np.median(hours) <= 2.0
    served = [a.hours for a in drill(busy, first_come) if a.harm is Harm.VIOLENCE]
    assert np.median([hours for hours in served if hours is not None]) > np.median(hours)


def test_nothing_is_answered_before_its_time_nor_lost(busy: tuple[DrillClaim, ...]) -> None:
    for order in (by_triage, first_come):
        found = drill(busy, order)
        assert [a.claim for a in found] == [c.id for c in busy]
        for claim, answered in zip(busy, found, strict=True):
            two = answered.open is False and claim.verdict is not Verdict.TRUE
            least = claim.screen_hours + claim.work_hours + claim.approve_hours[0]
            least += claim.approve_hours[1] if two else 0.0
            least += 0.0 if answered.open else claim.answer_hours
            assert answered.hours is not None
            assert answered.hours >= least - 1e-9


def test_who_approves_alone_cannot_say_false(busy: tuple[DrillClaim, ...]) -> None:
    """The life cycle asks for two: with one approver such claims stay where they are."""
    found = drill(busy, by_triage, approvers=1, until=1000.0)
    verdict = {claim.id: claim.verdict for claim in busy}
    answered = [a for a in found if a.hours is not None]
    assert answered
    assert all(a.open or verdict[a.claim] is Verdict.TRUE for a in answered)


def test_equal_dice_make_equal_drills() -> None:
    def run() -> tuple[Answered, ...]:
        rng = np.random.default_rng(8)
        return drill(draw_claims(draw_world(RANGES, 1.0, rng), 48.0, rng), by_triage)

    assert run() == run()


def test_every_range_says_where_it_comes_from() -> None:
    for name in RANGES.__struct_fields__:
        range_ = getattr(RANGES, name)
        assert range_.low <= range_.high
        assert range_.source
