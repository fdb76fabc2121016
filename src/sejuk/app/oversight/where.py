"""The districts beside a record, as far as they are there."""

from __future__ import annotations

from pathlib import Path

from sejuk.app.districts import district_named
from sejuk.model.district import District
from sejuk.problems import ProblemError


def known_district(folder: Path | None, name: str) -> District | None:
    """None for a backup, which has none, and for one that is gone or cannot be read."""
    if folder is None:
        return None
    try:
        return district_named(folder, name)
    except ProblemError:
        return None
