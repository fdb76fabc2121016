"""Committed seeds, and a stream of numbers that a shell can recompute.

Before a draw SHA-256(seed ‖ salt) is made known; after it the seed and the salt are, so that
anybody can check that the seed was not chosen afterwards, and draw again:

    printf "$SEED$SALT" | xxd -r -p | sha256sum                  the commitment
    printf '%s' "$SEED:$LABEL:$K" | sha256sum | cut -c 1-13      the k-th number, k = 0, 1, …

SEED and SALT are in lower-case hexadecimal. Thirteen hexadecimal digits are 52 bits, a whole
number below 2^52 that a double holds exactly. LABEL says what is drawn; no two draws share one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import TypeVar

from sejuk.problems import refuse

T = TypeVar("T")

SEED_BYTES = 32
SALT_BYTES = 16
RANGE = 2**52
"""Numbers of a stream lie in 0 … RANGE − 1."""


def commit(seed: bytes, salt: bytes) -> str:
    """SHA-256(seed ‖ salt), hexadecimal. Raises `bad_draw_seed` for wrong lengths.

    The lengths are fixed, so that no other seed and salt run together to the same bytes.
    """
    for part, length in ((seed, SEED_BYTES), (salt, SALT_BYTES)):
        if len(part) != length:
            raise refuse("bad_draw_seed", found=len(part), seed=SEED_BYTES, salt=SALT_BYTES)
    return hashlib.sha256(seed + salt).hexdigest()


def reveal_matches(commitment: str, seed: bytes, salt: bytes) -> bool:
    """Whether this seed and salt are the ones committed to."""
    if (len(seed), len(salt)) != (SEED_BYTES, SALT_BYTES):
        return False
    return hmac.compare_digest(commitment.lower().encode(), commit(seed, salt).encode())


def numbers(seed: bytes, label: str) -> Iterator[int]:
    """The stream of this seed and label: whole numbers below RANGE, without end."""
    k = 0
    while True:
        yield number(seed, label, k)
        k += 1


def number(seed: bytes, label: str, k: int) -> int:
    """The k-th number of a stream."""
    digest = hashlib.sha256(f"{seed.hex()}:{label}:{k}".encode()).hexdigest()
    return int(digest[:13], 16)


def below(limit: int, stream: Iterator[int]) -> int:
    """A whole number in 0 … limit − 1 from the next of the stream: ⌊x · limit / 2^52⌋.

    No value is likelier than another by more than 2^−52.
    """
    return next(stream) * limit // RANGE


def draw_index(weights: Sequence[int], stream: Iterator[int]) -> int:
    """An index with probability weight/total; whole, so that no rounding can change a draw."""
    if any(weight < 0 for weight in weights) or sum(weights) <= 0:
        raise ValueError("weights must not be negative, and not all zero")
    left = below(sum(weights), stream)
    for index, weight in enumerate(weights):
        if left < weight:
            return index
        left -= weight
    raise AssertionError("unreachable: `left` is below the sum of the weights")


def shuffled(items: Sequence[T], stream: Iterator[int]) -> list[T]:
    """In drawn order (Fisher–Yates, from the last place down to the second)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = below(last + 1, stream)
        order[last], order[other] = order[other], order[last]
    return order


def whole_shares(weights: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers that add up to `total`, in proportion: largest remainders; ties: the first."""
    whole = sum(weights)
    if not whole > 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, and not all zero")
    exact = [weight / whole * total for weight in weights]
    floor = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda k: (floor[k] - exact[k], k))
    more = set(by_rest[: total - sum(floor)])
    return tuple(share + (k in more) for k, share in enumerate(floor))
