"""All rules by their codes, in the order in which violations are listed."""

from __future__ import annotations

from collections.abc import Callable

from sejuk.planning.verify import (
    commander,
    coordination,
    crews,
    dwell,
    figures,
    identity,
    service,
    times,
    values,
)
from sejuk.planning.verify.case import Case, Findings

_IN_ORDER: tuple[Callable[[Case], Findings], ...] = (
    identity.district,
    identity.unknown_place,
    identity.crew_twice,
    identity.duplicate_stop,
    identity.together,
    times.post,
    times.before_shift,
    times.overtime,
    times.time_order,
    times.overlap,
    times.travel_time,
    times.unreachable,
    times.route_travel,
    dwell.dwell,
    dwell.rendezvous_length,
    dwell.break_missing,
    dwell.break_length,
    dwell.break_place,
    dwell.break_hour,
    dwell.blocks,
    dwell.block,
    dwell.visit_at_post,
    dwell.opening_hours,
    dwell.separation,
    dwell.visits_per_block,
    crews.crew_size,
    crews.police_lead,
    crews.tni_without_police_lead,
    crews.tni_alone,
    crews.roster_people,
    crews.roster_leaders,
    crews.vehicle,
    coordination.pillars,
    coordination.no_meeting,
    coordination.meets,
    coordination.rendezvous_alone,
    coordination.meeting_window,
    coordination.meeting_overlap,
    coordination.joint_agencies,
    service.stop_neighbourhood,
    service.burden,
    service.floor,
    service.rawan_gap,
    service.unmet_reason,
    service.spread,
    commander.pins,
    commander.bans,
    commander.rotation,
    values.stop_value,
    values.reasons,
    values.objective,
    values.bound,
    figures.figures,
    figures.cover,
)

RULES = {rule.__name__: rule for rule in _IN_ORDER}
"""Rule code → the function of that name."""
