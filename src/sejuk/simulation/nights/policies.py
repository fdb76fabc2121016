"""Who plans the night, with the same people on the same streets.

- *present*: everyone as one group on the usual route, night after night.
- *uniform*: neighbourhoods in turn, those longest without a visit first, whatever is known.
- *greedy*: to the areas with the most incidents on record, whoever told of them: hot spots.
- *manual*: the careful plan by hand (`planning.baselines`), with our tension and history.
- *sejuk*: the product: tension with its bonus for what is little known, floors, caps, and a fifth
  of all visits drawn by lot, on the best tours that the search finds.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.exploration import Exploration
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension
from sejuk.planning.assemble import Making, assemble
from sejuk.planning.baselines import manual_tours
from sejuk.planning.explore import with_exploration
from sejuk.planning.figures import Passed
from sejuk.planning.night import BY_HAND, Night, Search, night_problem, solved_night
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.week import MOST_NIGHTS, owed_tonight

Floats = NDArray[np.float64]

WANTED, OTHER = 1000.0, 1.0
"""Points of a place that a simple policy wants, and of one that it takes where there is time."""


class Tonight(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    plan: Plan
    lot: Exploration | None = None


class Evening(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What is known when the night is planned."""

    night: Night
    """With its history; without tension."""
    known: Floats
    """[places] incidents on record of the area of each."""
    last_visits: int
    """Of the night before; 0 on the first."""
    number: int


class Policy(Protocol):
    senses: bool
    """Whether it is given the tension."""

    def __call__(self, evening: Evening, search: Search, /) -> Tonight:
        """The plan of the night."""


class Present:
    """One plan for every night."""

    senses = False

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __call__(self, _evening: Evening, _search: Search, /) -> Tonight:
        return Tonight(plan=self._plan)


class Uniform:
    senses = False

    def __call__(self, evening: Evening, _search: Search, /) -> Tonight:
        night = evening.night
        hoods = [hood.id for hood in night.district.neighbourhoods]
        waits = night.history.neighbourhood_nights_ago
        order = sorted(hoods, key=lambda hood: (-waits.get(hood, MOST_NIGHTS), hoods.index(hood)))
        wanted = set(order[: evening.last_visits or len(order)])
        return Tonight(plan=_directed(night, _one_each(night, wanted), "uniform"))


class Greedy:
    senses = False

    def __call__(self, evening: Evening, _search: Search, /) -> Tonight:
        night, places = evening.night, evening.night.district.places
        most = night.settings.burden_stops_without_history
        known = {place.area_id: float(n) for place, n in zip(places, evening.known, strict=True)}
        order = sorted(known, key=lambda area: (-known[area], area))
        left = evening.last_visits or len(order)
        worth = np.full(len(places), OTHER)
        for area in order:
            if left <= 0:
                break
            here = [i for i, place in enumerate(places) if place.area_id == area]
            worth[here] = WANTED + known[area]
            left -= min(len(here), most)
        return Tonight(plan=_directed(night, worth, "greedy"))


class Manual:
    senses = True

    def __call__(self, evening: Evening, _search: Search, /) -> Tonight:
        problem = night_problem(evening.night, evening.night.crews.crews)
        return Tonight(plan=_by_hand(problem, "manual", zoned=True))


class Sejuk:
    senses = True

    def __call__(self, evening: Evening, search: Search, /) -> Tonight:
        night = with_what_is_due(evening.night, search.seed)
        solved = solved_night(night, search)
        making = Making(
            kind="sejuk", seed=search.seed, preset=search.preset_name, engine=solved.engine
        )
        plan = assemble(
            solved.problem,
            solved.items,
            solved.tours,
            making=making,
            unmet=solved.unmet,
            passed=Passed(),
        )
        return Tonight(plan=plan, lot=night.exploration)


def with_what_is_due(night: Night, seed: int) -> Night:
    """With the floors that fall due and the lot, as the product plans it."""
    return with_exploration(owed_tonight(night, last=MOST_NIGHTS), seed)


def _one_each(night: Night, wanted: set[str]) -> Floats:
    """[places] of each wanted neighbourhood the place that waits longest is worth going to."""
    places, ago = night.district.places, night.history.place_nights_ago
    worth = np.full(len(places), OTHER)
    for hood in wanted:
        here = [i for i, place in enumerate(places) if place.neighbourhoods == (hood,)]
        if here:
            worth[max(here, key=lambda i: (ago.get(places[i].id, MOST_NIGHTS), -i))] = WANTED
    return worth


def _directed(night: Night, worth: Floats, kind: str) -> Plan:
    """Each crew goes again and again to the place with the highest worth per minute."""
    blank = msgspec.structs.replace(
        night, history=History(), tension=Tension(), floors={}, settings=_no_bonus(night.settings)
    )
    problem = night_problem(blank, night.crews.crews)
    value = np.where(problem.open, worth[:, None], 0.0)
    return _by_hand(msgspec.structs.replace(problem, value=value), kind, zoned=False)


def _no_bonus(settings: PlanningSettings) -> PlanningSettings:
    return msgspec.structs.replace(settings, first_in_neighbourhood_value=0.0)


def _by_hand(problem: PatrolProblem, kind: str, *, zoned: bool) -> Plan:
    problem, items, tours = manual_tours(problem, zoned=zoned)
    making = Making(kind=kind, seed=0, preset="", engine=BY_HAND)
    return assemble(problem, items, tours, making=making, unmet=(), passed=Passed())
