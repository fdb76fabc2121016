"""Changes to a night, or to a plan of it, that cost little or nothing: where variety begins."""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.planning.member import Member, member_of
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.tour import Items, Tours, items_of, time_tour

NUDGE = 1e-6
"""Relative; enough to settle ties."""


def noised(
    problem: PatrolProblem,
    joint: tuple[Meeting, ...],
    spread: float,
    rng: np.random.Generator,
) -> PatrolProblem:
    """The night with noise on its values, normal with this relative spread.

    Joint visits belong at the highest place-blocks by the night's own values, so those stay the
    highest; only ties, such as between the blocks of one place, fall anew. They get another
    moment: each window there is narrowed to a quarter of itself.
    """
    noise = np.maximum(1.0 + spread * rng.standard_normal(problem.value.shape), NUDGE)
    value = problem.value * noise
    early, late = problem.early.copy(), problem.late.copy()
    if joint:
        at = sorted({meeting.place for meeting in joint})
        nudged = problem.value[at] * (1.0 - NUDGE * rng.random((len(at), value.shape[1])))
        ceiling = float(nudged.max(axis=1).min()) * (1.0 - NUDGE)
        value = np.minimum(value, max(ceiling, 0.0))
        value[at] = nudged
        length = np.maximum(late[at] - early[at], 0) // 4
        early[at] += (3 * length * rng.random(length.shape)).astype(early.dtype)
        late[at] = np.minimum(late[at], early[at] + length)
    return msgspec.structs.replace(problem, value=value, early=early, late=late)


def as_it_is(varied: PatrolProblem, own: PatrolProblem) -> PatrolProblem:
    """A night whose values and windows were changed, with its own again; the meetings stay."""
    return msgspec.structs.replace(varied, value=own.value, early=own.early, late=own.late)


def mirrored(member: Member) -> Member | None:
    """The plan in the opposite order of time; None where hours or one-way streets forbid it.

    A visit in the first block becomes one in the last, for the same value where the place has
    the same in both; a meeting is held as long before the end as it was after the start.
    """
    problem = member.problem
    if problem.begun:
        return None
    meetings = tuple(_mirrored_meeting(problem, meeting) for meeting in problem.meetings)
    for old, new in zip(problem.meetings, meetings, strict=True):
        values = problem.value[old.place]
        if old.joint and values[old.block] != values[new.block]:
            return None
    turned = msgspec.structs.replace(problem, meetings=meetings)
    items = items_of(turned)
    return member_of(turned, items, _fitted(turned, items, _mirrored_tours(member)))


def _mirrored_meeting(problem: PatrolProblem, meeting: Meeting) -> Meeting:
    start = problem.horizon - meeting.start - meeting.seconds
    return msgspec.structs.replace(meeting, start=start, block=problem.block_of(start))


def _mirrored_tours(member: Member) -> Tours:
    """Each tour backwards; a visit whose place is already visited in its new block is left out."""
    problem, items, tours = member.problem, member.items, member.tours
    windows = items.windows(problem, tours)
    blocks = problem.value.shape[1]
    taken: set[int] = set()
    found = []
    for v, tour in enumerate(tours):
        timed = time_tour(problem, items, windows, v, tour)
        starts = timed.start if timed else ()
        turned = []
        for item, start in zip(reversed(tour), reversed(starts), strict=True):
            if not items.is_optional(item):  # a meeting is on several tours
                turned.append(item)
                continue
            block = problem.block_of(problem.horizon - start - problem.dwell)
            new = int(items.place[item]) * blocks + block
            if new not in taken:
                turned.append(new)
                taken.add(new)
        found.append(tuple(turned))
    return tuple(found)


def _fitted(problem: PatrolProblem, items: Items, tours: Tours) -> Tours:
    """The tours without the cheapest visits that keep one from its windows.

    A visit that comes into another block has that block's window, and its place's hours.
    """
    found = list(tours)
    for v in range(len(found)):
        while time_tour(problem, items, items.windows(problem, tuple(found)), v, found[v]) is None:
            visits = [item for item in found[v] if items.is_optional(item)]
            if not visits:
                break
            shorter = {
                gone: tuple(item for item in found[v] if item != gone)
                for gone in sorted(visits, key=lambda item: (items.prize[item], item))
            }
            fits = (
                gone
                for gone, tour in shorter.items()
                if time_tour(
                    problem,
                    items,
                    items.windows(problem, (*found[:v], tour, *found[v + 1 :])),
                    v,
                    tour,
                )
                is not None
            )
            found[v] = shorter[next(fits, next(iter(shorter)))]
    return tuple(found)
