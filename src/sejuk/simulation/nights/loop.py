"""Nights in a world: record → tension → plan → patrol → what happens → record, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.cycle import sense_district
from sejuk.model.plan import Plan
from sejuk.model.report import IncidentKind, Signals
from sejuk.model.values import History, Tension
from sejuk.model.world import World
from sejuk.planning.night import Night, Search
from sejuk.planning.week import history_after
from sejuk.sensing.ground import Ground
from sejuk.simulation.nights.draw import luck_of
from sejuk.simulation.nights.policies import Evening, Policy, Present
from sejuk.simulation.nights.shift import minutes_of, visits_of, walked
from sejuk.simulation.nights.signals import Where, kinds_that_happen, signals_after
from sejuk.simulation.nights.town import Day, State, Town, first_state, live, make_town

Floats = NDArray[np.float64]

LEAD = timedelta(hours=1)
"""Before the shift, the night is planned; a simulated day begins."""


class Stage(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where it all happens, the same for all worlds and policies."""

    first: Night
    """The first simulated night; without history and tension."""
    ground: Ground
    usual: Plan
    """Of the nights before, and of *present* on all nights."""
    kinds: Mapping[str, IncidentKind]
    past: int
    """Nights of the usual route before, the same for all policies."""
    nights: int


class Nights(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What came of the simulated nights, the past left out."""

    minutes: Floats
    incidents: Floats
    due: Floats
    told: Floats
    found: Floats
    """[areas, nights]"""
    visits: Floats
    """[neighbourhoods, nights] as they count for neighbourhoods."""
    presence: Floats
    """[neighbourhoods, nights] minutes."""
    places: Floats
    """[nights] different places."""
    seen: frozenset[str]
    """Places with a visit at all."""
    trust: Floats
    """[areas] in the end."""
    inflation: float
    """What sensing takes the bias of reporting to be, in the end; 0 without sensing."""


def run_nights(
    stage: Stage, world: World, policy: Policy, search: Search, *, seed: int, number: int
) -> Nights:
    """The nights of one policy in world `number`. Equal arguments give equal nights."""
    town = make_town(
        world, stage.ground, np.random.default_rng([seed, number, 10**6]), vote=stage.past
    )
    run = _Run(stage, town, seed, number)
    usual = Present(stage.usual)
    for _ in range(stage.past):
        run.night(usual, search)
    for _ in range(stage.nights):
        run.night(policy, search)
    return run.nights()


class _Run:
    """Grows by a night at a time."""

    def __init__(self, stage: Stage, town: Town, seed: int, number: int) -> None:
        self._stage, self._town, self._seed, self._number = stage, town, seed, number
        places = stage.first.district.places
        position = stage.ground.index()
        self._area_of = {place.id: position[place.area_id] for place in places}
        self._places = np.array([position[place.area_id] for place in places])
        self._where = Where(
            areas=stage.ground.areas,
            nodes=tuple(
                tuple(place.node for place in places if position[place.area_id] == a)
                for a in range(len(stage.ground.areas))
            ),
        )
        self._happen = kinds_that_happen(stage.kinds)
        self._state: State = first_state(town)
        self._history, self._signals = History(), Signals()
        self._known = np.zeros(len(stage.ground.areas))
        self._day, self._last, self._inflation = 0, 0, 0.0
        self._days: dict[str, list[Floats]] = {}
        self._seen: set[str] = set()

    def night(self, policy: Policy, search: Search) -> None:
        stage, areas = self._stage, len(self._stage.ground.areas)
        night = self._tonight()
        begins = night.shift.begins - LEAD
        if policy.senses:
            night = msgspec.structs.replace(night, tension=self._tension(begins))
        evening = Evening(
            night=night,
            known=self._known[self._places],
            last_visits=self._last,
            number=self._day,
        )
        own = np.random.default_rng([self._seed, self._number, self._day, 2])
        search = msgspec.structs.replace(search, seed=int(own.integers(2**31)))
        tonight = policy(evening, search)
        rng = np.random.default_rng([self._seed, self._number, self._day, 1])
        made = walked(tonight.plan, self._town.world, rng)
        minutes = minutes_of(made, self._area_of, areas)
        luck = luck_of(self._seed, self._number, self._day, areas)
        self._state, day = live(self._town, self._state, self._day, minutes, luck)
        self._signals = signals_after(
            self._signals, day, minutes, tonight.lot, begins, luck, self._where, self._happen
        )
        self._known = self._known + day.told + day.found
        if self._day >= stage.past:
            self._keep(made, minutes, day)
        self._history = history_after(self._history, made)
        self._last = len(visits_of(tonight.plan))
        self._day += 1

    def _tonight(self) -> Night:
        first = self._stage.first
        date = first.shift.date + timedelta(days=self._day - self._stage.past)
        shift = msgspec.structs.replace(first.shift, date=date)
        return msgspec.structs.replace(first, shift=shift, history=self._history)

    def _tension(self, now: datetime) -> Tension:
        sensed = sense_district(
            self._stage.first.district, self._signals, self._stage.kinds, now, on=self._stage.ground
        )
        self._inflation = sensed.inflation
        return sensed.tension

    def _keep(self, made: Plan, minutes: Floats, day: Day) -> None:
        visits = visits_of(made)
        columns = {
            "due": day.due,
            "incidents": day.incidents,
            "told": day.told,
            "found": day.found,
            "minutes": minutes,
            "visits": np.array([row.visits for row in made.cover], np.float64),
            "presence": np.array([row.minutes for row in made.cover]),
            "places": np.array([len({stop.place for stop in visits})], np.float64),
        }
        for name, column in columns.items():
            self._days.setdefault(name, []).append(np.asarray(column, np.float64))
        self._seen |= {stop.place for stop in visits}

    def nights(self) -> Nights:
        table = {name: np.column_stack(columns) for name, columns in self._days.items()}
        return Nights(
            minutes=table["minutes"],
            incidents=table["incidents"],
            due=table["due"],
            told=table["told"],
            found=table["found"],
            visits=table["visits"],
            presence=table["presence"],
            places=table["places"][0],
            seen=frozenset(self._seen),
            trust=self._state.trust,
            inflation=self._inflation,
        )
