"""What a plan says of the best plan and of its rules: proved, repeatable, never below itself."""

from __future__ import annotations

import msgspec
import pytest

from sejuk.model.pin import Pin
from sejuk.model.plan import Plan
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.baselines import manual_tours
from sejuk.planning.breadth import no_more_than
from sejuk.planning.by_hand import breadth_of_tours, no_narrower_than_by_hand
from sejuk.planning.night import Night, plan_night
from sejuk.planning.prices import without_equity
from sejuk.planning.problem import Breadth
from sejuk.planning.proof import PROOFS, ProofParams
from sejuk.planning.solve import ENGINES, PRESETS, solve
from tests.planning.chance import problem_of, tiny_search, violations

FEW = ProofParams(pricings=4, tolerance=4e-3)
MORE = ProofParams(pricings=12, tolerance=5e-4)
NOTHING_ELSE = {"bound", "gap_percent", "bound_relaxed", "gap_relaxed_percent", "prices"}


@pytest.fixture(scope="module")
def small(sample_night: Night) -> Night:
    """Two hours of the sample: quickly proved."""
    end = sample_night.shift.start.replace(hour=23, minute=30)
    return msgspec.structs.replace(
        sample_night, shift=msgspec.structs.replace(sample_night.shift, end=end)
    )


def planned(night: Night, proof: ProofParams | None, engine: str = ENGINES[0]) -> Plan:
    search = msgspec.structs.replace(
        tiny_search(preset=PRESETS["quick"]), proof=proof, engine=engine
    )
    plan = plan_night(night, search)
    assert violations(plan, night) == ()
    return plan


def test_a_proof_changes_nothing_else(small: Night) -> None:
    bare, plan = planned(small, None), planned(small, FEW)
    assert bare.bound is None
    assert bare.prices == ()
    for name in set(Plan.__struct_fields__) - NOTHING_ELSE:
        assert getattr(bare, name) == getattr(plan, name), name


def test_the_bound_is_no_less_than_any_engine_reaches_and_repeats(small: Night) -> None:
    plan = planned(small, FEW)
    assert plan == planned(small, FEW)
    assert plan.bound is not None
    assert plan.bound_relaxed is not None
    for engine in ENGINES:  # a plan that is narrower may be worth more than the bound of ours
        assert planned(small, None, engine).figures.objective <= plan.bound_relaxed
    assert plan.figures.objective <= plan.bound <= plan.bound_relaxed
    assert plan.gap_percent == pytest.approx(100 * (1 - plan.figures.objective / plan.bound))


@pytest.mark.soak
def test_more_work_gives_no_worse_a_bound(small: Night) -> None:
    few, more = planned(small, FEW).bound, planned(small, MORE).bound
    assert few is not None
    assert more is not None
    assert more <= few


def test_a_clock_that_ends_the_proof_is_told(small: Night) -> None:
    proving = False

    def progress(stage: str, _part: float) -> None:
        nonlocal proving
        proving |= stage == "bound"

    search = msgspec.structs.replace(
        tiny_search(preset=PRESETS["quick"]),
        proof=PROOFS["full"],
        stop=lambda: proving,
        progress=progress,
    )
    plan = plan_night(small, search)
    assert plan.bound is not None
    assert plan.bound >= plan.figures.objective
    assert "bound_stopped_early" in plan.notes
    assert "stopped_early" not in plan.notes


def test_a_plan_is_asked_to_be_as_wide_as_the_one_by_hand(small: Night) -> None:
    problem = problem_of(small)
    hand, items, tours = manual_tours(problem)
    solved = solve(
        problem,
        PRESETS["quick"],
        seed=0,
        stop=bool,
        progress=lambda _stage, _part: None,
    )
    wide = breadth_of_tours(hand, items, tours)
    assert solved.problem.least == wide != Breadth()
    assert wide is not None
    found = breadth_of_tours(solved.problem, solved.items, solved.tours)
    assert found is not None
    assert no_more_than(wide, found) == wide
    settings = msgspec.structs.replace(small.settings, breadth_value=0.0)
    free = no_narrower_than_by_hand(problem_of(msgspec.structs.replace(small, settings=settings)))
    assert free.least == Breadth()


def test_joint_visits_and_floors_have_a_price(small: Night) -> None:
    """A floor of one visit everywhere, each visited last night, and tension in one ward alone."""
    hot = small.district.neighbourhoods[0].ward
    tension = Tension(
        areas=tuple(
            AreaTension(area=h.id, mean=90.0 if h.ward == hot else 5.0)
            for h in small.district.neighbourhoods
        )
    )
    floors = {h.id: 1 for h in small.district.neighbourhoods}
    history = History(nights=1, neighbourhood_nights_ago=dict.fromkeys(floors, 1))
    night = msgspec.structs.replace(small, tension=tension, floors=floors, history=history)
    prices = {price.what: price for price in planned(night, FEW).prices}
    assert prices["joint_visits"].points > 0
    assert prices["equity"].points > 30  # a visit in the hot ward is worth 36, elsewhere 2
    assert prices["equity"].percent > 0


def test_without_equity_pins_stay(small: Night) -> None:
    place = small.district.places[3].id
    problem = problem_of(msgspec.structs.replace(small, pins=(Pin(place=place),)))
    free = without_equity(problem)
    assert free.must.sum() == 1
    assert free.must[small.district.place_index()[place]]
    assert not free.floor.any()
