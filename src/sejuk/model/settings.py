"""The numbers of the planning problem; their defaults live in one data file."""

from __future__ import annotations

import msgspec


class PlanningSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Read from `files/data/planning.toml`; each may be set by the user. Units in the names."""

    base_value: float
    reference_tension: float
    """Tension where unknown, and the one at which a visit is worth `base_value`."""
    uncertainty_bonus: float
    """Part of the way from the tension's mean to the upper end of its 80 % interval."""
    border_factor: float
    due_days: float
    due_max: float
    second_visit_factor: float
    first_in_neighbourhood_value: float
    joint_visit_value: float
    joint_visits_per_night: int
    missing_dialogue_penalty: float
    over_gap_penalty: float
    travel_penalty_per_minute: float
    breadth_value: float
    """Of the search alone, no part of the objective: what a different place is worth to it."""
    dwell_minutes: int
    dwell_minutes_min: int
    dwell_minutes_max: int
    separation_minutes: int
    block_minutes: int
    short_shift_minutes: int
    """A shift this long or shorter has two blocks, each half of it."""
    rendezvous_minutes: int
    rendezvous_wait_minutes: int
    rendezvous_release_minutes: int
    joint_window_minutes: int
    workload_spread_minutes: int
    burden_cap_ratio: float
    burden_nights: int
    """Presence is counted over so many nights, once there is a record of them."""
    burden_stops_without_history: int
    rawan_tension: float
    exploration_share: float
    """Part of the time of visits that goes to areas drawn by lot, whatever their tension."""
    neighbourhood_floor_days: int
    rawan_floor_days: int
    crew_people_min: int
    crew_people_max: int
    break_after_minutes: int
    """A shift longer than this has a break at the crew's post."""
    break_minutes: int
    walk_metres_per_second: float
    motorbike_km_per_hour: float
    car_km_per_hour: float
    covered_minutes_min: int
    """A stop shorter than this never counts as a visit."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")
        if not self.dwell_minutes_min <= self.dwell_minutes <= self.dwell_minutes_max:
            raise ValueError("dwell_minutes must lie between its minimum and maximum")
        if self.crew_people_min > self.crew_people_max:
            raise ValueError("crew_people_min must not exceed crew_people_max")
