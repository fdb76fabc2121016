"""Core and extra: who takes part, what a draw asks of a night, and what came of it."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec
import numpy as np
import pytest

from sejuk.app.drawing import new_rotation
from sejuk.cycle import plan_and_verify
from sejuk.draw.rotation import draw_rotation
from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.rotation import Rotation
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.extra import (
    compliance,
    extra_candidates,
    extra_frame,
    extra_must,
    kept_for_floor,
    without_undrawn,
)
from sejuk.planning.meetings import joint_visits
from sejuk.planning.night import Night
from sejuk.planning.problem import PatrolProblem, patrol_problem
from sejuk.planning.solve import solve
from tests.planning.chance import SETTINGS, TINY, grid_district, tiny_search

BEGINS = dt.date(2024, 11, 28)
SEED, SALT = hashlib.sha256(b"undian").digest(), bytes(16)
SPOTS = [(x, y) for x in range(5) for y in range(4)]
DISTRICT = grid_district(SPOTS, [(str(1 + k % 4),) for k in range(len(SPOTS))])
CREWS = make_crews(
    Roster(
        lines=(
            RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=2),
            RosterLine(agency=Agency.TNI, role=Role.MEMBER, people=2),
        )
    ),
    settings=SETTINGS,
    police_post=DISTRICT.police_post,
).crews


def night(
    *,
    must: frozenset[str] = frozenset(),
    floors: dict[str, int] | None = None,
    date: dt.date = BEGINS,
) -> PatrolProblem:
    """Twenty places, four neighbourhoods of tension 40 … 55, two crews, three hours."""
    areas = tuple(AreaTension(area=str(h), mean=35.0 + 5 * h) for h in range(1, 5))
    return patrol_problem(
        DISTRICT,
        crews=CREWS,
        shift=Shift(date=date, start=dt.time(22), end=dt.time(1)),
        tension=Tension(areas=areas),
        history=History(),
        floors=floors or {},
        settings=SETTINGS,
        must=must,
    )


@pytest.fixture(scope="module")
def rotation() -> Rotation:
    return draw_rotation(extra_frame(night(), begins=BEGINS, budget=3), SEED, SALT)


def test_the_core_takes_no_part() -> None:
    problem = night(must=frozenset({"p7"}))
    found = set(extra_candidates(problem, core=frozenset({"p9"})))
    assert found
    assert not found & {"p7", "p9", DISTRICT.police_post}
    assert not found & {problem.places[m.place].id for m in joint_visits(problem)}
    assert not found & {problem.places[i].id for i in kept_for_floor(problem)}


def test_every_neighbourhood_keeps_a_place_for_its_floor() -> None:
    problem = night()
    kept = kept_for_floor(problem)
    assert {int(problem.sides[i, 0]) for i in kept} == {0, 1, 2, 3}
    worth = problem.value.max(axis=1)
    for i in kept:
        same = problem.sides[:, 0] == problem.sides[i, 0]
        assert worth[i] == worth[same].max()


def test_frame_names_wards_and_terciles() -> None:
    free = extra_frame(night(), begins=BEGINS, budget=2)
    # Another place of a neighbourhood that takes part: the veto is of them all.
    area_of = {place.id: place.area_id for place in DISTRICT.places}
    out = area_of[free.units[0].place]
    other = next(p for p, area in area_of.items() if area == out and p != free.units[0].place)
    frame = extra_frame(night(), begins=BEGINS, budget=2, vetoed=frozenset({other}))
    assert out not in {area_of[unit.place] for unit in frame.units}
    assert frame.vetoed == (free.units[0].place,)
    assert {unit.stratum.ward for unit in frame.units} <= {"Contoh 0", "Contoh 1"}
    assert sum(unit.thousandths for unit in frame.units) == 2000


def test_a_draw_holds_for_its_nights_only(rotation: Rotation) -> None:
    for days, holds in [(-1, False), (0, True), (2, True), (3, False)]:
        date = BEGINS + dt.timedelta(days=days)
        assert extra_must(rotation, date) == (frozenset(rotation.drawn) if holds else frozenset())
        closed = without_undrawn(night(date=date), rotation)
        index = DISTRICT.place_index()
        shut = [(closed.late < closed.early)[index[p]].all() for p in rotation.undrawn]
        assert shut == [holds] * len(rotation.undrawn)


def test_a_night_follows_the_draw(rotation: Rotation) -> None:
    """Drawn places are visited, undrawn ones are not, and the floor is still met."""
    floors = dict.fromkeys(("1", "2", "3", "4"), 1)
    problem = without_undrawn(night(must=extra_must(rotation, BEGINS), floors=floors), rotation)
    preset = msgspec.structs.replace(
        TINY, improve=msgspec.structs.replace(TINY.improve, iterations=80)
    )
    solved = solve(problem, preset, seed=0, stop=lambda: False, progress=lambda _stage, _part: None)
    visited = {
        solved.problem.places[solved.items.place[item]].id
        for tour in solved.tours
        for item in tour
        if item < solved.items.visits + solved.items.meetings
    }
    found = compliance(rotation, [frozenset(visited)])
    assert found.drawn_due == found.drawn_visited == 3
    assert found.undrawn_visited == 0
    assert found.rate == 1
    reached = {solved.problem.sides[DISTRICT.place_index()[p], 0] for p in visited}
    assert reached == set(np.flatnonzero(problem.floor > 0))


def test_a_drawn_place_that_cannot_be_visited_is_listed_with_its_reason(
    sample_night: Night,
) -> None:
    """Banned since it was drawn, or gone from a district that was built again."""
    rotation = new_rotation(sample_night, 3, frozenset(), (SEED, SALT))
    banned = rotation.drawn[0]
    gone = msgspec.structs.replace(rotation, drawn=(*rotation.drawn, "tidak-ada-lagi"))
    night = msgspec.structs.replace(sample_night, rotation=gone, bans=frozenset({banned}))
    plan, violations = plan_and_verify(night, tiny_search())
    assert not violations
    listed = {unmet.id: unmet.reason for unmet in plan.unmet if unmet.what == "extra"}
    assert listed == {banned: "banned", "tidak-ada-lagi": "closed"}


def test_compliance_counts_place_nights(rotation: Rotation) -> None:
    a, b, c = rotation.drawn
    other = rotation.undrawn[0]
    nights = [frozenset({a, b, c}), frozenset({a, other}), frozenset[str](), frozenset({other})]
    found = compliance(rotation, nights)  # the fourth night is no longer of this draw
    assert (found.drawn_due, found.drawn_visited) == (9, 4)
    assert (found.undrawn_due, found.undrawn_visited) == (3 * len(rotation.undrawn), 1)
    assert set(found.missed) == {(2, b), (2, c), (3, a), (3, b), (3, c)}
    assert found.crossed == ((2, other),)
    assert found.rate == pytest.approx(4 / 9 - 1 / (3 * len(rotation.undrawn)))
