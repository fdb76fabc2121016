"""Kernels compiled before their first call."""

from __future__ import annotations

import gc

import numpy as np

from sejuk.kernels.compiled import compile_for, entry, is_compiled_for, types_for


@entry
def doubled(number: int) -> int:
    return 2 * number


@entry
def tripled(number: int) -> int:
    return 3 * number


def test_compiled_for_types_and_for_no_others() -> None:
    compile_for(doubled, 1)
    assert is_compiled_for(doubled, 7)
    assert is_compiled_for(doubled, np.int64(7))
    assert not is_compiled_for(doubled, np.zeros((1, 1, 1)))
    assert doubled(7) == 14


def test_types_are_those_of_a_call() -> None:
    assert tripled(1) == 3
    assert types_for(tripled, 7) in tripled.overloads  # type: ignore[attr-defined]  # numba's


def test_the_collector_goes_on_as_it_was() -> None:
    compile_for(doubled, 1)
    assert gc.isenabled()
    gc.disable()
    try:
        compile_for(doubled, 1.0)
        assert not gc.isenabled()
    finally:
        gc.enable()
