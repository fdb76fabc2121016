"""Moments as people write them in tables: with their zone, or with the letters of one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sejuk.model.time import ZONE_LABEL

TIME = "2024-11-28T22:30:00+07:00; 2024-11-28 22:30 WIB"
"""How a moment is written."""

_ZONES = {label: ZoneInfo(name) for name, label in ZONE_LABEL.items()}


def parsed(text: str) -> datetime | None:
    """With its zone where it has one; None when it is no time."""
    zone = _ZONES.get(text[-4:].strip().upper())
    try:
        if zone is not None:
            moment = datetime.fromisoformat(text[: text.rindex(" ")])
            return None if moment.tzinfo else moment.replace(tzinfo=zone)
        return datetime.fromisoformat(text)
    except ValueError:
        return None
