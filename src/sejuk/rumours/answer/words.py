"""The words of answers, and times as people read them: `22.30 WIB`, `28 November 2024`."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.answer import Answer, AnswerKind, SourceCited, zone_label
from sejuk.problems import Both


class AnswerWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Those of one language; `{…}` are filled in."""

    kind: dict[AnswerKind, str]
    long: dict[AnswerKind, str]
    short: dict[AnswerKind, str]
    source: str
    sources: str
    more: str
    dated: str
    foot: str
    corrected: str
    date: str
    clock: str
    time: str
    heard_before: str
    """What was heard on another day than the answer's."""
    months: tuple[str, ...]
    label_source: str
    label_objection: str
    label_address: str


@cache
def words_of(language: str) -> AnswerWords:
    """As they stand in `words.toml`; `id` or `en`."""
    text = files("sejuk.rumours.answer").joinpath("words.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text)[language], AnswerWords)


def kind_words(kind: AnswerKind) -> Both:
    """`Tidak benar`, `Not true`."""
    return Both(words_of("id").kind[kind], words_of("en").kind[kind])


def day_text(day: date, language: str) -> str:
    """`28 November 2024`."""
    words = words_of(language)
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def clock_text(moment: datetime, language: str) -> str:
    """`22.30 WIB`."""
    hour, minute = f"{moment:%H}", f"{moment:%M}"
    return words_of(language).clock.format(hour=hour, minute=minute, zone=zone_label(moment))


def time_text(moment: datetime, language: str) -> str:
    """`28 November 2024 pukul 22.30 WIB`."""
    date_, clock = day_text(moment.date(), language), clock_text(moment, language)
    return words_of(language).time.format(date=date_, clock=clock)


def heard_text(heard: datetime, issued: datetime, language: str) -> str:
    """When it was heard: the hour, and the day where it was another one."""
    clock, heard_on = clock_text(heard, language), heard.astimezone(issued.tzinfo).date()
    if heard_on == issued.date():
        return clock
    date_ = day_text(heard.date(), language)
    return words_of(language).heard_before.format(clock=clock, date=date_)


def source_text(source: SourceCited, language: str) -> str:
    """`KPU Kota Melati (28 November 2024)`."""
    if source.published is None:
        return source.title
    date_ = day_text(source.published, language)
    return words_of(language).dated.format(title=source.title, date=date_)


def foot(answer: Answer) -> tuple[str, ...]:
    """What stands under the fact: the source, the office, the time, how to object."""
    words, language = words_of(answer.language), answer.language
    issued = time_text(answer.issued, language)
    lines = [
        words.foot.format(issued_by=answer.issued_by, issued=issued, objection=answer.objection)
    ]
    if answer.sources:
        first, more = source_text(answer.sources[0], language), len(answer.sources) - 1
        lines.insert(0, (words.sources if more else words.source).format(source=first, more=more))
    if answer.version > 1:
        lines.append(words.corrected.format(version=answer.version - 1))
    return tuple(lines)
