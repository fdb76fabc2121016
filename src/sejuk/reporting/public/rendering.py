"""Templates and words of the public page: the one place that reads them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import jinja2
import msgspec

from sejuk.problems import Both
from sejuk.reporting.format import clock, long_date, number
from sejuk.reporting.page import Html
from sejuk.reporting.resources import resource_text

FOLDER = "templates/public"
STYLE = "style.css"
ZONE_LABELS = {7: "WIB", 8: "WITA", 9: "WIT"}
"""By hours east of UTC."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages of a visit share."""

    name: str
    language: str
    """`id` or `en`."""
    zone: str
    """IANA."""
    version: str
    path: str = "/publik"
    """Of this page."""
    query: str = ""
    """What every link carries along, encoded: the language and the district that were asked for."""
    other: str = ""
    """Address of this page in the other language."""
    style: str = ""
    """Address of the style sheet."""
    credit: str = ""
    synthetic: bool = False
    offline: bool = False
    """A file to open by itself: the style stands inside, and links to forms are left out."""

    def to(self, path: str) -> str:
        """An address of this site, in this language."""
        return f"{path}?{self.query}" if self.query else path


def render(template: str, site: Site, title: str, **facts: object) -> str:
    """A page; everything that is put in is escaped."""

    def w(key: str, **more: object) -> str:
        return say(key, site.language, **more)

    page = _environment().get_template(f"public/{template}")
    style = Html(style_text()) if site.offline else ""
    known = {"site": site, "language": site.language, "w": w, "style": style}
    return page.render(title=title, **known, **facts)


def say(key: str, language: str, **facts: object) -> str:
    """The text of `section.name`, numbers as the language writes them. KeyError: a defect."""
    shown = {
        name: number(fact, language) if isinstance(fact, int | float) else fact
        for name, fact in facts.items()
    }
    return words()[key].of(language).format_map(shown)


@cache
def words() -> dict[str, Both]:
    """`section.name` → both texts."""
    table = tomllib.loads(resource_text(f"{FOLDER}/words.toml"))
    return {
        f"{section}.{name}": Both(row["id"], row["en"])
        for section, rows in table.items()
        for name, row in rows.items()
    }


@cache
def style_text() -> str:
    """The style sheet."""
    return resource_text(f"{FOLDER}/{STYLE}")


def moment_text(moment: datetime, language: str, zone: str) -> str:
    """`Kamis, 28 November 2024, 22.05 WIB`."""
    local = moment.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    label = ZONE_LABELS.get(hours, local.tzname() or "")
    return f"{long_date(local.date(), language)}, {clock(local, language)} {label}"


@jinja2.pass_context
def _moment(context: jinja2.runtime.Context, moment: datetime) -> str:
    return moment_text(moment, context["language"], context["site"].zone)


@jinja2.pass_context
def _day(context: jinja2.runtime.Context, day: date) -> str:
    return long_date(day, context["language"])


@jinja2.pass_context
def _number(context: jinja2.runtime.Context, value: float) -> str:
    return number(value, context["language"])


@cache
def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: resource_text(f"templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"moment": _moment, "day": _day, "number": _number}
    return found
