"""What only several nights in a row can show: the weekly floor, over every stretch of nights.

Each plan is checked by itself in `check`; here the nights are put side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension
from sejuk.planning.verify.check import Violation


def verify_nights(
    plans: Sequence[Plan],
    *,
    district: District,
    tension: Tension,
    history: History,
    settings: PlanningSettings,
) -> tuple[Violation, ...]:
    """Every neighbourhood has a visit in any 7 nights and every rawan place in any 4, or the plan
    of the last of them lists it as unmet; all plans but the first are of the night after.

    Source: PLANNING.md, Without history; GUARANTEES.md, G5. `history` is what was known before
    the first. Nights before the record are not judged. Posts, where crews gather every night, are
    no places for visits.
    """
    posts = {post for p in plans for r in p.routes for post in (r.crew.start_post, r.crew.end_post)}
    mean, unknown = tension.by_area(), settings.reference_tension
    rawan = [
        p.id
        for p in district.places
        if p.id not in posts and (p.rawan or mean.get(p.area_id, unknown) >= settings.rawan_tension)
    ]
    hoods = [h.id for h in district.neighbourhoods]
    hoods_seen, places_seen = [_hoods(p) for p in plans], [_places(p) for p in plans]
    hood_ago, place_ago = history.neighbourhood_nights_ago, history.place_nights_ago
    found: list[Violation] = [*_dates(plans)]
    for what, ids, days, ago, seen in (
        ("floor", hoods, settings.neighbourhood_floor_days, hood_ago, hoods_seen),
        ("rawan_gap", rawan, settings.rawan_floor_days, place_ago, places_seen),
    ):
        for one in ids:
            # Tonight is night 1. Not seen on n nights of record: as if on the night before them.
            last = 1 - ago[one] if one in ago else -history.nights
            for number, (plan, visited) in enumerate(zip(plans, seen, strict=True), start=1):
                if one in visited:
                    last = number
                elif number - last >= days and not _lists(plan, what, one):
                    detail = f"night {number}: {number - last} nights without a visit"
                    found.append(Violation(rule=f"nights_{what}", where=one, detail=detail))
    return tuple(found)


def _dates(plans: Sequence[Plan]) -> Iterator[Violation]:
    for number, plan in enumerate(plans, start=1):
        days = (plan.shift.date - plans[0].shift.date).days
        if days != number - 1 or plan.night != number:
            detail = f"night {plan.night}, {days} days after the first"
            yield Violation(rule="nights_order", where=str(number), detail=detail)


def _hoods(plan: Plan) -> set[str]:
    return {s.neighbourhood for r in plan.routes for s in r.stops if s.neighbourhood is not None}


def _places(plan: Plan) -> set[str]:
    return {s.place for r in plan.routes for s in r.stops if s.neighbourhood is not None}


def _lists(plan: Plan, what: str, one: str) -> bool:
    return any(unmet.what == what and unmet.id == one for unmet in plan.unmet)
