"""What anybody may tell without a name: a concern, a claim that goes round, an objection.

No use case here knows who calls. Texts are redacted where they are kept, as all texts are; the code
of the ticket is shown once and kept nowhere.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.concerns.step import NewConcern, opened
from sejuk.app.rumours.intake import PUBLIC, NewSighting, take_in_public
from sejuk.app.rumours.objections import object_publicly
from sejuk.engagement.tickets import shown_code, ticket_code, ticket_digest
from sejuk.model.claim import Channel
from sejuk.model.ids import AreaId, PaperId
from sejuk.model.kinds.engagement import ConcernSource
from sejuk.problems import refuse
from sejuk.store.concerns import find_concern
from sejuk.text.redact import probable_names, redact

MOST_SIGNS = 1000
MOST_NAMES = 5
"""That are pointed out."""

Typed = Annotated[str, msgspec.Meta(max_length=MOST_SIGNS)]
Sure = Annotated[str, msgspec.Meta(max_length=1)]


class Concern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: PaperId | None = None
    neighbourhood: AreaId | None = None
    text: Typed = ""
    sure: Sure = ""
    """The writer has seen what was taken out, and what looks like a name."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    neighbourhood: AreaId | None = None
    channel: Channel | None = None
    text: Typed = ""
    sure: Sure = ""


class Objection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Typed = ""
    sure: Sure = ""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """It came in."""

    code: str
    """As it is shown: `7K3-MQ9-XDP`."""
    due: date | None = None


class LookedOver(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it would be kept, and what its writer should look at first."""

    text: str
    taken_out: bool
    names: tuple[str, ...]
    """What looks like a person's name."""

    @property
    def is_clean(self) -> bool:
        return not self.taken_out and not self.names


def look_over(typed: str) -> LookedOver:
    """Before it is sent; keeps nothing."""
    text = redact(typed)
    names = dict.fromkeys(text[a:b] for a, b in probable_names(text))
    return LookedOver(text=text, taken_out=text != typed, names=tuple(names)[:MOST_NAMES])


def tell_concern(call: PublicCall, district: str, wish: Concern) -> Told:
    """Raises `public_text_missing`, `public_choice_missing`, `district_unknown`, `area_not_sensed`,
    `concern_kind_unknown`."""
    _check_text(wish.text)
    if wish.what is None or wish.neighbourhood is None:
        raise refuse("public_choice_missing")
    new = NewConcern(
        area=district,
        neighbourhood=wish.neighbourhood,
        what=wish.what,
        note=wish.text,
        wants_ticket=True,
    )
    made = opened(call, new, ConcernSource.PUBLIC, author=PUBLIC)
    with call.record.reading() as place:
        row = find_concern(place, made.concern)
    return Told(code=str(made.ticket), due=row.due if row is not None else None)


def tell_claim(call: PublicCall, district: str, wish: Claim) -> Told:
    """Raises `public_text_missing`, `public_choice_missing`, `district_unknown`,
    `area_not_sensed`."""
    _check_text(wish.text)
    if wish.neighbourhood is None or wish.channel is None:
        raise refuse("public_choice_missing")
    new = NewSighting(
        district=district, area=wish.neighbourhood, text=wish.text, channel=wish.channel
    )
    code = _new_code()
    take_in_public(call, new, ticket_digest(code))
    return Told(code=shown_code(code))


def tell_objection(call: PublicCall, answer: str, wish: Objection) -> Told:
    """Raises `public_text_missing`, `answer_unknown`, `answer_not_published`."""
    _check_text(wish.text)
    code = _new_code()
    object_publicly(call, answer, wish.text, ticket_digest(code))
    return Told(code=shown_code(code))


def _check_text(text: str) -> None:
    if not text.strip():
        raise refuse("public_text_missing")


def _new_code() -> str:
    return ticket_code(iter(secrets.token_bytes(64)))
