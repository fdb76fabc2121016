"""The commander's figures beside the plan they come from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sejuk.model.force import Pillar
from sejuk.planning.night import Night, plan_night
from tests.planning.chance import nights, tiny_search


@settings(max_examples=25, derandomize=True)
@given(nights())
def test_figures_can_be_counted_on_the_plan(night: Night) -> None:
    plan = plan_night(night, tiny_search())
    figures = plan.figures
    visits = [s for route in plan.routes for s in route.stops if s.neighbourhood is not None]
    assert figures.visits == len(visits) == sum(row.visits for row in plan.cover)
    assert figures.places == len({s.place for s in visits})
    assert figures.neighbourhoods == sum(row.visits > 0 for row in plan.cover)
    assert figures.neighbourhoods_total == len(night.district.neighbourhoods)
    assert figures.dwell_minutes == sum(row.minutes for row in plan.cover)
    travel = sum(route.travel for route in plan.routes)
    assert figures.travel_minutes == pytest.approx(travel / 60)
    whole = [set(route.crew.pillars()) == set(Pillar) for route in plan.routes]
    assert figures.patrols_all_pillars_percent == 100 * sum(whole) / len(whole)
    places = {p.id for p in night.district.places}
    blocks = len(plan.blocks) - 1
    # ⌈n/3⌉ of all place-blocks
    assert figures.priority_total == -(-len(places) * blocks // 3)
    assert figures.priority_place_blocks <= min(figures.priority_total, figures.visits)
    assert figures.overtime_minutes == 0
    if figures.longest_gap_minutes is not None:
        assert figures.longest_gap_max_minutes is not None
        shift = plan.shift.seconds / 60
        assert figures.longest_gap_minutes <= figures.longest_gap_max_minutes <= shift
