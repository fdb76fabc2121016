"""All projections. A new one is a file here and a line in the tuple."""

from __future__ import annotations

from sejuk.store.projections import (
    alarms,
    concerns,
    crews,
    directives,
    draws,
    early_warnings,
    messages,
    operations,
    orders,
    plannings,
    roll_call,
    tasks,
    watch,
)
from sejuk.store.projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (
    roll_call.PROJECTION,
    operations.PROJECTION,
    orders.PROJECTION,
    draws.PROJECTION,
    tasks.PROJECTION,
    directives.PROJECTION,
    alarms.PROJECTION,
    early_warnings.PROJECTION,
    concerns.PROJECTION,
    messages.PROJECTION,
    crews.PROJECTION,
    plannings.PROJECTION,
    watch.PROJECTION,
)
