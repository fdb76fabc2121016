"""Concerns in the room: listed, opened, taken through their life, visited; calm messages."""

from __future__ import annotations

from sejuk.app.concerns.read import ConcernList, list_concerns, read_concern
from sejuk.app.concerns.rows import ConcernRow
from sejuk.app.concerns.step import (
    ConcernTicket,
    ConcernWish,
    NewConcern,
    VisitWish,
    open_concern,
    plan_visit,
    step_concern,
)
from sejuk.app.messages.list import MessageBoard, read_messages
from sejuk.operations.concern import CONCERN
from sejuk.problems import refuse
from sejuk.web.endpoint import Endpoint, Visit
from sejuk.web.routes.papers import steps
from sejuk.web.routes.room import DistrictName


def _messages(visit: Visit) -> MessageBoard:
    if "district" not in visit.query:
        raise refuse("request_invalid", detail="district")
    return read_messages(visit.call, visit.query["district"])


CONCERNS = (
    Endpoint(
        method="GET",
        path="/concerns",
        does="Concerns (keluhan) with what became of them, and the share answered in a week.",
        verb="concern.list",
        run=lambda v: list_concerns(v.call),
        gives=ConcernList,
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/concerns",
        does="A concern that came in at the office; its ticket is shown this once.",
        verb="concern.open",
        run=lambda v: open_concern(v.call, v.wish),
        takes=NewConcern,
        gives=ConcernTicket,
        problems=("not_your_area", "district_unknown", "area_not_sensed", "concern_kind_unknown"),
    ),
    Endpoint(
        method="GET",
        path="/concerns/{id}",
        does="One concern.",
        verb="concern.list",
        run=lambda v: read_concern(v.call, v.path["id"]),
        gives=ConcernRow,
        problems=("concern_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/concerns/{id}/visit",
        does="Plan a follow-up visit: tonight's plan will hold its place.",
        verb="concern.visit",
        run=lambda v: plan_visit(v.call, v.path["id"], v.wish),
        takes=VisitWish,
        gives=ConcernRow,
        problems=(
            "concern_unknown",
            "not_your_area",
            "district_unknown",
            "unknown_place",
            "pin_cannot_be",
            "concern_visit_not_now",
        ),
    ),
    *steps(
        CONCERN,
        "concerns",
        step_concern,
        (ConcernWish, ConcernRow),
        (
            "concern_unknown",
            "changed_meanwhile",
            "concern_needs_owner",
            "concern_needs_institution",
            "concern_due_out_of_range",
            "concern_needs_answer",
            "concern_answer_not_public",
            "concern_answer_harsh",
            "concern_cannot_merge",
            "reason_missing",
            "answer_phrase",
        ),
    ),
    Endpoint(
        method="GET",
        path="/messages",
        does="Calm messages (pesan kamtibmas): tonight's by neighbourhood, and whom they reached.",
        verb="message.list",
        run=_messages,
        gives=MessageBoard,
        query={"district": DistrictName},
        problems=("not_your_area", "district_unknown"),
        writes=False,
    ),
)
