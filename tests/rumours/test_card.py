"""The picture card: all of it is on it, nothing runs over, and it is the same each time."""

from __future__ import annotations

import re
import struct

import numpy as np
import pytest

from sejuk.model.answer import Answer, AnswerKind
from sejuk.rumours.answer.card import CardShape, card, card_text
from tests.rumours.answers import ISSUED, KPU, answer
from tests.rumours.png import pixels

EDGE, BAND = 64, 168
"""Of the layout, in pixels."""

LONG = answer(
    fact=("Kotak suara dijaga saksi dan pengawas. " * 13)[:398].strip() + "\n" + "y" * 101,
    sources=(KPU,) * 4,
    objection="o" * 120,
    issued_by="W" * 120,
    version=2,
    corrects="0" * 64,
)


def size_of(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def test_sizes_and_the_same_bytes_each_time() -> None:
    one = card(answer())
    assert size_of(one) == (1080, 1350)
    assert card(answer()) == one
    assert size_of(card(answer(), shape=CardShape.SQUARE)) == (1080, 1080)


def test_a_long_text_makes_it_higher_and_runs_over_no_edge() -> None:
    address = "https://sejuk.example/" + "j" * 200
    whole = card(LONG, shape=CardShape.SQUARE, address=address)
    assert size_of(whole)[0] == 1080
    assert size_of(whole)[1] > 1080
    below = pixels(card(LONG, shape=CardShape.SQUARE, address=address, scale=0.25))[BAND // 4 :]
    white, edge = np.all(below[:, :, :3] > 250, axis=2), EDGE // 4 - 1
    assert np.all(white[:, :edge])
    assert np.all(white[:, -edge:])
    assert np.all(white[-edge + 4 :]), "nothing below the last line"
    # Between fact and foot there is one line, with white above and below: they do not meet.
    rule = np.flatnonzero(~white[:, edge + 2 : -edge - 2].any(axis=1))
    assert 1 <= len(rule) <= 2, "one line, of two points"
    assert np.all(white[rule[0] - 3 : rule[0]])
    assert np.all(white[rule[-1] + 1 : rule[-1] + 4])


@pytest.mark.parametrize("kind", AnswerKind)
def test_the_svg_has_white_letters_on_a_dark_band(kind: AnswerKind) -> None:
    svg = card(answer(kind=kind, heard_at=ISSUED), "svg").decode()
    grounds = set(re.findall(r'fill="(#[0-9a-f]{6})"', svg)) - {"#ffffff", "#16242b", "#42545d"}
    assert len(grounds) == 1
    [ground] = grounds
    # WCAG 2.2, relative luminance: contrast of 7 : 1 with white, and the word is there besides.
    parts = [int(ground[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 7


def test_words_are_never_read_as_layout() -> None:
    tricky = answer(fact='#panic("x") $x$ *b* \\ "quoted" <tag> {brace} @ref', objection="#o")
    assert size_of(card(tricky)) == (1080, 1350)


def test_its_words_for_those_who_do_not_see_it() -> None:
    def check(one: Answer, *wanted: str) -> None:
        text = card_text(one)
        assert [part for part in wanted if part not in text] == []

    check(answer(), "Tidak benar.", "gudang kecamatan", KPU.title, "22.30 WIB", "Jl. Kenanga 1")
    check(answer(language="en"), "Not true.", "22:30 WIB", "To object")
