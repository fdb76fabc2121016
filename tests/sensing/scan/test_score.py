"""Ratios, and the counts from which on they reach a floor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.sensing.scan.score import Family, Score
from sejuk.sensing.scan.search import bits_for, lanes_of, packed
from tests.sensing.scan import oracle

CONDITIONAL = Score(family=Family.CONDITIONAL, cases=60)
EXPECTATION = Score(family=Family.EXPECTATION)
BERNOULLI = Score(family=Family.BERNOULLI, cases=60, population=400)


def expected_ratio(score: Score, c: int, e: float) -> float:
    if score.family is Family.CONDITIONAL:
        return oracle.permutation_ratio(c, e, 60)
    if score.family is Family.EXPECTATION:
        return oracle.expectation_ratio(c, e)
    return oracle.bernoulli_ratio(c, round(e * 400 / 60), 60, 400)


def test_ratios_worked_out_by_hand() -> None:
    # 10 of 60 where 5 are expected: 10 ln 2 + 50 ln(50/55).
    assert CONDITIONAL.ratio(10, 5) == pytest.approx(10 * math.log(2) + 50 * math.log(50 / 55))
    assert EXPECTATION.ratio(10, 5) == pytest.approx(10 * math.log(2) - 5)
    assert CONDITIONAL.ratio(60, 20) == pytest.approx(60 * math.log(3))  # nothing outside
    # Everybody of 40 is a case, 20 of the other 360: −L0 + 20 ln(1/18) + 340 ln(17/18).
    nobody_else = 20 * math.log(1 / 18) + 340 * math.log(17 / 18)
    alike = 60 * math.log(0.15) + 340 * math.log(0.85)
    assert BERNOULLI.ratio(40, 6) == pytest.approx(nobody_else - alike)


@pytest.mark.parametrize("score", [CONDITIONAL, EXPECTATION, BERNOULLI])
def test_not_above_the_expectation_is_nothing(score: Score) -> None:
    assert score.ratio([0, 3, 5], [0.0, 3.0, 9.0]).tolist() == [0, 0, 0]


@settings(max_examples=200)
@given(
    score=st.sampled_from([CONDITIONAL, EXPECTATION, BERNOULLI]),
    count=st.integers(0, 60),
    part=st.floats(0.01, 1.3),
    floor=st.sampled_from([0.0, 0.3, 2.0, 7.0, 40.0]),
    min_cases=st.integers(1, 4),
)
def test_as_the_formula_and_the_floor_keeps_all_that_reach_it(
    score: Score, count: int, part: float, floor: float, min_cases: int
) -> None:
    e = max(count * part, 0.01)
    if score.family is Family.BERNOULLI:  # whole people, and no fewer than cases
        e = max(count, round(e * 400 / 60), 1) * 60 / 400
    ratio = float(score.ratio(count, e))
    assert ratio == pytest.approx(expected_ratio(score, count, e), abs=1e-9)
    reaches = score.highest(60, floor, min_cases)[count] >= e
    if count >= min_cases and ratio >= max(floor, 1e-9):
        assert reaches
    if ratio < floor * (1 - 1e-6) or count < min_cases:
        assert not reaches


def test_words_hold_counts_side_by_side() -> None:
    counts = np.array([[1, 2, 3, 4, 5, 6, 7, 0x7FFF]])
    assert packed(counts, 16).tolist() == [[0x0004_0003_0002_0001, 0x7FFF_0007_0006_0005]]
    assert packed(counts[:, :2], 32).tolist() == [[0x0000_0002_0000_0001]]
    assert (lanes_of(1, 16), lanes_of(16, 16), lanes_of(17, 16), lanes_of(9, 32)) == (
        16,
        16,
        32,
        16,
    )
    assert (bits_for(2**15 - 1), bits_for(2**15)) == (16, 32)
    with pytest.raises(ValueError, match="more cases"):
        bits_for(2**31)
