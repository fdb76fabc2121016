"""The best plan of a tiny night, proven, by constraint programming (OR-Tools CP-SAT).

The model is the definition and nothing else: optional visits with a start in whole seconds, the
crews' ways, and the objective as fractions that are scaled to whole numbers without rounding.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python import cp_model

from tests.planning.oracle.definition import Definition, exact
from tests.planning.oracle.visits import Counted, Visit, counted, visits_of
from tests.planning.oracle.ways import Ways, ways_of


@dataclass(frozen=True, order=True)
class Served:
    """What one crew does at one place."""

    start: int
    leave: int
    place: int
    kind: str
    """visit, meeting or break."""


@dataclass(frozen=True)
class Optimum:
    objective: Fraction
    """Of the plan below."""
    bound: Fraction
    """No plan is worth more; equal to the objective when it is proven best."""
    tours: tuple[tuple[Served, ...], ...]
    """[crews]"""
    hood: dict[tuple[int, int], str]
    """(place, start) of each visit, joint ones included → the neighbourhood it counts for."""
    effort: float
    """Deterministic seconds of the solver."""

    @property
    def proven(self) -> bool:
        return self.objective == self.bound


def best_plan(night: Definition, *, effort: float) -> Optimum:
    """The plan with the highest objective.

    effort: deterministic seconds of CP-SAT, after which a bound remains. Raises RuntimeError when
    not even the meetings and breaks fit.
    """
    cp = cp_model.CpModel()
    visits = visits_of(cp, night)
    ways = ways_of(cp, night, visits)
    counts = counted(cp, night, visits)
    terms = _objective(cp, night, visits, ways, counts)
    scale = math.lcm(*(worth.denominator for worth, _ in terms))
    cp.maximize(sum(int(worth * scale) * term for worth, term in terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(cp)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise RuntimeError(solver.status_name(status))
    return Optimum(
        objective=Fraction(round(solver.objective_value), scale),
        bound=Fraction(round(solver.best_objective_bound), scale),
        tours=tuple(_tour(solver, night, ways, crew) for crew in range(len(night.crews))),
        hood={
            (visit.place, solver.value(visit.start)): h
            for visit in counts
            for h, counts_here in visit.sides.items()
            if solver.boolean_value(counts_here)
        },
        effort=solver.response_proto.deterministic_time,
    )


Term = tuple[Fraction, cp_model.LinearExprT]


def _objective(
    cp: cp_model.CpModel,
    night: Definition,
    visits: list[Visit],
    ways: Ways,
    counts: list[Counted],
) -> list[Term]:
    """Σ w (y¹ + 0.3 y²) + η Σ first + Σ β z − ρ Σ short − σ Σ overgap − ε travel, term by term."""
    s = night.settings
    factor = {1: Fraction(1), 2: exact(s.second_visit_factor)}
    terms: list[Term] = [(night.worth[v.place] * factor[v.nth], v.made) for v in visits]
    terms += [(night.worth[m.place] + exact(s.joint_visit_value), 1) for m in night.joint]
    for h, is_new in night.is_new.items():
        here = [visit.sides[h] for visit in counts if h in visit.sides]
        cp.add(sum(here) <= night.cap[h])
        if is_new:
            first = cp.new_bool_var(f"first in {h}")
            cp.add(sum(here) >= first)
            terms.append((exact(s.first_in_neighbourhood_value), first))
        due = night.floors.get(h, 0)
        short = cp.new_int_var(0, due, f"short in {h}")
        cp.add(short >= due - sum(here))
        terms.append((-exact(s.missing_dialogue_penalty), short))
    for place in night.over_gap:
        seen = cp.new_bool_var(f"{place} is seen")
        cp.add_max_equality(seen, [visit.made for visit in counts if visit.place == place] or [0])
        terms.append((-exact(s.over_gap_penalty), 1 - seen))
    terms += [(-exact(s.travel_penalty_per_minute) / 60, seconds) for seconds in ways.travel]
    return terms


def _tour(
    solver: cp_model.CpSolver, night: Definition, ways: Ways, crew: int
) -> tuple[Served, ...]:
    served = [
        Served(start, start + node.seconds, node.place, "visit" if node.visit else "break")
        for node in ways.nodes[crew]
        if solver.boolean_value(node.here)
        for start in [solver.value(node.start)]
    ]
    met = [Served(m.start, m.leave, m.place, "meeting") for m in night.meetings if crew in m.crews]
    return tuple(sorted(itertools.chain(served, met)))
