"""The phrase check: what an official answer must not say, and what it had better not.

An answer that threatens, labels people or blames a group heats what it should cool, so it is
refused. The browser does the same while somebody writes, by the same rules: `phrases.json`. It
reads words, not meaning: what it lets through may still be unkind, and a person signs.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from sejuk.problems import Both
from sejuk.text.phrase_rules import InBoth, Level, PhraseRule, phrase_rules, whole_pattern

_SENTENCE_END = re.compile(r"[.!?](?=[ \t\r\n]|$)|\n")
_WORD = re.compile(r"[A-Za-z0-9]+")
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z]+(?![A-Za-z0-9])")
_EXCLAIMED = re.compile(r"!(?:[ \t]*[!?])+")


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a text, why it is pointed out, and what to write instead."""

    code: str
    level: Level
    begin: int
    end: int
    """In characters of the text, the end not included."""
    what: Both
    instead: Both


def check_phrases(text: str, *, claim: str = "", sourced: bool = False) -> tuple[Phrase, ...]:
    """What the text should not say, in its order, none of one level within another.

    Args:
        claim: what goes round, so that its repetition before the fact is seen.
        sourced: a source stands beside the text.
    """
    found = [
        _phrase(rule.code, rule.level, span, rule.what, rule.instead)
        for rule in phrase_rules().rules
        if not (sourced and rule.unless_sourced)
        for span in _spans(rule, text)
    ]
    found += _echoed(text, claim) + _shouted(text)
    found.sort(key=lambda one: (one.begin, one.level is not Level.REFUSE, -one.end))
    kept: list[Phrase] = []
    for one in found:
        if all(one.begin >= other.end or one.end <= other.begin for other in kept):
            kept.append(one)
    return tuple(kept)


def refused(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Those with which an answer does not go out."""
    return tuple(one for one in phrases if one.level is Level.REFUSE)


def first_sentence(text: str) -> str:
    """Up to the first `.`, `!`, `?` before a blank, or the first line end."""
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def _phrase(code: str, level: Level, span: tuple[int, int], what: InBoth, to: InBoth) -> Phrase:
    return Phrase(
        code=code,
        level=level,
        begin=span[0],
        end=span[1],
        what=Both(what.id, what.en),
        instead=Both(to.id, to.en),
    )


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        _whole(pattern)
        for rule in phrase_rules().rules
        if rule.code == code
        for pattern in rule.patterns
    )


def _spans(rule: PhraseRule, text: str) -> list[tuple[int, int]]:
    searched = first_sentence(text) if rule.at_start else text
    spans = [
        match.span() for pattern in _patterns(rule.code) for match in pattern.finditer(searched)
    ]
    if rule.unless is None:
        return spans
    keep, spreader = _whole(rule.unless), _whole("{spreader}")
    return [
        (begin, end)
        for begin, end in spans
        if spreader.search(text, begin, end) or not keep.search(_sentence_before(text, begin))
    ]


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(whole_pattern(pattern, phrase_rules().words), re.ASCII | re.IGNORECASE)


def _sentence_before(text: str, place: int) -> str:
    """From the beginning of the sentence in which the place is, up to it."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, place)]
    return text[ends[-1] if ends else 0 : place]


def _echoed(text: str, claim: str) -> list[Phrase]:
    """The first sentence says what the claim says."""
    echo = phrase_rules().echo
    wanted = {word for word in _words(claim) if len(word) >= echo.letters}
    sentence = first_sentence(text)
    said = wanted & set(_words(sentence))
    if len(wanted) < echo.least or len(said) < echo.share * len(wanted):
        return []
    rule = next(rule for rule in phrase_rules().rules if rule.code == "claim_first")
    return [_phrase(rule.code, rule.level, (0, len(sentence)), rule.what, rule.instead)]


def _shouted(text: str) -> list[Phrase]:
    rule = phrase_rules().shouting
    spans: list[tuple[int, int]] = []
    for match in _CAPITALS.finditer(text):
        if len(match[0]) >= rule.letters and match[0] not in rule.known:
            joined = spans and not text[spans[-1][1] : match.start()].strip(" ")
            spans[-1:] = [(spans[-1][0], match.end())] if joined else [*spans[-1:], match.span()]
    spans += [match.span() for match in _EXCLAIMED.finditer(text)]
    return [_phrase("shouting", Level.WARN, span, rule.what, rule.instead) for span in spans]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
