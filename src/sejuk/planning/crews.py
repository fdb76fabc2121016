"""Stage A: mixed crews from the roster, by a small integer programme.

As many crews as the roster allows with a police lead and all pillars in each and at least
two people; then as even as can be (PLANNING.md, "Crews"). The only importer of HiGHS,
through `scipy.optimize.milp`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sejuk.model.force import (
    MODES,
    PILLAR_OF,
    Agency,
    Crew,
    Members,
    Mode,
    Pillar,
    Role,
    Roster,
    RosterLine,
)
from sejuk.model.plan import Unmet
from sejuk.model.settings import PlanningSettings
from sejuk.problems import refuse

# Order of importance in the programme's objective; each outweighs all that follow it
# for rosters of up to some hundred people.
MISSING_PILLAR, LEFT_BEHIND, UNEVEN_CREWS, UNEVEN_AGENCY = 10_000.0, 500.0, 10.0, 1.0


class CrewPlan(msgspec.Struct, frozen=True, kw_only=True):
    crews: tuple[Crew, ...]
    unmet: tuple[Unmet, ...]
    """Crews without all pillars of the roster, and people who stay at the post."""


def make_crews(
    roster: Roster, *, settings: PlanningSettings, police_post: str, count: int | None = None
) -> CrewPlan:
    """Crews for tonight. Posts in the roster must already be place ids (or None).

    Raises `roster_too_small`, `no_police_lead` or `too_many_crews`.
    """
    lines = tuple(line for line in roster.lines if line.people > 0)
    _check(lines, settings, count)
    for wanted in (count,) if count else _counts(lines, settings):
        on_foot = _assign(lines, (Mode.FOOT,) * wanted, settings)
        if on_foot is None:
            continue
        for modes in _modes(lines, wanted):
            assigned = _assign(lines, modes, settings)
            # A mounted crew is no reason to break up the pillars or to leave people behind.
            if assigned is not None and _lost(lines, assigned) <= _lost(lines, on_foot):
                return _named(lines, modes, assigned, police_post)
    raise refuse("roster_too_small", people=sum(line.people for line in lines))


def group_crew(crews: tuple[Crew, ...]) -> Crew:
    """Everyone as one group, as the present route goes out; on foot when anyone walks."""
    members = [part for crew in crews for part in crew.members]
    modes = {crew.mode for crew in crews}
    return Crew(
        id="A",
        members=tuple(
            Members(
                agency=agency,
                people=sum(part.people for part in members if part.agency is agency),
                leaders=sum(part.leaders for part in members if part.agency is agency),
            )
            for agency in Agency
            if any(part.agency is agency for part in members)
        ),
        mode=modes.pop() if len(modes) == 1 else Mode.FOOT,
        start_post=crews[0].start_post,
        end_post=crews[0].end_post,
    )


def missing_pillars(lines: Iterable[RosterLine], crews: Iterable[Crew]) -> tuple[Unmet, ...]:
    """The crews without all pillars that these roster lines bring."""
    wanted = pillars_of(lines)
    return tuple(
        Unmet(
            what="pillars",
            id=crew.id,
            reason="roster_short",
            detail=",".join(sorted(wanted - crew.pillars())),
        )
        for crew in crews
        if wanted - crew.pillars()
    )


def pillars_of(lines: Iterable[RosterLine]) -> frozenset[Pillar]:
    """The pillars that these roster lines bring."""
    return frozenset(PILLAR_OF[line.agency] for line in lines if line.people)


def _check(lines: tuple[RosterLine, ...], settings: PlanningSettings, count: int | None) -> None:
    people = sum(line.people for line in lines)
    leaders = _leaders(lines)
    if people < settings.crew_people_min:
        raise refuse("roster_too_small", people=people)
    if leaders == 0:
        raise refuse("no_police_lead")
    most = min(leaders, people // settings.crew_people_min)
    if count is not None and not 1 <= count <= most:
        raise refuse("too_many_crews", wanted=count, most=most)


def _leaders(lines: tuple[RosterLine, ...]) -> int:
    return sum(li.people for li in lines if _may_lead(li))


def _may_lead(line: RosterLine) -> bool:
    return line.agency is Agency.POLRI and line.role is Role.LEADER


def _counts(lines: tuple[RosterLine, ...], settings: PlanningSettings) -> Iterator[int]:
    """Numbers of crews to try, best first.

    The rule gives the smallest pillar's strength; when that would leave people behind
    because crews are full, more crews go out and the missing pillar is reported.
    """
    people = sum(line.people for line in lines)
    strength = [
        sum(li.people for li in lines if PILLAR_OF[li.agency] is p) for p in pillars_of(lines)
    ]
    leaders = _leaders(lines)
    fitting = -(-people // settings.crew_people_max)
    most = min(leaders, people // settings.crew_people_min)
    first = max(min(*strength, most), min(fitting, most))
    yield from range(first, 0, -1)


def _modes(lines: tuple[RosterLine, ...], crews: int) -> Iterator[tuple[Mode, ...]]:
    """Modes of the crews, most mounted crews first; only modes that a lead has."""
    leads = {
        mode: sum(li.people for li in lines if _may_lead(li) and li.vehicle is mode)
        for mode in MODES
    }
    splits = itertools.product(
        range(min(crews, leads[Mode.MOTORBIKE]), -1, -1), range(min(crews, leads[Mode.CAR]), -1, -1)
    )
    fitting = sorted((s for s in splits if sum(s) <= crews), key=lambda s: (-sum(s), -s[0]))
    for motorbikes, cars in fitting:
        on_foot = crews - motorbikes - cars
        yield (Mode.FOOT,) * on_foot + (Mode.MOTORBIKE,) * motorbikes + (Mode.CAR,) * cars


def _assign(
    lines: tuple[RosterLine, ...], modes: tuple[Mode, ...], settings: PlanningSettings
) -> np.ndarray | None:
    """People of each line in each crew, [crews, lines]; None when there is no way.

    Variables: x[v, l] people; g[v, p] = 1 when crew v lacks pillar p; for the whole and for
    each agency the largest and smallest number in a crew.
    """
    pillars = sorted(pillars_of(lines))
    agencies = sorted({line.agency for line in lines})
    crews, kinds = len(modes), len(lines)
    x = np.arange(crews * kinds).reshape(crews, kinds)
    gap = x.size + np.arange(crews * len(pillars)).reshape(crews, len(pillars))
    high = x.size + gap.size + np.arange(1 + len(agencies))
    low = high + high.size
    size = x.size + gap.size + high.size + low.size

    cost = np.zeros(size)
    cost[gap] = MISSING_PILLAR
    cost[x] -= LEFT_BEHIND
    cost[high], cost[low] = UNEVEN_AGENCY, -UNEVEN_AGENCY
    cost[high[0]], cost[low[0]] = UNEVEN_CREWS, -UNEVEN_CREWS

    rows: list[tuple[np.ndarray, np.ndarray, float, float]] = []

    def row(columns: np.ndarray, weights: object, least: float, most: float) -> None:
        rows.append(
            (columns, np.broadcast_to(np.asarray(weights, float), columns.shape), least, most)
        )

    ones = np.ones(kinds)
    leads = np.array([_may_lead(line) for line in lines])
    for v in range(crews):
        row(x[v], ones, settings.crew_people_min, settings.crew_people_max)
        row(x[v][leads], 1.0, 1, np.inf)
        for p, pillar in enumerate(pillars):
            of_pillar = np.array([PILLAR_OF[line.agency] is pillar for line in lines])
            row(np.append(x[v][of_pillar], gap[v, p]), 1.0, 1, np.inf)
        for a, members in enumerate(
            [ones.astype(bool)] + [np.array([li.agency is g for li in lines]) for g in agencies]
        ):
            columns = x[v][members]
            row(np.append(columns, high[a]), np.append(np.ones(columns.size), -1), -np.inf, 0)
            row(np.append(columns, low[a]), np.append(np.ones(columns.size), -1), 0, np.inf)
    for k, line in enumerate(lines):
        row(x[:, k], 1.0, 0, line.people)

    upper = np.full(size, np.inf)
    upper[gap] = 1
    for v, mode in enumerate(modes):
        for k, line in enumerate(lines):
            upper[x[v, k]] = line.people if _can_go(line, mode) else 0

    matrix = np.zeros((len(rows), size))
    for r, (columns, weights, _, _) in enumerate(rows):
        matrix[r, columns] = weights
    result = milp(
        cost,
        constraints=LinearConstraint(matrix, [r[2] for r in rows], [r[3] for r in rows]),
        bounds=Bounds(0, upper),
        integrality=np.ones(size, int),
    )
    if result.x is None:
        return None
    people: np.ndarray = np.round(result.x[x]).astype(int)
    return people


def _lost(lines: tuple[RosterLine, ...], people: np.ndarray) -> tuple[int, int]:
    """Pillars missing in crews, and people left behind."""
    missing = sum(
        not people[v, [PILLAR_OF[line.agency] is pillar for line in lines]].any()
        for v in range(len(people))
        for pillar in pillars_of(lines)
    )
    return missing, sum(line.people for line in lines) - int(people.sum())


def _can_go(line: RosterLine, mode: Mode) -> bool:
    """Whoever has a vehicle can walk; whoever walks cannot ride."""
    return mode is Mode.FOOT or line.vehicle is mode


def _named(
    lines: tuple[RosterLine, ...], modes: tuple[Mode, ...], people: np.ndarray, police_post: str
) -> CrewPlan:
    order = sorted(range(len(modes)), key=lambda v: (MODES.index(modes[v]), tuple(-people[v])))
    crews = []
    for number, v in enumerate(order, start=1):
        lead = next(k for k, line in enumerate(lines) if _may_lead(line) and people[v, k])
        post = lines[lead].post or police_post
        crews.append(
            Crew(
                id=crew_letter(number),
                members=_members(lines, people[v]),
                mode=modes[v],
                start_post=post,
                end_post=post,
            )
        )
    unmet = [*missing_pillars(lines, crews)]
    for k, line in enumerate(lines):
        left = line.people - int(people[:, k].sum())
        if left:
            unmet.append(
                Unmet(what="people", id=line.agency, reason="crews_full", detail=str(left))
            )
    return CrewPlan(crews=tuple(crews), unmet=tuple(unmet))


def crew_letter(number: int) -> str:
    """A, B, … Z, AA, AB, … for 1, 2, …: short enough for a mark on a map."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _members(lines: tuple[RosterLine, ...], people: np.ndarray) -> tuple[Members, ...]:
    found = []
    for agency in Agency:
        mine = [k for k, line in enumerate(lines) if line.agency is agency and people[k]]
        if mine:
            leaders = sum(int(people[k]) for k in mine if _may_lead(lines[k]))
            found.append(
                Members(agency=agency, people=sum(int(people[k]) for k in mine), leaders=leaders)
            )
    return tuple(found)
