"""What a plan page shows, gathered by the caller."""

from __future__ import annotations

import msgspec

from sejuk.model.compare import Comparison
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.model.values import PresentRoute, Tension
from sejuk.reporting.legs import Paths


class PageView(msgspec.Struct, frozen=True, kw_only=True):
    plan: Plan
    district: District
    paths: Paths = {}
    others: tuple[Plan, ...] = ()
    """Baselines with the same people: named, filled, single, manual."""
    tension: Tension | None = None
    """None where all areas were taken as equal: then none is drawn."""
    present: PresentRoute | None = None
    """The habitual route behind `named` and `filled`."""
    comparison: Comparison | None = None
    meeting_wait_minutes: int = 5
    meeting_release_minutes: int = 10
