"""Takes out of free text what identifies a person by its pattern (guarantee G1).

Patterns only: a name has none, so probable names are pointed out to the writer instead. What
remains is sealed and ends. The browser does the same by the same rules: `redaction.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sejuk.text.rules import rules

MARK = "█"
"""Stands where something was taken out."""


def redact(text: str) -> str:
    """The text with each such pattern replaced by one mark."""
    text = _invisible().sub("", text)
    for pattern, replace in _patterns():
        text = pattern.sub(replace, text)
    return text


def probable_names(text: str) -> list[tuple[int, int]]:
    """Where the text may name somebody: begin and end of each, in order, none within another."""
    names = rules().names
    titles, places = frozenset(names.titles), frozenset(names.places)
    found = {
        match.span(1)
        for match in re.finditer(names.after_honorific, text)
        if _first(match[1]).lower() not in titles
    }
    found |= {
        match.span(1)
        for match in re.finditer(names.two_capitals, text)
        if _first(match[1]) not in places
    }
    spans: list[tuple[int, int]] = []
    for begin, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or begin >= spans[-1][1]:
            spans.append((begin, end))
    return spans


def _first(name: str) -> str:
    return name.split(" ", 1)[0]


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(rules().invisible)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    return tuple(
        (
            re.compile(rule.pattern, re.ASCII | (re.IGNORECASE if rule.ignore_case else 0)),
            _replacing(rule.unless),
        )
        for rule in rules().rules
    )


def _replacing(unless: str | None) -> Callable[[re.Match[str]], str]:
    keep = re.compile(unless) if unless else None

    def replace(match: re.Match[str]) -> str:
        return match[0] if keep and keep.search(match[0]) else MARK

    return replace
