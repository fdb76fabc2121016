"""Figures and ratios of made-up plans, and the random weights."""

from __future__ import annotations

import math
import statistics

import msgspec
import pytest

from sejuk.model.compare import Spread
from sejuk.model.plan import Plan
from sejuk.planning.compare import COMPARED, SHOWN, compared, random_tension
from tests.planning.chance import SETTINGS, grid_district


def made_up(plan: Plan, kind: str, **figures: float | None) -> Plan:
    changed = msgspec.structs.replace(plan.figures, **figures)
    return msgspec.structs.replace(plan, kind=kind, figures=changed)


def test_ratios_are_taken_draw_by_draw(tiny_plan: Plan) -> None:
    draws = [
        (
            made_up(tiny_plan, "named", visits=theirs, longest_gap_minutes=None),
            made_up(tiny_plan, "sejuk", visits=ours, longest_gap_minutes=gap),
        )
        for theirs, ours, gap in ((8, 24, 90.0), (4, 20, None), (10, 20, 120.0))
    ]
    found = compared(draws, weights_seeds=3)
    # Ratios 3, 5 and 2: their median is 3, not 20/8.
    assert found.ratio["named"]["visits"] == Spread(median=3.0, min=2.0, max=5.0)
    assert found.plans["sejuk"]["visits"] == Spread(median=20, min=20, max=24)
    assert found.plans["named"]["longest_gap_minutes"] == Spread(median=None, min=None, max=None)
    assert found.plans["sejuk"]["longest_gap_minutes"] == Spread(median=105, min=90, max=120)
    assert set(found.ratio) == {"named"}
    assert set(found.ratio["named"]) == set(COMPARED)
    assert set(found.plans["named"]) == set(SHOWN)
    assert found.weights_seeds == 3


def test_nothing_divided_by_nothing(tiny_plan: Plan) -> None:
    draws = [
        (
            made_up(tiny_plan, "manual", priority_place_blocks=theirs),
            made_up(tiny_plan, "sejuk", priority_place_blocks=3),
        )
        for theirs in (0, 2)
    ]
    ratio = compared(draws, weights_seeds=0).ratio["manual"]["priority_place_blocks"]
    assert ratio == Spread(median=1.5, min=1.5, max=1.5)


def test_random_weights() -> None:
    # 400 areas: the standard error of the logs' mean is 0.5/20 = 0.025, that of their σ 0.018.
    n = 400
    district = grid_district([(k % 20, k // 20) for k in range(n)], [(str(k),) for k in range(n)])
    means = [row.mean for row in random_tension(district, SETTINGS, 1).areas]
    assert max(means) <= 100
    # Clipping at 100 is at ln 2/0.5 = 1.39 σ: 8.2 % of the areas; the median does not see it.
    assert statistics.median(means) == pytest.approx(50, rel=0.08)
    assert sum(m == 100 for m in means) / n == pytest.approx(0.082, abs=0.03)
    low = [math.log(m / 50) for m in means if m < 50]
    # The lower half of a normal about 0: its mean square is σ².
    assert math.sqrt(statistics.fmean(x * x for x in low)) == pytest.approx(0.5, abs=0.05)


def test_random_weights_stay_with_their_areas() -> None:
    spots = [(k, 0) for k in range(4)]
    areas = [("2",), ("10",), ("2", "10"), ("x",)]
    one = grid_district(spots, areas)
    places, hoods = one.places[::-1], one.neighbourhoods[::-1]
    other = msgspec.structs.replace(one, places=places, neighbourhoods=hoods)
    drawn = random_tension(one, SETTINGS, 5)
    assert drawn == random_tension(other, SETTINGS, 5)
    assert drawn != random_tension(one, SETTINGS, 6)
    # Neighbourhoods by number, then other ids, then borders.
    assert [row.area for row in drawn.areas] == ["2", "10", "x", "2|10"]
