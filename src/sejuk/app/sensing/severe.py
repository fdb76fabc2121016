"""A report of severity 5 becomes an early warning when it comes in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.districts import districts
from sejuk.app.sensing.kept import raise_warning
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.operations.early_warning import early_warning_id
from sejuk.store.early_warnings import find_early_warning
from sejuk.store.record import Record, Writing

if TYPE_CHECKING:
    from sejuk.sensing.severe import Severe

LOOK_BACK = timedelta(days=7)
"""Older reports that come in late are history. A server that was down for a while misses none."""


def raise_severe(record: Record, now: datetime) -> int:
    """Raises what is not raised yet; how many. May be called as often as one likes."""
    return sum(_of_district(record, d, now) for d in districts(record.folder).values())


def _of_district(record: Record, district: District, now: datetime) -> int:
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.sensing.sensed import ground_here  # noqa: PLC0415
    from sejuk.app.tension import signals_of  # noqa: PLC0415
    from sejuk.sensing.severe import is_severe, severe_incidents  # noqa: PLC0415

    signals = signals_of(record, district, now, LOOK_BACK)
    zone = ZoneInfo(district.zone)
    kinds = incident_kinds()
    recent = [r for r in signals.reports if r.happened > now - LOOK_BACK and is_severe(r, kinds)]
    if not recent:
        return 0
    found = severe_incidents(recent, kinds, ground_here(district), zone)
    with record.writing(now=now) as writing:
        new = [severe for severe in found if not _is_known(writing, district, severe)]
        for severe in new:
            id_ = early_warning_id(district.name, severe.warning, severe.warning.since)
            warning = msgspec.structs.replace(severe.warning, id=id_)
            raise_warning(writing, district.name, warning)
    return len(new)


def _is_known(writing: Writing, district: District, severe: Severe) -> bool:
    """True when any of its reports was raised: a late one may have become the first."""
    for report in severe.reports:
        as_first = msgspec.structs.replace(severe.warning, incidents=(report,))
        id_ = early_warning_id(district.name, as_first, as_first.since)
        if find_early_warning(writing.connection, id_) is not None:
            return True
    return False
