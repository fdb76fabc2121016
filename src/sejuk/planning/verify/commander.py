"""What the commander wants and forbids."""

from __future__ import annotations

from sejuk.model.pin import Pin
from sejuk.planning.verify.case import Case, Findings
from sejuk.planning.verify.stops import Gathering


def pins(case: Case) -> Findings:
    """Each pin has its visit, or `unmet` lists it (pin, place); the plan names these pins.

    Source: PLANNING.md, subject to (pins by the commander). A visit to the place, in the block,
    by the crew and at the hour that the pin names; the hour is kept when the visit starts then or
    up to `joint_window_minutes` later. At a joint visit any of its crews will do.
    """
    if case.plan.pins != case.pins:
        yield "plan", f"names {len(case.plan.pins)} pins; given {len(case.pins)}, or others"
    for pin in case.pins:
        is_met = any(_meets(case, pin, visit) for visit in case.visits)
        if not is_met and not case.lists("pin", pin.place):
            yield pin.place, "no such visit"


def bans(case: Case) -> Findings:
    """No crew stops at a banned place, whatever for; the plan names the bans.

    Source: PLANNING.md, subject to (bans by the commander). A break at a post is no such stop.
    """
    if case.plan.bans != tuple(sorted(case.bans)):
        yield "plan", f"names {len(case.plan.bans)} bans; given {len(case.bans)}, or others"
    for at in case.stops:
        if at.stop.place in case.bans and at.stop.kind != "break":
            yield at.crew, f"{at.stop.kind} at {at.stop.place}"


def rotation(case: Case) -> Findings:
    """Places drawn by the rotation are visited, or `unmet` lists them (extra, place); those that
    took part and were not drawn have no visit, but for pins and in a night that went its own way.

    Source: docs/explanation/fair-rotation.md. On the nights for which the plan's rotation holds.
    """
    drawn = case.plan.rotation
    if drawn is None or not drawn.holds(case.plan.shift.date):
        return
    visited = {visit.place for visit in case.visits}
    for place in drawn.drawn:
        if place not in visited and not case.lists("extra", place):
            yield place, "drawn and not visited"
    pinned = {pin.place for pin in case.pins}
    for place in () if "replanned" in case.plan.notes else drawn.undrawn:
        if place in visited and place not in pinned:
            yield place, "not drawn and visited"


def _meets(case: Case, pin: Pin, visit: Gathering) -> bool:
    if visit.place != pin.place or (pin.crew is not None and pin.crew not in visit.crews):
        return False
    if pin.block is not None and pin.block != case.block_of(visit.start):
        return False
    if pin.at is None:
        return True
    shift = case.plan.shift.start
    wanted = ((pin.at.hour - shift.hour) * 60 + pin.at.minute - shift.minute) % (24 * 60) * 60
    return 0 <= visit.start - wanted <= case.settings.joint_window_minutes * 60
