"""Once a day, before anybody plans: early warnings are sought, go on, grow or end.

Whatever is written follows from the record as it was at five in the morning, however late the
server gets round to it, and is written in one transaction: a job that is run twice, or struck down
in the middle, raises nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.districts import districts
from sejuk.app.sensing.kept import PROGRAM, as_asked, carry_on, raise_warning
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.kinds.warning import EarlyWarningStepped, WarningsSought
from sejuk.model.report import IncidentKind, Signals
from sejuk.model.sensed import EarlyWarning
from sejuk.operations.cycle import step
from sejuk.operations.early_warning import (
    EARLY_WARNING,
    OPEN,
    QUIET_DAYS,
    EarlyWarningCase,
    early_warning_id,
    has_grown,
    same_episode,
)
from sejuk.store.early_warnings import find_early_warning, last_sought, open_early_warnings
from sejuk.store.papers import PaperRow
from sejuk.store.record import Record, Writing

AT = time(5)
"""By the district's clock: the night is over, and nobody has planned the next one."""
LOOK_BACK = timedelta(days=365)
"""What a detector is given to know what is usual."""

Watch = Callable[[District, Signals, Mapping[str, IncidentKind], datetime], Sequence[EarlyWarning]]
"""The detector: what stands out as of a moment, from what was known then. Its ids do not count."""


class Sentry(msgspec.Struct, frozen=True, kw_only=True):
    """A detector with its budget."""

    watch: Watch
    false_alarm_days: float
    """While nothing rises, one warning in so many days, over all streams of a district."""


def seek_warnings(record: Record, now: datetime, sentry: Sentry | None) -> int:
    """Looks at each district whose day has begun and that was not looked at since; how many.

    Without a sentry no rise is sought; what stands still ends when it is quiet.
    """
    return sum(_look(record, d, now, sentry) for d in districts(record.folder).values())


def day_and_moment(district: District, now: datetime) -> tuple[date, datetime]:
    """The day whose look is due, and the moment as of which it looks."""
    zone = ZoneInfo(district.zone)
    local = now.astimezone(zone)
    day = local.date() if local.time() >= AT else local.date() - timedelta(days=1)
    return day, datetime.combine(day, AT, zone)


def _look(record: Record, district: District, now: datetime, sentry: Sentry | None) -> bool:
    day, moment = day_and_moment(district, now)
    with record.reading() as connection:
        done = last_sought(connection, district.name)
    if done is not None and done.day >= day:
        return False
    # All that takes time comes before the transaction: what crews send must not wait for it.
    found = _found(record, district, moment, sentry)
    with record.writing(now=now) as writing:
        done = last_sought(writing.connection, district.name)
        if done is not None and done.day >= day:  # another process was quicker
            return False
        _take_in(writing, district.name, day, found)
        _end(writing, district.name, day)
        budget = sentry.false_alarm_days if sentry else None
        body = WarningsSought(area=district.name, day=day, false_alarm_days=budget)
        writing.happen(body, author=PROGRAM)
    return True


def _found(
    record: Record, district: District, moment: datetime, sentry: Sentry | None
) -> Sequence[EarlyWarning]:
    if sentry is None:
        return ()
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.tension import tension_signals  # noqa: PLC0415

    signals = known_at(tension_signals(record, district, moment, LOOK_BACK), moment)
    return sentry.watch(district, signals, incident_kinds(), moment)


def known_at(signals: Signals, moment: datetime) -> Signals:
    """Without what came later: no detector can see it, whoever wrote it."""
    return msgspec.structs.replace(
        signals,
        reports=tuple(r for r in signals.reports if r.received <= moment),
        sightings=tuple(s for s in signals.sightings if s.received <= moment),
        assessments=tuple(a for a in signals.assessments if a.received <= moment),
        efforts=tuple(e for e in signals.efforts if e.received <= moment),
        lots=tuple(lot for lot in signals.lots if lot.received <= moment),
    )


def _take_in(writing: Writing, district: str, day: date, found: Sequence[EarlyWarning]) -> None:
    """Each is an episode that stands already, or a new one."""
    standing = {
        row.early_warning: row for row in open_early_warnings(writing.connection, district, OPEN)
    }
    for warning in found:
        row = next((r for r in standing.values() if same_episode(as_asked(r), warning)), None)
        if row is not None:
            _carry_on(writing, standing.pop(row.early_warning), warning)
            continue
        id_ = early_warning_id(district, warning, day)
        if find_early_warning(writing.connection, id_) is None:
            raise_warning(writing, district, msgspec.structs.replace(warning, id=id_))


def _carry_on(writing: Writing, row: PaperRow, found: EarlyWarning) -> None:
    carry_on(writing, row, found, "grow" if has_grown(as_asked(row), found) else "go_on")


def _end(writing: Writing, district: str, day: date) -> None:
    """What was not found for a week."""
    for row in open_early_warnings(writing.connection, district, OPEN):
        if day > row.until + timedelta(days=QUIET_DAYS):
            case = EarlyWarningCase(today=day, until=row.until)
            state = step(EARLY_WARNING, row.state, "end", by=None, case=case)
            body = EarlyWarningStepped(early_warning=row.early_warning, step="end", state=state)
            writing.happen(body, author=PROGRAM)
