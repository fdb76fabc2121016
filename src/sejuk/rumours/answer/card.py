"""The picture card of an answer: 1080 × 1350 or 1080 × 1080 pixels, higher for very long texts.

The kind stands in words and not in a colour alone; the fact is set as large as it fits; under it
stand the source, the office and the hour, how to object, and a QR code to the answer where it has
an address.
"""

from __future__ import annotations

import re
from enum import StrEnum
from importlib.resources import files
from typing import Literal

from sejuk.model.answer import Answer
from sejuk.rumours.answer.words import foot, source_text, time_text, words_of
from sejuk.typeset.press import Value, picture
from sejuk.typeset.qr import qr_svg

MOST_RUN = 18
"""Letters of a word or address after which it may break where it must."""
SHOWN_SOURCES, TYPED_CHARACTERS = 2, 50
_RUN = re.compile(rf"\S{{{MOST_RUN},}}")
_BREAK = "\u200b"


class CardShape(StrEnum):
    TALL = "tall"
    """4 : 5, as feeds show it."""
    SQUARE = "square"


def card(
    answer: Answer,
    form: Literal["png", "svg"] = "png",
    *,
    shape: CardShape = CardShape.TALL,
    address: str = "",
    scale: float = 1.0,
) -> bytes:
    """The picture; equal answers give equal bytes with the same typst.

    Args:
        address: where the answer can be looked up; "": no QR code.
        scale: of a PNG; 0.25 for a list of cards.
    """
    layout = files("sejuk.rumours.answer").joinpath("card.typ").read_text("utf-8")
    return picture(layout, _words(answer, shape, address), form, scale)


def card_text(answer: Answer) -> str:
    """What the picture says, for those who do not see it."""
    words = words_of(answer.language)
    return "\n".join((words.kind[answer.kind] + ".", answer.fact, *foot(answer)))


def _words(answer: Answer, shape: CardShape, address: str) -> dict[str, Value]:
    words = words_of(answer.language)
    first, *more = answer.fact.split("\n")
    code = qr_svg(address) if address else ("", 0)
    return {
        "shape": shape.value,
        "language": answer.language,
        "kind": answer.kind.value,
        "kind_words": words.kind[answer.kind],
        "fact": _breakable(first),
        "more": [_breakable(line) for line in more],
        "label_source": words.label_source,
        "sources": [
            {
                "title": _breakable(source_text(source, answer.language)),
                "address": _breakable(_plain(source.url)),
            }
            for source in answer.sources[:SHOWN_SOURCES]
        ],
        "more_sources": words.more.format(more=len(answer.sources) - SHOWN_SOURCES)
        if len(answer.sources) > SHOWN_SOURCES
        else "",
        "issued": _breakable(f"{answer.issued_by}, {time_text(answer.issued, answer.language)}"),
        "corrected": words.corrected.format(version=answer.version - 1)
        if answer.version > 1
        else "",
        "label_objection": words.label_objection,
        "objection": _breakable(answer.objection),
        "label_address": words.label_address,
        "qr": code[0],
        "qr_modules": code[1],
    }


def _plain(url: str) -> str:
    """An address as people type it, where it is short enough to type."""
    plain = url.removeprefix("https://").removeprefix("http://").removesuffix("/")
    return plain if len(plain) <= TYPED_CHARACTERS else ""


def _breakable(text: str) -> str:
    """Long runs may break: after a sign within them, else anywhere."""

    def broken(run: re.Match[str]) -> str:
        parts = re.findall(rf"[^/.?&=_-]{{1,{MOST_RUN}}}[/.?&=_-]*|[/.?&=_-]+", run[0])
        return _BREAK.join(parts)

    return _RUN.sub(broken, text)
