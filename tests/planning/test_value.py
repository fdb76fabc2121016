"""w_ib term by term; every number from PLANNING.md's table by hand."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from sejuk.model.district import District
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.value import due_factor, priority_place_blocks, rawan_places, visit_values
from tests.planning.chance import SETTINGS, grid_district


@pytest.fixture
def three() -> District:
    """p0 in 1, p1 in 2, p2 on the border of the two."""
    return grid_district([(0, 0), (1, 0), (2, 0)], [("1",), ("2",), ("1", "2")])


@pytest.mark.parametrize(
    ("place", "tension", "ago", "expected"),
    [
        # 10 × 50/50 × 1.0 × 1: unknown tension, no record.
        (0, {}, None, {"base": 10.0}),
        # 10 × 80/50 = 16
        (0, {"1": 80.0}, None, {"base": 10.0, "tension": 6.0}),
        (0, {"1": 0.0}, None, {"base": 10.0, "tension": -10.0}),
        # A border has a row of its own and is worth 1.2 times: 10 × 60/50 × 1.2 = 14.4
        (2, {"1": 90.0, "1|2": 60.0}, None, {"base": 10.0, "tension": 2.0, "border": 2.4}),
        (2, {"1": 90.0}, None, {"base": 10.0, "border": 2.0}),
        # Three nights ago: due is 1 + 3/7.
        (1, {}, 3, {"base": 10.0, "due": 30 / 7}),
        # 10 × 40/50 × 1.2 × 2 = 19.2: 10 − 2 + 1.6 + 9.6
        (2, {"1|2": 40.0}, 9, {"base": 10.0, "tension": -2.0, "border": 1.6, "due": 9.6}),
    ],
)
def test_terms(
    three: District, place: int, tension: dict[str, float], ago: int | None, expected: object
) -> None:
    history = History(nights=20, place_nights_ago={f"p{place}": ago}) if ago else History()
    rows = tuple(AreaTension(area=a, mean=m) for a, m in tension.items())
    (terms,) = visit_values(
        (three.places[place],), tension=Tension(areas=rows), history=history, settings=SETTINGS
    )
    assert {t.code: t.amount for t in terms} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("nights", "ago", "expected"),
    # 1 + n/7, at most 2; without any record 1; unknown to the record: the most.
    [(0, None, 1.0), (5, 1, 8 / 7), (9, 7, 2.0), (9, 8, 2.0), (5, None, 2.0)],
)
def test_due(nights: int, ago: int | None, expected: float) -> None:
    history = History(nights=nights, place_nights_ago={} if ago is None else {"x": ago})
    assert due_factor("x", history, SETTINGS) == pytest.approx(expected)


def test_rawan(three: District) -> None:
    marked = msgspec.structs.replace(three.places[0], rawan=True)
    places = (marked, *three.places[1:])
    tension = Tension(areas=(AreaTension(area="2", mean=60.0), AreaTension(area="1|2", mean=59.9)))
    assert rawan_places(places, tension, SETTINGS) == ("p0", "p1")
    # Unknown tension is 50, so a limit of 50 takes in all that nobody measured.
    lower = msgspec.structs.replace(SETTINGS, rawan_tension=50.0)
    assert rawan_places(places, Tension(), lower) == ("p0", "p1", "p2")


def test_priority_is_the_top_third() -> None:
    # 3 places × 2 blocks = 6: ⌈6/3⌉ = 2 place-blocks, both of the best place.
    values = np.array([5.0, 9.0, 7.0])
    assert priority_place_blocks(("a", "b", "c"), values, 2) == {("b", 0), ("b", 1)}
    # ⌈4/3⌉ = 2; equal but for rounding: by id, then block.
    values = np.array([0.1 + 0.2, 0.3])
    assert priority_place_blocks(("b", "a"), values, 2) == {("a", 0), ("a", 1)}
