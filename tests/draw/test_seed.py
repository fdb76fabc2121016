"""Seeds: every expected number comes from hashlib alone, spelled out as a shell would do it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.draw.seed import (
    RANGE,
    below,
    commit,
    draw_index,
    number,
    numbers,
    reveal_matches,
    shuffled,
    whole_shares,
)
from sejuk.problems import ProblemError

SEED = bytes(range(32))
SALT = bytes(range(16))
VECTORS = ["ccc1d28368d43", "187357e1a421f", "cf515bf667adc"]
SEED_HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def test_commitment_is_the_hash_of_seed_and_salt() -> None:
    # printf "$SEED$SALT" | xxd -r -p | sha256sum
    both = bytes.fromhex(SEED_HEX + "000102030405060708090a0b0c0d0e0f")
    assert commit(SEED, SALT) == hashlib.sha256(both).hexdigest()


def test_reveal_matches_nothing_else() -> None:
    made = commit(SEED, SALT)
    assert reveal_matches(made, SEED, SALT)
    assert reveal_matches(made.upper(), SEED, SALT)
    assert not reveal_matches(made, bytes(32), SALT)
    assert not reveal_matches(made, SEED, bytes(16))
    # The same 48 bytes cut elsewhere are another seed and salt.
    assert not reveal_matches(made, (SEED + SALT)[:31], (SEED + SALT)[31:])


@pytest.mark.parametrize(("seed", "salt"), [(b"", SALT), (SEED, b""), (SEED[:-1], SALT + b"x")])
def test_wrong_lengths_are_refused(seed: bytes, salt: bytes) -> None:
    with pytest.raises(ProblemError) as caught:
        commit(seed, salt)
    assert caught.value.code == "bad_draw_seed"


@pytest.mark.parametrize("k", [0, 1, 2, 1000])
@pytest.mark.parametrize("label", ["plan", "rotation 2024-11-28", "titik – ½"])
def test_stream_is_a_shell_line(label: str, k: int) -> None:
    # printf '%s' "$SEED:$LABEL:$K" | sha256sum | cut -c 1-13
    text = f"{SEED_HEX}:{label}:{k}".encode()
    assert number(SEED, label, k) == int(hashlib.sha256(text).hexdigest()[:13], 16)
    assert next(islice(numbers(SEED, label), k, None)) == number(SEED, label, k)


def test_published_vectors() -> None:
    # From: for k in 0 1 2; do printf '%s' "$SEED:plan:$k" | sha256sum | cut -c 1-13; done
    assert [f"{x:013x}" for x in islice(numbers(SEED, "plan"), 3)] == VECTORS


def test_below_uses_every_value_alike() -> None:
    # 2^52 over 3: the boundaries ⌈k · 2^52 / 3⌉ cut the range into thirds, to one.
    third = RANGE // 3
    assert [below(3, iter([x])) for x in (0, third, third + 1, 2 * third + 1, RANGE - 1)] == [
        0, 0, 1, 2, 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("weights", "x", "expected"),
    [
        ([1], RANGE - 1, 0),
        ([1, 1], RANGE // 2 - 1, 0),
        ([1, 1], RANGE // 2, 1),
        ([0, 3, 0, 1], 0, 1),
        ([0, 3, 0, 1], RANGE * 3 // 4 - 1, 1),
        ([0, 3, 0, 1], RANGE * 3 // 4, 3),
    ],
)
def test_index_by_weight(weights: list[int], x: int, expected: int) -> None:
    assert draw_index(weights, iter([x])) == expected


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_no_index_without_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        draw_index(weights, iter([0]))


def test_every_order_of_three_comes_up_alike() -> None:
    # ⌊x · 3 / 2^52⌋ and ⌊x · 2 / 2^52⌋ over the middles of their parts: 3 × 2 streams, 3! orders.
    def streams() -> Iterator[list[int]]:
        for first in range(3):
            for second in range(2):
                yield [RANGE * (2 * first + 1) // 6, RANGE * (2 * second + 1) // 4]

    orders = Counter("".join(shuffled("abc", iter(stream))) for stream in streams())
    assert orders == dict.fromkeys(("abc", "acb", "bac", "bca", "cab", "cba"), 1)


def test_stream_looks_uniform() -> None:
    # Chi-square of 20,000 numbers in 16 cells; 99.99 % point with 15 degrees of freedom is 44.3.
    cells = Counter(x * 16 // RANGE for x in islice(numbers(SEED, "uniform"), 20_000))
    expected = 20_000 / 16
    assert sum((cells[c] - expected) ** 2 / expected for c in range(16)) < 44.3


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.integers(1, 10**6))
def test_shares_are_whole_and_near(weights: list[float], total: int) -> None:
    if not sum(weights) > 1e-6:
        return
    shares = whole_shares(weights, total)
    assert sum(shares) == total
    for weight, share in zip(weights, shares, strict=True):
        exact = Fraction(weight) / sum(map(Fraction, weights)) * total
        assert abs(share - exact) < 1 + 1e-6


def test_shares_by_largest_remainder() -> None:
    # 10 · (0.52, 0.31, 0.17) = 5.2, 3.1, 1.7: floors 5, 3, 1; the tenth goes to the .7.
    assert whole_shares([0.52, 0.31, 0.17], 10) == (5, 3, 2)
    assert whole_shares([1, 1, 1], 10) == (4, 3, 3)


def test_streams_have_no_end() -> None:
    stream = numbers(SEED, "x")
    assert len({next(stream) for _ in islice(count(), 1000)}) == 1000
