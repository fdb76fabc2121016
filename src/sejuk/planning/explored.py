"""What a plan says of the lot by which a part of it was drawn (`explore.py`)."""

from __future__ import annotations

import msgspec

from sejuk.model.exploration import Exploration
from sejuk.model.plan import Plan

REACHED, SHORT = "explored", "explored_short"
"""Notes of the plan."""


def explored_share(plan: Plan, exploration: Exploration) -> float:
    """Part of the minutes of visits that were in drawn neighbourhoods; 1 without any visit."""
    minutes = {row.id: row.minutes for row in plan.cover}
    total = sum(minutes.values())
    drawn = sum(minutes.get(area, 0.0) for area in exploration.drawn)
    return drawn / total if total else 1.0


def telling_explored(plan: Plan, exploration: Exploration | None, share: float) -> Plan:
    """The plan with its lot, the probabilities of all, and whether its share was reached."""
    if exploration is None:
        return plan
    reached = explored_share(plan, exploration) >= share
    notes = (*plan.notes, REACHED if reached else SHORT)
    return msgspec.structs.replace(plan, exploration=exploration, notes=notes)
