"""All projections. A new one is a file here and a line in the tuple."""

from __future__ import annotations

from sejuk.store.projections import (
    alarms,
    answers,
    claims,
    concerns,
    crews,
    directives,
    draws,
    early_warnings,
    messages,
    operations,
    orders,
    plannings,
    published,
    roll_call,
    rotations,
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
    claims.PROJECTION,
    answers.PROJECTION,
    concerns.PROJECTION,
    messages.PROJECTION,
    crews.PROJECTION,
    plannings.PROJECTION,
    published.PROJECTION,
    rotations.PROJECTION,
    watch.PROJECTION,
)
