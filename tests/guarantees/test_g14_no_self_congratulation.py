"""G14: effect only from residents' reports under a recorded draw; no success inside the interval.

Where nothing has any effect at most 7 in 100 trials may find one, of 1,000; the word "berhasil" is
printed only when the whole interval lies below no effect, and stands in one sentence alone.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.evaluation.effect import effect
from sejuk.model.daily_life import Fear
from sejuk.model.effect import Arm, Delivery, EffectSheet, LeftOut, Ratio
from sejuk.model.experiment import Cell, Experiment, Outcome
from sejuk.model.kinds.field import Origin
from sejuk.problems import ProblemError
from sejuk.reporting.effect import effect_sentences
from sejuk.reporting.words import words
from sejuk.simulation.effect.designs import Design
from sejuk.simulation.effect.trials import Trials
from sejuk.simulation.effect.world import Town
from tests.evaluation.melati import experiment, told

SUCCESS = "berhasil"
NIGHT = date(2024, 11, 28)
OTHERS = [origin for origin in Origin if origin is not Origin.RESIDENT]
MOST = 0.07


def sheet_of(ratio: Ratio, *, reports: int = 40) -> EffectSheet:
    arm = Arm(area_nights=100, reports=reports)
    return EffectSheet(
        first=NIGHT, last=NIGHT, areas=10, blocks=5, vetoed=0, drawn=arm, undrawn=arm,
        effect=ratio, averaged=ratio, without_first_night=ratio, exposure=None,
        smallest_detectable=0.4,
        delivery=Delivery(drawn_due=1, drawn_visited=1, undrawn_due=1, undrawn_visited=0),
        harms=(), left_out=LeftOut(other_origins=0, outside=0), redraws=1999, seed=0,
    )  # fmt: skip


def says_success(sheet: EffectSheet) -> bool:
    said = effect_sentences(sheet)
    english = any("visits reduced" in one.en for one in said)
    indonesian = any(SUCCESS in one.id.lower() for one in said)
    assert english == indonesian
    return indonesian


@pytest.mark.parametrize("origin", OTHERS)
def test_nothing_but_what_residents_reported_is_an_outcome(origin: Origin) -> None:
    for make in (
        lambda: Outcome(area="7", night=NIGHT, origin=origin),
        lambda: Fear(area="7", night=NIGHT, origin=origin),
    ):
        with pytest.raises(ProblemError) as refused:
            make()
        assert refused.value.code == "outcome_not_resident"


def test_a_thousand_trials_without_effect() -> None:
    """20 towns, 15 nights, blocks of three: wrong in at most 7 of 100, and the wrong are not all
    on the side that pleases."""
    found = []
    for seed in range(20):
        trials = Trials(
            Town(per_area_night=0.3), Design(nights=15), np.random.default_rng(seed), 299
        )
        found += [trials.ratio(1.0) for _ in range(50)]
    claimed = [ratio.below_one or ratio.above_one for ratio in found]
    assert np.mean([ratio.p <= 0.05 for ratio in found]) <= MOST
    assert np.mean(claimed) <= MOST
    assert np.mean([says_success(sheet_of(ratio)) for ratio in found]) <= MOST / 2 + 0.01


def test_a_clear_effect_is_called_one() -> None:
    """So that the above can fail: a sheet that never says anything would pass it."""
    trials = Trials(Town(per_area_night=0.5), Design(nights=30), np.random.default_rng(1), 299)
    assert np.mean([says_success(sheet_of(trials.ratio(0.3))) for _ in range(10)]) == 1


limits = st.one_of(st.none(), st.floats(0, 10))


@settings(max_examples=200)
@given(st.floats(0.001, 10), st.floats(0, 10), limits, st.floats(0, 1))
def test_no_success_when_no_effect_is_in_the_interval(
    ratio: float, low: float, high: float | None, p: float
) -> None:
    """Whatever the estimate and p; an interval that ends at 1 includes it."""
    sheet = sheet_of(Ratio(ratio=ratio, low=low, high=high, p=p))
    inside = high is None or high >= 1
    assert says_success(sheet) == (not inside)


def test_no_reports_are_no_success() -> None:
    one = Ratio(ratio=0.1, low=0.0, high=0.5, p=0.01)
    assert not says_success(sheet_of(one, reports=0))
    lots = {str(k): "+-"[k % 2] for k in range(6)}
    assert not says_success(effect(experiment(lots), told({}), seed=1))


def test_the_word_stands_in_one_sentence() -> None:
    """Of all that is printed about effect, in the table of words."""
    holding = {key for key, both in words().items() if SUCCESS in both.id.lower()}
    assert holding == {"effect.fewer"}


@pytest.mark.parametrize("chosen", ["abc", ""])
def test_what_was_chosen_is_no_draw(chosen: str) -> None:
    """Three of six by a draw with p = 0.2, of which one or two can come: somebody chose."""
    cells = tuple(
        Cell(
            area=area, night=NIGHT, block="1", stratum="Melati", millionths=200_000,
            assigned=area in chosen, delivered=area in chosen,
        )
        for area in "abcdef"
    )  # fmt: skip
    with pytest.raises(ProblemError) as refused:
        Experiment(cells=cells)
    assert refused.value.code == "design_not_drawn"
