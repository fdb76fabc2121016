"""Follow-up visits in a plan: places that tonight must hold, and what a crew is told there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from sejuk.app.strength import Line
from sejuk.model.district import District
from sejuk.model.pin import Pin
from sejuk.operations.task import TaskState
from sejuk.problems import ProblemError
from sejuk.store.concerns import planned_visits
from sejuk.store.papers import Place

MOST_VISITS = 6
"""A night: the rest of the plan stays with the neighbourhoods. What is due first goes first."""
WAITING = (TaskState.OPEN,)
UNDER_WAY = (TaskState.OPEN, TaskState.TAKEN, TaskState.ON_SITE)


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a crew is asked to see to at a place."""

    task: str
    place: str
    number: int
    what: str
    """Kind of concern."""


def follow_ups(place: Place, district: str) -> tuple[FollowUp, ...]:
    """All that crews of a district are still to see to, those due first first."""
    return tuple(
        FollowUp(task=row.task, place=row.stop, number=row.number, what=row.what)
        for row in planned_visits(place, district, UNDER_WAY)
    )


def with_visits(
    place: Place,
    district: District,
    pins: Sequence[Pin],
    bans: Sequence[str],
    strength: Sequence[Line],
) -> tuple[Pin, ...]:
    """The pins of a wish, and one for each place where a follow-up visit waits.

    What the duty officer asked for stands: a place that is pinned already or banned is left as it
    is, and so are the posts where crews start.
    """
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.gather import place_id  # noqa: PLC0415

    named = [*(pin.place for pin in pins), *bans, *(line.post for line in strength if line.post)]
    taken = {district.police_post}
    for name in named:
        with suppress(ProblemError):  # a place that is not there: the planning tells of it
            taken.add(place_id(name, district))
    known = {one.id for one in district.places}
    rows = planned_visits(place, district.name, WAITING)
    wanted = dict.fromkeys(row.stop for row in rows if row.stop in known - taken)
    return (*pins, *(Pin(place=stop) for stop in list(wanted)[:MOST_VISITS]))
