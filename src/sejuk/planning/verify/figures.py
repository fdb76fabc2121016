"""The plan's figures and its cover of each neighbourhood."""

from __future__ import annotations

import math
from collections import Counter
from statistics import median

from sejuk.model.force import Pillar
from sejuk.planning.verify.case import Case, Findings
from sejuk.planning.verify.values import near


def figures(case: Case) -> Findings:
    """Every other figure is recomputed, except street_km_passed, which needs geometry.

    Source: PLANNING.md, Figures. A visit counts with its first crew's minutes from
    `covered_minutes_min` on, a joint visit once; visits per neighbourhood are over all of the
    district's. Pillars: crews with all three, of all crews. Joint visits planned: those in the
    plan and those that `unmet` lists for another place; met: all agencies within the window.
    """
    for name, expected in _expected_figures(case).items():
        given = getattr(case.plan.figures, name)
        if given is None or expected is None:
            wrong = given is not expected
        else:
            wrong = not near(given, expected)
        if wrong:
            yield name, f"{given}, not {expected}"


def cover(case: Case) -> Findings:
    """`cover` has each neighbourhood of the district once, with its visits and minutes.

    Source: model.plan.NeighbourhoodCover. `passed` needs geometry and is not recomputed.
    """
    rows = Counter(row.id for row in case.plan.cover)
    for h in {n.id: None for n in case.district.neighbourhoods} | dict.fromkeys(rows):
        known = sum(n.id == h for n in case.district.neighbourhoods)
        if rows[h] != known:
            yield h, f"{rows[h]} rows"
    minutes: Counter[str] = Counter()
    for visit, h in case.side.items():
        minutes[h] += visit.lead.seconds
    for row in case.plan.cover:
        if row.visits != case.visits_in[row.id] or not near(row.minutes, minutes[row.id] / 60):
            expected = f"{case.visits_in[row.id]} visits, {minutes[row.id] / 60} minutes"
            yield row.id, f"{row.visits} visits, {row.minutes} minutes, not {expected}"


def _expected_figures(case: Case) -> dict[str, float | None]:
    priority = _priority(case)
    covered = {(v.place, case.block_of(v.lead.stop.start)) for v in case.counted}
    gaps = [_longest_gap(case, place.id) for place in case.rawan]
    per_neighbourhood = [case.visits_in[n.id] for n in case.district.neighbourhoods]
    crews = [route.crew for route in case.plan.routes]
    complete = sum(crew.pillars() == set(Pillar) for crew in crews)
    held = {joint.place for joint in case.joints}
    dropped = sum(u.what == "joint" and u.id not in held for u in case.plan.unmet)
    late = max((route.back - case.shift for route in case.plan.routes), default=0)
    return {
        "visits": len(case.counted),
        "places": len({v.place for v in case.counted}),
        "neighbourhoods": len(case.visits_in),
        "neighbourhoods_total": len(case.district.neighbourhoods),
        "priority_place_blocks": len(priority & covered),
        "priority_total": len(priority),
        "dwell_minutes": sum(v.lead.seconds for v in case.visits) / 60,
        "travel_minutes": case.travel_minutes,
        "longest_gap_minutes": median(gaps) / 60 if gaps else None,
        "longest_gap_max_minutes": max(gaps) / 60 if gaps else None,
        "patrols_all_pillars_percent": 100 * complete / len(crews) if crews else 0.0,
        "joint_visits_planned": len(case.joints) + dropped,
        "joint_visits_met": sum(case.is_met(joint) for joint in case.joints),
        "overtime_minutes": max(0, late) / 60,
        "workload_spread_minutes": case.workload_spread / 60,
        "visits_per_neighbourhood_min": min(per_neighbourhood, default=0),
        "visits_per_neighbourhood_max": max(per_neighbourhood, default=0),
    }


def _priority(case: Case) -> set[tuple[str, int]]:
    """The top third, rounded up, of all place-blocks by w; ties by place id as text, then block.

    w is rounded to 1e-9 first, so that equal products in another order stay ties.
    """
    slots = [(p.id, b) for p in case.district.places for b in range(len(case.bounds) - 1)]
    slots.sort(key=lambda slot: (-round(case.weight[slot[0]], 9), *slot))
    return set(slots[: math.ceil(len(slots) / 3)])


def _longest_gap(case: Case, place: str) -> int:
    """The longest time in seconds without a visit between start and end of the shift."""
    at = 0
    longest = 0
    for visit in (v for v in case.counted if v.place == place):
        longest = max(longest, visit.start - at)
        at = max(at, visit.end)
    return max(longest, case.shift - at)
