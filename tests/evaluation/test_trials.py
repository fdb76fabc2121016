"""Trials of known truth: coverage, neighbours' exposure, and the smallest detectable effect.

Cheap forms of `benchmarks/evaluation.py`, which has the full counts; the size of the test is in
`tests/guarantees/test_g14_no_self_congratulation.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sejuk.evaluation.exposure import by_exposure, exposures
from sejuk.evaluation.power import smallest_detectable
from sejuk.evaluation.ratio import parts
from sejuk.evaluation.weights import mantel_haenszel
from sejuk.simulation.effect.claims import naive_claims
from sejuk.simulation.effect.designs import Design, ground_for, units_of
from sejuk.simulation.effect.trials import Trials, detectable, rival_rejects
from sejuk.simulation.effect.world import Town

TOWN = Town()
NIGHTS = 30
SHORT = Design(nights=NIGHTS)


def covers(theta: float, trials: int, *, towns: int, redraws: int) -> float:
    held = []
    for seed in range(towns):
        one = Trials(TOWN, SHORT, np.random.default_rng(seed), redraws)
        for _ in range(trials // towns):
            ratio = one.ratio(theta)
            held.append(ratio.low <= theta and (ratio.high is None or theta <= ratio.high))
    return float(np.mean(held))


def test_intervals_cover_the_truth() -> None:
    """95 % in 300 trials: 93.7 … 97.5 would be the aim; 4 standard errors are 5 points."""
    assert 0.90 <= covers(0.6, 300, towns=3, redraws=299) <= 0.99


def test_what_can_be_detected_is_detected_four_times_of_five() -> None:
    """The formula's reduction, put into new trials: 80 % ± 4 standard errors of 150 trials, of 3.3
    points each. By hand: half of 296 Poisson reports in each arm, √(1/148 + 1/104) = 0.128,
    2.8 · 0.128 = 0.358, 1 − e^−0.358 = 30 %."""
    design, rng = Design(), np.random.default_rng(3)
    units = units_of(design, 4, np.ones(44))
    ground = ground_for(units, 500, rng)
    nights = np.array([len(unit.nights) for unit in units], np.float64)
    weights = mantel_haenszel(ground.drawn, ground.millionths, nights, ground.stratum)
    found = []
    for _ in range(8):
        reports = rng.poisson(0.12 * nights).astype(float)
        made = ground.drawn[0]
        of = parts(
            lambda some: weights[some],
            len(weights),
            np.where(made, 0.0, reports),
            np.where(made, reports, 0.0),
        )
        found.append(smallest_detectable(of))
    reduction = float(np.mean([one for one in found if one is not None]))
    assert reduction == pytest.approx(0.30, abs=0.02)
    trials = Trials(Town(uneven=0.0, unrest=0.0), design, np.random.default_rng(5), 299)
    often = np.mean([trials.rejects(1 - reduction) for _ in range(150)])
    assert often == pytest.approx(0.8, abs=4 * 0.033)


def test_neighbours_visits_are_told_apart_from_own_ones() -> None:
    """A ring of 40 areas, 40 blocks: own visits halve reports, a neighbour's take a fifth. Both
    within 4 standard errors (about 0.02 at these counts) and inside their intervals."""
    rng = np.random.default_rng(7)
    areas, design = 40, Design(nights=40, block=1, budget=10)
    units = units_of(design, 1, np.ones(areas))
    ground = ground_for(units, 200, rng)
    ring = tuple((str(k), str((k + 1) % areas)) for k in range(areas))
    exposed = exposures(ground.drawn, units, ring)
    assert not (exposed.own & exposed.neighbour).any()
    theta = np.where(exposed.own[0], 0.5, np.where(exposed.neighbour[0], 0.8, 1.0))
    reports = rng.poisson(6.0 * theta).astype(float)
    found = by_exposure(exposed, np.ones(len(units)), reports)
    own, near = found.own_against_none, found.neighbour_against_none
    assert own.ratio == pytest.approx(0.5, abs=0.06)
    assert near.ratio == pytest.approx(0.8, abs=0.08)
    for one, truth in ((own, 0.5), (near, 0.8)):
        assert one.low < truth < (one.high or 0)
    assert found.own.area_nights + found.neighbour.area_nights + found.none.area_nights == 1600


def test_areas_that_could_not_be_exposed_compare_with_nothing() -> None:
    """A star: whoever is in the middle of 11 is next to a drawn one nearly always."""
    units = units_of(Design(nights=2, block=1, budget=6), 1, np.ones(12))
    ground = ground_for(units, 400, np.random.default_rng(1))
    star = tuple(("0", str(k)) for k in range(1, 12))
    exposed = exposures(ground.drawn, units, star)
    found = by_exposure(exposed, np.ones(24), np.ones(24))
    assert found.left_out == 2


def test_two_claims_of_success_where_nothing_was_done() -> None:
    """−61 % and −33 %, as prototypes of ours had it; within three points, in 200 towns."""
    found = naive_claims(Town(pulse=7.5), np.random.default_rng(1), towns=200)
    assert found.before_after == pytest.approx(-0.61, abs=0.03)
    assert found.hottest_third == pytest.approx(-0.33, abs=0.03)


def test_rivals_keep_their_size() -> None:
    """5 % of 400 trials, 4 standard errors of 1.1 points; so their power is no gift."""
    rng = np.random.default_rng(2)
    for kind in ("wedge", "halves"):
        wrong = np.mean([rival_rejects(kind, TOWN, 56, 1.0, rng) for _ in range(400)])
        assert wrong == pytest.approx(0.05, abs=0.045), kind


def test_power_is_read_between_two_reductions() -> None:
    """Found in none of the trials below a half and in all above: between 0.4 and 0.6."""
    one = detectable(lambda theta: theta < 0.5, np.array([0.2, 0.4, 0.6]), 5)
    assert one.reduction == pytest.approx(0.56, abs=1e-6)
    assert np.isnan(detectable(lambda _: False, np.array([0.2, 0.4]), 2).reduction)


@pytest.mark.soak
@pytest.mark.parametrize("theta", [1.0, 0.7])
def test_intervals_cover_the_truth_in_a_thousand_trials(
    theta: float, figure: Callable[[str], None]
) -> None:
    found = covers(theta, 1000, towns=10, redraws=1999)
    assert 0.93 <= found <= 0.97
    figure(f"{100 * found:.1f} % of 1,000 intervals held a ratio of {theta}")
