"""What the search works on: a team orienteering instance with windows, as plain arrays.

Indices: j items, v crews, s sites, g groups, m modes, p places. Times are whole seconds (or
any whole unit). An item is one visit that may be made; a site is a place with several items
(one for each block of a night); a group is a neighbourhood, whose visits are worth less the
more there are (PLANNING.md, η, ρ and the cap).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sejuk.problems import refuse

NONE = -1
NEVER = np.int64(1) << np.int64(40)
"""A time beyond every horizon."""
UNKNOWN = -NEVER
"""In place of a time that nobody has looked up: it promises more than any."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


Records = NDArray[Any]
"""Rows with named fields; `item[j].prize` reads the same in a kernel."""

ITEM = np.dtype(
    [
        ("place", np.int64),
        ("service", np.int64),
        ("prize", np.float64),
        ("site", np.int64),
        ("low", np.int64),
        ("high", np.int64),
        ("rank", np.int64),
        ("owner", np.int64),
        ("leader", np.int64),
        ("follower", np.int64),
        ("urgent", np.bool_),
    ]
)
WINDOW = np.dtype([("early", np.int64), ("late", np.int64)])
CREW = np.dtype([(name, np.int64) for name in ("start", "end", "ready", "until", "mode", "out")])
DONE = np.dtype([("item", np.int64), ("start", np.int64)])


class Instance(NamedTuple):
    """Read by the kernels. Few arrays with named fields: numba compiles them faster than many
    plain ones (26 s instead of 42 when measured)."""

    item: Records
    """[j] ITEM: where, how long, worth what; its site or NONE; the groups low and high that it
    may count for, or NONE (of two, the one with fewer visits); what settles ties between visits
    that start together; the crew that must serve it, NONE when it may be left out; the item that
    must be served for this one to count, and the one for which this is so, or NONE; whether it
    is of the urgent ones, of which `least` counts."""
    window: Records
    """[j] WINDOW: first and last start."""
    apart: int
    """Time between the end of a visit and the start of the next one to its site."""
    keep: Floats
    """[v, j] what it is worth that this crew serves the item; −inf: it may not."""
    crew: Records
    """[v] CREW: places, times and travel table of each; since when it is out, NONE while
    at home."""
    site_items: Ints
    """[s, B] the items of each site in the order in which they are served, then NONE."""
    site_bonus: Floats
    """[s] what the first visit to a site is worth beyond its prize."""
    fresh_site: Bools
    """[s] whether its first visit is one to a new place."""
    least: Ints
    """[4] visits, new places, groups and urgent items that are wanted; see `TALLY`."""
    least_bonus: float
    """What each of them is worth until there are as many as wanted."""
    gain: Floats
    """[g, c] what one more visit is worth in a group that has c; the last column holds on."""
    total: Floats
    """[g, c] what c visits are worth together."""
    done: Records
    """DONE: items that are already made, and when."""
    travel: Ints
    """[m, p, p] from, to."""
    travel_back: Ints
    """[m, p, p] to, from: all ways to one place lie side by side in memory."""
    shortcut: int
    """How much shorter than its direct way a way over a third place is at most; 0 where distances
    are as they should be."""
    near: Ints
    """[j, K] other items, nearest first."""
    travel_cost: float
    """Per unit of time."""
    spread_free: int
    spread_cost: float
    """What it costs per unit of time that the crew longest out is out longer than the one
    shortest out, beyond a time that is free."""


TALLY = ("visits", "places", "groups", "urgent")
NEAR_MOST = 100


def instance(
    *,
    place: Ints,
    service: Ints,
    prize: Floats,
    early: Ints,
    late: Ints,
    start: Ints,
    end: Ints,
    ready: Ints,
    until: Ints,
    travel: Ints,
    mode: Ints | None = None,
    out: Ints | None = None,
    travel_cost: float = 0.0,
    spread_free: int = 0,
    spread_cost: float = 0.0,
    apart: int = 0,
    site: Ints | None = None,
    leader: Ints | None = None,
    site_bonus: Floats | None = None,
    fresh_site: Bools | None = None,
    urgent: Bools | None = None,
    least: Ints | None = None,
    least_bonus: float = 0.0,
    sides: Ints | None = None,
    gain: Floats | None = None,
    total: Floats | None = None,
    rank: Ints | None = None,
    owner: Ints | None = None,
    allowed: Bools | None = None,
    keep: Floats | None = None,
    done: Ints | None = None,
    done_start: Ints | None = None,
) -> Instance:
    """An instance whose parts fit together; what is left out is taken as absent.

    The items of a site are served in the order of their first starts.
    Raises ProblemError: `bad_search_input` with what is wrong, `no_crews`.
    """
    items, crews = len(place), len(start)
    if crews == 0:
        raise refuse("bad_search_input", detail="no crews")
    none = np.full(items, NONE, np.int64)
    sides = np.stack([none, none], axis=1) if sides is None else sides
    keep = np.zeros((crews, items)) if keep is None else keep
    site = none if site is None else site
    leader = none if leader is None else leader
    sites = int(site.max(initial=NONE)) + 1
    made = Instance(
        item=_records(
            ITEM,
            place=place,
            service=service,
            prize=prize,
            site=site,
            low=sides[:, 0],
            high=sides[:, 1],
            rank=np.arange(items) if rank is None else rank,
            owner=none if owner is None else owner,
            leader=leader,
            follower=_followers(leader),
            urgent=np.zeros(items, bool) if urgent is None else urgent,
        ),
        window=_records(WINDOW, early=early, late=late),
        apart=int(apart),
        keep=keep if allowed is None else np.where(allowed, keep, -np.inf),
        crew=_records(
            CREW,
            start=start,
            end=end,
            ready=ready,
            until=until,
            mode=np.zeros(crews, np.int64) if mode is None else mode,
            out=np.full(crews, NONE, np.int64) if out is None else out,
        ),
        site_items=_by_site(site, early),
        site_bonus=np.zeros(sites) if site_bonus is None else site_bonus,
        fresh_site=np.ones(sites, bool) if fresh_site is None else fresh_site,
        least=np.zeros(len(TALLY), np.int64) if least is None else least,
        least_bonus=float(least_bonus),
        gain=np.zeros((0, 1)) if gain is None else gain,
        total=np.zeros((0, 1)) if total is None else total,
        done=_records(
            DONE,
            item=np.zeros(0, np.int64) if done is None else done,
            start=np.zeros(0, np.int64) if done_start is None else done_start,
        ),
        travel=np.ascontiguousarray(travel),
        travel_back=np.ascontiguousarray(travel.swapaxes(1, 2)),
        shortcut=0,
        near=np.zeros((items, 0), np.int64),
        travel_cost=float(travel_cost),
        spread_free=int(spread_free),
        spread_cost=float(spread_cost),
    )
    for what, wrong in _mistakes(made).items():
        if wrong:
            raise refuse("bad_search_input", detail=what)
    seen = np.unique(np.concatenate((place, start, end)))
    ways = travel[np.unique(made.crew["mode"])][:, seen[:, None], seen]
    return made._replace(near=_near(place, travel), shortcut=_shortcut(ways))


def _records(kind: np.dtype[Any], **columns: NDArray[Any]) -> Records:
    rows = np.zeros(len(next(iter(columns.values()))), kind)
    for name, column in columns.items():
        rows[name] = column
    return rows


def _followers(leader: Ints) -> Ints:
    """[j] the item that has this one as its leader."""
    follower = np.full(len(leader), NONE, np.int64)
    led = np.flatnonzero(leader != NONE)
    follower[leader[led]] = led
    return follower


def _by_site(site: Ints, early: Ints) -> Ints:
    """[s, B] items by site, padded with NONE."""
    members: list[list[int]] = [[] for _ in range(int(site.max(initial=NONE)) + 1)]
    for item in np.argsort(early, kind="stable").tolist():
        if site[item] != NONE:
            members[site[item]].append(item)
    most = max((len(row) for row in members), default=0)
    return np.array([row + [NONE] * (most - len(row)) for row in members], np.int64).reshape(
        len(members), most
    )


def _mistakes(made: Instance) -> dict[str, bool]:
    if made.travel.ndim != 3 or made.travel.shape[1] != made.travel.shape[2]:
        return {"no square table of travel times": True}
    places = made.travel.shape[-1]
    item, crew = made.item, made.crew
    everywhere = np.concatenate([item["place"], crew["start"], crew["end"]])
    owned = np.flatnonzero(item["owner"] != NONE)
    owners = item["owner"][owned]
    return {
        "a travel time below 0": bool((made.travel < 0).any()),
        "a place that has no travel times": bool(((everywhere < 0) | (everywhere >= places)).any()),
        "a time apart below 0": made.apart < 0,
        "a service below 0": bool((item["service"] < 0).any()),
        "a prize that is no number": not bool(np.isfinite(item["prize"]).all()),
        "a crew that is to be back before it is ready": bool((crew["until"] < crew["ready"]).any()),
        "a crew that must serve what it may not": bool(
            (owners >= len(crew)).any() or np.isneginf(made.keep[owners % len(crew), owned]).any()
        ),
    }


def _shortcut(travel: Ints) -> int:
    """By how much the triangle inequality is broken at most."""
    return _shortcut_in(travel.tobytes(), travel.shape)


@lru_cache(maxsize=4)
def _shortcut_in(travel: bytes, shape: tuple[int, ...]) -> int:
    """A district's streets are the same night after night."""
    most = 0
    for mode in np.frombuffer(travel, np.int64).reshape(shape):
        for over in range(len(mode)):
            most = max(most, int((mode - mode[:, over, None] - mode[over]).max()))
    return most


def _near(place: Ints, travel: Ints) -> Ints:
    """[j, K] the other items by travel time of the first mode, ties by number."""
    return _near_in(place.tobytes(), np.ascontiguousarray(travel[0]).tobytes(), travel.shape[1])


@lru_cache(maxsize=8)
def _near_in(places: bytes, table: bytes, size: int) -> Ints:
    """Read by the kernels, never changed."""
    place = np.frombuffer(places, np.int64)
    travel = np.frombuffer(table, np.int64).reshape(1, size, size)
    items = len(place)
    most = min(NEAR_MOST, max(items - 1, 0))
    seen, row = np.unique(place, return_inverse=True)
    order = np.argsort(travel[0][seen[:, None], place], axis=1, kind="stable")[row, : most + 1]
    # An item is not beside itself: the others keep their order, itself goes to the end.
    others = np.argsort(order == np.arange(items)[:, None], axis=1, kind="stable")[:, :most]
    return np.take_along_axis(order, others, axis=1)
