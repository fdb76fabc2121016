"""Pages from templates and words: the one place that reads them."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import jinja2

from sejuk.problems import Both

ZONE = ZoneInfo("Asia/Jakarta")


def render(template: str, language: str, **facts: object) -> str:
    """A page in one language; everything put in is escaped."""
    page = _templates().get_template(template)
    return page.render(language=language, t=lambda key: say(key).of(language), **facts)


def say(key: str) -> Both:
    """The text of a key `section.name`. KeyError for an unknown one (a defect)."""
    return _words()[key]


def text_of(name: str) -> str:
    """A file of the templates' folder."""
    return files("sejuk.web").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _words() -> dict[str, Both]:
    table = tomllib.loads(text_of("words.toml"))
    return {
        f"{section}.{name}": Both(row["id"], row["en"])
        for section, rows in table.items()
        for name, row in rows.items()
    }


@cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(text_of),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    found.filters["moment"] = _moment
    return found


def _moment(moment: datetime) -> str:
    """`28-11-2024 22.05 WIB`."""
    return moment.astimezone(ZONE).strftime("%d-%m-%Y %H.%M WIB")
