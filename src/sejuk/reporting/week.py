"""Several planned nights on one page: who is served when, and whether the floors are met."""

from __future__ import annotations

import msgspec

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, long_date, short_date
from sejuk.reporting.names import short_name
from sejuk.reporting.page import render
from sejuk.reporting.words import numbers, say

FLOOR_NIGHTS = 7
"""Every neighbourhood has a dialogue visit at least once in so many nights (G5)."""
FIGURES = (
    *("visits", "places", "neighbourhoods", "priority_place_blocks"),
    *("dwell_minutes", "travel_minutes", "joint_visits_met"),
)


class NightColumn(msgspec.Struct, frozen=True, kw_only=True):
    night: int
    date: Both
    """`Kam 28 Nov`."""
    link: str
    figures: tuple[Both, ...]
    """In the order of FIGURES."""
    unmet: int


class AreaRow(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    ward: str
    visits: tuple[int, ...]
    """[nights]"""
    passed: tuple[bool, ...]
    total: int
    last: Both
    """Date of the last visit."""
    floor_met: bool


def week_page(plans: tuple[Plan, ...], district: District, *, links: tuple[str, ...] = ()) -> str:
    """One self-contained page over `plans`, which are consecutive nights in order.

    `links` are the addresses of the nights' own pages relative to this one; by default
    `malam-1/rencana.html`, `malam-2/rencana.html`, …
    """
    rows = area_rows(plans, district)
    met = sum(row.floor_met for row in rows)
    links = links or tuple(f"malam-{plan.night}/rencana.html" for plan in plans)
    first, last = plans[0], plans[-1]
    return render(
        "week.html",
        title=say("week.title", nights=len(plans), district=first.district),
        plan=first,
        source=district.source,
        period=Both(
            *(
                f"{long_date(first.shift.date, la)} – {long_date(last.shift.date, la)}"
                for la in LANGUAGES
            )
        ),
        floor=say("week.floor_sentence", met=met, total=len(rows), nights=len(plans)),
        floor_met=met == len(rows),
        nights=tuple(_night(plan, link) for plan, link in zip(plans, links, strict=True)),
        figures=FIGURES,
        rows=rows,
    )


def area_rows(plans: tuple[Plan, ...], district: District) -> tuple[AreaRow, ...]:
    """One row per neighbourhood in the district's order."""
    cover = [{row.id: row for row in plan.cover} for plan in plans]
    rows = []
    for n in district.neighbourhoods:
        tonight = [night.get(n.id) for night in cover]
        visits = tuple(row.visits if row else 0 for row in tonight)
        served = [i for i, count in enumerate(visits) if count]
        rows.append(
            AreaRow(
                name=short_name(n),
                ward=n.ward,
                visits=visits,
                passed=tuple(bool(row and row.passed) for row in tonight),
                total=sum(visits),
                last=_short(plans[served[-1]]) if served else say("week.never"),
                floor_met=floor_met(visits),
            )
        )
    return tuple(rows)


def floor_met(visits: tuple[int, ...]) -> bool:
    """A visit in every run of 7 nights, or in all the nights when they are fewer."""
    window = min(FLOOR_NIGHTS, len(visits))
    return all(any(visits[i : i + window]) for i in range(len(visits) - window + 1))


def _night(plan: Plan, link: str) -> NightColumn:
    return NightColumn(
        night=plan.night,
        date=_short(plan),
        link=link,
        figures=tuple(numbers(getattr(plan.figures, code)) for code in FIGURES),
        unmet=len(plan.unmet),
    )


def _short(plan: Plan) -> Both:
    return Both(*(short_date(plan.shift.date, la) for la in LANGUAGES))
