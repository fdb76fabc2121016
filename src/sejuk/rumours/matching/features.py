"""What two texts have in common, in a few numbers.

Messages are long and titles short, so most measures ask how much of the shorter text is found in
the longer one; a text counts by what its words weigh, not by how many they are.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from sejuk.rumours.matching.index import Weights
from sejuk.rumours.matching.prepared import Prepared

ALIKE = 0.6
"""Dice of trigrams from which on two words are taken for spellings of one another."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """All between 0 and about 1, but for `shared`."""

    cover: float
    """Part of the shorter text's weight that the longer one has, words that look alike included."""
    shared: float
    """log(1 + nats) of what both have."""
    window: float
    """The best `cover` by a stretch of the longer text twice as long as the shorter one."""
    run: float
    """Part of the shorter text's weight in its longest run of words that the longer one has."""
    missing: float
    """Weight of the weightiest word that the longer text lacks, of what the rarest could weigh."""
    pairs: float
    """Part of the shorter text's neighbours that are near each other in the longer one too."""


class Found(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A text whose words can be looked up: made once for a message and its fifty candidates."""

    text: Prepared
    at: dict[str, list[int]]
    """Stem → where it stands."""
    pieces: dict[str, list[str]]
    """Trigram → the stems that have it."""
    alike: dict[str, tuple[str, float]]
    """Found so far: stem of other texts → the one here that looks most like it, and how much."""


def findable(text: Prepared) -> Found:
    """For `features`."""
    at: dict[str, list[int]] = {}
    for n, word in enumerate(text.stems):
        at.setdefault(word, []).append(n)
    pieces: dict[str, list[str]] = {}
    for word in at:
        for piece in _trigrams(word):
            pieces.setdefault(piece, []).append(word)
    return Found(text=text, at=at, pieces=pieces, alike={})


def features(one: Found, other: Found, weights: Weights) -> Features:
    """The same whichever comes first."""
    short, long = _in_order(one, other, weights)
    weight = {word: weights.of(word) for word in short.at}
    whole = sum(weight.values()) or 1.0
    match = {word: alike_in(word, long) for word in weight}
    common = sum(weight[word] * part for word, (_, part) in match.items())
    return Features(
        cover=common / whole,
        shared=math.log1p(common),
        window=_window(match, weight, short, long) / whole,
        run=_run(short, long, weight) / whole,
        missing=max((weight[w] * (1.0 - part) for w, (_, part) in match.items()), default=0.0)
        / weights.unseen,
        pairs=_pairs(match, short, long),
    )


def _in_order(one: Found, other: Found, weights: Weights) -> tuple[Found, Found]:
    """The text that weighs less first; of two equal ones the one whose words come first."""

    def key(found: Found) -> tuple[float, tuple[str, ...]]:
        return round(sum(weights.of(word) for word in sorted(found.at)), 9), found.text.stems

    return (one, other) if key(one) <= key(other) else (other, one)


def alike_in(word: str, long: Found) -> tuple[str, float]:
    """The word of the text that stands for this one, and how well; ("", 0) without one."""
    if word in long.at:
        return word, 1.0
    known = long.alike.get(word)
    if known is None:
        known = _most_alike(word, long)
        long.alike[word] = known
    return known


def _most_alike(word: str, long: Found) -> tuple[str, float]:
    if word.isdigit():
        return "", 0.0
    ours = _trigrams(word)
    both: dict[str, int] = {}
    for piece in ours:
        for other in long.pieces.get(piece, ()):
            both[other] = both.get(other, 0) + 1
    best, found = 0.0, ""
    for other, count in both.items():
        dice = 2.0 * count / (len(ours) + len(_trigrams(other)))
        if (dice, other) > (best, found) and not other.isdigit():
            best, found = dice, other
    return (found, best) if best >= ALIKE else ("", 0.0)


@lru_cache(maxsize=2**16)
def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[k : k + 3] for k in range(len(padded) - 2))


def _window(
    match: dict[str, tuple[str, float]], weight: dict[str, float], short: Found, long: Found
) -> float:
    """Most weight of different words that one stretch of the long text holds."""
    width = 2 * len(short.text.stems) + 4
    hits = sorted(_hits(match, long))
    held: dict[str, int] = {}
    total = best = 0.0
    first = 0
    for place, word in hits:
        if not held.get(word):
            total += weight[word] * match[word][1]
        held[word] = held.get(word, 0) + 1
        while hits[first][0] <= place - width:
            gone = hits[first][1]
            held[gone] -= 1
            if not held[gone]:
                total -= weight[gone] * match[gone][1]
            first += 1
        best = max(best, total)
    return best


def _hits(match: dict[str, tuple[str, float]], long: Found) -> Iterator[tuple[int, str]]:
    for word, (there, part) in match.items():
        if part:
            for place in long.at[there]:
                yield place, word


def _run(short: Found, long: Found, weight: dict[str, float]) -> float:
    """Weight of the longest run of the same stems: the usual table, kept sparse."""
    best = 0.0
    before: dict[int, float] = {}
    for word in short.text.stems:
        now = {}
        for place in long.at.get(word, ()):
            now[place] = before.get(place - 1, 0.0) + weight[word]
            best = max(best, now[place])
        before = now
    return min(best, sum(weight.values()))


NEAR = 4


def _pairs(match: dict[str, tuple[str, float]], short: Found, long: Found) -> float:
    stems = short.text.stems
    if len(stems) < 2:
        return 0.0
    near = 0
    for one, two in itertools.pairwise(stems):
        first, second = match[one], match[two]
        if first[1] and second[1]:
            places = long.at[second[0]]
            near += any(0 < abs(a - b) <= NEAR for a in long.at[first[0]] for b in places)
    return near / (len(stems) - 1)
