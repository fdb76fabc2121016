"""Tours under change: one set of arrays that kernels copy and edit in place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sejuk.kernels.compiled import entry, kernel
from sejuk.planning.engine.model import NONE, Bools, Floats, Instance, Ints, Records

OPEN = NONE
"""`where` of an item that is on no tour."""


TOUR = np.dtype([("size", np.int64), ("travel", np.int64), ("room", np.int64), ("stale", np.bool_)])
STOP = np.dtype([(name, np.int64) for name in ("item", "place", "leave", "latest", "leg")])
SPAN = np.dtype([("first", np.int64), ("last", np.int64)])
OFFER = np.dtype([("extra", np.int64), ("gap", np.int64)])


class Scratch(NamedTuple):
    """Room to work in, for whoever runs; nothing in it outlasts a kernel. Kernels that allocate
    nothing need not count references, which took two thirds of a search's time."""

    torn: Ints
    """[j] for the search: items chosen to be torn out."""
    gains: Floats
    order: Ints
    """[j] for recreating."""
    rate: Floats
    distance: Ints
    """[j] for tearing out."""
    border: Ints
    began: Ints
    """[j] for counting."""
    stale: Bools
    """[v] for inserting."""
    loose: Bools
    """[s]"""
    again: Bools
    """[v + 1] for moving walls."""


class Board(NamedTuple):
    """Invariant between operators: every tour is scheduled and fits."""

    crew: Records
    """[v] TOUR: items on the tour, time on the way, the most time to spare in a gap beyond its leg,
    whether its offers are out of date."""
    stop: Records
    """[v, L + 2] STOP. Gap k lies before item k: `place` and `leave` are where it begins and the
    earliest departure from there, `item` is what follows (nothing in the last gap) and `latest`
    its latest arrival, `leg` the time between the two. One more `place` is the end of the tour."""
    window: Records
    """[j] WINDOW in force. Of two visits to a site one after the other, the first must end and the
    time apart pass before the window of the second begins: so tours need not know each other."""
    span: Records
    """[j] SPAN: the earliest and the latest start of an item as its tour stands."""
    where: Ints
    """[j] crew; OPEN; the number of crews when already made."""
    visits: Ints
    """[s] items of each site that are on a tour or already made."""
    counted: Ints
    """[g] visits that count for each group."""
    tally: Ints
    """[4] how many there are of what `inst.least` wants."""
    offer: Records
    """[v, j] OFFER: the time that the cheapest gap of a tour takes for an open item (NEVER:
    none fits; UNKNOWN: look), and that gap."""
    taste: Floats
    """[j] factor by which a gain is seen while recreating; below 0: given up for now."""
    scratch: Scratch


def new_board(inst: Instance) -> Board:
    """Empty tours; items already made are accounted for, those with an owner are still open."""
    items, crews = len(inst.item), len(inst.crew)
    made = inst.done["item"]
    where = np.full(items, OPEN, np.int64)
    where[made] = crews
    visits = np.zeros(len(inst.site_bonus), np.int64)
    sites = inst.item["site"][made]
    np.add.at(visits, sites[sites != NONE], 1)
    tours = np.zeros(crews, TOUR)
    tours["stale"] = True
    span = np.zeros(items, SPAN)
    for kind in ("first", "last"):
        span[kind][made] = inst.done["start"]
    return Board(
        crew=tours,
        stop=np.zeros((crews, items + 3), STOP),
        window=inst.window.copy(),
        span=span,
        where=where,
        visits=visits,
        counted=np.zeros(len(inst.gain), np.int64),
        tally=np.zeros(len(inst.least), np.int64),
        offer=np.zeros((crews, items), OFFER),
        taste=np.ones(items),
        scratch=Scratch(
            torn=np.zeros(items, np.int64),
            gains=np.zeros(items),
            order=np.zeros(items, np.int64),
            rate=np.zeros(items),
            distance=np.zeros(items, np.int64),
            border=np.zeros(items, np.int64),
            began=np.zeros(items, np.int64),
            stale=np.zeros(crews, bool),
            loose=np.zeros(len(visits), bool),
            again=np.zeros(crews + 1, bool),
        ),
    )


@entry
def copy_board(source: Board, target: Board) -> None:
    """Make the target equal to the source, as far as it is used; taste is its own."""
    for v in range(len(source.crew)):
        target.crew[v] = source.crew[v]
        for k in range(source.crew[v].size + 2):
            target.stop[v, k] = source.stop[v, k]
        for item in range(len(source.where)):
            target.offer[v, item] = source.offer[v, item]
    for item in range(len(source.where)):
        target.where[item] = source.where[item]
        target.window[item] = source.window[item]
        target.span[item] = source.span[item]
    for site in range(len(source.visits)):
        target.visits[site] = source.visits[site]
    for group in range(len(source.counted)):
        target.counted[group] = source.counted[group]
    for kind in range(len(source.tally)):
        target.tally[kind] = source.tally[kind]


@kernel
def total_travel(board: Board) -> int:
    """Time on the way, all crews together."""
    result = 0
    for v in range(len(board.crew)):
        result += board.crew[v].travel
    return result


@kernel
def take_out(board: Board, inst: Instance, item: int) -> None:
    """Remove an item from its tour. The tour must be scheduled again afterwards."""
    v = board.where[item]
    stop = board.stop[v]
    k = 0
    while stop[k].item != item:
        k += 1
    for n in range(k, board.crew[v].size - 1):
        stop[n].item = stop[n + 1].item
    board.crew[v].size -= 1
    board.where[item] = OPEN
    board.window[item] = inst.window[item]
    board.crew[v].stale = True
    if inst.item[item].site != NONE:
        board.visits[inst.item[item].site] -= 1


@kernel
def put_in(board: Board, inst: Instance, v: int, k: int, item: int) -> None:
    """Insert an item at gap k of tour v. The tour must be scheduled again afterwards."""
    stop = board.stop[v]
    for n in range(board.crew[v].size, k, -1):
        stop[n].item = stop[n - 1].item
    stop[k].item = item
    board.crew[v].size += 1
    board.where[item] = v
    board.crew[v].stale = True
    if inst.item[item].site != NONE:
        board.visits[inst.item[item].site] += 1
