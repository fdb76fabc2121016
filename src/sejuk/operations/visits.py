"""Visits derived from a track: a crew was where it stayed, not where it passed.

A visit is a stay of some minutes inside a place's fence; a border that is crossed is none. What a
track shows that cannot be so is flagged and not corrected.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

import msgspec

EARTH_M = 6_371_008.8
FENCE_M = 40.0
DWELL_MS = 3 * 60_000
GAP_MS = 5 * 60_000
"""A longer silence ends a stay."""
MISSING_MS = 10 * 60_000
MOST_OFF_M = 60.0
"""A position that is off by more says nothing about a fence of some forty metres."""
FASTEST_M_S = 42.0
"""150 km/h: no patrol goes faster, and satellites jump."""
SKEW_MS = 5 * 60_000


class TrackPoint(msgspec.Struct, frozen=True, kw_only=True):
    at_ms: int
    """By the device's clock."""
    lon: float
    lat: float
    accuracy_m: float | None = None
    received_ms: int | None = None
    """None: not known, e.g. from a file."""


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    lon: float
    lat: float


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    place: str
    arrived_ms: int
    left_ms: int


class Flag(StrEnum):
    TOO_FAST = "too_fast"
    CLOCK_OFF = "clock_off"
    """It came before it happened: a clock that is ahead."""
    NO_FIX = "no_fix"


class Flagged(msgspec.Struct, frozen=True, kw_only=True):
    flag: Flag
    at_ms: int
    value: float
    """Metres a second, or minutes."""


def metres(a: TrackPoint | Spot, b: TrackPoint | Spot) -> float:
    """Between two points on the sphere (haversine)."""
    d_lat, d_lon = math.radians(b.lat - a.lat), math.radians(b.lon - a.lon)
    h = (
        math.sin(d_lat / 2) ** 2
        + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(d_lon / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def stays(track: Sequence[TrackPoint], spots: Sequence[Spot]) -> tuple[Stay, ...]:
    """In the order of time; positions that are far off, or fly, end no stay."""
    found: list[Stay] = []
    stay: Stay | None = None
    for point in _steady(track):
        inside = nearest(point, spots)
        within_reach = stay is not None and point.at_ms - stay.left_ms <= GAP_MS
        if stay is not None and inside == stay.place and within_reach:
            stay = msgspec.structs.replace(stay, left_ms=point.at_ms)
            continue
        if stay is not None and stay.left_ms - stay.arrived_ms >= DWELL_MS:
            found.append(stay)
        at = point.at_ms
        stay = None if inside is None else Stay(place=inside, arrived_ms=at, left_ms=at)
    if stay is not None and stay.left_ms - stay.arrived_ms >= DWELL_MS:
        found.append(stay)
    return tuple(found)


def nearest(point: TrackPoint, spots: Sequence[Spot]) -> str | None:
    """The place whose fence takes the position in; the nearer of two."""
    far, place = min(((metres(point, spot), spot.id) for spot in spots), default=(math.inf, ""))
    return place if far <= FENCE_M else None


def flags(track: Sequence[TrackPoint]) -> tuple[Flagged, ...]:
    """What cannot be so, in the order of time."""
    found: list[Flagged] = []
    ordered = sorted(track, key=lambda point: point.at_ms)
    for a, b in pairwise(ordered):
        speed = _speed(a, b)
        if speed > FASTEST_M_S:
            found.append(Flagged(flag=Flag.TOO_FAST, at_ms=b.at_ms, value=round(speed, 1)))
        if b.at_ms - a.at_ms > MISSING_MS:
            minutes = (b.at_ms - a.at_ms) / 60_000
            found.append(Flagged(flag=Flag.NO_FIX, at_ms=a.at_ms, value=round(minutes, 1)))
    for point in ordered:
        ahead = 0 if point.received_ms is None else point.at_ms - point.received_ms
        if ahead > SKEW_MS:
            minutes = ahead / 60_000
            found.append(Flagged(flag=Flag.CLOCK_OFF, at_ms=point.at_ms, value=round(minutes, 1)))
    return tuple(sorted(found, key=lambda one: (one.at_ms, one.flag)))


def _steady(track: Sequence[TrackPoint]) -> list[TrackPoint]:
    """Good enough to judge a fence by, in the order of time."""
    good = [p for p in track if p.accuracy_m is None or p.accuracy_m <= MOST_OFF_M]
    kept: list[TrackPoint] = []
    for point in sorted(good, key=lambda p: p.at_ms):
        if kept and _speed(kept[-1], point) > FASTEST_M_S:
            continue
        kept.append(point)
    return kept


def _speed(a: TrackPoint, b: TrackPoint) -> float:
    seconds = max((b.at_ms - a.at_ms) / 1000, 1.0)
    return metres(a, b) / seconds
