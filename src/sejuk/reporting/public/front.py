"""The front page: what is being done, answered and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from sejuk.model.public_page import (
    Figures,
    Group,
    GroupTable,
    PublicEffect,
    PublicPage,
    Row,
    in_time,
)
from sejuk.problems import Both
from sejuk.reporting.format import MONTHS, long_date, number
from sejuk.reporting.public.rendering import Site, render, say

SECTIONS = {
    Group.VISITS: "visits",
    Group.CONCERNS: "concerns_table",
    Group.CLAIMS: "claims",
}
"""Words of each group."""


class GroupShown(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    short: str
    with_: str
    without: str
    days: str
    total: Row


class AreaShown(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    cells: tuple[Row, ...]
    """Of each group."""


class WeekShown(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    span: str
    groups: tuple[GroupShown, ...]
    rows: tuple[AreaShown, ...]
    """Neighbourhoods of which anything can be shown."""
    hidden: int
    """How many others there are."""


def front_page(
    page: PublicPage,
    site: Site,
    *,
    admissions: tuple[Both, ...],
    map_address: str = "",
    map_height: int = 0,
) -> str:
    """The whole page.

    Args:
        admissions: what must be said beside an effect: `model/guarantee.py`.
        map_address: of the picture of the neighbourhoods; "" leaves it out.
    """
    la = site.language
    share = in_time(page.figures, Group.CONCERNS)
    return render(
        "page.html",
        site,
        say("site.title", la, district=page.district),
        page=page,
        share=share,
        percent=number(100 * share.answered / share.of, la, 0) if share else "",
        weeks=[_week(one, page, la) for one in page.figures],
        effect=list(effect_sentences(page.effect, la)),
        admissions=[one.of(la) for one in admissions],
        map=map_address,
        map_height=map_height,
        today=long_date(page.today, la),
    )


def effect_sentences(effect: PublicEffect | None, language: str) -> Iterator[str]:
    """What may be said of the effect: by the interval, never by the estimate (guarantee G14)."""
    if effect is None:
        yield say("effect.open", language)
        yield say("effect.not_evaluated", language)
        return
    if effect.fewer or effect.more:
        yield say("effect.fewer" if effect.fewer else "effect.more", language)
    else:
        yield say("effect.open", language)

    def shown(value: float | None, otherwise: str) -> str:
        return say(otherwise, language) if value is None else number(value, language, 2)

    yield say(
        "effect.interval",
        language,
        first=long_date(effect.first, language),
        last=long_date(effect.last, language),
        areas=effect.areas,
        ratio=shown(effect.ratio, "effect.unmeasured"),
        low=number(effect.low, language, 2),
        high=shown(effect.high, "effect.no_limit"),
    )
    if not effect.fewer and not effect.more:
        yield say("effect.includes", language)


def _week(figures: Figures, page: PublicPage, language: str) -> WeekShown:
    names = {hood.id: hood.name for hood in page.hoods}
    names[""] = say("figures.nowhere", language)
    rows = [
        AreaShown(
            name=names.get(area, area), cells=tuple(table.rows[n] for table in figures.groups)
        )
        for n, area in enumerate(figures.areas)
    ]
    shown = tuple(row for row in rows if any(cell[2] is not None for cell in row.cells))
    last = figures.until - timedelta(days=1)
    return WeekShown(
        title=say(
            "figures.week",
            language,
            first=long_date(figures.first, language),
            last=long_date(last, language),
        ),
        span=span(figures.first, figures.until, language),
        groups=tuple(_group(table, language) for table in figures.groups),
        rows=shown,
        hidden=len(rows) - len(shown),
    )


def _group(table: GroupTable, language: str) -> GroupShown:
    section = SECTIONS[table.group]
    return GroupShown(
        title=say(f"{section}.title", language),
        short=say(f"{section}.short", language),
        with_=say(f"{section}.with", language),
        without=say(f"{section}.without", language),
        days=span(table.first, table.until, language),
        total=table.total,
    )


def span(first: date, until: date, language: str) -> str:
    """`18–24 Nov`, `25 Nov – 1 Des`, of days from the first to the one before `until`."""
    last = until - timedelta(days=1)
    month = MONTHS[language]
    end = f"{last.day} {month[last.month - 1][:3]}"
    if first.month == last.month:
        return f"{first.day}–{end}"
    return f"{first.day} {month[first.month - 1][:3]} – {end}"
