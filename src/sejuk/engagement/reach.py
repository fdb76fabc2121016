"""Whom calm messages reached: times, and about how many residents, by neighbourhood. Never who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

SAME_VISIT = timedelta(minutes=60)
"""A talk and a message of one crew at one place within this are of one visit."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    message: str
    area: str
    """A neighbourhood, or a border `a|b`."""
    place: str
    crew: str
    """By its phone, which is one for a night."""
    at: datetime


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    place: str
    crew: str
    residents: int
    at: datetime


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    given: int
    residents: int
    """Of visits at which a message was given; whoever was there twice counts twice."""
    last: datetime


def reach_by_area(given: Sequence[Given], talks: Sequence[Talk]) -> dict[str, Reach]:
    """Neighbourhood → reach. A border counts for the side that has heard less up to then.

    A visit counts its residents once, however many messages were given, by the crew's last word on
    how many there were.
    """
    found: dict[str, Reach] = {}
    visits: dict[tuple[str, str], datetime] = {}
    for one in sorted(given, key=lambda g: (g.at, g.message)):
        area = min(one.area.split("|"), key=lambda side: found[side].given if side in found else 0)
        crew_place = (one.crew, one.place)
        begun = visits.get(crew_place)
        is_new = begun is None or one.at - begun > SAME_VISIT
        if is_new:
            visits[crew_place] = one.at
        before = found.get(area)
        found[area] = Reach(
            given=1 + (before.given if before else 0),
            residents=(before.residents if before else 0) + (_heard(one, talks) if is_new else 0),
            last=one.at,
        )
    return found


def _heard(given: Given, talks: Sequence[Talk]) -> int:
    """How many the crew said that it talked with on that visit."""
    near = [
        talk
        for talk in talks
        if (talk.crew, talk.place) == (given.crew, given.place)
        and abs(talk.at - given.at) <= SAME_VISIT
    ]
    return max(near, key=lambda talk: talk.at).residents if near else 0
