"""The way of each crew through the night: a circuit for each stretch between its meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from tests.planning.oracle.definition import Definition
from tests.planning.oracle.visits import Visit


@dataclass(frozen=True)
class Node:
    """Something that a crew may do in one stretch of its night."""

    place: int
    seconds: int
    start: cp_model.IntVar
    here: cp_model.IntVar
    """Whether it is done, and in this stretch."""
    visit: Visit | None
    """None: it is the break."""


@dataclass(frozen=True)
class Stretch:
    """From one fixed point of a crew's night to the next: posts, meetings."""

    crew: int
    origin: int
    begin: int
    target: int
    end: int


@dataclass
class Ways:
    """What the crews do and the seconds that they travel."""

    nodes: list[list[Node]]
    """[crews]"""
    travel: list[cp_model.LinearExprT]


def ways_of(cp: cp_model.CpModel, night: Definition, visits: list[Visit]) -> Ways:
    """Each visit is made by one crew; each crew is everywhere in time and has its break."""
    ways = Ways([[] for _ in night.crews], [])
    by: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for crew in range(len(night.crews)):
        rests: list[cp_model.IntVar] = []
        pause = cp.new_int_var(*night.break_starts, f"break of {crew}")
        for stretch in _stretches(night, crew):
            nodes = list(_visits(cp, night, stretch, visits))
            for node in nodes:
                by[id(node.visit)].append(node.here)
            if night.break_seconds:
                rests.append(cp.new_bool_var("rests"))
                post = night.post[crew][0]
                nodes.append(Node(post, night.break_seconds, pause, rests[-1], None))
            ways.nodes[crew] += nodes
            ways.travel.append(_circuit(cp, night, stretch, nodes))
        if night.break_seconds:
            cp.add_exactly_one(rests)
    for visit in visits:
        cp.add(sum(by[id(visit)]) == visit.made)
    return ways


def _stretches(night: Definition, crew: int) -> Iterator[Stretch]:
    out, home = night.post[crew]
    mine = sorted((m for m in night.meetings if crew in m.crews), key=lambda m: m.start)
    points = [
        (out, 0, 0),
        *((m.place, m.start, m.leave) for m in mine),
        (home, night.horizon, night.horizon),
    ]
    for (origin, _, begin), (target, end, _) in pairwise(points):
        yield Stretch(crew, origin, begin, target, end)


def _visits(
    cp: cp_model.CpModel, night: Definition, stretch: Stretch, visits: list[Visit]
) -> Iterator[Node]:
    """Those that the crew can make on its way."""
    for visit in visits:
        there = night.seconds(stretch.crew, stretch.origin, visit.place)
        on = night.seconds(stretch.crew, visit.place, stretch.target)
        if there is None or on is None:
            continue
        first = max(visit.span[0], stretch.begin + there)
        last = min(visit.span[1], stretch.end - on - night.dwell)
        if first <= last:
            here = cp.new_bool_var("visits")
            cp.add(visit.start >= first).only_enforce_if(here)
            cp.add(visit.start <= last).only_enforce_if(here)
            yield Node(visit.place, night.dwell, visit.start, here, visit)


def _circuit(
    cp: cp_model.CpModel, night: Definition, stretch: Stretch, nodes: list[Node]
) -> cp_model.LinearExprT:
    """The order of a stretch, in time; returns the seconds of travel."""
    arcs: list[tuple[int, int, cp_model.LiteralT]] = []
    travel: list[cp_model.LinearExprT] = []

    def leg(k: int, j: int, a: int, b: int) -> tuple[cp_model.IntVar, int] | None:
        seconds = night.seconds(stretch.crew, a, b)
        if seconds is None:
            return None
        taken = cp.new_bool_var("leg")
        arcs.append((k, j, taken))
        travel.append(seconds * taken)
        return taken, seconds

    if (direct := leg(0, 0, stretch.origin, stretch.target)) is not None:
        cp.add(stretch.begin + direct[1] <= stretch.end).only_enforce_if(direct[0])
    for k, node in enumerate(nodes, start=1):
        arcs.append((k, k, ~node.here))
        done = node.start + node.seconds
        if (out := leg(0, k, stretch.origin, node.place)) is not None:
            cp.add(node.start >= stretch.begin + out[1]).only_enforce_if(out[0])
        if (back := leg(k, 0, node.place, stretch.target)) is not None:
            cp.add(done + back[1] <= stretch.end).only_enforce_if(back[0])
        for j, other in enumerate(nodes, start=1):
            if j != k and (between := leg(k, j, node.place, other.place)) is not None:
                cp.add(other.start >= done + between[1]).only_enforce_if(between[0])
    cp.add_circuit(arcs)
    # Follows from the times, but the solver's linear relaxation does not see it.
    served = sum(node.seconds * node.here for node in nodes)
    cp.add(sum(travel) + served <= stretch.end - stretch.begin)
    return sum(travel)
