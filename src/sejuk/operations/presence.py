"""The code that a place shows, another one each half minute: whoever has scanned it was there.

It needs no line: the phone keeps what it scanned, and the server looks at it when it comes in.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum

STEP_MS = 30_000
SLACK_STEPS = 4
"""Two minutes before and after: what is not known of a phone's clock, and of the posko's."""
REMEMBERED_STEPS = 2 * 60 * 24
"""A day: further off, a code is only wrong."""
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: none of them is taken for another."""
LENGTH = 8


class Verdict(StrEnum):
    RIGHT = "right"
    EARLY = "early"
    """The place's code of a later time: the phone's clock is behind."""
    LATE = "late"
    """The place's code of an earlier time: a picture of it, or a clock that is ahead."""
    WRONG = "wrong"


def code_of(seed: bytes, place: str, at_ms: int) -> str:
    """What the place shows at a time, ms since 1970."""
    return _code(seed, place, at_ms // STEP_MS)


def ends_ms(at_ms: int) -> int:
    """When the code of a time gives way to the next."""
    return (at_ms // STEP_MS + 1) * STEP_MS


def judge(code: str, seed: bytes, place: str, at_ms: int) -> Verdict:
    """Whether it was the place's code at that time; `at_ms` as the device's clock, corrected."""
    now = at_ms // STEP_MS
    # From the nearest outwards: the honest case is the first that is looked at.
    for off in range(REMEMBERED_STEPS + 1):
        for step in {now - off, now + off}:
            if hmac.compare_digest(code, _code(seed, place, step)):
                if off <= SLACK_STEPS:
                    return Verdict.RIGHT
                return Verdict.LATE if step < now else Verdict.EARLY
    return Verdict.WRONG


def _code(seed: bytes, place: str, step: int) -> str:
    digest = hmac.digest(seed, f"{place} {step}".encode(), hashlib.sha256)
    number = int.from_bytes(digest[:5], "big")  # 40 bits: eight signs of five
    return "".join(SIGNS[number >> 5 * n & 31] for n in reversed(range(LENGTH)))
