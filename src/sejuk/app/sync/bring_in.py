"""Another device's outbox, brought in as a file: from a phone that cannot send any more.

Whoever brings it in answers for it by name. Events keep their own device, number and author; an
event that came before is not there twice.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.sync.arrivals import check_arrivals
from sejuk.app.sync.opening import open_all
from sejuk.app.sync.push import (
    MOST_EVENTS,
    Quarantined,
    authors_on,
    quarantined_of,
    roles_of,
    screened,
)
from sejuk.model.ids import DeviceId
from sejuk.model.kinds.papers import OutboxImported
from sejuk.problems import refuse


class OutboxFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: DeviceId
    events: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_EVENTS)]


class BroughtIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    acked: tuple[UUID, ...]
    unopened: tuple[UUID, ...]
    quarantined: tuple[Quarantined, ...]


@allowed("record.bring_in")
def bring_in(call: Call, wish: OutboxFile) -> BroughtIn:
    """As `push`, for a device that is not the caller's own.

    Its authors are those who were signed in on it, in use or closed since; all of them have to be
    of the caller's area, since what is brought in is in their names.

    Raises `device_unknown`, `not_your_area`.
    """
    authors = authors_on(call.record, wish.device)
    if not authors:
        raise refuse("device_unknown", device=wish.device)
    for author in authors:
        require_area(call.actor, author.area)
    roles = roles_of(authors)
    opened = open_all(call.record, [bytes(raw) for raw in wish.events])
    batch = [screened(item, wish.device, roles) for item in opened.items]
    answer = call.record.append(batch, now=call.now)
    check_arrivals(call.record, answer.recorded, call.now)
    if answer.recorded:
        body = OutboxImported(device=wish.device, events=len(answer.recorded))
        with call.record.writing(now=call.now) as writing:
            writing.happen(body, author=call.actor.account)
    return BroughtIn(
        acked=answer.acked, unopened=opened.unopened, quarantined=quarantined_of(answer)
    )
