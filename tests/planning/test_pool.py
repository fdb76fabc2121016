"""The pool, its weights and the draw: near-best, varied, kept by every rule, and repeatable."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.draw.seed import commit
from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.assemble import Making
from sejuk.planning.crews import make_crews
from sejuk.planning.draw import (
    PARTS,
    DrawParams,
    DrawRecord,
    draw_plan,
    marginal_limits,
    pool_digest,
    pool_weights,
)
from sejuk.planning.member import member_of, usage_of
from sejuk.planning.night import Night, assembled, night_problem
from sejuk.planning.pool import Pool, PoolParams, make_pool, near_best
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.solve import solve
from sejuk.planning.stray import StrayParams, familiarity, stray
from sejuk.planning.tour import Tours, items_of
from sejuk.planning.unpredictability import Unpredictability, unpredictability
from sejuk.planning.vary import mirrored, noised
from tests.planning.chance import SETTINGS, TINY, grid_district, nights, violations

SMALL = PoolParams(size=8, solves=2, rounds=1, loss=0.05, stray=StrayParams(steps=60, climb=60))
SEED, SALT = hashlib.sha256(b"benih").digest(), bytes(16)


def never() -> bool:
    return False


def silent(_stage: str, _part: float) -> None:
    pass


def once(problem: PatrolProblem, seed: int) -> tuple[PatrolProblem, Tours]:
    solved = solve(problem, TINY, seed=seed, stop=never, progress=silent)
    return solved.problem, solved.tours


def pool_of(problem: PatrolProblem, params: PoolParams = SMALL, seed: int = 0) -> Pool:
    """`problem` without meetings."""
    fixed, tours = once(problem, 0)
    return make_pool(fixed, tours, once, params, seed=seed, stop=never, progress=silent)


ROSTER = Roster(
    lines=(
        RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=2),
        RosterLine(agency=Agency.TNI, role=Role.MEMBER, people=2),
    )
)


@pytest.fixture(scope="module")
def night() -> Night:
    """Twenty places on a grid in five neighbourhoods, all calm alike; two crews, three hours."""
    spots = [(x, y) for x in range(5) for y in range(4)]
    district = grid_district(spots, [(str(1 + k % 5),) for k in range(len(spots))])
    return Night(
        district=district,
        roster=ROSTER,
        crews=make_crews(ROSTER, settings=SETTINGS, police_post=district.police_post),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(1)),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )


@pytest.fixture(scope="module")
def pool(night: Night) -> Pool:
    return pool_of(night_problem(night, night.crews.crews))


def test_members_are_near_best_and_different(pool: Pool) -> None:
    assert len(pool.members) == SMALL.size
    objectives = [member.objective for member in pool.members]
    assert objectives == sorted(objectives, reverse=True)
    assert min(objectives) >= (1 - SMALL.loss) * pool.best
    assert len({member.timetable for member in pool.members}) == len(pool.members)
    assert not pool.stopped


def test_members_are_scored_by_the_nights_own_values(pool: Pool, night: Night) -> None:
    own = night_problem(night, night.crews.crews)
    for member in pool.members:
        assert (member.problem.value == own.value).all()
        again = member_of(member.problem, items_of(member.problem), member.tours)
        assert again is not None
        assert again.objective == member.objective


def test_equal_arguments_give_an_equal_pool(pool: Pool, night: Night) -> None:
    problem = night_problem(night, night.crews.crews)
    again = pool_of(problem)
    assert [m.tours for m in again.members] == [m.tours for m in pool.members]
    other = pool_of(problem, seed=1)
    assert [m.tours for m in other.members] != [m.tours for m in pool.members]


def test_the_pool_is_hard_to_foretell(pool: Pool) -> None:
    """On an even grid variety costs little: two nights share less than half of their stops."""
    k = len(pool.members)
    figures = _figures(pool, [1 / k] * k)
    assert figures.overlap < 0.5
    assert figures.value >= 1 - SMALL.loss
    assert figures.repeat == pytest.approx(1 / k)
    assert figures.covered > figures.covered_single


def test_an_engine_that_fails_leaves_the_first_plan(night: Night) -> None:
    def broken(problem: PatrolProblem, _seed: int) -> tuple[PatrolProblem, Tours]:
        every = tuple(range(problem.value.size))
        return problem, (every,) * len(problem.crews)

    fixed, tours = once(night_problem(night, night.crews.crews), 0)
    params = msgspec.structs.replace(SMALL, size=1, rounds=0)
    pool = make_pool(fixed, tours, broken, params, seed=0, stop=never, progress=silent)
    assert len(pool.members) == 1


def test_a_wish_to_stop_is_met_and_recorded(night: Night) -> None:
    fixed, tours = once(night_problem(night, night.crews.crews), 0)
    pool = make_pool(fixed, tours, once, SMALL, seed=0, stop=lambda: True, progress=silent)
    assert [m.tours for m in pool.members] == [tours]
    assert pool.stopped


def test_tours_that_do_not_fit_are_an_error(night: Night) -> None:
    problem = night_problem(night, night.crews.crews)
    with pytest.raises(ValueError, match="do not fit"):
        make_pool(problem, ((0,) * 40, ()), once, SMALL, seed=0, stop=never, progress=silent)


def test_mirrored_turns_the_night_round(pool: Pool) -> None:
    """On a grid without hours the mirror image serves most places, in other half-hours."""
    best = pool.members[0]
    turned = mirrored(best)
    assert turned is not None
    assert {v.place for v in turned.visits} <= {v.place for v in best.visits}
    assert turned.objective > 0.8 * best.objective
    assert len(turned.timetable & best.timetable) <= len(best.timetable) / 2
    for old, new in zip(best.problem.meetings, turned.problem.meetings, strict=True):
        assert new.start + new.seconds + old.start == best.problem.horizon


def test_noise_leaves_joint_visits_where_they_belong(pool: Pool) -> None:
    problem = pool.members[0].problem
    joint = tuple(meeting for meeting in problem.meetings if meeting.joint)
    rng = np.random.default_rng(3)
    for _ in range(20):
        value = noised(problem, joint, 0.15, rng).value
        at = [meeting.place for meeting in joint]
        others = np.delete(value, at, axis=0)
        assert value[at].max(axis=1).min() > others.max()
        assert ((value > 0) == (problem.value > 0)).all()


def test_straying_lowers_familiarity_within_the_limit(pool: Pool) -> None:
    best = pool.members[0]
    usage = usage_of([best.timetable], best.problem)
    least = 0.95 * best.objective
    rng = np.random.default_rng(1)
    found = stray(best, usage, least, StrayParams(steps=150), rng, never)
    assert familiarity(best.timetable, usage) == 1
    assert familiarity(found.timetable, usage) < 0.6
    assert found.objective >= least


def test_near_best_keeps_the_better_of_twins(pool: Pool) -> None:
    best = pool.members[0]
    twin = msgspec.structs.replace(best, objective=best.objective - 0.01)
    far = msgspec.structs.replace(best, objective=best.objective * 0.9, timetable=frozenset())
    assert near_best([far, twin, best], 0.05) == [best]


@settings(
    max_examples=24,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(night=nights(), kernels=st.sampled_from((0, 200)))
def test_every_member_passes_the_checker(night: Night, kernels: int) -> None:
    problem = night_problem(night, night.crews.crews)
    solved = solve(problem, TINY, seed=0, stop=never, progress=silent)
    walk = StrayParams(steps=30, kernels=kernels, after=20, climb=30)
    params = msgspec.structs.replace(SMALL, size=3, stray=walk)
    pool = make_pool(
        solved.problem, solved.tours, once, params, seed=0, stop=never, progress=silent
    )
    making = Making(kind="sejuk", seed=0, preset="quick", engine="pool")
    unmet = (*night.crews.unmet, *solved.unmet)
    for member in pool.members:
        plan = assembled(member.problem, member.items, member.tours, making, unmet)
        assert violations(plan, night) == ()
        assert plan.figures.objective == pytest.approx(member.objective)


# --- weights and draw


def test_weights_respect_floors_and_caps(pool: Pool) -> None:
    params = DrawParams(rawan_floor=0.2, cap=0.6, block_cap=0.8)
    limits = marginal_limits(pool.members, params)
    found = pool_weights(pool, params)
    named = dict(found.short) | dict(found.over)
    for c, name in enumerate(limits.names):
        inside = limits.floor[c] - 1e-4 <= found.marginals[c] <= limits.cap[c] + 1e-4
        assert inside or name in named
    assert found.weights.sum() == pytest.approx(1)


def test_weights_are_even_where_nothing_asks_otherwise(pool: Pool) -> None:
    free = DrawParams(rawan_floor=0.0, cap=1.0, block_cap=1.0)
    assert pool_weights(pool, free).weights == pytest.approx(np.full(8, 1 / 8))


def test_places_owed_are_sure(pool: Pool) -> None:
    """A place that the floor wants has floor 1 and no cap; one in no plan is named."""
    members = pool.members
    problem = members[0].problem
    visited = {v.place for v in members[0].visits}
    never_seen = min(set(range(20)) - set().union(*({v.place for v in m.visits} for m in members)),
                     default=None)  # fmt: skip
    must = np.zeros(20, bool)
    must[min(visited)] = True
    owing = msgspec.structs.replace(problem, must=must)
    owed = (msgspec.structs.replace(members[0], problem=owing), *members[1:])
    limits = marginal_limits(owed, DrawParams())
    row = limits.names.index(problem.places[min(visited)].id)
    assert limits.floor[row] == 1
    assert limits.cap[row] == np.inf
    assert never_seen is None or never_seen not in visited


def test_a_draw_can_be_repeated_with_a_calculator(pool: Pool) -> None:
    weights = [4.0, 3.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    chosen, record = draw_plan(pool, weights, SEED, SALT)
    # printf '%s' "$SEED:$LABEL:0" | sha256sum | cut -c 1-13, times a million, over 2^52.
    text = f"{SEED.hex()}:plan {record.pool_digest}:0"
    number = int(hashlib.sha256(text.encode()).hexdigest()[:13], 16) * PARTS >> 52
    below = np.cumsum([400_000, 300_000, 100_000, 100_000, 100_000, 0, 0, 0])
    assert chosen == record.chosen == int((below <= number).sum())
    assert record.millionths == (400_000, 300_000, 100_000, 100_000, 100_000, 0, 0, 0)
    assert record.commitment == commit(SEED, SALT)
    assert msgspec.json.decode(msgspec.json.encode(record), type=DrawRecord) == record


def test_the_record_fixes_the_pool(pool: Pool) -> None:
    shares = [PARTS // 8] * 8
    digest = pool_digest(pool.members, shares)
    assert digest == pool_digest(pool.members, shares)
    assert digest != pool_digest(pool.members[::-1], shares)
    assert digest != pool_digest(pool.members, [*shares[:-1], 0])


# --- figures


def _figures(pool: Pool, weights: list[float]) -> Unpredictability:
    return unpredictability(
        [m.timetable for m in pool.members],
        [m.objective for m in pool.members],
        weights,
        places=20,
    )


def test_figures_of_two_plans_by_hand() -> None:
    # a: places 1, 2 in half-hour 0; b: place 1 in half-hour 0, place 3 in half-hour 4.
    a, b = frozenset({(1, 0), (2, 0)}), frozenset({(1, 0), (3, 4)})
    found = unpredictability([a, b], [100.0, 98.0], [0.5, 0.5], places=4, nights=2)
    # Same plan twice (probability ½): 1; different plans: 1 of 2 stops.
    assert found.overlap == pytest.approx(0.5 * 1 + 0.5 * 0.5)
    assert found.repeat == pytest.approx(0.5)
    assert found.value == pytest.approx(0.99)
    # Place 1 surely, 2 and 3 with 1 − ½² each, place 4 never.
    assert found.covered == pytest.approx((1 + 0.75 + 0.75) / 4)
    assert found.covered_single == pytest.approx(2 / 4)


def test_one_plan_is_foretold() -> None:
    only = frozenset({(1, 0)})
    found = unpredictability([only], [10.0], [1.0], places=2)
    assert (found.overlap, found.repeat, found.value) == (1, 1, 1)
