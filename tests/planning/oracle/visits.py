"""Which dialogue visits a plan may have, kept apart, and the neighbourhood each counts for."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tests.planning.oracle.definition import Definition, Span


@dataclass(frozen=True)
class Visit:
    """The nth visit to a place in a block, which a plan may have or not."""

    place: int
    block: int
    nth: int
    span: Span
    """When it may start."""
    start: cp_model.IntVar
    made: cp_model.IntVar


def visits_of(cp: cp_model.CpModel, night: Definition) -> list[Visit]:
    """Up to two visits to each place in each block, joint ones included; all kept apart."""
    found: list[Visit] = []
    for place, block in itertools.product(range(len(night.places)), range(len(night.blocks))):
        span = night.may_start(place, block)
        if span is None:
            continue
        first, last = night.blocks[block]
        joint = sum(m.place == place and first <= m.start <= last for m in night.joint)
        visits = [
            Visit(
                place,
                block,
                nth,
                span,
                start=cp.new_int_var(*span, f"start of {nth} at {place} in {block}"),
                made=cp.new_bool_var(f"made {nth} at {place} in {block}"),
            )
            for nth in range(joint + 1, 3)
        ]
        apart = night.dwell + night.separation
        for before, after in itertools.pairwise(visits):
            cp.add_implication(after.made, before.made)
            cp.add(after.start >= before.start + apart).only_enforce_if(after.made)
        found += visits
    _keep_apart(cp, night, found)
    return found


def _keep_apart(cp: cp_model.CpModel, night: Definition, visits: list[Visit]) -> None:
    """From the end of one visit to a place to the start of the next lies the separation."""
    at: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
    for visit in visits:
        length = night.dwell + night.separation
        at[visit.place].append(
            cp.new_optional_fixed_size_interval_var(visit.start, length, visit.made, "visit")
        )
    for m in night.joint:
        length = m.leave - m.start + night.separation
        at[m.place].append(cp.new_fixed_size_interval_var(m.start, length, "joint visit"))
    for intervals in at.values():
        cp.add_no_overlap(intervals)


@dataclass
class Counted:
    """A visit that counts for one neighbourhood, joint ones too."""

    place: int
    start: cp_model.LinearExprT
    made: cp_model.IntVar
    sides: dict[str, cp_model.IntVar] = field(default_factory=dict)
    """Neighbourhood → whether it counts there."""


def counted(cp: cp_model.CpModel, night: Definition, visits: list[Visit]) -> list[Counted]:
    """A border visit counts for the side with fewer visits, tie: the lower id. Visits inside come
    first, then border visits by start and place id, each with those before it."""
    always = cp.new_constant(1)
    found = [Counted(visit.place, visit.start, visit.made) for visit in visits]
    found += [Counted(m.place, m.start, always) for m in night.joint]
    for visit in found:
        hoods = night.places[visit.place].neighbourhoods
        visit.sides = dict.fromkeys(hoods, visit.made)
        if len(hoods) == 2:
            visit.sides = {h: cp.new_bool_var(f"counts for {h}") for h in hoods}
            cp.add(sum(visit.sides.values()) == visit.made)
    _choose_sides(
        cp,
        night,
        inside=[v for v in found if len(v.sides) == 1],
        border=[v for v in found if len(v.sides) == 2],
    )
    return found


def _choose_sides(
    cp: cp_model.CpModel, night: Definition, *, inside: list[Counted], border: list[Counted]
) -> None:
    before: dict[tuple[int, int], cp_model.LiteralT] = {}
    for (p, a), (q, b) in itertools.combinations(enumerate(border), 2):
        if set(a.sides) & set(b.sides):
            before[p, q] = _is_before(cp, night, a, b)
            before[q, p] = ~before[p, q]
    for p, visit in enumerate(border):
        stops: dict[str, cp_model.LinearExprT] = {
            h: sum(v.sides[h] for v in inside if h in v.sides)
            + sum(
                _both(cp, before[q, p], other.sides[h])
                for q, other in enumerate(border)
                if q != p and h in other.sides
            )
            for h in visit.sides
        }
        low, high = visit.sides
        cp.add(stops[low] <= stops[high]).only_enforce_if(visit.sides[low])
        cp.add(stops[low] > stops[high]).only_enforce_if(visit.sides[high])


def _is_before(cp: cp_model.CpModel, night: Definition, a: Counted, b: Counted) -> cp_model.IntVar:
    """Whether a comes before b, should both be made."""
    first = cp.new_bool_var("is before")
    a_wins_ties = night.places[a.place].id < night.places[b.place].id
    cp.add(a.start + (not a_wins_ties) <= b.start).only_enforce_if([first, a.made, b.made])
    cp.add(b.start + a_wins_ties <= a.start).only_enforce_if([~first, a.made, b.made])
    return first


def _both(cp: cp_model.CpModel, a: cp_model.LiteralT, b: cp_model.LiteralT) -> cp_model.IntVar:
    both = cp.new_bool_var("both")
    cp.add_bool_and([a, b]).only_enforce_if(both)
    cp.add_bool_or([~a, ~b, both])
    return both
