"""All projections. A new one is a file here and a line in the tuple."""

from __future__ import annotations

from sejuk.store.projections import roll_call
from sejuk.store.projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (roll_call.PROJECTION,)
