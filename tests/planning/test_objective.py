"""The objective by hand, term by term, and beside a formula written again from PLANNING.md."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.place import area_order
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night
from sejuk.planning.objective import Visited, count_for, score
from sejuk.planning.problem import PatrolProblem
from tests.planning.chance import SETTINGS, grid_district, nights, problem_of

POST, ONE, TWO, EDGE, TEN = range(5)


def small(**changes: object) -> PatrolProblem:
    """Post and ONE in `1`, TWO in `2`, EDGE on the border of the two, TEN in `10`."""
    district = grid_district(
        [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)], [("1",), ("1",), ("2",), ("1", "2"), ("10",)]
    )
    lead = RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=2)
    roster = Roster(lines=(lead,))
    night = Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0"),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(1)),
        tension=Tension(areas=(AreaTension(area="2", mean=75.0),)),
        history=History(),
        floors={},
        settings=SETTINGS,
    )
    return problem_of(msgspec.structs.replace(night, **changes))


def at(place: int, start: int, *, joint: bool = False) -> Visited:
    return Visited(start=start, place=place, block=int(start >= 5400), joint=joint)


@pytest.mark.parametrize(
    ("visits", "changes", "travel", "expected"),
    [
        ([], {}, 0, 0.0),
        # w = 10, η = 8
        ([at(ONE, 600)], {}, 0, 18.0),
        # w = 10 × 75/50 = 15
        ([at(TWO, 600)], {}, 0, 23.0),
        # The same block again: 0.3 × 10; the next block is a first visit of its own.
        ([at(ONE, 600), at(ONE, 5000)], {}, 0, 21.0),
        ([at(ONE, 600), at(ONE, 6000)], {}, 0, 28.0),
        # There is no y³.
        ([at(ONE, 0), at(ONE, 2000), at(ONE, 4000)], {}, 0, 21.0),
        # A joint visit earns β, 20.
        ([at(ONE, 600, joint=True)], {}, 0, 38.0),
        # ε = 0.01 a minute: 50 minutes cost 0.5
        ([at(ONE, 600)], {}, 3000, 17.5),
        # Two missing visits in 2, one in 10: −3 × 200.
        ([at(ONE, 600)], {"floors": {"2": 2, "10": 1, "1": 1}}, 0, 18.0 - 600),
        # Served four nights ago: no η, due = 1 + 4/7; p2 is rawan and long not visited: −5.
        (
            [at(ONE, 600)],
            {
                "history": History(
                    nights=9, place_nights_ago={"p1": 4}, neighbourhood_nights_ago={"1": 7}
                )
            },
            0,
            10 * 11 / 7 - 5,
        ),
        # 8 nights ago is more than 7: η again, due 2.
        (
            [at(ONE, 600)],
            {
                "history": History(
                    nights=9, place_nights_ago={"p1": 8}, neighbourhood_nights_ago={"1": 8}
                )
            },
            0,
            28.0 - 5,
        ),
    ],
)
def test_by_hand(
    visits: list[Visited], changes: dict[str, object], travel: int, expected: float
) -> None:
    assert score(small(**changes), tuple(visits), travel).objective == pytest.approx(expected)


def test_over_gap() -> None:
    # `2` is at 75: p2 rawan. Last visit 4 nights ago counts, 3 nights ago does not; σ = 5.
    for ago, lost in ((3, 0.0), (4, 5.0), (None, 5.0)):
        places = {"p2": ago} if ago else {}
        history = History(nights=4, place_nights_ago=places)
        assert score(small(history=history), (), 0).objective == -lost
    seen = score(small(history=History(nights=4)), (at(TWO, 0),), 0)
    assert seen.objective == pytest.approx(10 * 1.5 * 2 + 8)  # due 2, and nothing lost


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        # Tie: the lower id, as numbers.
        ([at(EDGE, 0)], ["1"]),
        # The side with fewer stops; those inside count first, whatever their hour.
        ([at(EDGE, 0), at(ONE, 9000)], ["2", "1"]),
        ([at(ONE, 0), at(TWO, 1000), at(EDGE, 2000)], ["1", "2", "1"]),
        # Borders one after the other.
        ([at(EDGE, 0), at(EDGE, 6000)], ["1", "2"]),
        ([at(EDGE, 6000), at(EDGE, 0)], ["2", "1"]),
    ],
)
def test_a_border_counts_for_the_side_with_fewer(
    visits: list[Visited], expected: list[str]
) -> None:
    problem = small()
    hoods = problem.district.neighbourhoods
    assert [hoods[h].id for h in count_for(problem, visits)] == expected


def test_ids_are_numbers_where_they_can_be() -> None:
    assert sorted(("10", "9", "a"), key=area_order) == ["9", "10", "a"]


@settings(max_examples=100, derandomize=True)
@given(st.data())
def test_beside_the_formula(data: st.DataObject) -> None:
    problem = problem_of(data.draw(nights()))
    n, blocks = problem.value.shape
    drawn = data.draw(
        st.lists(
            st.tuples(st.integers(0, n - 1), st.integers(0, problem.horizon - 1), st.booleans()),
            max_size=8,
        )
    )
    visits = tuple(
        sorted(
            Visited(start=s, place=i, block=problem.block_of(s), joint=j) for i, s, j in set(drawn)
        )
    )
    travel = data.draw(st.integers(0, 20_000))
    assert score(problem, visits, travel).objective == pytest.approx(
        formula(problem, visits, travel), abs=1e-6
    )
    assert blocks == len(problem.bounds) - 1


def formula(problem: PatrolProblem, visits: tuple[Visited, ...], travel: int) -> float:
    """Σ w (y¹ + 0.3 y²) + η Σ first + β Σ z − ρ Σ short − σ Σ overgap − ε · travel, anew."""
    ids = [place.id for place in problem.places]
    ordered = sorted(visits, key=lambda v: (v.start, ids[v.place]))
    inside = [v for v in ordered if problem.sides[v.place, 1] < 0]
    count = dict.fromkeys(range(len(problem.fresh)), 0)
    for v in inside:
        count[int(problem.sides[v.place, 0])] += 1
    side = {id(v): int(problem.sides[v.place, 0]) for v in inside}
    for v in ordered:
        low, high = (int(h) for h in problem.sides[v.place])
        if high >= 0:
            side[id(v)] = low if count[low] <= count[high] else high
            count[side[id(v)]] += 1
    total = 0.0
    for place in range(len(ids)):
        for block in range(problem.value.shape[1]):
            times = sum((v.place, v.block) == (place, block) for v in visits)
            total += (0, 1, 1.3)[min(times, 2)] * problem.value[place, block]
    total += 8 * sum(bool(problem.fresh[h]) for h in set(side.values()))
    total += 20 * sum(v.joint for v in visits)
    total -= 200 * sum(max(0, int(problem.floor[h]) - count[h]) for h in count)
    seen = {v.place for v in visits}
    total -= 5 * sum(bool(problem.over_gap[i]) and i not in seen for i in range(len(ids)))
    return total - 0.01 * travel / 60
