"""Calm messages: what they may say, where each goes tonight, and whom they reached."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from sejuk.engagement.messages import EACH, level_of, tonight
from sejuk.engagement.reach import Given, Reach, Talk, reach_by_area
from sejuk.files.calendar import preset_calendar
from sejuk.files.messages import calm_messages
from sejuk.model.kinds.field import Mood
from sejuk.model.message import CalmMessage
from sejuk.model.report import Occasion
from sejuk.text.phrases import check_phrases
from sejuk.text.reading import reading
from sejuk.text.redact import redact

DAY = timedelta(days=1)
TODAY = date(2024, 11, 20)
LIBRARY = calm_messages()
NAMES = ("say_id", "say_en", "post_id", "post_en")
TEXTS = [
    pytest.param(text, id=f"{one.code}-{name}")
    for one in LIBRARY
    for name in NAMES
    if (text := getattr(one, name))
]
MOST_LIX, MEAN_LIX = 60, 40
"""Of one text of a dozen words, where one word is eight points; of all of a language: below 40
reads like a story (Björnsson 1968), and Indonesian's long words come on top."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_message_neither_threatens_nor_labels_nor_blames(text: str) -> None:
    assert check_phrases(text, sourced=True) == ()
    assert redact(text) == text


def test_messages_are_plain() -> None:
    """No sentence of more than twenty words; on the whole as easy as a talk at the door."""
    found = {(one.code, name): reading(getattr(one, name)) for one in LIBRARY for name in NAMES}
    assert [key for key, one in found.items() if one.long_sentences] == []
    assert [(key, one.lix) for key, one in found.items() if one.lix > MOST_LIX] == []
    for language in ("id", "en"):
        lix = [one.lix for (_, name), one in found.items() if name.endswith(language)]
        assert sum(lix) / len(lix) <= MEAN_LIX


def test_a_check_that_lets_all_pass_would_be_noticed() -> None:
    assert check_phrases("Penyebar kabar bohong akan ditindak tegas.", sourced=True)
    assert reading("Kata " * 21 + ".").long_sentences


def test_the_library_speaks_of_what_a_district_needs() -> None:
    assert len(LIBRARY) >= 40
    assert len({one.code for one in LIBRARY}) == len(LIBRARY)
    topics = {topic for one in LIBRARY for topic in one.topics}
    assert topics == {
        "kabar",
        "media-sosial",
        "penghitungan",
        "sengketa",
        "hari-tenang",
        "tawuran",
        "anak-malam",
        "lalu-lintas",
        "petasan",
        "nomor-darurat",
        "berkumpul",
        "rukun",
        "keluhan",
    }
    for level in Mood:  # twice as many as are said, so that two nights in a row can differ
        usual = [m for m in LIBRARY if level in m.levels and not m.occasions]
        assert len(usual) >= 2 * EACH
    assert 5 <= sum(one.built_in for one in LIBRARY) <= 10


def chosen(
    day: date = TODAY,
    level: Mood = Mood.SEJUK,
    occasions: tuple[Occasion, ...] = (),
    given: dict[str, date] | None = None,
    area: str = "1",
) -> tuple[str, ...]:
    return tonight(LIBRARY, occasions, {area: level}, {area: given or {}}, day)[area]


BY_CODE = {one.code: one for one in LIBRARY}


@pytest.mark.parametrize("level", Mood)
def test_no_two_nights_in_a_row_are_the_same(level: Mood) -> None:
    """Also where no crew ever marks a message as given."""
    nights = [chosen(TODAY + n * DAY, level) for n in range(60)]
    assert all(len(night) == EACH for night in nights)
    assert all(not set(a) & set(b) for a, b in pairwise(nights))
    assert all(level in BY_CODE[code].levels for night in nights for code in night)
    usual = {m.code for m in LIBRARY if level in m.levels and not m.occasions}
    assert {code for night in nights for code in night} == usual  # in two months all come up


def test_neighbours_are_not_told_the_same_on_the_same_night() -> None:
    areas = [chosen(area=str(n)) for n in range(39)]
    assert len(set(areas)) > 10


def test_what_was_given_last_comes_last() -> None:
    usual = [m.code for m in LIBRARY if Mood.PANAS in m.levels and not m.occasions]
    given = {code: TODAY - (len(usual) - n) * DAY for n, code in enumerate(usual)}
    assert chosen(level=Mood.PANAS, given=given) == tuple(usual[:EACH])
    del given[usual[-1]]
    assert chosen(level=Mood.PANAS, given=given)[0] == usual[-1]  # never given: first


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 11, 22), set()),
        (date(2024, 11, 23), {"hari-tenang", "uang-pilihan"}),  # the eve of the quiet days
        (date(2024, 12, 10), {"keberatan-resmi", "sidang-mk", "hitung-berjenjang"}),
    ],
)
def test_the_calendar_goes_first(day: date, first: set[str]) -> None:
    found = chosen(day, occasions=preset_calendar("jakarta-2024"))
    of_day = {code for code in found if BY_CODE[code].occasions}
    assert of_day <= first
    assert len(of_day) == min(2, len(first))
    assert [bool(BY_CODE[code].occasions) for code in found] == sorted(
        (bool(BY_CODE[code].occasions) for code in found), reverse=True
    )


def test_an_occasion_of_one_area_is_its_own() -> None:
    match = (Occasion(name="Laga final", first=TODAY, last=TODAY, factor=1.2, area="1"),)
    assert "pertandingan" in chosen(occasions=match)
    assert "pertandingan" in chosen(occasions=match, area="1|2")
    assert "pertandingan" not in chosen(occasions=match, area="2")
    market = (Occasion(name="Bazar UMKM", first=TODAY, last=TODAY, factor=1.2),)
    assert "sidang-mk" not in chosen(occasions=market)  # `mk` begins no word of it


def test_an_empty_library_says_nothing() -> None:
    assert tonight((), (), {"1": Mood.SEJUK}, {}, TODAY) == {"1": ()}


@pytest.mark.parametrize(
    ("tension", "level"),
    [(None, "sejuk"), (50, "sejuk"), (60, "hangat"), (70, "perhatian"), (85, "panas")],
)
def test_what_is_not_known_is_as_usual(tension: float | None, level: str) -> None:
    assert level_of(tension) == level


NINE = datetime(2024, 11, 20, 21, 0, tzinfo=UTC)


def given(minutes: float, area: str = "1", place: str = "pasar", crew: str = "hp-a") -> Given:
    at = NINE + timedelta(minutes=minutes)
    return Given(message="ronda", area=area, place=place, crew=crew, at=at)


def talk(minutes: float, residents: int, place: str = "pasar", crew: str = "hp-a") -> Talk:
    at = NINE + timedelta(minutes=minutes)
    return Talk(place=place, crew=crew, residents=residents, at=at)


def reach(times: int, residents: int, minutes: float) -> Reach:
    return Reach(given=times, residents=residents, last=NINE + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("given_", "talks", "found"),
    [
        ([], [talk(0, 5)], {}),
        ([given(0)], [], {"1": reach(1, 0, 0)}),
        # Two messages at one visit: five people, once. The crew's last word counts.
        ([given(2), given(3)], [talk(1, 2), talk(4, 5)], {"1": reach(2, 5, 3)}),
        ([given(0), given(200)], [talk(0, 5), talk(201, 2)], {"1": reach(2, 7, 200)}),
        # Another crew at the place, and the same crew elsewhere, are other visits.
        ([given(0)], [talk(0, 5, crew="hp-b"), talk(0, 2, place="pos")], {"1": reach(1, 0, 0)}),
        # A border counts for the side that heard less.
        (
            [given(0), given(5, area="1|2", place="batas")],
            [talk(5, 3, place="batas")],
            {"1": reach(1, 0, 0), "2": reach(1, 3, 5)},
        ),
    ],
)
def test_reach(given_: list[Given], talks: list[Talk], found: dict[str, Reach]) -> None:
    assert reach_by_area(given_, talks) == found


def test_a_text_that_is_too_long_is_refused() -> None:
    row = msgspec.to_builtins(LIBRARY[0])
    with pytest.raises(msgspec.ValidationError, match=r"length <= 130.*say_id"):
        msgspec.convert(row | {"say_id": "x" * 131}, CalmMessage)
