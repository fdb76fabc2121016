"""What forbids to preselect: the same template with another number, place or name.

A mismatch never moves a candidate down; it only leaves the choice to a person.
"""

from __future__ import annotations

import re
from functools import cache

from sejuk.rumours.matching.features import alike_in, findable
from sejuk.rumours.matching.index import Weights
from sejuk.rumours.matching.prepared import Prepared
from sejuk.text.lexicon import lexicon
from sejuk.text.normalise import words
from sejuk.text.stem import stem

FEW_WORDS = "few_words"
LEAST_WORDS = 8
AROUND = 3
"""Words from a number within which the thing is named that it counts."""
CURRENCY = frozenset({"rp", "idr", "usd"})
RARE = 0.35
"""Part of the weight of a word never seen, from which on a word may be a name."""
ALIKE_LENGTH = 1.6
YEARS = range(1945, 2046)


def against(one: Prepared, other: Prepared, weights: Weights) -> tuple[str, ...]:
    """Nothing, where they may be the same; the same whichever comes first."""
    short, long = sorted((one, other), key=lambda text: (len(text.words), text.words))
    found = []
    if too_short(long):
        found.append(FEW_WORDS)
    if _other_number(short, long):
        found.append("number")
    if _other_place(short, long):
        found.append("place")
    if _other_name(short, long, weights):
        found.append("name")
    return tuple(found)


def against_message(message: Prepared, document: Prepared, weights: Weights) -> tuple[str, ...]:
    """The same for a message, which must itself be long enough."""
    found = against(message, document, weights)
    if too_short(message) and FEW_WORDS not in found:
        return (FEW_WORDS, *found)
    return found


def too_short(text: Prepared) -> bool:
    """It fits too many claims."""
    return text.long < LEAST_WORDS


def _other_number(short: Prepared, long: Prepared) -> bool:
    """A number that the long text lacks, where it has another year or another of one thing."""
    ours, theirs = _numbers(short), _numbers(long)
    known = {number for number, _ in theirs}
    lacking = [(number, beside) for number, beside in ours if number not in known]
    have = {number for number, _ in ours}
    more = [(number, beside) for number, beside in theirs if number not in have]
    return any(
        (a in YEARS and b in YEARS) or bool(mine & yours)
        for a, mine in lacking
        for b, yours in more
    )


def _numbers(text: Prepared) -> list[tuple[int, frozenset[str]]]:
    """Each number, `50 ribu` as 50,000, with the word on each side that says something."""
    scales = lexicon().scales
    found = []
    for n, word in enumerate(text.words):
        if not (word.isascii() and word.isdigit() and len(word) <= 15):
            continue
        after = n + 1
        number = int(word)
        while after < len(text.words) and text.words[after] in scales:
            number *= scales[text.words[after]]
            after += 1
        sides = (range(n - 1, n - 1 - AROUND, -1), range(after, after + AROUND))
        found.append((number, frozenset(word for side in sides for word in _beside(text, side))))
    return found


def _beside(text: Prepared, places: range) -> list[str]:
    """The first word of these that says something, as a stem; or none."""
    skipped = lexicon().function | CURRENCY
    for n in places:
        inside = 0 <= n < len(text.words)
        if inside and not text.words[n].isdigit() and text.words[n] not in skipped:
            return [text.stems[n]]
    return []


def _other_place(short: Prepared, long: Prepared) -> bool:
    """A place that the long text lacks, where it names another one. A city lies in its province and
    a province holds its cities: they are no others of each other."""
    ours, theirs = places(short), places(long)
    above = _above()
    lacking = {
        place
        for place in ours - theirs
        if above.get(place) not in theirs and place not in {above.get(other) for other in theirs}
    }
    others = {place for place in theirs - ours if place not in {above.get(own) for own in ours}}
    return bool(lacking and others)


def places(text: Prepared) -> frozenset[str]:
    """Provinces, cities and countries that the text names; the longest name where two begin."""
    return frozenset(_named(text).values())


def _named(text: Prepared) -> dict[int, str]:
    """Word of the text → the place that it is part of."""
    found: dict[int, str] = {}
    for n in range(len(text.words)):
        if n in found:
            continue
        for size in (3, 2, 1):
            name = " ".join(text.words[n : n + size])
            if name in _names():
                found |= dict.fromkeys(range(n, n + size), name)
                break
    return found


@cache
def _above() -> dict[str, str]:
    """City or district → its province or country, as `words` writes them."""
    return {
        " ".join(words(name)): " ".join(words(above))
        for above, names in lexicon().places.items()
        for name in names
    }


@cache
def _names() -> frozenset[str]:
    return frozenset(_above()) | frozenset(" ".join(words(a)) for a in lexicon().places)


def _other_name(short: Prepared, long: Prepared, weights: Weights) -> bool:
    """A name that the long text lacks, where it has another one in the same slot: between the same
    two words, or beside the same one where both texts are of a length."""
    lacking = _names_alone(short, long, weights)
    if not lacking:
        return False
    alike = len(long.stems) <= ALIKE_LENGTH * len(short.stems)
    ours, theirs = _named(short), _named(long)
    for place in _names_alone(long, short, weights):
        for n in lacking:
            if n in ours and place in theirs:
                continue  # both are known places: not for this guard to say
            before, after = _fits(short, n, long, place, -1), _fits(short, n, long, place, 1)
            if (before and after) or (alike and (before or after)):
                return True
    return False


def _names_alone(text: Prepared, other: Prepared, weights: Weights) -> list[int]:
    """Where the text has a rare word that the other lacks in any spelling.

    Capitals tell names only in a text that uses both: a word in small letters there is none.
    """
    known = findable(other)
    small = _small(text.text)
    return [
        n
        for n, word in enumerate(text.stems)
        if word not in known.at
        and text.words[n] not in small
        and _may_be_name(word, weights)
        and not alike_in(word, known)[1]
    ]


def _small(text: str) -> frozenset[str]:
    if text.islower() or text.isupper():
        return frozenset()
    return frozenset(
        word for found in re.findall(r"[^\W\d_]+", text) if found.islower() for word in words(found)
    )


def _fits(one: Prepared, n: int, other: Prepared, place: int, step: int) -> bool:
    """Whether both slots have the same neighbour on that side."""
    n, place = n + step, place + step
    inside = 0 <= n < len(one.stems) and 0 <= place < len(other.stems)
    return inside and one.stems[n] == other.stems[place]


def _may_be_name(word: str, weights: Weights) -> bool:
    return (
        len(word) > 2
        and not word.isdigit()
        and word not in _function()
        and weights.of(word) >= RARE * weights.unseen
    )


@cache
def _function() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon().function)
