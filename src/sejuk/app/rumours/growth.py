"""Whether a claim spreads faster, and how urgent it is: the record's sightings, for the maths."""

from __future__ import annotations

from collections.abc import Sequence

from sejuk.app.call import Call
from sejuk.app.rumours.rows import ClaimGrowth, ClaimTriage
from sejuk.store.papers import PaperRow


def grown(call: Call, row: PaperRow, heard: Sequence[PaperRow]) -> ClaimGrowth | None:
    """None while it was never heard."""
    _ = call, row, heard
    return None


def triaged(
    call: Call, row: PaperRow, heard: Sequence[PaperRow], growth: ClaimGrowth | None
) -> ClaimTriage | None:
    """None while it is not assessed."""
    _ = call, row, heard, growth
    return None
