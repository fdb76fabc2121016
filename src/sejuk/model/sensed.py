"""What sensing found: why an area's tension is what it is, and what it warns of early."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sejuk.model.kinds.field import Mood
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.plan import Reason

__all__ = ["EarlyWarning", "SensedArea", "WarningCause"]

FALSE_ALARM_DAYS = 91.0
"""While nothing rises a district has one early warning in so many days, over all groups."""


class SensedArea(msgspec.Struct, frozen=True, kw_only=True):
    """Tension (suhu) of a neighbourhood or border, 0–100, and its reasons."""

    area: str
    terms: tuple[Reason, ...]
    """They add up to the tension."""
    low: float
    high: float
    """The 80 % interval."""
    level: Mood
    rise_probability: float
    """That the rate is more than 1.5 times the reference; the level is read off it."""
    incidents: int
    """How many stand behind it, of the last 90 days."""
    thin: bool
    """`data tipis`: too few of them to say much."""

    @property
    def mean(self) -> float:
        return sum(term.amount for term in self.terms)


class EarlyWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Peringatan dini: a rise somewhere that chance explains badly, and how badly."""

    id: str
    cause: WarningCause
    stream: str
    """Group of kinds in which it was found."""
    areas: tuple[str, ...]
    """Neighbourhoods and borders in which it probably is, the most certain first."""
    raised: datetime
    """The moment as of which it was known."""
    since: date
    """The day on which it probably began."""
    until: date
    """The day on which it was found, or the last one since on which something happened there."""
    incidents: tuple[str, ...]
    """Ids of the incidents in these areas and days."""
    expected: float
    """How many there would be as usual."""
    false_alarm_days: float | None
    """The budget: while nothing rises, one alarm of this stream in so many days; None: SEVERE."""
    recurrence_days: float | None
    """Days in which chance alone brings one so strong, by the scan; None: SEVERE or no scan."""
    p: float | None
    """Of the scan's cluster that explains it, after 999 replicates."""

    @property
    def observed(self) -> int:
        return len(self.incidents)
