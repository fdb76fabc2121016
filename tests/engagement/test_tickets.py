"""Ticket codes: read as people write them, never mistaken for another, kept as a digest alone."""

from __future__ import annotations

import hashlib
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.engagement.tickets import SIGNS, read_code, shown_code, ticket_code, ticket_digest
from sejuk.problems import ProblemError

codes = st.lists(st.integers(0, 255), min_size=8, max_size=8).map(
    lambda b: ticket_code(cycle([*b, 1]))
)


def test_the_check_sign_is_crockfords() -> None:
    # 00000012 is 1 × 32 + 2 = 34, and 34 mod 37 = 34: `$`, which is not given out.
    # 0000001Z is 32 + 31 = 63, and 63 − 37 = 26: the sign of 26 is T.
    first, second = [0, 0, 0, 0, 0, 0, 1, 2], [0, 0, 0, 0, 0, 0, 1, 31]
    assert ticket_code(iter([*first, *second])) == "0000001ZT"


@settings(max_examples=60)
@given(code=codes, at=st.integers(0, 8), sign=st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(code: str, at: int, sign: str) -> None:
    wrong = code[:at] + sign + code[at + 1 :]
    if wrong == code:
        assert read_code(wrong) == code
        return
    with pytest.raises(ProblemError, match="ticket_misread"):
        read_code(wrong)


@settings(max_examples=60)
@given(code=codes, at=st.integers(0, 6))
def test_two_signs_that_changed_places_are_noticed(code: str, at: int) -> None:
    wrong = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if wrong != code:
        with pytest.raises(ProblemError, match="ticket_misread"):
            read_code(wrong)


@settings(max_examples=30)
@given(code=codes)
def test_it_is_read_as_people_write_it(code: str) -> None:
    assert read_code(code.lower().replace("0", "o").replace("1", "l")) == code
    assert read_code(f" {shown_code(code)} ") == code


@pytest.mark.parametrize("typed", ["", "7K3", "7K3-MQ9-XDPP", "7K3-MQ9-XD!", "siapa nama"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(ProblemError, match="ticket_misread"):
        read_code(typed)


def test_the_record_keeps_what_a_phone_can_compute() -> None:
    # By RFC 8018 with the standard library's other name for the same, block 1 of one: 32 bytes.
    found = ticket_digest("0000001ZT")
    assert found == hashlib.pbkdf2_hmac("sha256", b"0000001ZT", b"sejuk/tiket", 100_000, 32).hex()
    assert "0000001ZT" not in found
