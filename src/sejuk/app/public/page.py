"""What the public page shows of a district, from the record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sejuk.app.call import PublicCall
from sejuk.app.districts import district_named, districts
from sejuk.app.messages.choose import messages_of_today
from sejuk.app.public.publish import published
from sejuk.files.concerns import concern_table
from sejuk.model.answer import answer_of
from sejuk.model.district import District
from sejuk.model.event import from_ms
from sejuk.model.public_page import (
    AnsweredConcern,
    Hood,
    PublicAnswer,
    PublicOperation,
    PublicPage,
)
from sejuk.model.role import meets
from sejuk.operations.answer import VISIBLE, AnswerState
from sejuk.operations.operation import OperationState
from sejuk.problems import Both, refuse
from sejuk.store.answers import find_answer, visible_answers
from sejuk.store.documents import read_document
from sejuk.store.papers import PaperRow, Place, operations
from sejuk.store.published import answered_concerns

MOST_ANSWERS = 20
MOST_WEEKS = 12
EXAMPLES = 5
"""Answers to concerns that are shown: exactly so many, or none, so that they count nothing."""
SHOWN = frozenset(
    {
        *("operation_opened", "operation_stepped", "answer_stepped", "figures_published"),
        *("concern_answered", "concern_stepped"),
    }
)
"""Kinds of events that change what the page shows."""


def public_district(call: PublicCall, name: str | None) -> District:
    """The one that is asked for, or the first there is. Raises `district_unknown`."""
    if name is not None:
        return district_named(call.record.folder, name)
    found = districts(call.record.folder)
    if not found:
        raise refuse("district_unknown", name="–", known="–")
    return found[min(found)]


def public_page(call: PublicCall, district: District) -> PublicPage:
    """All of it, as of now."""
    messages = messages_of_today(call.record, district, call.now)
    with call.record.reading() as place:
        return PublicPage(
            district=district.name,
            zone=district.zone,
            today=call.now.astimezone(ZoneInfo(district.zone)).date(),
            hoods=tuple(Hood(id=hood.id, name=hood.name) for hood in district.neighbourhoods),
            operations=running_operations(place, district, call.now),
            figures=published(place, district.name, MOST_WEEKS),
            answers=_answers(place, district),
            messages=tuple(Both(m.post_id, m.post_en) for m in messages),
            concerns=_concerns(place, district),
            effect=None,
            credit=f"{district.source.credit}, {district.source.vintage}",
            synthetic=district.source.synthetic,
        )


def running_operations(
    place: Place, district: District, now: datetime
) -> tuple[PublicOperation, ...]:
    """Those under which patrols of the district can be ordered, the newest first."""
    return tuple(
        PublicOperation(
            area=row.area,
            legal_basis=tuple(row.legal_basis.split("\n")),
            begins=from_ms(row.begins_ms),
            expires=from_ms(row.expires_ms),
        )
        for row in operations(place)
        if row.state == OperationState.RUNNING
        and meets(row.area, district.name)
        and from_ms(row.expires_ms) > now
    )


def public_answer(call: PublicCall, answer: str) -> tuple[PublicAnswer, str]:
    """A published answer and its district. Raises `page_unknown` for any other."""
    with call.record.reading() as place:
        row = find_answer(place, answer)
        found = None if row is None or row.state not in VISIBLE else _answer(place, row)
        if row is None or found is None:
            raise refuse("page_unknown")
        return found, str(row.area)


def _answers(place: Place, district: District) -> tuple[PublicAnswer, ...]:
    """Those that stand, the newest first."""
    found = (
        _answer(place, row)
        for row in visible_answers(place, 200)
        if row.state == AnswerState.PUBLISHED and meets(row.area, district.name)
    )
    return tuple(answer for answer in found if answer is not None)[:MOST_ANSWERS]


def _answer(place: Place, row: PaperRow) -> PublicAnswer | None:
    content = read_document(place, row.digest)
    if content is None:
        return None
    return PublicAnswer(
        id=row.answer,
        content=answer_of(content),
        published=from_ms(row.published_ms),
        corrected_by=row.corrected_by,
    )


def _concerns(place: Place, district: District) -> tuple[AnsweredConcern, ...]:
    rows = answered_concerns(place, district.name, EXAMPLES)
    if len(rows) < EXAMPLES:
        return ()
    kinds = concern_table().kinds
    texts = ((row, read_document(place, row.answer)) for row in rows)
    return tuple(
        AnsweredConcern(what=kinds[row.what].words, text=text.decode())
        for row, text in texts
        if text is not None and row.what in kinds
    )
