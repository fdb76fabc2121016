"""What is compiled ahead is what a bound calls."""

from __future__ import annotations

import numpy as np

from benchmarks.patrol_instances import patrol_instance
from sejuk.kernels.compiled import is_compiled_for, types_for
from sejuk.planning.bound import BoundParams, Level, ahead
from sejuk.planning.bound.ng_route import forward, trace
from sejuk.planning.bound.pricing import price
from sejuk.planning.bound.relaxation import Relaxation


def test_it_is_compiled_for_the_types_of_a_night() -> None:
    relaxation = Relaxation(patrol_instance(9, 2, seed=1), BoundParams())
    pieces = relaxation.pieces(np.full(len(relaxation.static.row_low), 9.0))
    for row in relaxation.grounds(Level(), relaxation.nearest(1)):
        price(row[0], pieces, crews=0, number=0, columns=4)
    asked = types_for(forward, *ahead.INPUTS, 0, 0, ahead.VALUES)
    assert list(forward.overloads) == [asked]  # type: ignore[attr-defined]  # numba's
    asked = types_for(trace, *ahead.INPUTS, 0, 0)
    assert list(trace.overloads) == [asked]  # type: ignore[attr-defined]  # numba's


def test_it_is_there_when_it_was_compiled() -> None:
    ahead.compile_forward()
    assert ahead.has_forward()
    assert not is_compiled_for(forward, 1)
