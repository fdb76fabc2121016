"""The simulated nights: the world's laws against closed forms, the figures by hand, the loop."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from scipy import stats

from sejuk.cycle import check_plan, ground_of
from sejuk.files.incidents import incident_kinds
from sejuk.files.worlds import world_ranges
from sejuk.model.world import World
from sejuk.planning.night import Search, single_plan
from sejuk.planning.verify.check import Violation
from sejuk.sensing.ground import ground
from sejuk.simulation.nights.claims import WorldResult, over, summary
from sejuk.simulation.nights.draw import draw_world, luck_of, poisson
from sejuk.simulation.nights.figures import PolicyFigures, figures_of_nights, gini
from sejuk.simulation.nights.loop import Nights, Stage, run_nights
from sejuk.simulation.nights.policies import (
    Evening,
    Greedy,
    Manual,
    Policy,
    Present,
    Sejuk,
    Tonight,
    Uniform,
    with_what_is_due,
)
from sejuk.simulation.nights.shift import visits_of, walked
from sejuk.simulation.nights.town import calendar, first_state, live, make_town
from tests.planning.chance import small_night, tiny_search

QUIET = World(
    told_per_area_day=0.3,
    told_share=0.5,
    uneven=0.6,
    border_share=0.0,
    unrest=0.0,
    memory=0.8,
    diffusion=0.0,
    pulse=0.0,
    pulse_days=5.0,
    second_pulse=0.0,
    second_night=20.0,
    repeat=0.0,
    repeat_days=5.0,
    repeat_near=0.0,
    rumours_per_week=0.0,
    rumour_spread=0.1,
    rumour_memory=0.5,
    rumour_lift=0.0,
    answered=0.0,
    calm=0.0,
    calm_days=4.0,
    full_minutes=12.0,
    backlash=0.0,
    backlash_above=7.0,
    trust_gain=0.0,
    trust_loss=0.0,
    presence_bias=0.0,
    found_share=0.0,
    interruption=0.0,
    interruption_minutes=30.0,
)
"""Nothing but Poisson incidents."""
AREAS = tuple(str(n) for n in range(1, 41))
LINE = ground((*AREAS, *(f"{n}|{n + 1}" for n in range(1, 40))))


def world(**changes: float) -> World:
    return msgspec.structs.replace(QUIET, **changes)


def lived(of: World, days: int, minutes: float = 0.0) -> list[tuple[float, int, int, int]]:
    """Due, incidents, told and found of each day in all, with as many minutes everywhere."""
    town = make_town(of, LINE, np.random.default_rng(1), vote=0)
    state, found = first_state(town), []
    each = np.full(len(LINE.areas), minutes)
    for day in range(days):
        state, today = live(town, state, day, each, luck_of(1, 1, day, len(LINE.areas)))
        found.append(
            (
                float(today.due.sum()),
                int(today.incidents.sum()),
                int(today.told.sum()),
                int(today.found.sum()),
            )
        )
    return found


def test_every_range_says_where_it_comes_from() -> None:
    for name, one in world_ranges().items():
        assert one.low <= one.high, name
        assert len(one.source) >= len("assumed"), name


def test_a_world_is_the_same_whenever_it_is_drawn() -> None:
    ranges = world_ranges()
    again, other = draw_world(ranges, 5, 2), draw_world(ranges, 5, 3)
    assert draw_world(ranges, 5, 2) == again != other
    for name, one in ranges.items():
        assert one.low <= getattr(again, name) <= one.high


def test_luck_gives_counts_of_poisson_that_grow_with_what_is_due() -> None:
    at = np.random.default_rng(1).random(20_000)
    low, high = poisson(np.full(len(at), 0.7), at), poisson(np.full(len(at), 0.9), at)
    assert (high >= low).all()
    # scipy's quantile function as the oracle.
    assert (low == stats.poisson.ppf(at, 0.7)).all()


def test_incidents_are_as_many_as_the_world_says() -> None:
    """40 neighbourhoods · 0.3 told a day / 0.5 told of all = 24 a day."""
    days = lived(QUIET, 200)
    assert days[0][0] == pytest.approx(24.0)
    incidents, told = (sum(day[k] for day in days) for k in (1, 2))
    assert incidents / 200 == pytest.approx(24.0, abs=3 * math.sqrt(24 / 200))
    assert told / incidents == pytest.approx(0.5, abs=0.03)


def test_incidents_that_bring_others_are_more_by_the_closed_form() -> None:
    """Hawkes & Oakes 1974: base / (1 − η), here 24 / 0.7, once it has settled."""
    days = lived(world(repeat=0.3, repeat_near=0.5), 400)[100:]
    assert sum(day[1] for day in days) / 300 == pytest.approx(24 / 0.7, rel=0.05)


def test_a_visit_calms_by_what_koper_and_perth_say() -> None:
    """A first visit of `full_minutes` takes 1 − 1/e of the most away; with one every night the
    calm comes to 1/(1 − e^(−1/4)) of them."""
    days = lived(world(calm=0.3), 60, minutes=12.0)
    assert days[0][0] == pytest.approx(24 * (1 - 0.3 * (1 - math.exp(-1))))
    settled = 1 / (1 - math.exp(-1 / 4))
    assert days[-1][0] == pytest.approx(24 * (1 - 0.3 * (1 - math.exp(-settled))))


def test_too_many_visits_bring_trouble_and_cost_trust() -> None:
    """14 visits a week where people put up with 7: twice as many as that."""
    days = lived(world(backlash=0.5, trust_loss=0.04), 60, minutes=24.0)
    assert days[-1][0] == pytest.approx(24 * 1.5)
    assert sum(d[2] for d in days[-20:]) / sum(d[1] for d in days[-20:]) < 0.3


def test_presence_makes_residents_tell_and_patrols_find() -> None:
    days = lived(world(presence_bias=0.5, found_share=0.2), 200, minutes=12.0)
    incidents, told, found = (sum(day[k] for day in days) for k in (1, 2, 3))
    assert told / incidents == pytest.approx(0.75, abs=0.02)  # 0.5 · (1 + 0.5)
    assert found / (incidents - told) == pytest.approx(0.2, abs=0.04)


def test_the_vote_has_a_pulse_and_a_second_one() -> None:
    town = make_town(world(pulse=2.0, second_pulse=0.5), LINE, np.random.default_rng(1), vote=3)
    assert calendar(town, 2) == 1.0
    assert calendar(town, 3) == 3.0
    assert calendar(town, 8) == pytest.approx(1 + 2 / math.e)
    assert calendar(town, 23) == pytest.approx(1 + 2 * (math.exp(-4) + 0.5))


@pytest.mark.parametrize(
    ("values", "expected"), [([1, 1, 1], 0.0), ([0, 0, 1], 2 / 3), ([0, 1, 3], 0.5), ([0, 0], 0.0)]
)
def test_gini(values: list[float], expected: float) -> None:
    """Mean differences: of 0, 1, 3 it is (1 + 3 + 2) · 2 / 9 = 4/3; half of it, in means of 4/3."""
    assert gini(np.array(values, float)) == pytest.approx(expected)


def test_figures_by_hand() -> None:
    visits = np.array([[1.0, 0, 0, 0], [1, 2, 0, 1]])
    nights = Nights(
        minutes=12 * visits,
        incidents=np.ones((2, 4)),
        due=np.array([[2.0] * 4, [1] * 4]),
        told=np.ones((2, 4)),
        found=np.zeros((2, 4)),
        visits=visits,
        presence=12 * visits,
        places=np.array([2.0, 1, 0, 1]),
        seen=frozenset({"a", "b"}),
        trust=np.ones(2),
        inflation=0.0,
    )
    found = figures_of_nights(nights, np.ones(2), np.zeros(2, bool))
    assert (found.visits, found.neighbourhoods, found.places) == (1.25, 1.0, 1.0)
    assert found.hot_visits == 0.25  # ⌈2/3⌉ = 1 neighbourhood is hot: the first
    assert found.longest_gap == 2.0  # three nights in the first, one in the second
    assert found.burden_most == pytest.approx(48 / 30)
    assert found.incidents == 8


def figures(**changes: object) -> PolicyFigures:
    blank = dict.fromkeys(PolicyFigures.__struct_fields__, 1)
    return msgspec.convert(blank | changes, PolicyFigures)


def test_claims_count_worlds_and_keep_to_the_unfavourable_end() -> None:
    results = [
        WorldResult(
            number=n,
            policies={
                "greedy": figures(incidents=100, burden_gini=0.5),
                "present": figures(visits=8, neighbourhoods=8),
                "sejuk": figures(incidents=ours, burden_gini=0.2, visits=25, neighbourhoods=20),
            },
            gain=0.1,
        )
        for n, ours in enumerate((90, 95, 110, 90, 95, 110), start=1)
    ]
    found = {claim.id: claim for claim in summary(results).claims}
    events = found["greedy_incidents"]
    assert events.over.mean == pytest.approx(295 / 300)
    assert events.share == pytest.approx(2 / 3)
    # Wilson's, z² = 2.7055: (2/3 + z²/12 − z √(1/27 + z²/144)) / (1 + z²/6) = 0.50348 / 1.45092.
    assert events.share_low == pytest.approx(0.34701, abs=1e-5)
    assert not events.holds  # the interval reaches above 1
    assert found["greedy_burden_gini"].holds
    assert found["present_visits"].holds
    assert not found["present_neighbourhoods"].holds  # 2.5 times
    assert found["gain"].holds
    few = {claim.id: claim for claim in summary(results[:4]).claims}
    assert not any(claim.holds for claim in few.values()), "of four worlds nothing is claimed"


def test_no_worse_is_shown_and_not_supposed() -> None:
    """Against *manual* in six worlds: places differ by chance alone, visits are the same in each,
    incidents fewer in each."""
    results = [
        WorldResult(
            number=n,
            policies={
                "manual": figures(places=20, incidents=100),
                "sejuk": figures(places=20 + by, incidents=99),
            },
        )
        for n, by in enumerate((1, -1, 1, -1, 1, -1), start=1)
    ]
    tally = summary(results).against["manual"]
    assert (tally.figures, tally.better, tally.worse) == (11, 1, 0)
    assert tally.no_worse == 10, "what chance may have turned is not among them"
    assert summary(results[:4]).against["manual"].no_worse == 0


def test_worlds_without_a_figure_claim_nothing_of_it() -> None:
    """A ratio to a policy that has none of it."""
    both = {"greedy": figures(incidents=0, burden_gini=0.5), "sejuk": figures(incidents=7)}
    results = [WorldResult(number=n, policies=both) for n in range(1, 7)]
    found = {claim.id: claim for claim in summary(results).claims}
    assert "greedy_incidents" not in found
    assert found["greedy_burden_gini"].worlds == 6


def test_an_interval_is_students() -> None:
    """1, 2, 3: mean 2, sd 1, t(2; 0.975) = 4.303: 2 ± 4.303/√3."""
    found = over([1, 2, 3])
    assert found.low == pytest.approx(2 - 4.3027 / math.sqrt(3), abs=1e-3)
    assert over([5]).low == over([5]).high == 5


@pytest.fixture(scope="module")
def stage() -> Stage:
    first = small_night()
    return Stage(
        first=first,
        ground=ground_of(first.district),
        usual=single_plan(first, tiny_search()),
        kinds=incident_kinds(),
        past=2,
        nights=4,
    )


@pytest.mark.parametrize("policy", [Uniform(), Greedy(), Manual(), Sejuk()])
def test_equal_seeds_give_equal_nights(stage: Stage, policy: Policy) -> None:
    of = world(told_per_area_day=0.5, interruption=0.4, found_share=0.2)
    first, again = (
        run_nights(stage, of, policy, tiny_search(), seed=3, number=1) for _ in range(2)
    )
    for name in ("minutes", "incidents", "told", "found", "visits"):
        assert (getattr(first, name) == getattr(again, name)).all(), name
    assert first.visits.sum() > 0
    assert first.incidents.sum() > 0


class _Checked(Sejuk):
    """The product, and what the checker finds in its plans."""

    def __init__(self) -> None:
        self.found: list[tuple[Violation, ...]] = []

    def __call__(self, evening: Evening, search: Search) -> Tonight:
        tonight = super().__call__(evening, search)
        night = with_what_is_due(evening.night, search.seed)
        self.found.append(check_plan(tonight.plan, night))
        return tonight


def test_the_checker_accepts_what_is_walked(stage: Stage) -> None:
    policy = _Checked()
    of = world(told_per_area_day=0.5, interruption=0.4, found_share=0.2)
    run_nights(stage, of, policy, tiny_search(), seed=3, number=1)
    assert policy.found == [()] * stage.nights


def test_policies_meet_with_the_same_luck(stage: Stage) -> None:
    """Where visits change nothing, as much happens whoever plans."""
    usual = run_nights(stage, QUIET, Present(stage.usual), tiny_search(), seed=3, number=1)
    turns = run_nights(stage, QUIET, Uniform(), tiny_search(), seed=3, number=1)
    assert (usual.incidents == turns.incidents).all()
    assert (usual.minutes != turns.minutes).any()


def test_uniform_serves_everybody_in_turn(stage: Stage) -> None:
    found = run_nights(stage, QUIET, Uniform(), tiny_search(), seed=3, number=1)
    assert (found.visits.sum(axis=1) > 0).all()


def test_what_comes_between_costs_visits(stage: Stage) -> None:
    always = world(interruption=1.0, interruption_minutes=240.0)
    made = walked(stage.usual, always, np.random.default_rng(2))
    assert len(visits_of(made)) < len(visits_of(stage.usual))
    assert sum(row.visits for row in made.cover) == len(visits_of(made))
    assert walked(stage.usual, QUIET, np.random.default_rng(1)) == stage.usual
