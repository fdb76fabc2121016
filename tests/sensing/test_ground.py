"""Which areas are neighbours, and how far an echo reaches."""

from __future__ import annotations

import numpy as np

from sejuk.sensing.ground import ground
from tests.sensing.streets import street


def test_neighbours_are_of_one_kind() -> None:
    found = ground(["10", "2", "1", "1|2", "2|10"])
    assert found.areas == ("1", "1|2", "2", "2|10", "10")
    around = {
        a: {b: w for b, w in zip(found.areas, row, strict=True) if w}
        for a, row in zip(found.areas, found.neighbours.tolist(), strict=True)
    }
    assert around == {
        "1": {"2": 1.0},
        "2": {"1": 0.5, "10": 0.5},
        "10": {"2": 1.0},
        "1|2": {"2|10": 1.0},
        "2|10": {"1|2": 1.0},
    }


def test_an_echo_reaches_300_m_by_street() -> None:
    """Corners 50 m apart, the first six of area 1, the others of area 2, the last of none."""
    found = ground(["1", "2"], street(), ["1"] * 6 + ["2"] * 5 + [None])
    assert found.around is not None
    assert found.reach is not None
    # From corner 5 of area 1: 300 m are six corners, to 11, of which 6 … 10 are area 2's.
    assert np.flatnonzero(found.around[0]).tolist() == [6, 7, 8, 9, 10]
    # From corner 6: to corner 0.
    assert np.flatnonzero(found.around[1]).tolist() == [0, 1, 2, 3, 4, 5]
    assert found.reach.tolist() == [[0.0, 1.0], [1.0, 0.0]]
    near = ground(["1", "2"], street(), ["1"] * 6 + ["2"] * 6, echo_metres=100.0)
    assert near.reach is not None
    # Two of six corners.
    assert near.reach[0].tolist() == [0.0, 2 / 6]
    # A border does not echo in a neighbourhood.
    mixed = ground(["1", "1|2"], street(), ["1"] * 6 + ["1|2"] * 6)
    assert mixed.around is not None
    assert not mixed.around.any()
