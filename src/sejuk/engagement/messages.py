"""Which calm messages go where tonight: by calendar and tension, and not the same each night."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sejuk.model.kinds.field import Mood
from sejuk.model.message import CalmMessage
from sejuk.model.report import Occasion

EACH = 3
"""Messages for a neighbourhood and night: as many as are remembered at a doorstep."""
OF_THE_DAY = 2
"""At most so many of them are for an occasion, so that the rest of life is spoken of, too."""
EVE = timedelta(days=1)
"""So long before an occasion its messages go first already."""
LEVEL_FROM = ((85.0, Mood.PANAS), (70.0, Mood.PERHATIAN), (60.0, Mood.HANGAT))
"""Tension from which a message for that level fits; 50 is as usual. Chosen by hand, and for words
alone: the levels of the tension map weigh how certain they are as well."""


def level_of(tension: float | None) -> Mood:
    """For words: what is not known is taken as usual."""
    return next((level for least, level in LEVEL_FROM if (tension or 0.0) >= least), Mood.SEJUK)


def tonight(
    messages: Sequence[CalmMessage],
    occasions: Sequence[Occasion],
    levels: Mapping[str, Mood],
    given: Mapping[str, Mapping[str, date]],
    day: date,
) -> dict[str, tuple[str, ...]]:
    """Area → codes of its messages, the first to say first.

    Messages for today's occasions come first, at most two; then those that the area has not heard
    for longest. Where crews mark nothing as given, a turn through the library keeps the nights
    apart: it begins at another place in each area and moves on by as many as are said.

    Args:
        levels: area → its level of tension; the areas that get messages.
        given: area → message → the last day before tonight on which it was given there.
    """
    return {
        area: _of_area(messages, _near(occasions, area, day), area, level, given.get(area, {}), day)
        for area, level in levels.items()
    }


def _of_area(
    messages: Sequence[CalmMessage],
    days: Sequence[Occasion],
    area: str,
    level: Mood,
    given: Mapping[str, date],
    day: date,
) -> tuple[str, ...]:
    fitting = [message for message in messages if level in message.levels]
    of_day = [m for m in fitting if m.occasions and any(_names(m, one) for one in days)]
    usual = [message for message in fitting if not message.occasions]
    first = _turned(of_day, area, given, day)[:OF_THE_DAY]
    rest = _turned(usual, area, given, day)[: EACH - len(first)]
    return (*first, *rest)


def _turned(
    messages: Sequence[CalmMessage], area: str, given: Mapping[str, date], day: date
) -> list[str]:
    """By how long ago they were given there, never first; then by the turn of the day."""
    if not messages:
        return []
    begin = (zlib.crc32(area.encode()) + day.toordinal() * EACH) % len(messages)
    turn = [message.code for message in (*messages[begin:], *messages[:begin])]
    return sorted(turn, key=lambda code: given.get(code, date.min))


def _near(occasions: Sequence[Occasion], area: str, day: date) -> list[Occasion]:
    """Those of the area and of the whole district that are on, or begin tomorrow."""
    own = (None, *area.split("|"))
    return [o for o in occasions if o.first - EVE <= day <= o.last and o.area in own]


def _names(message: CalmMessage, occasion: Occasion) -> bool:
    """One of its words begins a word of the occasion's name: `mk` is no part of `umkm`."""
    name = f" {occasion.name.casefold()}"
    return any(f" {word}" in name for word in message.occasions)
