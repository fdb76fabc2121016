"""The night as an instance of the engine, and the engine's tours as tours of the night."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.engine.model import NONE, Instance, instance
from sejuk.planning.engine.search import EngineParams, Stop, search
from sejuk.planning.improve import UNEVEN_COST, worth
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Tours

FORBIDDEN = -1e6
"""Points of a visit beyond a neighbourhood's cap, while inserting."""
BEYOND_CAP = 12
"""Visits beyond a cap that the table of groups tells apart; a search never has more."""


def search_patrol(
    problem: PatrolProblem,
    items: Items,
    start: Tours,
    params: EngineParams,
    seed: int,
    stop: Stop,
) -> Tours:
    """Tours at least as good as the ones given; equal arguments give equal tours.

    The tours given must fit their windows; what they hold beside visits (meetings, breaks) and
    what a crew has begun stays. Raises ProblemError: those of `search`.
    """
    night = patrol_instance(problem, items, start)
    found = search(night.inst, params, seed, stop, night.tours)
    tours = night.as_tours(problem, found.tours)
    return max(start, tours, key=lambda plan: worth(problem, items, plan))


class Night(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    inst: Instance
    item: tuple[int, ...]
    """[j] the item of the night that item j of the instance stands for."""
    tours: Tours
    """The given tours in items of the instance, what is begun left out."""

    def as_tours(self, problem: PatrolProblem, tours: Tours) -> Tours:
        """Tours of the instance as tours of the night, with what is begun."""
        return tuple(
            (*problem.begun_by(v).items, *(self.item[j] for j in tour))
            for v, tour in enumerate(tours)
        )


def patrol_instance(problem: PatrolProblem, items: Items, start: Tours) -> Night:
    """All visits that may be made, and of everything else what the given tours hold.

    A meeting of several crews becomes one item for each; the first counts for the
    neighbourhood. What a crew has begun is already made: it starts from there.
    """
    crews = range(len(problem.crews))
    begun = [problem.begun_by(v) for v in crews]
    driven = {
        item: begun[v].start[k] for v in reversed(crews) for k, item in enumerate(begun[v].items)
    }
    held = {item for tour in start for item in tour if items.is_optional(item)}
    visits = [
        item
        for item in range(items.visits)
        if item in held or item in driven or items.early[item] <= items.late[item]
    ]
    index = {item: j for j, item in enumerate(visits)}
    joint_driven = [item for item in driven if not items.is_optional(item)]
    fixed = [
        (v, item)
        for v in crews
        for item in start[v][len(begun[v].items) :]
        if not items.is_optional(item)
    ]
    item_of = [*visits, *joint_driven, *(item for _, item in fixed)]
    owner = np.full(len(item_of), NONE, np.int64)
    tours = [[index.get(item, NONE) for item in start[v][len(begun[v].items) :]] for v in crews]
    for n, (v, item) in enumerate(fixed):
        j = len(visits) + len(joint_driven) + n
        owner[j] = v
        tours[v][start[v].index(item, len(begun[v].items)) - len(begun[v].items)] = j
    stand = np.array(item_of, np.int64)
    gain, total = _groups(problem)
    made = [j for j, item in enumerate(item_of) if item in driven and owner[j] == NONE]
    return Night(
        inst=instance(
            place=items.place[stand],
            service=items.seconds[stand],
            prize=items.prize[stand],
            early=items.early[stand],
            late=items.late[stand],
            apart=problem.settings.separation_minutes * 60,
            leader=np.array([_leader(items, item, index) for item in item_of], np.int64),
            site=np.where(stand < items.visits, items.place[stand], NONE),
            site_bonus=_site_bonus(problem, items),
            fresh_site=_fresh_sites(problem, items),
            urgent=_urgent(problem, items, item_of),
            least=_least(problem),
            least_bonus=problem.settings.breadth_value,
            sides=_sides(problem, items, item_of),
            gain=gain,
            total=total,
            rank=_place_rank(problem)[items.place[stand]],
            owner=owner,
            allowed=_allowed(problem, items, stand, owner),
            keep=np.array(
                [
                    [problem.change_cost * ((v, item) in problem.kept) for item in item_of]
                    for v in crews
                ]
            ),
            done=np.array(made, np.int64),
            done_start=np.array([driven[item_of[j]] for j in made], np.int64),
            start=np.array([_from(problem, items, v) for v in crews], np.int64),
            end=np.array(problem.crew_end, np.int64),
            ready=np.array([_ready(problem, items, v) for v in crews], np.int64),
            until=np.full(len(problem.crews), problem.horizon, np.int64),
            mode=np.array(problem.crew_mode, np.int64),
            out=np.array([begun[v].depart if begun[v].items else NONE for v in crews], np.int64),
            travel=problem.travel,
            travel_cost=problem.settings.travel_penalty_per_minute / 60,
            spread_free=problem.settings.workload_spread_minutes * 60,
            spread_cost=UNEVEN_COST / 60,
        ),
        item=tuple(item_of),
        tours=tuple(tuple(tour) for tour in tours),
    )


def _from(problem: PatrolProblem, items: Items, crew: int) -> int:
    begun = problem.begun_by(crew)
    return int(items.place[begun.items[-1]]) if begun.items else problem.crew_start[crew]


def _ready(problem: PatrolProblem, items: Items, crew: int) -> int:
    """When the crew can leave from where it is."""
    begun = problem.begun_by(crew)
    if not begun.items:
        return begun.ready
    return max(begun.ready, begun.start[-1] + int(items.seconds[begun.items[-1]]))


def _allowed(
    problem: PatrolProblem, items: Items, stand: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """[v, j] what has an owner is for nobody else, nor a visit pinned to another crew; a lost
    crew takes nothing new."""
    crews = np.arange(len(problem.crews))[:, None]
    closed = np.array([problem.begun_by(v).closed for v in range(len(problem.crews))])[:, None]
    allowed: NDArray[np.bool_] = np.where(owner == NONE, ~closed, owner == crews)
    for v in range(len(problem.crews)):
        for i, b in problem.barred(v):
            here = (items.place[stand] == i) & (items.block[stand] == b) & (stand < items.visits)
            allowed[v] &= ~here
    return allowed


def _leader(items: Items, item: int, index: dict[int, int]) -> int:
    """The first visit that a second one needs; none when that is the block's joint visit."""
    leader = items.leader(item)
    return index.get(leader, NONE) if leader != item else NONE


def _sides(problem: PatrolProblem, items: Items, item_of: list[int]) -> NDArray[np.int64]:
    """[j, 2] for visits and the first item of each joint visit; none for the rest."""
    sides = np.full((len(item_of), 2), NONE, np.int64)
    counted: set[int] = set()
    for j, item in enumerate(item_of):
        meeting = item - items.visits
        is_joint = 0 <= meeting < items.meetings and problem.meetings[meeting].joint
        if (item < items.visits or is_joint) and item not in counted:
            counted.add(item)
            sides[j] = problem.sides[items.place[item]]
    return sides


def _site_bonus(problem: PatrolProblem, items: Items) -> NDArray[np.float64]:
    """[places] σ and ρ; 0 where a joint visit is held anyway."""
    settings = problem.settings
    bonus = (
        settings.over_gap_penalty * problem.over_gap
        + settings.missing_dialogue_penalty * problem.must
    )
    bonus[_joint_places(problem)] = 0.0
    return bonus[: _sites(items)]


def _fresh_sites(problem: PatrolProblem, items: Items) -> NDArray[np.bool_]:
    """[places] whether a visit there is one to a place that no joint visit goes to."""
    fresh = np.ones(len(problem.places), bool)
    fresh[_joint_places(problem)] = False
    return fresh[: _sites(items)]


def _joint_places(problem: PatrolProblem) -> list[int]:
    return [meeting.place for meeting in problem.meetings if meeting.joint]


def _sites(items: Items) -> int:
    """Sites end with the last place that has an item."""
    return int(items.place[: items.visits].max(initial=NONE)) + 1


def _urgent(problem: PatrolProblem, items: Items, item_of: list[int]) -> NDArray[np.bool_]:
    """[j] first visits to priority place-blocks where no joint visit is held."""
    joint = {(m.place, m.block) for m in problem.meetings if m.joint}
    urgent = problem.urgent
    return np.array(
        [
            item < items.firsts
            and bool(urgent[items.place[item], items.block[item]])
            and (int(items.place[item]), int(items.block[item])) not in joint
            for item in item_of
        ]
    )


def _least(problem: PatrolProblem) -> NDArray[np.int64]:
    """[4] what is wanted (TALLY), the places and place-blocks of joint visits taken off."""
    joint = [m for m in problem.meetings if m.joint]
    urgent = problem.urgent
    held = sum(bool(urgent[m.place, m.block]) for m in joint)
    least = problem.least
    return np.array(
        [
            least.visits,
            max(least.places - len({m.place for m in joint}), 0),
            least.neighbourhoods,
            max(least.priority - held, 0),
        ]
    )


def _groups(problem: PatrolProblem) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """[h, c] the next visit's gain and the worth of c visits: η first, ρ up to the floor."""
    settings = problem.settings
    count = np.arange(int(problem.cap.max(initial=0)) + BEYOND_CAP)[None, :]
    cap = problem.cap[:, None]
    inside = settings.first_in_neighbourhood_value * (
        problem.fresh[:, None] & (count == 0)
    ) + settings.missing_dialogue_penalty * (count < problem.sought[:, None])
    gain = np.where(count < cap, inside, FORBIDDEN)
    step = np.where(count < cap, inside, inside - settings.missing_dialogue_penalty)
    total = np.concatenate([np.zeros((len(step), 1)), np.cumsum(step, axis=1)[:, :-1]], axis=1)
    return gain, total


def _place_rank(problem: PatrolProblem) -> NDArray[np.int64]:
    """[places] their order by id, which settles ties between borders."""
    order = sorted(range(len(problem.places)), key=lambda i: problem.places[i].id)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank
