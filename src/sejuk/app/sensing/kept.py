"""Early warnings as the record keeps them: rows as nouns, nouns as events."""

from __future__ import annotations

import msgspec

from sejuk.model.event import from_ms
from sejuk.model.kinds.warning import EarlyWarningGrew, EarlyWarningRaised, WarningCause
from sejuk.model.sensed import EarlyWarning
from sejuk.operations.cycle import step
from sejuk.operations.early_warning import EARLY_WARNING, EarlyWarningCase
from sejuk.store.papers import PaperRow
from sejuk.store.record import Writing

PROGRAM = "server"
"""Author of what the program does by itself."""

_WORDS = msgspec.json.Decoder(tuple[str, ...])


def as_asked(row: PaperRow) -> EarlyWarning:
    """With the facts on which a person was last asked, and the last day on which it was found."""
    return EarlyWarning(
        id=row.early_warning,
        cause=WarningCause(row.cause),
        stream=row.stream,
        areas=_WORDS.decode(row.asked_areas),
        raised=from_ms(row.raised_ms),
        since=row.since,
        until=row.until,
        incidents=_WORDS.decode(row.asked_incidents),
        expected=row.asked_expected,
        false_alarm_days=row.false_alarm_days,
        recurrence_days=row.recurrence_days,
        p=row.p,
    )


def raise_warning(writing: Writing, district: str, warning: EarlyWarning) -> None:
    """Writes a new one, under the id it has."""
    body = EarlyWarningRaised(
        early_warning=warning.id,
        area=district,
        cause=warning.cause,
        stream=warning.stream,
        areas=warning.areas,
        raised=warning.raised,
        since=warning.since,
        until=warning.until,
        incidents=warning.incidents,
        expected=warning.expected,
        false_alarm_days=warning.false_alarm_days,
        recurrence_days=warning.recurrence_days,
        p=warning.p,
    )
    writing.happen(body, author=PROGRAM)


def carry_on(writing: Writing, row: PaperRow, found: EarlyWarning, event: str) -> None:
    """Writes that one was found again: `grow` or `go_on`."""
    case = EarlyWarningCase(today=found.until, until=row.until)
    body = EarlyWarningGrew(
        early_warning=row.early_warning,
        step=event,
        state=step(EARLY_WARNING, row.state, event, by=None, case=case),
        areas=found.areas,
        until=found.until,
        incidents=found.incidents,
        expected=found.expected,
        recurrence_days=found.recurrence_days,
        p=found.p,
    )
    writing.happen(body, author=PROGRAM)
