"""Whole nights by chance: every plan passes the independent checker."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.planning.night import baseline_plans, plan_night
from tests.planning.chance import nights, presents, tiny_search, violations


@settings(
    max_examples=80,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_plan_passes_the_checker(data: st.DataObject) -> None:
    night = data.draw(nights())
    present = data.draw(presents(night.district))
    for plan in (plan_night(night, tiny_search()), *baseline_plans(night, tiny_search(), present)):
        assert violations(plan, night) == (), plan.kind
