"""The lots of released orders, read back from their plans: what makes their nights comparable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from sejuk.app.sensing.once import Once
from sejuk.model.district import District
from sejuk.model.event import Entry, body_of
from sejuk.model.exploration import Exploration
from sejuk.model.kinds.papers import OrderDrafted, OrderRevised, OrderStepped
from sejuk.model.report import Lot
from sejuk.model.time import Shift
from sejuk.sensing.days import Days
from sejuk.store.documents import read_document
from sejuk.store.record import Looking, Record

KINDS = frozenset({"order_drafted", "order_revised", "order_stepped"})


class PlanLot(msgspec.Struct, frozen=True, kw_only=True):
    """Of a plan, what its lot needs."""

    shift: Shift
    exploration: Exploration | msgspec.UnsetType = msgspec.UNSET


class PaperLot(msgspec.Struct, frozen=True, kw_only=True):
    """Of an order's paper (`app/orders/paper.py`), the same."""

    plan: PlanLot


class Released(msgspec.Struct, frozen=True, kw_only=True):
    plan: str
    """The digest of its paper when it was released."""
    at: datetime


_LOTS: Once[PaperLot | None] = Once(4000)
"""By digest: a document never changes."""


def lots_of(
    record: Record, district: District, now: datetime, window: timedelta
) -> tuple[Lot, ...]:
    """One for each order of this district that was released since the window began and has a lot.

    As the plan was when the order was released: what was changed later, because of the night, says
    nothing of where the lot fell. Days are counted from `now`, as those of efforts are.
    """
    days = Days(now=now, zone=district.zone, count=window.days)
    with record.looking(now=now) as view:
        released = _released(view.since(now - window, KINDS), district.name)
        found = [(one, _lot(view, one.plan)) for one in released]
    lots = []
    for one, paper in found:
        if paper is not None and not isinstance(paper.plan.exploration, msgspec.UnsetType):
            begins = paper.plan.shift.begins.timestamp()
            # Of the day that a stop at its beginning would count for.
            number = days.count - 1 - int((now.timestamp() - begins) // 86_400)
            lots.append(
                Lot(day=days.date(number), exploration=paper.plan.exploration, received=one.at)
            )
    return tuple(lots)


def _released(entries: Sequence[Entry], district: str) -> list[Released]:
    """The first release of each order of the district, as it happened."""
    plan: dict[str, str] = {}
    released: dict[str, Released] = {}
    for entry in entries:
        match body_of(entry):
            case OrderDrafted(order=order, area=area, plan=digest) if area == district:
                plan[order] = digest
            case OrderRevised(order=order, plan=digest) if order in plan:
                plan[order] = digest
            case OrderStepped(order=order, step="release") if order in plan:
                found = Released(plan=plan[order], at=entry.received_at)
                released.setdefault(order, found)
    return list(released.values())


def _lot(view: Looking, digest: str) -> PaperLot | None:
    """None: it was not kept, or is no plan."""

    def read() -> PaperLot | None:
        content = read_document(view.connection, digest)
        if content is None:
            raise KeyError(digest)  # not kept: it may come
        try:
            return msgspec.json.decode(content, type=PaperLot)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    try:
        return _LOTS.get(digest, read)
    except KeyError:
        return None
