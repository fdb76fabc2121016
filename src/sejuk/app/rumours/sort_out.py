"""Sightings that wait, with what they may be of; a person confirms, splits off or drops."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.rumours.candidates import suggestions_for
from sejuk.app.rumours.cases import claim_found
from sejuk.app.rumours.here import MOST_WAITING, sightings_here
from sejuk.app.rumours.rows import SightingRow, WaitingSighting
from sejuk.app.rumours.told import sighting_rows
from sejuk.model.claim import Aside
from sejuk.model.ids import PaperId
from sejuk.model.kinds.rumour import SightingDropped, SightingLinked, SightingSplit
from sejuk.operations.claim import ClaimState
from sejuk.problems import refuse
from sejuk.store.claims import find_sighting, open_sightings
from sejuk.store.forgotten import forget_texts
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Writing

MOST_SHOWN = 50
"""With their suggestions, in one answer."""


class LinkWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    claim: PaperId
    rank: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    """Of the claim among the suggestions, 1 the first; None: it was found otherwise."""
    probability: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    """As suggested."""


class DropWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    aside: Aside
    """Why it is no matter of the desk; its text is deleted."""


@allowed("sighting.list")
def list_waiting(call: Call) -> tuple[WaitingSighting, ...]:
    """Those of the actor's area that are matched to no claim, the first that came first; those of
    the public form after all others."""
    with call.record.looking(now=call.now) as view:
        here = sightings_here(
            view.connection, open_sightings(view.connection, MOST_WAITING), call.actor.area
        )
        shown = sighting_rows(view, call, here[:MOST_SHOWN])
        found = suggestions_for(view, call, [(row.sighting, row.text) for row in shown])
    return tuple(
        WaitingSighting(
            sighting=row,
            suggestions=found[row.sighting].claims,
            checked=found[row.sighting].checked,
        )
        for row in shown
    )


@allowed("sighting.link")
def link_sighting(call: Call, sighting: str, wish: LinkWish) -> SightingRow:
    """A person confirms what it is. Raises `sighting_unknown`, `sighting_matched`,
    `claim_unknown`, `not_your_area`."""
    with call.record.writing(now=call.now) as writing:
        link_within(writing, call, sighting, wish)
    return _row_now(call, sighting)


def link_within(writing: Writing, call: Call, sighting: str, wish: LinkWish) -> None:
    """The same as part of another use case's transaction."""
    row = _found(call, writing.connection, sighting)
    if row.claim is not None:
        raise refuse("sighting_matched")
    claim = claim_found(writing.connection, call, wish.claim)
    if claim.state == ClaimState.OUT_OF_SCOPE or not _is_here(writing.connection, row, claim.area):
        raise refuse("claim_unknown", claim=wish.claim)
    body = SightingLinked(
        sighting=sighting, claim=wish.claim, rank=wish.rank, probability=wish.probability
    )
    writing.happen(body, author=call.actor.account)


@allowed("sighting.split")
def split_sighting(call: Call, sighting: str) -> SightingRow:
    """It is another claim after all. Raises `sighting_unknown`, `sighting_not_matched`."""
    with call.record.writing(now=call.now) as writing:
        row = _found(call, writing.connection, sighting)
        if row.claim is None:
            raise refuse("sighting_not_matched")
        body = SightingSplit(sighting=sighting, claim=row.claim)
        writing.happen(body, author=call.actor.account)
    return _row_now(call, sighting)


@allowed("sighting.drop")
def drop_sighting(call: Call, sighting: str, wish: DropWish) -> None:
    """No matter of the desk: its text is deleted at once, and it is counted nowhere.

    Raises `sighting_unknown`.
    """
    with call.record.writing(now=call.now) as writing:
        row = _found(call, writing.connection, sighting)
        forget_texts(writing.connection, [row.position])
        body = SightingDropped(sighting=sighting, aside=wish.aside)
        writing.happen(body, author=call.actor.account)


def _found(call: Call, place: Place, sighting: str) -> PaperRow:
    row = find_sighting(place, sighting)
    if row is None or not _is_here(place, row, call.actor.area):
        raise refuse("sighting_unknown", sighting=sighting)
    return row


def _is_here(place: Place, row: PaperRow, area: str) -> bool:
    return bool(sightings_here(place, [row], area))


def _row_now(call: Call, sighting: str) -> SightingRow:
    with call.record.looking(now=call.now) as view:
        (row,) = sighting_rows(view, call, [_found(call, view.connection, sighting)])
    return row
