"""What residents tell and what patrols find are two streams, and never mixed up.

- R: residents and agencies. What they tell does not depend on where patrols go.
- D: what patrols find, and what an officer reports who was sent there. Where they go, they find
  more; it counts only where effort is known, as so many incidents in so many minutes (G3).

Each stream is linked by itself: what patrols report must not merge or move what residents told.
Media tell again what others told, often late and of a wider place; they are kept and have no
weight. Nor have kinds that are not in the table or weigh 0 there, such as lawful assembly (G7),
reports that turned out untrue, areas of another map, and what nobody knew yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from sejuk.model.kinds.field import Origin
from sejuk.model.report import IncidentKind, Report, Sighting, Signals, Verification
from sejuk.sensing.ground import Ground
from sejuk.sensing.weight import TOLD, severity_of


class Streams(msgspec.Struct, frozen=True, kw_only=True):
    """Of one look at the signals: what counts, and how much was left out, by reason."""

    told: tuple[Report, ...] = ()
    found: tuple[Report, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    later: int = 0
    """Received after `now`, or said to have happened after it."""
    outside: int = 0
    """Reports and sightings of areas that the district does not have."""
    refuted: int = 0
    without_weight: int = 0
    """Of kinds without weight, or from media."""


def separate(
    signals: Signals, ground: Ground, kinds: Mapping[str, IncidentKind], now: datetime
) -> Streams:
    """Only what was received at `now` or before, ever; of each report the first reason counts."""
    areas = frozenset(ground.areas)
    told: list[Report] = []
    found: list[Report] = []
    later = outside = refuted = without_weight = 0
    for report in signals.reports:
        if report.received > now or report.happened > now:
            later += 1
        elif report.area not in areas:
            outside += 1
        elif report.verification is Verification.REFUTED:
            refuted += 1
        elif report.origin is Origin.MEDIA or not severity_of(report, kinds):
            without_weight += 1
        else:
            (told if report.origin in TOLD else found).append(report)
    heard = [s for s in signals.sightings if s.received <= now and s.heard <= now]
    inside = tuple(s for s in heard if s.area in areas)
    return Streams(
        told=tuple(told),
        found=tuple(found),
        sightings=inside,
        later=later + len(signals.sightings) - len(heard),
        outside=outside + len(heard) - len(inside),
        refuted=refuted,
        without_weight=without_weight,
    )
