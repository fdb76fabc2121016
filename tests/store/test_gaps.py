"""Ranges of numbers, against plain sets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.store.gaps import Ranges, holds, received, with_numbers, without_numbers

NUMBERS = st.sets(st.integers(1, 30))


def ranges_of(numbers: set[int]) -> Ranges:
    return with_numbers((), numbers)


def numbers_in(ranges: Ranges) -> set[int]:
    return {n for first, last in ranges for n in range(first, last + 1)}


@given(NUMBERS, NUMBERS)
def test_ranges_are_sets(some: set[int], more: set[int]) -> None:
    assert numbers_in(with_numbers(ranges_of(some), more)) == some | more
    assert numbers_in(without_numbers(ranges_of(some), more)) == some - more
    assert [holds(ranges_of(some), n) for n in range(32)] == [n in some for n in range(32)]


@given(NUMBERS)
def test_ranges_do_not_touch(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    assert all(a <= b for a, b in ranges)
    assert all(left[1] + 1 < right[0] for left, right in itertools.pairwise(ranges))


@given(NUMBERS)
def test_a_device_is_told_what_it_must_send_again(numbers: set[int]) -> None:
    state = received("hp", ranges_of(numbers))
    top = max(numbers, default=0)
    lacking = set(range(1, top + 1)) - numbers
    assert state.upto == min(lacking, default=top + 1) - 1
    assert numbers_in(state.missing) == lacking
    assert [state.has(n) for n in range(1, top + 1)] == [n in numbers for n in range(1, top + 1)]


@pytest.mark.parametrize(
    ("numbers", "upto", "missing"),
    [
        (set(), 0, ()),
        ({1}, 1, ()),
        ({2}, 0, ((1, 1),)),
        ({1, 2, 5, 9}, 2, ((3, 4), (6, 8))),
    ],
)
def test_examples(numbers: set[int], upto: int, missing: Ranges) -> None:
    state = received("hp", ranges_of(numbers))
    assert (state.upto, state.missing) == (upto, missing)
