"""A plan: which crew stops where and when, why, and what could not be met."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.exploration import Exploration
from sejuk.model.force import Crew
from sejuk.model.pin import Pin
from sejuk.model.rotation import Rotation
from sejuk.model.time import Shift


class StopKind(StrEnum):
    VISIT = "visit"
    """A dialogue visit of one crew."""
    JOINT = "joint"
    """A visit at which all agencies of the roster are present together (sambang bersama)."""
    RENDEZVOUS = "rendezvous"
    """Crews meet (titik singgung); too short to count as a visit."""
    BREAK = "break"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a stop's value; the terms add up to the value."""

    code: str
    """base, tension, uncertainty, border, due, first, joint, second: `planning/objective.py`."""
    amount: float


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """Times are seconds after the shift's start: arrive ≤ start ≤ leave."""

    place: str
    kind: StopKind
    arrive: int
    start: int
    leave: int
    block: int
    """Index of the block in which it starts."""
    neighbourhood: str | None
    """The one it counts for; None for a rendezvous or break, and for all but the first crew
    of a joint visit, so that a joint visit counts once."""
    value: float
    reasons: tuple[Reason, ...]
    meets: tuple[str, ...] = ()
    """Ids of the other crews at a joint visit or rendezvous."""


class Route(msgspec.Struct, frozen=True, kw_only=True):
    crew: Crew
    depart: int
    back: int
    stops: tuple[Stop, ...]
    travel: int
    """Seconds of travel in all."""
    together: bool = False
    """True for plans in which everyone moves as one group (named, filled, single)."""


class Unmet(msgspec.Struct, frozen=True, kw_only=True):
    """Something the plan should have done and does not, with its reason."""

    what: str
    """floor, rawan_gap, joint, rendezvous, pillars, spread, place, pin, extra."""
    id: str
    reason: str
    """A code; the words for it are in reporting."""
    detail: str = ""


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate place without a visit tonight, and why."""

    place: str
    reason: str
    """post, banned, closed, unreachable, cap, no_time, worth_less: words in reporting."""
    value: float
    """What a visit would have added, at most."""
    needs_minutes: float | None = None
    """no_time: what the cheapest detour to it and the visit take."""
    spare_minutes: float | None = None
    """no_time: what that crew has left at that point of its tour."""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """How the plan fares, unchanged, when something goes wrong: what no longer fits is skipped."""

    what: str
    """slow_travel, or lost_crew."""
    crew: str | None
    visits: int
    visits_planned: int
    joint_visits: int
    objective: float
    back_late_minutes: float
    """How long after the shift's end the last crew is back; only when even its fixed stops are
    too much."""


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """What a constraint costs: the best plan found without it, less this one, on equal terms."""

    what: str
    """joint_visits, breadth, equity, unpredictability."""
    points: float
    percent: float
    """Of what the night is worth without it; 0 where that is not above 0."""


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """How this plan was drawn by lot; the seed and salt are made known when the night is over."""

    commitment: str
    """SHA-256(seed ‖ salt)."""
    pool_digest: str
    """SHA-256 of the timetables and shares of all plans in the pool."""
    label: str
    """Of the stream of numbers that was drawn from."""
    millionths: tuple[int, ...]
    """The share of each plan of the pool, exactly; the best plan first."""
    chosen: int
    """Index of this plan in the pool."""
    overlap: float
    """Expected share of one night's stops that are another night's, by place and half-hour."""
    repeat: float
    """Probability that two nights have the very same plan."""
    covered: float
    """Expected share of the places with a stop in `nights` draws."""
    covered_single: float
    """The same without a draw."""
    nights: int
    missed: tuple[tuple[str, float], ...] = ()
    """Floors and caps on how often a place is visited that the pool could not keep; by how much."""


class NeighbourhoodCover(msgspec.Struct, frozen=True, kw_only=True):
    """How one neighbourhood is served tonight."""

    id: str
    visits: int
    minutes: float
    passed: bool
    """A crew travels through; never counted as a visit."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The commander's figures; all are defined in PLANNING.md."""

    visits: int
    places: int
    neighbourhoods: int
    neighbourhoods_total: int
    priority_place_blocks: int
    priority_total: int
    dwell_minutes: float
    travel_minutes: float
    street_km_passed: float
    longest_gap_minutes: float | None
    """Median over rawan places; None without any."""
    longest_gap_max_minutes: float | None
    patrols_all_pillars_percent: float
    joint_visits_planned: int
    joint_visits_met: int
    overtime_minutes: float
    workload_spread_minutes: float
    visits_per_neighbourhood_min: int
    visits_per_neighbourhood_max: int
    objective: float


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One night. Equal inputs and seed give an equal plan, byte for byte."""

    kind: str
    """sejuk, or a baseline: named, filled, single, manual."""
    district: str
    synthetic: bool
    shift: Shift
    blocks: tuple[int, ...]
    """Bounds in seconds; block b is blocks[b] … blocks[b + 1]."""
    seed: int
    preset: str
    engine: str
    routes: tuple[Route, ...]
    cover: tuple[NeighbourhoodCover, ...]
    figures: Figures
    unmet: tuple[Unmet, ...]
    night: int = 1
    """1 … N of a planned horizon."""
    uncovered: tuple[Uncovered, ...] = ()
    robustness: tuple[Trial, ...] = ()
    prices: tuple[Price, ...] = ()
    bound: float | None = None
    """No plan with these crews, joint visits and rendezvous has a higher objective."""
    gap_percent: float | None = None
    """(bound − objective)/bound."""
    bound_relaxed: float | None = None
    """The same without what stage C fixed; no target, printed beside it."""
    gap_relaxed_percent: float | None = None
    pins: tuple[Pin, ...] = ()
    """What the commander wanted visited; what is not is in `unmet` (pin, place)."""
    bans: tuple[str, ...] = ()
    """Ids of the places that the commander has closed."""
    draw: Drawn | None = None
    rotation: Rotation | None = None
    """The fair rotation that holds tonight: strata, probabilities, and who was drawn."""
    exploration: Exploration | msgspec.UnsetType = msgspec.UNSET
    """Who was drawn to be looked at tonight, and with which probability; unset: nobody was."""
    notes: tuple[str, ...] = ()
    """Codes of things the reader must know: example_roster, equal_tension, no_history, …"""
