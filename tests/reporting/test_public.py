"""The public page as text: words in both languages, and what may be said of an effect."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sejuk.model.public_page import Figures, Group, GroupTable, PublicEffect, in_time
from sejuk.reporting.public.front import effect_sentences, span
from sejuk.reporting.public.rendering import words

TEMPLATES = Path(__file__).parents[2] / "src" / "sejuk" / "reporting" / "templates" / "public"
CODE = TEMPLATES.parents[1] / "public"


def effect(low: float, high: float | None, ratio: float | None = 0.9) -> PublicEffect:
    day = date(2024, 11, 28)
    return PublicEffect(first=day, last=day, areas=39, ratio=ratio, low=low, high=high)


@pytest.mark.parametrize(
    ("found", "first", "more"),
    [
        (None, "Belum dapat disimpulkan", "Belum ada penilaian"),
        (effect(0.62, 1.21), "Belum dapat disimpulkan", "masih memuat 1"),
        (effect(0.5, 1.0), "Belum dapat disimpulkan", "0,50 sampai 1,00"),
        (effect(0.0, None, None), "Belum dapat disimpulkan", "tidak terbatas"),
        (effect(0.5, 0.8), "Seluruh selang di bawah 1", "0,50 sampai 0,80"),
        (effect(1.1, 1.9, 1.4), "Seluruh selang di atas 1", "1,40 kali"),
    ],
)
def test_an_effect_is_told_by_its_interval(
    found: PublicEffect | None, first: str, more: str
) -> None:
    """Guarantee G14: never by the estimate, which is below 1 in most of these."""
    said = list(effect_sentences(found, "id"))
    assert said[0].startswith(first)
    assert more in " ".join(said)
    assert "berhasil" not in " ".join(said).lower()


def test_every_word_is_there_in_both_languages_and_used() -> None:
    known = words()
    assert [key for key, both in known.items() if not both.id or not both.en] == []
    assert [key for key, b in known.items() if sorted(facts(b.id)) != sorted(facts(b.en))] == []
    text = "".join(file.read_text("utf-8") for file in TEMPLATES.glob("*.html"))
    source = "".join(file.read_text("utf-8") for file in CODE.glob("*.py"))
    named = set(re.findall(r'w\("([a-z_]+\.[a-z_0-9]+)"(?! ~)', text))
    assert named <= set(known)
    # Sections of which a part is looked up by a code or a number.
    sections = set(re.findall(r'w\("([a-z_]+)\.[a-z_]*" ~', text))
    sections |= {"visits", "claims", "concerns_table", "form", "channel", "effect"}
    unused = {
        key
        for key in known
        if key not in named and key.partition(".")[0] not in sections and key not in source
    }
    assert {key for key in unused if key not in SAID_ELSEWHERE} == set()


SAID_ELSEWHERE = {"site.short", "figures.withheld"}
"""By the server, or in a macro."""


def facts(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)


def test_no_word_stands_in_a_template() -> None:
    for file in TEMPLATES.glob("*.html"):
        # A command is typed as it stands, in whatever language one reads.
        page = re.sub(r"<code>[a-z ]*</code>", " ", file.read_text("utf-8"))
        bare = re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", " ", page, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{3,}", bare.replace("&", "")) == [], file.name


@pytest.mark.parametrize(
    ("first", "until", "shown"),
    [
        (date(2024, 11, 18), date(2024, 11, 25), "18–24 Nov"),
        (date(2024, 11, 25), date(2024, 12, 2), "25 Nov – 1 Des"),
    ],
)
def test_days_of_a_week(first: date, until: date, shown: str) -> None:
    assert span(first, until, "id") == shown


def week(number: int, total: tuple[int | None, int | None, int | None]) -> Figures:
    first, until = date(2024, 11, 4 + 7 * number), date(2024, 11, 11 + 7 * number)
    table = GroupTable(group=Group.CONCERNS, first=first, until=until, rows=(total, total))
    return Figures(district="Melati", first=first, until=until, areas=("",), groups=(table,))


def test_the_share_in_time_is_of_what_is_shown() -> None:
    weeks = [week(0, (6, 5, 11)), week(1, (None, None, 9)), week(2, (8, None, 12))]
    share = in_time(weeks, Group.CONCERNS)
    assert share is not None
    assert (share.answered, share.of, share.weeks) == (14, 23, 2)  # 6 + 8 of 11 + 12
    assert in_time([week(1, (None, None, 9))], Group.CONCERNS) is None
    assert in_time(weeks, Group.CLAIMS) is None


def test_a_table_without_its_rows_is_none() -> None:
    table = GroupTable(
        group=Group.VISITS, first=date(2024, 11, 4), until=date(2024, 11, 11), rows=((9, 9, 18),)
    )
    with pytest.raises(ValueError, match="a row for each area"):
        Figures(
            district="Melati",
            first=date(2024, 11, 4),
            until=date(2024, 11, 11),
            areas=("1",),
            groups=(table,),
        )
