"""Ticket codes: what a resident is given to ask for the answer, instead of a name.

Eight signs of Crockford's base 32 at random, 40 bits, and his check sign (Crockford, "Base 32",
2002): the value of the eight modulo 37. 37 is a prime above 32, so that one wrong sign and two that
changed places are always noticed. Codes whose check sign would be one of his five extra ones
(`*~$=U`) are not given out: nine signs that can be read aloud.

The record has a digest, from which the code cannot be found again: whoever has the whole record
would have to try 40 bits, each at the price of PBKDF2 (RFC 8018). A phone computes the same without
a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sejuk.problems import refuse

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
CHECK = 37
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""What a person reads for what."""
BETWEEN = str.maketrans("", "", " -–\t\r\n")
SALT = b"sejuk/tiket"
ROUNDS = 100_000
"""About 40 ms here and 0.3 s on a slow phone: nothing to whoever asks for one answer."""


def ticket_code(dice: Iterator[int]) -> str:
    """A new code from bytes of chance; it takes eight, or sixteen where a code is not given out."""
    while True:
        body = "".join(SIGNS[next(dice) % len(SIGNS)] for _ in range(LENGTH))
        check = _check(body)
        if check < len(SIGNS):
            return body + SIGNS[check]


def read_code(typed: str) -> str:
    """The code as a person typed it: any case, O for 0, I or L for 1, spaces and dashes.

    Raises `ticket_misread` for what no code can be.
    """
    code = typed.translate(BETWEEN).upper().translate(MEANT)
    is_form = len(code) == LENGTH + 1 and set(code) <= set(SIGNS)
    if not is_form or _check(code[:-1]) != SIGNS.index(code[-1]):
        raise refuse("ticket_misread")
    return code


def shown_code(code: str) -> str:
    """In threes, as it stands on the slip: `7K3-MQ9-XDP`."""
    return "-".join(code[n : n + 3] for n in range(0, len(code), 3))


def ticket_digest(code: str) -> str:
    """What the record keeps of it."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), SALT, ROUNDS).hex()


def _check(body: str) -> int:
    value = 0
    for sign in body:
        value = value * len(SIGNS) + SIGNS.index(sign)
    return value % CHECK
