"""Stage C asked several times: other meetings, as many, and no rule broken for them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.force import Agency
from sejuk.planning.night import Night
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.tour import fixed_tour, items_of, time_tour
from sejuk.planning.ways_to_meet import ways_to_meet
from tests.planning.chance import nights, problem_of
from tests.planning.test_meetings import line_problem


@settings(max_examples=40, derandomize=True)
@given(night=nights(), seed=st.integers(0, 2**32 - 1))
def test_each_way_is_as_good_as_the_first(night: Night, seed: int) -> None:
    problem = problem_of(night)
    meetings, unmet = plan_meetings(problem)
    found = list(ways_to_meet(problem, 4, np.random.default_rng(seed)))
    assert (found[0][0].meetings, found[0][1]) == (meetings, unmet)
    assert len({gathered.meetings for gathered, _ in found}) == len(found) <= 5
    joint = sum(meeting.joint for meeting in meetings)
    for gathered, alone in found:
        assert sum(meeting.joint for meeting in gathered.meetings) == joint
        assert len(alone) <= len(unmet)
        # The night is its own again.
        assert gathered.value is problem.value
        assert gathered.early is problem.early
        assert gathered.late is problem.late
        items = items_of(gathered)
        windows = items.windows(gathered, ())
        for v in range(len(gathered.crews)):
            tour = fixed_tour(gathered, items, v)
            assert time_tour(gathered, items, windows, v, tour) is not None


def test_joint_visits_stay_at_the_two_hottest_places_at_other_moments() -> None:
    problem = line_problem(people={Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2})
    found = list(ways_to_meet(problem, 12, np.random.default_rng(0)))
    at = [{m.place for m in gathered.meetings if m.joint} for gathered, _ in found]
    assert all(places == {4, 5} for places in at)
    moments = {m.start for gathered, _ in found for m in gathered.meetings if m.joint}
    assert len(moments) > 4


def test_the_same_dice_give_the_same_ways() -> None:
    problem = line_problem(people={Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2})
    one, two = (
        [g.meetings for g, _ in ways_to_meet(problem, 6, np.random.default_rng(7))]
        for _ in range(2)
    )
    assert one == two
