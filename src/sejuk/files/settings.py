"""The planning settings: the packaged defaults, overlaid by a user's TOML file."""

from __future__ import annotations

import difflib
import math
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from sejuk.files.source import read_text, shown
from sejuk.model.settings import PlanningSettings
from sejuk.problems import refuse

Number = int | float


def planning_settings(path: Path | None = None) -> PlanningSettings:
    """The defaults of `data/planning.toml`, with the values of `path` in their place.

    Raises ProblemError: those of `read_text`, settings_unreadable (not TOML),
    unknown_setting, and bad_setting, which names the key and what it may be.
    """
    if path is None:
        return _defaults()
    values = msgspec.to_builtins(_defaults())
    for key, value in _read(path).items():
        values[key] = _checked(path.name, key, value)
    _check_together(path.name, values)
    return msgspec.convert(values, PlanningSettings)


@cache
def _defaults() -> PlanningSettings:
    text = files("sejuk.files").joinpath("data/planning.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), PlanningSettings)


def _read(path: Path) -> dict[str, object]:
    text = read_text(path, max_megabytes=1)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise refuse("settings_unreadable", file=path.name, detail=shown(error)) from None


def _checked(file: str, key: str, value: object) -> Number:
    """The value when it is a number of the key's type within its bounds."""
    if key not in _BOUNDS:
        closest = difflib.get_close_matches(key[:80], _BOUNDS, cutoff=0.4) or _BOUNDS
        raise refuse("unknown_setting", file=file, key=shown(key), allowed=", ".join(closest))
    low, high = _BOUNDS[key]
    whole = PlanningSettings.__annotations__[key] == "int"
    number = "0, 1, 2, …" if whole else "0.5, 1, 2.5, …"
    allowed = f"{low:g} … {high:g} ({number})"
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise refuse("bad_setting", file=file, key=key, value=shown(value), allowed=allowed)
    if not (low <= value <= high and math.isfinite(value)):
        raise refuse("bad_setting", file=file, key=key, value=shown(value), allowed=allowed)
    return value if whole else float(value)


def _check_together(file: str, values: dict[str, Number]) -> None:
    """Refuse settings of which each is allowed, but not all together."""
    for smaller, larger in _ORDER:
        if values[smaller] > values[larger]:
            raise refuse(
                "bad_setting",
                file=file,
                key=smaller,
                value=values[smaller],
                allowed=f"≤ {larger} ({values[larger]:g})",
            )


_ORDER = (
    ("dwell_minutes_min", "dwell_minutes"),
    ("dwell_minutes", "dwell_minutes_max"),
    ("covered_minutes_min", "dwell_minutes"),
    ("crew_people_min", "crew_people_max"),
)

_VALUE = (0.0, 100_000.0)
_DAY = 1440.0
_BOUNDS: dict[str, tuple[float, float]] = {
    "base_value": (0.001, 100_000),
    "reference_tension": (0.001, 100),
    "uncertainty_bonus": (0, 10),
    "border_factor": _VALUE,
    "due_days": (0.001, 366),
    "due_max": (1, 1000),
    "second_visit_factor": (0, 1),
    "first_in_neighbourhood_value": _VALUE,
    "joint_visit_value": _VALUE,
    "joint_visits_per_night": (0, 50),
    "missing_dialogue_penalty": _VALUE,
    "over_gap_penalty": _VALUE,
    "travel_penalty_per_minute": _VALUE,
    "breadth_value": _VALUE,
    "dwell_minutes": (1, _DAY),
    "dwell_minutes_min": (1, _DAY),
    "dwell_minutes_max": (1, _DAY),
    "separation_minutes": (0, _DAY),
    "block_minutes": (10, _DAY),
    "short_shift_minutes": (0, _DAY),
    "rendezvous_minutes": (1, _DAY),
    "rendezvous_wait_minutes": (0, _DAY),
    "rendezvous_release_minutes": (0, _DAY),
    "joint_window_minutes": (0, _DAY),
    "workload_spread_minutes": (0, _DAY),
    "burden_cap_ratio": (0, 1000),
    "burden_nights": (1, 366),
    "burden_stops_without_history": (1, 1000),
    "rawan_tension": (0, 100),
    "exploration_share": (0, 1),
    "neighbourhood_floor_days": (1, 366),
    "rawan_floor_days": (1, 366),
    "crew_people_min": (1, 50),
    "crew_people_max": (1, 50),
    "break_after_minutes": (0, 2 * _DAY),
    "break_minutes": (0, _DAY),
    "walk_metres_per_second": (0.1, 5),
    "motorbike_km_per_hour": (1, 120),
    "car_km_per_hour": (1, 120),
    "covered_minutes_min": (0, _DAY),
}
"""Smallest and largest value of each key; a test compares the keys with PlanningSettings."""
