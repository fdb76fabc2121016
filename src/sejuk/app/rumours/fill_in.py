"""Both texts of an answer by template, from a few sentences: nothing is kept."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.districts import district_named
from sejuk.app.rumours.evidence import require_address
from sejuk.model.answer import AnswerKind, SourceCited, with_offset
from sejuk.model.kinds.body import Moment
from sejuk.rumours.answer.compose import Draft, compose

Line = Annotated[str, msgspec.Meta(max_length=500)]
ABOUT = "j-templat"
"""A draft has no claim or answer yet that its id could name."""


class TemplateWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a template asks for; the rest as in an answer's text."""

    area: Annotated[str, msgspec.Meta(min_length=1, max_length=96)]
    """The district."""
    kind: AnswerKind
    so: Line
    """What is so, in one to three sentences, without the claim."""
    so_short: Line = ""
    """The same in few words; "": as the long one."""
    doing: Line = ""
    """What is being done, or looked into until when."""
    said: Line = ""
    sources: Annotated[tuple[SourceCited, ...], msgspec.Meta(max_length=10)] = ()
    heard_at: Moment | None = None
    issued_by: Line
    objection: Line
    language: Annotated[str, msgspec.Meta(pattern="^(id|en)$")] = "id"


class FilledIn(msgspec.Struct, frozen=True, kw_only=True):
    """To go on writing from."""

    fact: str
    short: str
    lix: float
    """Readability of the long text (Björnsson 1968): below 40 is easy, above 50 hard."""


@allowed("answer.draft")
def fill_in_answer(call: Call, wish: TemplateWish) -> FilledIn:
    """Raises `not_your_area`, `district_unknown`, `answer_incomplete`, `answer_identifies`,
    `answer_phrase`, `answer_too_long`, `address_unusable`, `address_is_an_account`."""
    require_area(call.actor, wish.area)
    zone = ZoneInfo(district_named(call.record.folder, wish.area).zone)
    for source in wish.sources:
        require_address(source.url)
    composed = compose(
        Draft(
            kind=wish.kind,
            about=ABOUT,
            language=wish.language,
            claim=wish.said,
            so=wish.so,
            so_short=wish.so_short,
            doing=wish.doing,
            sources=wish.sources,
            heard_at=None if wish.heard_at is None else with_offset(wish.heard_at, zone),
            issued_by=wish.issued_by,
            issued=with_offset(call.now, zone),
            objection=wish.objection,
        )
    )
    answer = composed.answer
    return FilledIn(fact=answer.fact, short=answer.short, lix=composed.reading.lix)
