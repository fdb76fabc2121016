"""All projections. A new one is a file here and a line in the tuple."""

from __future__ import annotations

from sejuk.store.projections import alarms, directives, operations, orders, roll_call, tasks
from sejuk.store.projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (
    roll_call.PROJECTION,
    operations.PROJECTION,
    orders.PROJECTION,
    tasks.PROJECTION,
    directives.PROJECTION,
    alarms.PROJECTION,
)
