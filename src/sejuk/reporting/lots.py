"""What was decided by lot, in words: the plan, and who gets the extra visits."""

from __future__ import annotations

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, long_date
from sejuk.reporting.words import join, numbers, same, say


def lot_sentences(plan: Plan, district: District) -> tuple[Both, ...]:
    """Of the plan's draw and rotation; none where nothing was drawn."""
    found = []
    if plan.draw is not None:
        draw = plan.draw
        found.append(
            say(
                "lots.plan",
                plans=len(draw.millionths),
                repeat=numbers(100 * draw.repeat, 0),
                overlap=numbers(100 * draw.overlap, 0),
                nights=draw.nights,
                covered=numbers(100 * draw.covered, 0),
                single=numbers(100 * draw.covered_single, 0),
            )
        )
        if draw.missed:
            found.append(say("lots.missed", count=len(draw.missed)))
    if plan.rotation is not None:
        frame = plan.rotation.frame
        names = {place.id: place.name for place in district.places}
        found.append(
            say(
                "lots.rotation",
                begins=Both(*(long_date(frame.begins, la) for la in LANGUAGES)),
                nights=frame.nights,
                drawn=len(plan.rotation.drawn),
                units=len(frame.units),
                places=join([same(names.get(p, p)) for p in plan.rotation.drawn]),
                vetoed=len(frame.vetoed),
            )
        )
    commitments = {lot.commitment for lot in (plan.draw, plan.rotation) if lot is not None}
    found += [say("lots.commitment", commitment=one) for one in sorted(commitments)]
    return tuple(found)
