"""Stage C, several times: the meetings of the night, and other ways to hold as many.

Where and when crews meet decides how the rest of their tours can run, and no rule that looks at
meetings alone foresees it. So stage C is asked again about nights with noise on their values and
other moments for the joint visits, and what comes of each is told by a short search (`solve.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from sejuk.model.plan import Unmet
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.vary import as_it_is, noised

NOISE = 0.15
"""Relative spread of the values, as for the pool of stage E."""


def ways_to_meet(
    problem: PatrolProblem, tries: int, rng: np.random.Generator
) -> Iterator[tuple[PatrolProblem, tuple[Unmet, ...]]]:
    """The night with its meetings, and the crews that have none: first as stage C fixes them, then
    in at most `tries` other ways, each with as many joint visits and with no crew more alone."""
    meetings, unmet = plan_meetings(problem)
    yield msgspec.structs.replace(problem, meetings=meetings), unmet
    joint = tuple(meeting for meeting in meetings if meeting.joint)
    known = {meetings}
    for _ in range(tries if meetings else 0):
        varied = noised(problem, joint, NOISE, rng)
        meetings, alone = plan_meetings(varied)
        if _joint(meetings) == len(joint) and len(alone) <= len(unmet) and meetings not in known:
            known.add(meetings)
            found = msgspec.structs.replace(varied, meetings=meetings)
            yield as_it_is(found, problem), alone


def _joint(meetings: tuple[Meeting, ...]) -> int:
    return sum(meeting.joint for meeting in meetings)
