"""What sensing warns of early (peringatan dini), and what the duty officer decides on it.

No siren: an early warning is a question to a person, with its figures. An alarm (`papers.py`) is
somebody who needs help now.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sejuk.model.ids import AreaId, PaperId
from sejuk.model.kinds.body import Body, Moment


class WarningCause(StrEnum):
    """What an early warning is raised for."""

    RISE = "rise"
    """More incidents than chance brings, by the detector."""
    SEVERE = "severe"
    """One incident of severity 5, told at once and outside the budget."""


class WarningsSought(Body, frozen=True, kw_only=True, tag="warnings_sought"):
    """By the program, once a day: somebody looked, also when nothing was found."""

    area: AreaId
    """The district."""
    day: date
    """By the district's clock."""
    false_alarm_days: float | None = None
    """The budget of all streams together; None: rises are not looked for."""


class EarlyWarningRaised(Body, frozen=True, kw_only=True, tag="early_warning_raised"):
    """By the program. What the fields mean: `EarlyWarning` in `model/sensed.py`."""

    early_warning: PaperId
    area: AreaId
    """The district."""
    cause: WarningCause
    stream: PaperId
    areas: tuple[AreaId, ...]
    raised: Moment
    since: date
    until: date
    incidents: tuple[PaperId, ...]
    expected: float
    false_alarm_days: float | None = None
    recurrence_days: float | None = None
    p: float | None = None


class EarlyWarningGrew(Body, frozen=True, kw_only=True, tag="early_warning_grew"):
    """By the program: it goes on, with these facts; `step` says whether it grew."""

    early_warning: PaperId
    step: PaperId
    state: PaperId
    areas: tuple[AreaId, ...]
    until: date
    incidents: tuple[PaperId, ...]
    expected: float
    recurrence_days: float | None = None
    p: float | None = None


class EarlyWarningStepped(Body, frozen=True, kw_only=True, tag="early_warning_stepped"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"name", "reason"})
    early_warning: PaperId
    step: PaperId
    state: PaperId


WarningBody = WarningsSought | EarlyWarningRaised | EarlyWarningGrew | EarlyWarningStepped
