"""Reading level: LIX by hand, and the sentences that are too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.text.reading import reading


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long_words"),
    [
        ("", 0, 0, 0),
        ("... !!", 0, 0, 0),
        ("Kotak suara ada di gudang.", 5, 1, 0),
        # gudangnya (9) and kecamatan (9) have more than six letters.
        ("Kotak ada di gudangnya. Itu di kecamatan!", 7, 2, 2),
        ("Pukul 22.00 WIB di www.kpu.example.", 5, 1, 1),
        ("Satu baris\ndua baris", 4, 2, 0),
    ],
)
def test_counts(text: str, words: int, sentences: int, long_words: int) -> None:
    found = reading(text)
    assert (found.words, found.sentences, found.long_words) == (words, sentences, long_words)
    # LIX is words per sentence + per cent of long words.
    assert found.lix == (words / sentences + 100 * long_words / words if words else 0)


def test_long_sentences_are_pointed_out() -> None:
    text = "Pendek saja. " + " ".join(["kata"] * 21) + ". Akhir."
    [(begin, end)] = reading(text).long_sentences
    assert text[begin:end] == " ".join(["kata"] * 21) + "."
    assert reading(" ".join(["kata"] * 20)).long_sentences == ()


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = reading(text)
    assert 0 <= found.long_words <= found.words
    assert (found.sentences == 0) == (found.words == 0)
