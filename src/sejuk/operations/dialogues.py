"""Visits and whether there was a dialogue at them, from what crews said they did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from sejuk.operations.coverage import VISIT_MINUTES


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A crew arrived, talked or left."""

    who: str
    kind: str
    place: str
    at: datetime
    received: datetime
    """When it came in."""


class VisitMade(msgspec.Struct, frozen=True, kw_only=True):
    place: str
    known: datetime
    """When its end came in."""
    dialogue: bool


def visits_made(acts: Iterable[Act]) -> list[VisitMade]:
    """Stops of at least ten minutes from acts by time; what was never left is none."""
    here: dict[tuple[str, str], datetime] = {}
    talked: set[tuple[str, str]] = set()
    found = []
    for act in acts:
        key = act.who, act.place
        if act.kind == "arrived":
            here[key] = act.at
            talked.discard(key)
        elif act.kind == "talked":
            talked.add(key)
        elif act.kind == "left" and key in here:
            minutes = (act.at - here.pop(key)).total_seconds() / 60
            if minutes >= VISIT_MINUTES:
                visit = VisitMade(place=act.place, known=act.received, dialogue=key in talked)
                found.append(visit)
            talked.discard(key)
    return found
