"""Words in one spelling, and words without their affixes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.text.normalise import normalise, words
from sejuk.text.stem import stem


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Jangan KELUAR rumah!!!", "jangan keluar rumah"),
        ("jgn keluar, tdk aman yg di jln", "jangan keluar tidak aman yang di jalan"),
        ("Tolongggg sebarkannn", "tolong sebarkan"),
        ("hati2 di jalan", "hati di jalan"),
        ("rw2 dan RW 2", "rw 2 dan rw 2"),
        ("Rp50.000 atau 50rb", "rp 50000 atau 50 ribu"),
        ("pukul 19.30", "pukul 19 30"),
        ("1,000,000 orang", "1000000 orang"),
        ("lihat https://contoh.example/a?b=1 sekarang", "lihat sekarang"),
        ("www.contoh.example", ""),
        ("Kafé Ménteng", "kafe menteng"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("be\u200bsok", "besok"),
        ("𝐁𝐞𝐬𝐨𝐤 libur", "besok libur"),
        ("", ""),
        ("👍🔥", ""),
    ],
)
def test_one_spelling(written: str, read: str) -> None:
    assert normalise(written) == read


@settings(max_examples=60)
@given(st.text(max_size=80) | st.text("aabbyg .2,0hjkRp", max_size=40))
def test_the_same_again(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once.split() == words(text)


@pytest.mark.parametrize(
    "family",
    [
        "menculik penculik diculik",
        "membunuh pembunuh dibunuh pembunuhan",
        "menipu penipuan ditipu tipuan",
        "memukul dipukul pukulan",
        "menyerang penyerangan diserang serangan",
        "membakar terbakar kebakaran pembakaran",
        "menolong pertolongan ditolong",
        "bukunya bukuku bukukah",
    ],
)
def test_a_family_has_one_stem(family: str) -> None:
    """Families by Sneddon et al. 2010, ch. 1: meN-, peN-, di-, ter-, ke-an, pe-an."""
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("word", ["", "rw", "kata", "12345", "covid19", "di"])
def test_short_words_and_numbers_stay(word: str) -> None:
    assert stem(word) == word


@given(st.text("abdegiklmnprstuy", max_size=14))
def test_a_stem_is_a_part_with_at_most_one_letter_restored(word: str) -> None:
    found = stem(word)
    assert found in word or found[1:] in word
    assert len(found) >= min(3, len(word))
