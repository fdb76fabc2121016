"""Where a night's visits go: as most would send them, and as the product does, without streets.

What the product plans is the best tour of real streets; here everything is next door, so that only
its values, its floors, its caps and its lot decide. Each area has some places of equal kind.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.draw.exploration import draw_exploration
from sejuk.model.settings import PlanningSettings
from sejuk.simulation.feedback.history import Record
from sejuk.simulation.feedback.senses import Sense, sense_record
from sejuk.simulation.feedback.world import World

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

PLACES = 4
"""Of an area: Johar Baru has 39 neighbourhoods and some 160 places."""
SENSE_NIGHTS = 7
"""Tension is worked out anew so often, to keep a simulated year short; the product does it nightly.
Its baseline leaves the last week out anyway."""


class Tonight(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    visits: Whole
    """[areas]"""
    drawn: NDArray[np.bool_]
    chance: Floats
    """[areas] the lot, and its probabilities; nothing where there is none."""


class Policy(Protocol):
    def __call__(self, record: Record, rng: np.random.Generator) -> Tonight:
        """The visits of the night after the last one on record."""


def greedy(world: World, settings: PlanningSettings) -> Policy:
    """To the areas with the most incidents on record, whoever told of them."""
    most = settings.burden_stops_without_history

    def tonight(record: Record, rng: np.random.Generator) -> Tonight:
        known = (record.told + record.found).sum(axis=1)
        order = np.lexsort((rng.random(len(known)), -known))
        visits = np.zeros(len(known), np.int64)
        for place, area in enumerate(np.repeat(order, most)[: world.visits]):
            visits[area] += place < world.visits
        return Tonight(visits=visits, drawn=visits < 0, chance=np.zeros(len(known)))

    return tonight


class Product:
    """Tension with a bonus for what is little known, floors, caps, and a fifth drawn by lot."""

    def __init__(
        self, world: World, settings: PlanningSettings, seed: int, *, corrected: bool = True
    ) -> None:
        self._world, self._settings, self._seed = world, settings, seed
        self._corrected = corrected
        self._ago = np.full((len(world.rates), PLACES), settings.due_days)
        self.sense: Sense | None = None
        """The last one."""

    def __call__(self, record: Record, rng: np.random.Generator) -> Tonight:
        if self.sense is None or record.days % SENSE_NIGHTS == 0:
            self.sense = sense_record(record, self._world.neighbours, corrected=self._corrected)
        settings, areas = self._settings, len(self._ago)
        waiting = record.nights_ago(settings.neighbourhood_floor_days)
        lot = draw_exploration(
            {str(area): float(nights) for area, nights in enumerate(waiting)},
            self._world.visits,
            settings.exploration_share,
            seed=self._seed,
            label=f"night {record.days}",
        )
        chance, drawn = np.zeros(areas), np.zeros(areas, np.bool_)
        if lot is not None:
            chance = np.array([one.p for one in lot.chances])
            drawn[[int(area) for area in lot.drawn]] = True
        must = drawn | (waiting >= settings.neighbourhood_floor_days - 1)
        worth = place_values(self.sense.mean, self.sense.high, self._ago, settings)
        fresh = waiting >= settings.neighbourhood_floor_days
        chosen = best_visits(
            worth + 1e-6 * rng.random(worth.shape),
            must=must,
            first=np.where(fresh, settings.first_in_neighbourhood_value, 0.0),
            cap=area_caps(record, self._world, settings),
            visits=self._world.visits,
        )
        self._ago = np.where(chosen, 1.0, self._ago + 1.0)
        return Tonight(visits=chosen.sum(axis=1), drawn=drawn, chance=chance)


def place_values(mean: Floats, high: Floats, ago: Floats, settings: PlanningSettings) -> Floats:
    """[areas, places] w of PLANNING.md: base × (tension + bonus)/50 × due."""
    tension = mean + settings.uncertainty_bonus * (high - mean)
    due = np.minimum(1.0 + ago / settings.due_days, settings.due_max)
    worth = settings.base_value * (tension / settings.reference_tension)[:, None] * due
    return np.asarray(worth, np.float64)


def area_caps(record: Record, world: World, settings: PlanningSettings) -> Whole:
    """[areas] visits tonight at most: three times the median presence over 14 nights (G5)."""
    nights = settings.burden_nights
    few = np.full(len(world.rates), settings.burden_stops_without_history, np.int64)
    if record.days < nights:
        return few
    minutes = record.minutes[:, record.days - nights : record.days]
    median = float(np.median(minutes.sum(axis=1)))
    if median == 0:
        return few
    left = settings.burden_cap_ratio * median - minutes[:, 1:].sum(axis=1)
    caps: Whole = np.floor(left / world.dwell_minutes + 1e-9).astype(np.int64)
    return np.maximum(caps, 0)


def best_visits(
    worth: Floats, *, must: NDArray[np.bool_], first: Floats, cap: Whole, visits: int
) -> NDArray[np.bool_]:
    """[areas, places] the visits of the highest worth, after one to each area that must have it."""
    chosen = np.zeros(worth.shape, np.bool_)
    left = np.minimum(cap, worth.shape[1])
    forced = np.flatnonzero(must & (left > 0))
    for area in forced[np.argsort(-worth[forced].max(axis=1))][:visits]:
        chosen[area, worth[area].argmax()] = True
    gain = np.where(chosen, -np.inf, worth)
    for _ in range(visits - int(chosen.sum())):
        count = chosen.sum(axis=1)
        total = np.where(
            (count < left)[:, None], gain + np.where(count, 0.0, first)[:, None], -np.inf
        )
        area, place = np.unravel_index(int(total.argmax()), total.shape)
        if total[area, place] == -np.inf:
            break
        chosen[area, place] = True
        gain[area, place] = -np.inf
    return chosen
