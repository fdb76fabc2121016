"""What the public page shows of a district, from the record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sejuk.app.call import PublicCall
from sejuk.app.districts import district_named, districts
from sejuk.app.messages.choose import messages_of_today
from sejuk.app.public.publish import published
from sejuk.app.rotations.sheets import last_sheet, public_effect
from sejuk.app.rumours.answers import published_answer, published_answers
from sejuk.app.rumours.rows import PublishedAnswer
from sejuk.files.concerns import concern_table
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
from sejuk.operations.operation import OperationState
from sejuk.problems import Both, refuse
from sejuk.store.answers import find_answer
from sejuk.store.documents import read_document
from sejuk.store.papers import Place, operations
from sejuk.store.published import answered_concerns

MOST_ANSWERS = 20
MOST_WEEKS = 12
EXAMPLES = 5
"""Answers to concerns that are shown: exactly so many, or none, so that they count nothing."""
SHOWN = frozenset(
    {
        *(
            "operation_opened",
            "operation_stepped",
            "answer_stepped",
            "figures_published",
            "effect_read",
        ),
        *("concern_answered", "concern_stepped", "claim_stepped"),
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
    standing = [one for one in public_answers(call, district) if one.corrected_by is None]
    with call.record.reading() as place:
        return PublicPage(
            district=district.name,
            zone=district.zone,
            today=call.now.astimezone(ZoneInfo(district.zone)).date(),
            hoods=tuple(Hood(id=hood.id, name=hood.name) for hood in district.neighbourhoods),
            operations=running_operations(place, district, call.now),
            figures=published(place, district.name, MOST_WEEKS),
            answers=tuple(standing[:MOST_ANSWERS]),
            messages=tuple(Both(m.post_id, m.post_en) for m in messages),
            concerns=_concerns(place, district),
            effect=public_effect(last_sheet(place, district.name)),
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


def public_answer(call: PublicCall, answer: str) -> tuple[PublicAnswer, District]:
    """A published answer and its district.

    Raises `answer_taken_back` for what holds no more, and `page_unknown` for what is not public.
    """
    with call.record.reading() as place:
        row, found = find_answer(place, answer), published_answer(place, answer)
    district = None if row is None else districts(call.record.folder).get(row.area)
    if found is None or district is None:
        raise refuse("page_unknown")
    return _public(found), district


def public_answers(call: PublicCall, district: District) -> tuple[PublicAnswer, ...]:
    """All that anybody may read, the newest first; corrected ones too."""
    return tuple(_public(one) for one in published_answers(call, district.name))


def _public(one: PublishedAnswer) -> PublicAnswer:
    return PublicAnswer(
        id=one.answer,
        content=one.content,
        published=one.published_at,
        corrected_by=one.corrected_by,
        corrects=one.corrects,
        reopened=one.reopened,
    )


def _concerns(place: Place, district: District) -> tuple[AnsweredConcern, ...]:
    rows = answered_concerns(place, district.name)
    # Five at a time, and all of them at once: of one that came alone anybody could tell when.
    rows = rows[: len(rows) // EXAMPLES * EXAMPLES][-EXAMPLES:]
    kinds = concern_table().kinds
    texts = ((row, read_document(place, row.answer)) for row in rows)
    return tuple(
        AnsweredConcern(what=kinds[row.what].words, text=text.decode())
        for row, text in texts
        if text is not None and row.what in kinds
    )
