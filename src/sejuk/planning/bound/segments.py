"""A crew's night cut where it cannot choose: at its meetings.

A meeting fixes a crew's place and second, so what it does before and after are two routes that
know nothing of each other: shorter routes are priced faster and mixed more freely. A break is
not fixed: it falls into one of the segments, which the master sees to.
"""

from __future__ import annotations

import msgspec

from sejuk.planning.problem import NOBODY, PatrolProblem
from sejuk.planning.tour import Items, Tour, fixed_items, time_tour


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    mode: int
    origin: int
    begin: int
    """The crew may leave its origin at this second."""
    target: int
    end: int
    """It must have reached its target by this second."""
    pause_place: int
    """Where it would take its break; NOBODY: none is left to take."""


class CrewClass(msgspec.Struct, frozen=True, kw_only=True):
    """Crews that are interchangeable for the rest of the night."""

    crews: tuple[int, ...]
    segments: tuple[Segment, ...]
    may_stay: bool
    """With nothing fixed and nothing begun a crew may stay at its post, which costs nothing."""

    @property
    def pauses(self) -> bool:
        return self.segments[0].pause_place != NOBODY


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What stands already: visits driven or fixed by a joint visit, and seconds travelled."""

    visits: tuple[tuple[int, int], ...]
    """(place, block), one for each visit."""
    travel: int


def crew_classes(problem: PatrolProblem, items: Items) -> tuple[CrewClass, ...]:
    """The crews that still go somewhere, by what is fixed for them; first crew first."""
    found: dict[tuple[tuple[Segment, ...], bool], list[int]] = {}
    for v in range(len(problem.crews)):
        begun = problem.begun_by(v)
        if not begun.closed:
            key = _segments(problem, items, v), not begun.items and not _fixed(problem, items, v)
            found.setdefault(key, []).append(v)
    return tuple(
        CrewClass(crews=tuple(crews), segments=segments, may_stay=may_stay)
        for (segments, may_stay), crews in found.items()
    )


def done(problem: PatrolProblem, items: Items) -> Done:
    """What no plan can change any more, the joint visits of stage C among it."""
    visits = [(m.place, m.block) for m in problem.meetings if m.joint]
    travel = 0
    for v in range(len(problem.crews)):
        begun = problem.begun_by(v)
        visits += [
            (int(items.place[i]), int(items.block[i])) for i in begun.items if i < items.visits
        ]
        seconds = problem.seconds(v)
        here = problem.crew_start[v]
        for item in begun.items:
            travel += int(seconds[here, items.place[item]])
            here = int(items.place[item])
        if begun.closed and begun.items:
            travel += int(seconds[here, problem.crew_end[v]])
    return Done(visits=tuple(visits), travel=travel)


def cut(problem: PatrolProblem, items: Items, crew: int, tour: Tour) -> list[Piece] | None:
    """A tour as one piece for each segment; None when it cannot be timed."""
    windows = items.windows(problem, (tour,))
    timed = time_tour(problem, items, windows, crew, tour)
    if timed is None:
        return None
    pieces = [Piece()]
    for k in range(len(problem.begun_by(crew).items), len(tour)):
        item, last = tour[k], pieces[-1]
        if item < items.visits:
            pieces[-1] = Piece(
                visits=(*last.visits, items.leader(item)),
                starts=(*last.starts, timed.start[k]),
                pause=last.pause,
            )
        elif item < items.visits + items.meetings:
            pieces.append(Piece())
        else:
            pieces[-1] = msgspec.structs.replace(last, pause=len(last.visits))
    return pieces


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What a crew does within one segment."""

    visits: tuple[int, ...] = ()
    """place × blocks + block of each."""
    starts: tuple[int, ...] = ()
    """Seconds after the shift's start."""
    pause: int = -1
    """The break comes before this many-th visit; -1: none in this segment."""


def _fixed(problem: PatrolProblem, items: Items, crew: int) -> tuple[int, ...]:
    driven = problem.begun_by(crew).items
    return tuple(item for item in fixed_items(problem, items, crew) if item not in driven)


def _segments(problem: PatrolProblem, items: Items, crew: int) -> tuple[Segment, ...]:
    begun = problem.begun_by(crew)
    here, now = problem.free(crew)
    if begun.items:
        last = int(items.seconds[begun.items[-1]])
        now = max(now, begun.start[-1] + last)
    fixed = _fixed(problem, items, crew)
    meetings = sorted(
        (problem.meetings[i - items.visits] for i in fixed if i < items.visits + items.meetings),
        key=lambda m: m.start,
    )
    pause = problem.crew_start[crew] if len(fixed) > len(meetings) else NOBODY
    found = []
    for place, by, then in [
        *((m.place, m.start, m.start + m.seconds) for m in meetings),
        (problem.crew_end[crew], problem.horizon, 0),
    ]:
        found.append(
            Segment(
                mode=problem.crew_mode[crew],
                origin=here,
                begin=now,
                target=place,
                end=by,
                pause_place=pause,
            )
        )
        here, now = place, then
    return tuple(found)
