"""The lot of exploration: chances by waiting, whole thousandths, drawn as often as they say."""

from __future__ import annotations

from collections import Counter

import pytest

from sejuk.draw.exploration import draw_exploration
from sejuk.model.exploration import AreaChance, Exploration

WAITING = {"1": 1.0, "2": 2.0, "3": 7.0, "4": 7.0, "5": 3.0}


def drawn(seed: int, visits: int = 10, share: float = 0.2) -> Exploration:
    found = draw_exploration(WAITING, visits, share, seed=seed, label="Melati 2024-11-28")
    assert found is not None
    return found


def test_chances_are_in_proportion_to_waiting() -> None:
    """Two of 5 areas, 20 nights of waiting in all: a tenth of a visit for each night."""
    chances = {chance.area: chance.thousandths for chance in drawn(1).chances}
    assert chances == {"1": 100, "2": 200, "3": 700, "4": 700, "5": 300}
    assert len(drawn(1).drawn) == 2


def test_areas_are_drawn_as_often_as_their_chances_say() -> None:
    """Of 2,000 seeds; four standard deviations of a half are 0.045."""
    often = Counter(area for seed in range(2000) for area in drawn(seed).drawn)
    for chance in drawn(0).chances:
        assert often[chance.area] / 2000 == pytest.approx(chance.p, abs=0.045)


def test_the_same_seed_draws_the_same() -> None:
    assert drawn(7) == drawn(7)
    assert {drawn(seed).drawn for seed in range(20)} != {drawn(7).drawn}


def test_a_part_of_a_visit_is_a_visit() -> None:
    """A fifth of 11 visits is 2.2: three areas; of 100 visits no more than there are areas."""
    assert len(drawn(1, visits=11).drawn) == 3
    assert drawn(1, visits=100).drawn == tuple(WAITING)


def test_nothing_to_draw() -> None:
    assert draw_exploration({}, 10, 0.2, seed=0, label="") is None
    assert draw_exploration(WAITING, 10, 0.0, seed=0, label="") is None


def test_chances_add_up_to_the_number_drawn() -> None:
    with pytest.raises(ValueError, match="add up"):
        Exploration(label="", chances=(AreaChance(area="1", thousandths=500),), drawn=("1",))
