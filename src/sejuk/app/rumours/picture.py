"""The picture card of an answer, for those who write, check and pass it on."""

from __future__ import annotations

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.rumours.answers import read_answer
from sejuk.model.answer import Answer
from sejuk.problems import refuse

SCALE = 0.5
"""540 pixels wide: for a screen, and small enough to be sent on."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    png: bytes
    digest: str
    """SHA-256 of the answer that it shows."""


@allowed("answer.list")
def answer_picture(call: Call, answer: str, known: str) -> Picture:
    """Raises `answer_unknown`, also for one that was deleted with its claim; `not_your_area`.

    Args:
        known: digest of the answer whose picture is at hand already: that is not drawn again.
    """
    row = read_answer(call, answer)
    if row.content is None:
        raise refuse("answer_unknown", answer=answer)
    png = b"" if known == row.digest else _drawn(row.content)
    return Picture(png=png, digest=row.digest)


def _drawn(answer: Answer) -> bytes:
    from sejuk.rumours.answer.card import card  # noqa: PLC0415 – the typesetter, for who looks

    return card(answer, scale=SCALE)
