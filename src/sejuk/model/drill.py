"""What a drill of the rumour desk is drawn from."""

from __future__ import annotations

import msgspec


class Range(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    low: float
    high: float
    source: str
    """Where it comes from; or `assumed`, and what."""


class DrillRanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of minutes, and of shares, 0–1."""

    screen_minutes: Range
    work_minutes: Range
    """Of a verifier, busy with one claim."""
    sight_minutes: Range
    office_minutes: Range
    long_minutes: Range
    """Until whoever is asked answers; meanwhile the verifier works on others."""
    approve_minutes: Range
    """Of each approver."""
    shape: Range
    """Of the gamma that single times come from."""
    unrest_share: Range
    mobilisation_share: Range
    violence_share: Range
    sight_share: Range
    office_share: Range
    authority_share: Range
