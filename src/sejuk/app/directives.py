"""Directives: written once, passed down the chain, read and acknowledged; and who has not."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.accounts.administer import AreaPath
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.model.event import Part, from_ms
from sejuk.model.ids import Author
from sejuk.model.kinds.papers import DirectiveStepped, DirectiveWritten
from sejuk.model.role import Actor, covers, meets
from sejuk.operations.cycle import step
from sejuk.operations.directive import (
    DIRECTIVE,
    DirectiveCase,
    DirectiveState,
    Outstanding,
    Receipt,
    outstanding,
    stands_below,
)
from sejuk.problems import refuse
from sejuk.store.accounts import find_account, open_actors
from sejuk.store.papers import (
    PaperRow,
    Place,
    directives,
    find_directive,
    receipts_of_account,
    receipts_of_directive,
)

MOST = 500

DirectiveText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
TEXTS = msgspec.json.Decoder(dict[str, str])


class NewDirective(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: DirectiveText
    area: Annotated[AreaPath, msgspec.Meta(min_length=1)]


class DirectiveWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    recipient: Author | None = None
    """For `pass`: the account that is to have it."""


class DirectiveRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    directive: str
    area: str
    writer: str
    written_at: datetime
    text: str | None
    """None once it has ended."""
    state: str
    """How far it is with the account that asks; `written` for its writer."""
    passed_by: str | None
    withdrawn: bool


class Missing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accounts, in the order of the chain."""

    directive: str
    not_acknowledged: tuple[str, ...]
    """Have it and have not acknowledged it."""
    not_read: tuple[str, ...]
    not_passed: tuple[str, ...]
    """Stand below the writer and were never given it."""


@allowed("directive.write")
def write_directive(call: Call, wish: NewDirective) -> DirectiveRow:
    """It is never edited. Raises `not_your_area`."""
    require_area(call.actor, wish.area)
    directive = f"a-{chance(10)}"
    body = DirectiveWritten(directive=directive, area=wish.area)
    with call.record.writing(now=call.now) as writing:
        writing.happen(body, author=call.actor.account, texts={"text": wish.text})
        row = _find(writing.connection, directive)
    return _row(call, row, None)


@allowed("directive.list")
def list_directives(call: Call) -> tuple[DirectiveRow, ...]:
    """Those the actor wrote or was given, the newest first."""
    me = call.actor.account
    with call.record.reading() as connection:
        rows = directives(connection, MOST)
        mine = {receipt.directive: receipt for receipt in receipts_of_account(connection, me)}
    return tuple(
        _row(call, row, mine.get(row.directive))
        for row in rows
        if row.writer == me or row.directive in mine
    )


@allowed_step(DIRECTIVE)
def step_directive(call: Call, event: str, directive: str, wish: DirectiveWish) -> DirectiveRow:
    """Raises `directive_unknown`, `recipient_missing`, `account_unknown`, its life cycle's."""
    me = call.actor.account
    recipient = (wish.recipient if event == "pass" else None) or me
    with call.record.writing(now=call.now) as writing:
        row = _find(writing.connection, directive)
        own = _receipt(writing.connection, directive, me)
        if row.writer != me and own is None:
            raise refuse("directive_unknown", directive=directive)
        theirs = _receipt(writing.connection, directive, recipient)
        case = DirectiveCase(
            actor=me,
            writer=row.writer,
            recipient=recipient,
            below=event != "pass" or _below(writing.connection, call.actor, wish, row.area),
            actor_state=own.state if own else DirectiveState.WRITTEN,
        )
        withdrawn = DirectiveState.WITHDRAWN if row.withdrawn else None
        before = withdrawn or (theirs.state if theirs else DirectiveState.WRITTEN)
        state = step(DIRECTIVE, before, event, by=call.actor.role, case=case)
        body = DirectiveStepped(directive=directive, recipient=recipient, step=event, state=state)
        writing.happen(body, author=me)
        row, own = _find(writing.connection, directive), _receipt(writing.connection, directive, me)
    return _row(call, row, own)


@allowed("directive.outstanding")
def outstanding_of(call: Call, directive: str) -> Missing:
    """Who has not. For the writer and those in the chain who have it.

    Raises `directive_unknown`.
    """
    me = call.actor.account
    with call.record.reading() as connection:
        row = _find(connection, directive)
        if row.writer != me and _receipt(connection, directive, me) is None:
            raise refuse("directive_unknown", directive=directive)
        receipts = receipts_of_directive(connection, directive)
        accounts = {a.account: a for a in open_actors(connection)}
        found = find_account(connection, row.writer)
    if found is None:
        raise refuse("directive_unknown", directive=directive)
    # Seen from where one stands: those below the one who asks, inside the directive's area.
    actor = msgspec.structs.replace(call.actor, area=_narrower(call.actor.area, row.area))
    missing: Outstanding = outstanding(
        actor,
        [
            Receipt(recipient=accounts[r.recipient], state=r.state, passed_by=r.passed_by)
            for r in receipts
            if r.recipient in accounts
        ],
        accounts.values(),
    )
    return Missing(directive=directive, **msgspec.structs.asdict(missing))


def _below(connection: Place, actor: Actor, wish: DirectiveWish, area: str) -> bool:
    if wish.recipient is None:
        raise refuse("recipient_missing")
    found = find_account(connection, wish.recipient)
    if found is None or found.closed:
        raise refuse("account_unknown", account=wish.recipient)
    return stands_below(actor, found.actor) and (meets(area, found.actor.area))


def _narrower(own: str, area: str) -> str:
    return area if covers(own, area) else own


def _find(connection: Place, directive: str) -> PaperRow:
    row = find_directive(connection, directive)
    if row is None:
        raise refuse("directive_unknown", directive=directive)
    return row


def _receipt(connection: Place, directive: str, recipient: str) -> PaperRow | None:
    found = receipts_of_directive(connection, directive)
    return next((row for row in found if row.recipient == recipient), None)


def _row(call: Call, row: PaperRow, receipt: PaperRow | None) -> DirectiveRow:
    entry = call.record.read(after=row.entry - 1, limit=1)[0]
    texts = call.record.sealed_part(entry, Part.TEXTS, now=call.now)
    return DirectiveRow(
        directive=row.directive,
        area=row.area,
        writer=row.writer,
        written_at=from_ms(row.written_ms),
        text=TEXTS.decode(texts).get("text") if texts else None,
        state=receipt.state if receipt else DirectiveState.WRITTEN,
        passed_by=receipt.passed_by if receipt else None,
        withdrawn=row.withdrawn,
    )
