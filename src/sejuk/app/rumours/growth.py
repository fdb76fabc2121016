"""Whether a claim spreads faster, and how urgent it is: the record's sightings, for the maths."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property

import msgspec

from sejuk.app.call import Call
from sejuk.app.districts import districts
from sejuk.app.rumours.rows import ClaimGrowth, ClaimTriage, TriagePart
from sejuk.model.claim import Harm, Intake
from sejuk.model.district import District
from sejuk.model.event import from_ms
from sejuk.model.report import Effort, Sighting
from sejuk.model.triage import Verifiability
from sejuk.store.papers import PaperRow

UNKNOWN = 0.5
"""The probability of growth of what was never heard."""


class Listening:
    """Of one district: its neighbourhoods, and how long patrols were in them. Asked for once for
    all claims, and only if there is one that was heard."""

    def __init__(self, call: Call, area: str) -> None:
        self._call = call
        self._area = area
        self.now = call.now

    @cached_property
    def district(self) -> District | None:
        """None where its map is gone."""
        return districts(self._call.record.folder).get(self._area.split("/")[0])

    @cached_property
    def efforts(self) -> tuple[Effort, ...]:
        from sejuk.app.efforts import efforts_of  # noqa: PLC0415 – numerics take a second to load
        from sejuk.rumours.spread import WINDOW_DAYS  # noqa: PLC0415 – the same

        if self.district is None:
            return ()
        window = timedelta(days=WINDOW_DAYS)
        return efforts_of(self._call.record, self.district, self.now, window)


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    now: ClaimGrowth | None = None
    """None: it was never heard, or nobody asks any more."""
    since_answer: bool = False
    """It grows, by what came after the answer alone."""
    reached: float = 0.0
    """Part of the district's neighbourhoods, lately."""


def grown(listening: Listening, row: PaperRow, heard: Sequence[PaperRow]) -> Grown:
    """Of one claim that was heard.

    Args:
        heard: its sightings in this district.
    """
    from sejuk.rumours.growth import Trend, growth  # noqa: PLC0415 – numerics take a second
    from sejuk.rumours.pace_words import growth_words  # noqa: PLC0415 – the same
    from sejuk.rumours.spread import growth_since_answer, series, spread  # noqa: PLC0415 – the same

    district, now = listening.district, listening.now
    if district is None:
        return Grown()
    sightings = [_sighting(one) for one in heard]
    found = growth(series(sightings, listening.efforts, now, district.zone))
    words, pace = growth_words(found), found.pace
    since = False
    if row.answered_ms is not None:
        answered = from_ms(row.answered_ms)
        later = growth_since_answer(sightings, listening.efforts, answered, now, district.zone)
        since = later.trend is Trend.GROWING
    hoods = {hood.id for hood in district.neighbourhoods}
    return Grown(
        now=ClaimGrowth(
            probability=found.probability,
            trend=found.trend,
            doubles=pace is not None and pace.doubles,
            days=None if pace is None else pace.days,
            shortest=None if pace is None else pace.shortest,
            longest=None if pace is None else pace.longest,
            thin=found.thin,
            id=words.id,
            en=words.en,
        ),
        since_answer=since,
        reached=spread(sightings, hoods, now, district.zone).reached,
    )


def triaged(row: PaperRow, growing: Grown, now: datetime) -> ClaimTriage:
    """How urgent one is that waits for its verdict."""
    from sejuk.rumours.triage import Waiting, triage  # noqa: PLC0415 – for whoever looks at claims

    waiting = Waiting(
        claim=row.claim,
        received=from_ms(row.clock_ms),
        harm=None if row.harm is None else Harm(row.harm),
        growth_probability=growing.now.probability if growing.now else UNKNOWN,
        reached=growing.reached,
        verifiability=Verifiability(row.verifiability) if row.verifiability else None,
    )
    (ranked,) = triage([waiting], now)
    return ClaimTriage(
        score=ranked.points,
        parts=tuple(
            TriagePart(name=part.code, amount=part.factor, id=part.words.id, en=part.words.en)
            for part in ranked.parts
        ),
    )


def _sighting(row: PaperRow) -> Sighting:
    return Sighting(
        area=row.area,
        claim=row.claim,
        heard=from_ms(row.heard_ms),
        received=from_ms(row.received_ms),
        intake=Intake(row.intake),
    )
