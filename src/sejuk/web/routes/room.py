"""The operations room: the night as it runs, the watch, the duty log, looking back."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.app.duty import (
    HandoverRow,
    HandoverWish,
    Log,
    NewHandover,
    NewNote,
    NewWatch,
    PersonRow,
    WatchRow,
    list_handovers,
    list_people,
    list_watches,
    offer_handover,
    read_log,
    step_handover,
    take_watch,
    write_note,
)
from sejuk.app.live import Live, read_live
from sejuk.app.look_back import Coverage, NightRow, read_coverage, read_night
from sejuk.app.sync.tail import Cursor
from sejuk.model.kinds.body import Moment
from sejuk.operations.handover import HANDOVER
from sejuk.problems import refuse
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.routes.papers import steps

Weeks = Annotated[int, msgspec.Meta(ge=1, le=26)]
DistrictName = Annotated[str, msgspec.Meta(min_length=1, max_length=119)]
USUAL_WEEKS = 4


def _log(visit: Visit) -> Log:
    if not {"from", "to"} <= set(visit.query):
        raise refuse("request_invalid", detail="from, to")
    since, until = (msgspec.convert(visit.query[name], Moment) for name in ("from", "to"))
    return read_log(visit.call, since, until, visit.query.get("cursor"))


def _coverage(visit: Visit) -> Coverage:
    if "district" not in visit.query:
        raise refuse("request_invalid", detail="district")
    weeks = int(visit.query.get("weeks", USUAL_WEEKS))
    return read_coverage(visit.call, visit.query["district"], weeks)


ROOM = (
    Endpoint(
        method="GET",
        path="/live/{order}",
        does="A night as it runs: crews, stops, reports, alarms, tasks; the tail goes on from it.",
        verb="live.read",
        run=lambda v: read_live(v.call, v.path["order"]),
        gives=Live,
        problems=("order_unknown", "not_your_area", "not_a_plan"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/nights/{order}",
        does="A night as it went, for a replay; with positions while they last.",
        verb="night.read",
        run=lambda v: read_night(v.call, v.path["order"]),
        gives=NightRow,
        problems=("order_unknown", "not_your_area", "not_a_plan"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/coverage",
        does="Visits, gaps and burden of each neighbourhood over weeks.",
        verb="coverage.read",
        run=_coverage,
        gives=Coverage,
        query={"district": DistrictName, "weeks": Weeks},
        problems=("district_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/log",
        does="The duty log between two moments, from a cursor on.",
        verb="log.read",
        run=_log,
        gives=Log,
        query={"from": Moment, "to": Moment, "cursor": Cursor},
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/log",
        does="Write a line into the duty log; it is never edited.",
        verb="log.write",
        run=lambda v: write_note(v.call, v.wish),
        takes=NewNote,
        gives=Log,
    ),
    Endpoint(
        method="GET",
        path="/duty",
        does="Who has the watch in each area.",
        verb="duty.read",
        run=lambda v: list_watches(v.call),
        gives=tuple[WatchRow, ...],
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/duty/take",
        does="Take the watch where nobody has it.",
        verb="duty.take",
        run=lambda v: take_watch(v.call, v.wish),
        takes=NewWatch,
        gives=WatchRow,
        problems=("not_your_area", "duty_not_yours"),
    ),
    Endpoint(
        method="GET",
        path="/handovers",
        does="Handovers of the watch.",
        verb="duty.read",
        run=lambda v: list_handovers(v.call),
        gives=tuple[HandoverRow, ...],
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/handovers",
        does="Offer the watch to the next duty officer.",
        verb="handover.offer",
        run=lambda v: offer_handover(v.call, v.wish),
        takes=NewHandover,
        gives=HandoverRow,
        problems=(
            "not_your_area",
            "duty_not_yours",
            "account_unknown",
            "recipient_not_duty_officer",
        ),
    ),
    *steps(
        HANDOVER,
        "handovers",
        step_handover,
        (HandoverWish, HandoverRow),
        ("handover_unknown", "handover_of_another", "duty_not_yours", "reason_missing"),
    ),
    Endpoint(
        method="GET",
        path="/people",
        does="Offices of one's area, to hand something to.",
        verb="people.list",
        run=lambda v: list_people(v.call),
        gives=tuple[PersonRow, ...],
        writes=False,
    ),
)
