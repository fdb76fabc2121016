"""When a concern is due, what is overdue, and how many were closed within a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from sejuk.model.concern import ConcernKind

SHARE_DAYS = 7


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """What of a concern counts towards the share."""

    opened: date
    closed: date | None
    """When it was closed, or passed out of our hands with a reason that the resident can read."""
    counts: bool = True
    """False: merged into another or withdrawn; it is no concern of its own."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    closed: int
    of: int
    """Concerns whose seven days are over, or that were closed before."""
    waiting: int
    """Open ones whose seven days are not over: they can still be in time, and do not count yet."""


def due_date(what: str, opened: date, kinds: Mapping[str, ConcernKind]) -> date:
    """The last day on which it is in time. Raises KeyError for a kind that is not in the table."""
    return opened + timedelta(days=kinds[what].due_days)


def is_overdue(due: date, today: date) -> bool:
    """The due day itself is still in time."""
    return today > due


def share_closed(concerns: Iterable[Followed], today: date) -> Share:
    """How many of the concerns that could be closed within seven days were.

    A concern that came in yesterday and is open counts neither for nor against: counting it as not
    closed would lower the share for coming in late, leaving out all open ones would raise it for
    never closing.
    """
    closed = of = waiting = 0
    for concern in concerns:
        if not concern.counts:
            continue
        if concern.closed is not None and (concern.closed - concern.opened).days <= SHARE_DAYS:
            closed += 1
            of += 1
        elif (today - concern.opened).days > SHARE_DAYS:
            of += 1
        else:
            waiting += 1
    return Share(closed=closed, of=of, waiting=waiting)
