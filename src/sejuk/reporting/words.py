"""Both languages of everything a reader sees, from the one table `templates/words.toml`.

A `Both` holds the same text in Indonesian and English. On a page both stand side by side
and the style sheet shows the one that the page's `lang` names, so that a page can be read
without JavaScript and switched without a reload.
"""

from __future__ import annotations

import tomllib
from functools import cache

from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, number
from sejuk.reporting.resources import resource_text

Fact = str | int | float | Both


@cache
def words() -> dict[str, Both]:
    """`section.key` → both texts."""
    table = tomllib.loads(resource_text("templates/words.toml"))
    return {
        f"{section}.{key}": Both(row["id"], row["en"])
        for section, rows in table.items()
        for key, row in rows.items()
    }


def say(key: str, **facts: Fact) -> Both:
    """The text of `key` with its `{facts}` filled in, numbers in the manner of each language.

    Raises KeyError for an unknown key: a defect, which the tests find.
    """
    both = words()[key]
    return Both(*(both.of(la).format_map(_in(la, facts)) for la in LANGUAGES))


def say_code(section: str, code: str) -> Both:
    """Words for a code that comes with the data; the code itself where there are none."""
    return words().get(f"{section}.{code}", Both(code, code))


def same(text: str) -> Both:
    """A name, which no language changes."""
    return Both(text, text)


def numbers(value: float, digits: int | None = None) -> Both:
    """A number as each language writes it."""
    return Both(*(number(value, la, digits) for la in LANGUAGES))


def join(parts: list[Both], between: str | Both = ", ") -> Both:
    """The parts one after the other, with the same or a translated text between them."""
    glue = same(between) if isinstance(between, str) else between
    return Both(*(glue.of(la).join(p.of(la) for p in parts) for la in LANGUAGES))


def _in(language: str, facts: dict[str, Fact]) -> dict[str, str]:
    return {name: _fact(value, language) for name, value in facts.items()}


def _fact(value: Fact, language: str) -> str:
    if isinstance(value, Both):
        return value.of(language)
    return value if isinstance(value, str) else number(value, language)
