"""The dead-man timer: a crew on duty that says nothing for too long raises an alarm.

Any report of its own says that it is well; a position does not, since a phone sends it by itself.
"""

from __future__ import annotations

REPORT_MINUTES = 45
"""Longer than a stop with the way to it; a crew is reminded five minutes before."""
REMIND_MINUTES = 5


def alarm_of(device: str, seq: int) -> str:
    """The alarm's id: one for each silence, however often the clock looks."""
    return f"diam-{device}-{seq}"
