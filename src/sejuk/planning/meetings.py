"""Stage C, first half: which joint visits are held, where, when and by which crews.

They go to the two highest place-blocks of the night, to the fewest crews that together carry
all agencies of the roster. Every crew in none of them gets a rendezvous with another
(`planning/rendezvous.py`; PLANNING.md, stage C and defaults).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from sejuk.model.district import UNREACHABLE
from sejuk.model.plan import Unmet
from sejuk.planning.pins import ANY
from sejuk.planning.problem import NOBODY, Meeting, PatrolProblem, reachable
from sejuk.planning.tour import break_item


def without_meeting(problem: PatrolProblem, meetings: tuple[Meeting, ...]) -> tuple[Unmet, ...]:
    """Crews that meet no other, where there is another to meet."""
    met = {v for m in meetings if len(m.crews) > 1 for v in m.crews}
    return tuple(
        Unmet(what="rendezvous", id=crew.id, reason="no_common_place")
        for v, crew in enumerate(problem.crews)
        if v not in met and len(problem.crews) > 1
    )


def joint_visits(problem: PatrolProblem, held: tuple[Meeting, ...] = ()) -> tuple[Meeting, ...]:
    """Beside what is held already, joint visits to the highest place-blocks at different places, as
    many as a night has; ties by place id, then block."""
    n, blocks = problem.value.shape
    ranked = sorted(
        (
            (-problem.value[i, b], problem.places[i].id, b, i)
            for i in range(n)
            for b in range(blocks)
            if problem.open[i, b]
        ),
        key=lambda row: row[:3],
    )
    found = list(held)
    for _, _, block, place in ranked:
        joint = [m for m in found if m.joint]
        if len(joint) >= problem.settings.joint_visits_per_night:
            break
        if any(place == m.place for m in found) or not _has_room(problem, place, joint):
            continue
        meeting = joint_visit(problem, place, block, tuple(found))
        if meeting is not None:
            found.append(meeting)
    return tuple(found)


def _has_room(problem: PatrolProblem, place: int, joint: Sequence[Meeting]) -> bool:
    """Whether one more joint visit keeps the caps, for whichever side of a border it counts."""
    sides = [h for h in problem.sides[place].tolist() if h != NOBODY]
    return all(sum(h in problem.sides[m.place] for m in joint) < problem.cap[h] for h in sides)


def joint_visit(
    problem: PatrolProblem, place: int, block: int, others: tuple[Meeting, ...]
) -> Meeting | None:
    """The joint visit with the crews that need a meeting most; None when it does not fit."""
    wanted = frozenset().union(*(crew.agencies() for crew in problem.crews))
    met = {v for m in others for v in m.crews}
    able = [v for v in range(len(problem.crews)) if reachable(problem, v)[place]]
    # Every team that has all agencies holds one of no more crews than there are agencies.
    for size in range(1, min(len(able), len(wanted)) + 1):
        teams = [
            team
            for team in itertools.combinations(able, size)
            if wanted == frozenset().union(*(problem.crews[v].agencies() for v in team))
            and _may(problem, place, block, team)
        ]
        # Crews without a meeting first; then the ones named first.
        for team in sorted(teams, key=lambda t: (-len(set(t) - met), t)):
            start = _moment(problem, place, block, team, others)
            if start is not None:
                return Meeting(
                    place=place,
                    block=block,
                    start=start,
                    seconds=problem.dwell,
                    crews=team,
                    joint=True,
                )
    return None


def _may(problem: PatrolProblem, place: int, block: int, team: tuple[int, ...]) -> bool:
    """Whether a visit pinned to a crew has this crew in its team."""
    return all(
        pin.admits(place, block, team)
        for pin in problem.pins
        if pin.place == place and pin.block in {ANY, block}
    )


def rendezvous(problem: PatrolProblem, joint: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Meetings near the middle of the shift for crews that have none, two by two (or three)."""
    met = {v for m in joint if len(m.crews) > 1 for v in m.crews}
    out = [v for v in range(len(problem.crews)) if not problem.begun_by(v).closed]
    alone = [v for v in out if v not in met]
    found: list[Meeting] = []
    while alone:
        crew, *others = alone
        partners = [tuple(others)] if len(others) == 2 else []
        partners += [(v,) for v in (*others, *(v for v in out if v not in alone))]
        teams = (tuple(sorted((crew, *some))) for some in partners)
        meetings = (central_meeting(problem, team, (*joint, *found)) for team in teams)
        meeting = next((m for m in meetings if m is not None), None)
        if meeting is not None:
            found.append(meeting)
        together = (crew,) if meeting is None else meeting.crews
        alone = [v for v in alone if v not in together]
    return tuple(found)


def central_meeting(
    problem: PatrolProblem, team: tuple[int, ...], others: tuple[Meeting, ...]
) -> Meeting | None:
    """The team's meeting as near to the middle of the time it has left as can be, then at the
    most central place; None when there is no common place or time."""
    service = problem.settings.rendezvous_minutes * 60
    free = max(problem.free(v)[1] for v in team)
    shared = np.all([reachable(problem, v) for v in team], axis=0)
    shared &= problem.open.any(axis=1)
    if not shared.any():
        return None
    detour = np.sum([_mean_seconds(problem, v, shared) for v in team], axis=0)
    order = [int(i) for i in np.lexsort((np.arange(len(detour)), detour)) if shared[i]]
    middle = (free + problem.horizon - service) // 2
    step = problem.settings.rendezvous_minutes * 60
    moments = range(middle % step, problem.horizon - service, step)
    for start in sorted(moments, key=lambda s: abs(s - middle)):
        for place in order:
            meeting = Meeting(
                place=place,
                block=problem.block_of(start),
                start=start,
                seconds=service,
                crews=team,
                joint=False,
            )
            if is_apart(meeting, others) and all(fits(problem, meeting, v, others) for v in team):
                return meeting
    return None


def is_apart(meeting: Meeting, others: tuple[Meeting, ...]) -> bool:
    """Whether no other team meets at that place at that time: two meetings would be one."""
    return not any(
        m.place == meeting.place
        and m.start < meeting.start + meeting.seconds
        and meeting.start < m.start + m.seconds
        for m in others
    )


def _mean_seconds(problem: PatrolProblem, crew: int, among: np.ndarray) -> np.ndarray:
    seconds = problem.seconds(crew)[:, among]
    mean: np.ndarray = np.where(seconds < UNREACHABLE, seconds, problem.horizon).mean(axis=1)
    return mean


def _moment(
    problem: PatrolProblem,
    place: int,
    block: int,
    team: tuple[int, ...],
    others: tuple[Meeting, ...],
) -> int | None:
    """A start in the middle of the block, or as near to it as the team's other meetings allow."""
    early, late = int(problem.early[place, block]), int(problem.late[place, block])
    middle = (early + late) // 2
    step = problem.settings.joint_window_minutes * 60
    for start in sorted(range(middle % step, problem.horizon, step), key=lambda s: abs(s - middle)):
        if not early <= start <= late:
            continue
        meeting = Meeting(
            place=place, block=block, start=start, seconds=problem.dwell, crews=team, joint=True
        )
        if all(fits(problem, meeting, v, others) for v in team):
            return start
    return None


def fits(problem: PatrolProblem, meeting: Meeting, crew: int, others: tuple[Meeting, ...]) -> bool:
    """Whether the crew can be at this meeting and all its others, have its break and be home."""
    begun = problem.begun_by(crew)
    if begun.closed:
        return False
    mine = [m for m in others if crew in m.crews and m.start >= problem.free(crew)[1]]
    duties = sorted(
        (
            *((m.place, m.start, m.start, m.seconds) for m in (meeting, *mine)),
            *_pinned_hours(problem, crew, (meeting, *mine)),
        ),
        key=lambda duty: (duty[2], duty[0]),
    )
    breaks = break_item(problem, 0)
    if problem.pause is None or any(item >= breaks for item in begun.items):
        return _in_time(problem, crew, duties)
    pause = (problem.crew_start[crew], *problem.pause)
    return any(
        _in_time(problem, crew, [*duties[:k], pause, *duties[k:]]) for k in range(len(duties) + 1)
    )


def _pinned_hours(
    problem: PatrolProblem, crew: int, meetings: tuple[Meeting, ...]
) -> list[tuple[int, int, int, int]]:
    """Visits that this crew must make at an hour, unless a joint visit is that visit."""
    return [
        (pin.place, pin.early, pin.late, problem.dwell)
        for pin in problem.pins
        if pin.crew == crew
        and pin.early != ANY
        and pin.late >= problem.free(crew)[1]
        and not any(m.joint and pin.admits(m.place, m.block, m.crews) for m in meetings)
    ]


MEETING_SLACK = 1.2
"""A meeting is only agreed if the crew reaches it even when streets take 20 % longer."""


def _in_time(
    problem: PatrolProblem, crew: int, duties: Sequence[tuple[int, int, int, int]]
) -> bool:
    """Whether a crew can serve these in order; each is place, first and last start, seconds."""
    seconds = problem.seconds(crew)
    here, now = problem.free(crew)
    for place, early, late, service in duties:
        now = max(now + math.ceil(seconds[here, place] * MEETING_SLACK), early)
        if now > late:
            return False
        here, now = place, now + service
    return now + int(seconds[here, problem.crew_end[crew]]) <= problem.horizon
