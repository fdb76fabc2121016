"""Settings: the defaults of PLANNING.md's table, and a user's TOML over them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.settings import _BOUNDS, planning_settings
from sejuk.model.settings import PlanningSettings
from sejuk.problems import ProblemError


@pytest.mark.parametrize(
    ("key", "value"),
    [  # PLANNING.md, table of defaults
        ("first_in_neighbourhood_value", 8),
        ("joint_visit_value", 20),
        ("over_gap_penalty", 5),
        ("dwell_minutes", 12),
        ("dwell_minutes_min", 10),
        ("dwell_minutes_max", 16),
        ("rendezvous_minutes", 5),
        ("rendezvous_release_minutes", 10),
        ("second_visit_factor", 0.3),
        ("missing_dialogue_penalty", 200),
        ("travel_penalty_per_minute", 0.01),
        ("separation_minutes", 45),
        ("workload_spread_minutes", 30),
        ("rawan_tension", 60),
        ("walk_metres_per_second", 1.2),
        ("motorbike_km_per_hour", 15),
        ("car_km_per_hour", 12),
        ("crew_people_min", 2),
        ("crew_people_max", 6),
    ],
)
def test_defaults_are_those_of_the_design(key: str, value: float) -> None:
    assert getattr(planning_settings(), key) == value


def test_every_setting_has_bounds_that_hold_its_default() -> None:
    assert tuple(_BOUNDS) == PlanningSettings.__struct_fields__
    for key, (low, high) in _BOUNDS.items():
        assert low <= getattr(planning_settings(), key) <= high, key


def test_a_file_overlays_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "saya.toml"
    path.write_text("dwell_minutes = 15\nborder_factor = 2\n")
    mine = planning_settings(path)
    assert (mine.dwell_minutes, mine.border_factor) == (15, 2.0)
    assert isinstance(mine.border_factor, float)
    assert mine.joint_visit_value == planning_settings().joint_visit_value


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("dwel_minutes = 12", "unknown_setting", "dwell_minutes"),
        ("[table]\nx = 1", "unknown_setting", "table"),
        ("dwell_minutes = 12.5", "bad_setting", "0, 1, 2"),
        ('dwell_minutes = "12"', "bad_setting", "dwell_minutes"),
        ("dwell_minutes = true", "bad_setting", "True"),
        ("base_value = -1", "bad_setting", "base_value"),
        ("base_value = nan", "bad_setting", "nan"),
        ("base_value = inf", "bad_setting", "inf"),
        ("walk_metres_per_second = 0", "bad_setting", "0.1 … 5"),
        ("block_minutes = 0", "bad_setting", "block_minutes"),
        ("rawan_tension = 101", "bad_setting", "0 … 100"),
        ("dwell_minutes = 17", "bad_setting", "dwell_minutes_max"),
        ("dwell_minutes = 9", "bad_setting", "dwell_minutes_min"),
        ("crew_people_min = 7", "bad_setting", "crew_people_max"),
        ("dwell_minutes_min = 5\ndwell_minutes = 8", "bad_setting", "covered_minutes_min"),
        ("dwell_minutes 12", "settings_unreadable", "TOML"),
        ("", "file_empty", "empty"),
    ],
)
def test_refused(tmp_path: Path, text: str, code: str, named: str) -> None:
    path = tmp_path / "saya.toml"
    path.write_text(text)
    with pytest.raises(ProblemError) as caught:
        planning_settings(path)
    assert caught.value.code == code
    assert named in caught.value.what("en") + caught.value.do("en")


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        planning_settings(tmp_path / "tidak-ada.toml")
    assert caught.value.code == "file_missing"


_values = st.one_of(st.integers(), st.floats(), st.booleans(), st.text(max_size=3))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(key=st.sampled_from(PlanningSettings.__struct_fields__), value=_values)
def test_any_value_is_taken_or_is_a_problem(tmp_path: Path, key: str, value: object) -> None:
    path = tmp_path / "saya.toml"
    written = str(value).lower() if isinstance(value, bool) else repr(value)
    path.write_text(f"{key} = {written}\n", encoding="utf-8")
    try:
        mine = planning_settings(path)
    except ProblemError as problem:
        assert problem.what("id")  # noqa: PT017 — either outcome is right
        assert problem.do("en")  # noqa: PT017
    else:
        assert getattr(mine, key) == value


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(raw=st.binary(max_size=200))
def test_junk_is_a_problem_never_a_traceback(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "saya.toml"
    path.write_bytes(raw)
    try:
        planning_settings(path)
    except ProblemError as problem:
        assert problem.do("id")  # noqa: PT017
