"""Tension of a district, now and as it was known at a past moment: many rooms, one computation.

What had been received by a past moment does not change, so that its tension does not either, but
for claims that turn out to be no matter of ours: these are not counted in the past either. The
present one changes with what comes in, and a little as time goes by.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec

from sejuk.app.calendars import occasions_of
from sejuk.app.sensing.once import Once
from sejuk.app.tension import KINDS, tension_signals
from sejuk.cycle import ground_of, sense_district
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.event import to_ms
from sejuk.model.report import Occasion, Signals
from sejuk.sensing.ground import Ground
from sejuk.sensing.tension import Sensed
from sejuk.store.claims import count_left_out
from sejuk.store.record import Record

FRESH_MS = 5 * 60_000
"""So long the present is the present, unless something comes in."""
SETTLED = timedelta(minutes=1)
"""What was received longer ago is on the disk."""


class SensedAt(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, and as of when."""

    moment: datetime
    found: Sensed


_GROUNDS: Once[Ground] = Once(64)
_SENSED: Once[SensedAt] = Once(400)
"""A dozen districts with thirty days each. A district is compared by identity: once for each map
that was loaded."""


def ground_here(district: District) -> Ground:
    """What is near what in a district."""
    return _GROUNDS.get(district, lambda: ground_of(district))


def sensed_now(record: Record, district: District, now: datetime) -> SensedAt:
    """As of a few minutes ago, perhaps, if nothing has come in since."""
    with record.looking(now=now) as view:
        newest = view.latest(KINDS)
    occasions = occasions_of(record.folder, district.zone)
    key = (record.life, record.folder, district, occasions, newest, to_ms(now) // FRESH_MS)
    return _SENSED.get(
        key, lambda: _sensed(tension_signals(record, district, now), district, occasions, now)
    )


def sensed_then(
    record: Record, district: District, moments: Sequence[datetime], now: datetime
) -> tuple[SensedAt, ...]:
    """As it was known at each of some moments, none of them after now."""
    occasions = occasions_of(record.folder, district.zone)
    with record.reading() as connection:
        out = count_left_out(connection)
    signals: list[Signals] = []  # read once, and only if any of them is not known yet

    def work(moment: datetime) -> SensedAt:
        if not signals:
            signals.append(tension_signals(record, district, min(moments)))
        return _sensed(signals[0], district, occasions, moment)

    found = []
    for moment in moments:
        if now - moment < SETTLED:
            found.append(work(moment))
            continue
        key = (record.life, record.folder, district, occasions, out, to_ms(moment))
        found.append(_SENSED.get(key, partial(work, moment)))
    return tuple(found)


def _sensed(
    signals: Signals, district: District, occasions: tuple[Occasion, ...], moment: datetime
) -> SensedAt:
    ground = ground_here(district)
    found = sense_district(
        district, signals, incident_kinds(), moment, on=ground, occasions=occasions
    )
    return SensedAt(moment=moment, found=found)
