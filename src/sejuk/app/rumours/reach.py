"""How answers are carried to residents, and what these say of them: counts by neighbourhood."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.rumours.here import sightings_here
from sejuk.app.rumours.intake import require_neighbourhood
from sejuk.app.rumours.rows import FeedbackCount, Reach, SpreadCount
from sejuk.model.claim import Channel, Unit
from sejuk.model.event import from_ms
from sejuk.model.ids import AreaId
from sejuk.model.kinds.rumour import AnswerFeedback, AnswerSpread, Count
from sejuk.model.role import covers
from sejuk.operations.answer import AnswerState
from sejuk.problems import refuse
from sejuk.store.answers import feedback_of, find_answer, spread_of
from sejuk.store.claims import sightings_of
from sejuk.store.papers import PaperRow, Place


class NewSpread(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    unit: Unit
    channel: Channel
    area: AreaId
    """The neighbourhood."""


class NewFeedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: AreaId
    """The neighbourhood."""
    asked: Count
    understood: Count
    useful: Count
    still_going_round: Count


@allowed("answer.spread")
def note_spread(call: Call, answer: str, wish: NewSpread) -> Reach:
    """Raises `answer_unknown`, `not_your_area`, `answer_not_published`, `area_not_sensed`."""
    with call.record.writing(now=call.now) as writing:
        _require_published(call, writing.connection, answer, wish.area)
        body = AnswerSpread(answer=answer, unit=wish.unit, channel=wish.channel, area=wish.area)
        writing.happen(body, author=call.actor.account)
        return _reach_now(writing.connection, answer)


@allowed("answer.feedback")
def note_feedback(call: Call, answer: str, wish: NewFeedback) -> Reach:
    """Raises the same, and `feedback_does_not_add_up`."""
    with call.record.writing(now=call.now) as writing:
        _require_published(call, writing.connection, answer, wish.area)
        try:
            body = AnswerFeedback(answer=answer, **msgspec.structs.asdict(wish))
        except ValueError:
            raise refuse("feedback_does_not_add_up") from None
        writing.happen(body, author=call.actor.account)
        return _reach_now(writing.connection, answer)


def reach_rows(
    place: Place, answers: Sequence[PaperRow], heard_in: Collection[str]
) -> tuple[Reach, ...]:
    """Of these answers, to a claim that was heard in these neighbourhoods."""
    ids = [answer.answer for answer in answers]
    spread, feedback = spread_of(place, ids), feedback_of(place, ids)
    return tuple(
        Reach(
            answer=answer,
            spread=_spread([row for row in spread if row.answer == answer]),
            feedback=_feedback([row for row in feedback if row.answer == answer]),
            not_reached=tuple(
                sorted(set(heard_in) - {row.area for row in spread if row.answer == answer})
            ),
        )
        for answer in ids
    )


def _spread(rows: Sequence[PaperRow]) -> tuple[SpreadCount, ...]:
    found: dict[tuple[str, str, str], SpreadCount] = {}
    for row in rows:
        key = (row.area, row.unit, row.channel)
        before = found.get(key)
        at = from_ms(row.at_ms)
        found[key] = SpreadCount(
            unit=Unit(row.unit),
            channel=Channel(row.channel),
            area=row.area,
            times=1 + (before.times if before else 0),
            last_at=max(at, before.last_at) if before else at,
        )
    return tuple(found[key] for key in sorted(found))


def _feedback(rows: Sequence[PaperRow]) -> tuple[FeedbackCount, ...]:
    names = ("asked", "understood", "useful", "still_going_round")
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        sums = found.setdefault(row.area, dict.fromkeys(names, 0))
        for name in names:
            sums[name] += getattr(row, name)
    return tuple(FeedbackCount(area=area, **found[area]) for area in sorted(found))


def _require_published(call: Call, place: Place, answer: str, area: str) -> None:
    row = find_answer(place, answer)
    if row is None:
        raise refuse("answer_unknown", answer=answer)
    if not covers(row.area, call.actor.area):  # a crew of a ward tells what its district answers
        require_area(call.actor, row.area)
    if row.state != AnswerState.PUBLISHED:
        raise refuse("answer_not_published")
    require_neighbourhood(district_named(call.record.folder, row.area), area)


def _reach_now(place: Place, answer: str) -> Reach:
    row = find_answer(place, answer)
    if row is None:
        raise refuse("answer_unknown", answer=answer)
    heard = sightings_of(place, [row.claim]) if row.claim else []
    here = sightings_here(place, heard, row.area)
    (found,) = reach_rows(place, [row], {sighting.area for sighting in here})
    return found
