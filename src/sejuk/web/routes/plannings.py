"""Plannings: strength, asking for a plan, options, choosing; and revisions of orders."""

from __future__ import annotations

from typing import Any

from sejuk.app.orders.read import OrderPlan, OrderRow, VersionRow, list_versions, read_version
from sejuk.app.orders.revise import Revision, revise_order
from sejuk.app.plan_paths import option_paths, order_paths
from sejuk.app.plannings.ask import (
    Choice,
    OptionPlan,
    PlanningRow,
    begin_planning,
    list_plannings,
    read_option,
    read_planning,
    step_planning,
)
from sejuk.app.plannings.wish import Wish
from sejuk.app.strength import StrengthRow, StrengthText, list_strengths, read_strength
from sejuk.model.ids import Digest
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.kept import kept
from sejuk.web.routes.districts import GEOJSON
from sejuk.web.routes.papers import PLAN_BYTES, READERS, STEPPING


def _step(event: str) -> Any:  # noqa: ANN401 – what the use case gives
    return lambda v: step_planning(v.call, event, v.path["id"], v.wish, v.planner)


def _option(visit: Visit) -> OptionPlan:
    return read_option(visit.call, visit.path["id"], visit.path["option"])


def _order_paths(visit: Visit) -> Media:
    found = order_paths(visit.call, visit.path["id"], visit.query.get("plan"))
    return kept(found.content, None, GEOJSON, found.tag, visit.headers)


def _option_paths(visit: Visit) -> Media:
    found = option_paths(visit.call, visit.path["id"], visit.path["option"])
    return kept(found.content, None, GEOJSON, found.tag, visit.headers)


PLANNINGS = (
    Endpoint(
        method="GET",
        path="/orders/{id}/paths",
        does="The ways of an order's plan along the streets, as GeoJSON; or of one that it had.",
        verb="order.read",
        run=_order_paths,
        gives=bytes,
        gives_media=GEOJSON,
        query={"plan": Digest},
        problems=("order_unknown", "not_your_area", "not_a_plan", "district_unknown"),
        kept=True,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/plannings/{id}/options/{option}/paths",
        does="The ways of an option along the streets, as GeoJSON.",
        verb="planning.list",
        run=_option_paths,
        gives=bytes,
        gives_media=GEOJSON,
        problems=(
            "planning_unknown",
            "option_unknown",
            "not_your_area",
            "not_a_plan",
            "district_unknown",
        ),
        kept=True,
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/strengths",
        does="Strengths that were entered before, the newest first; the last is the example.",
        verb="plan.strengths",
        run=lambda v: list_strengths(v.call),
        gives=tuple[StrengthRow, ...],
        problems=READERS,
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/strengths/read",
        does="A roster file's text as lines of strength.",
        verb="plan.strengths",
        run=lambda v: read_strength(v.call, v.wish),
        takes=StrengthText,
        gives=StrengthRow,
        problems=READERS,
        most_bytes=PLAN_BYTES,
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/plannings",
        does="Ask for a plan: for a night, of an edited draft, for the rest of a running night.",
        verb="planning.begin",
        run=lambda v: begin_planning(v.call, v.wish, v.planner),
        takes=Wish,
        gives=PlanningRow,
        problems=(
            "not_your_area",
            "district_unknown",
            "order_unknown",
            "order_not_to_be_changed",
            "changed_meanwhile",
            "rotation_holds",
            "rotation_not_ahead",
        ),
        most_bytes=PLAN_BYTES,
        rate="heavy",
    ),
    Endpoint(
        method="GET",
        path="/plannings",
        does="Plannings, the one that changed last first.",
        verb="planning.list",
        run=lambda v: list_plannings(v.call, v.planner),
        gives=tuple[PlanningRow, ...],
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/plannings/{id}",
        does="One planning: how far it is, and its options.",
        verb="planning.list",
        run=lambda v: read_planning(v.call, v.path["id"], v.planner),
        gives=PlanningRow,
        problems=("planning_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/plannings/{id}/options/{option}",
        does="The plan of one option, with the reasons of each stop.",
        verb="planning.list",
        run=_option,
        gives=OptionPlan,
        problems=("planning_unknown", "option_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="POST",
        path="/plannings/{id}/cancel",
        does="Cancel: nobody works at it any more.",
        verb="planning.cancel",
        run=_step("cancel"),
        takes=Choice,
        gives=PlanningRow,
        problems=(*STEPPING, "planning_unknown"),
    ),
    Endpoint(
        method="POST",
        path="/plannings/{id}/choose",
        does="Choose an option: it becomes a draft order.",
        verb="planning.choose",
        run=_step("choose"),
        takes=Choice,
        gives=OrderRow,
        problems=(
            *STEPPING,
            "planning_unknown",
            "planning_is_for_order",
            "option_unknown",
            "district_unknown",
            "not_a_plan",
            *READERS,
        ),
        rate="heavy",
    ),
    Endpoint(
        method="POST",
        path="/orders/{id}/revise",
        does="Give an order the plan of a planning that was made for it.",
        verb="order.revise",
        run=lambda v: revise_order(v.call, v.path["id"], v.wish),
        takes=Revision,
        gives=OrderRow,
        problems=(
            *STEPPING,
            "order_unknown",
            "planning_unknown",
            "planning_not_of_order",
            "option_unknown",
            "changed_meanwhile",
            "district_unknown",
            "not_a_plan",
            "plan_breaks_rules",
            "no_running_operation",
            "operation_expires_before_shift",
            "revision_changes_people",
            "tni_request_missing",
            "tni_request_expires",
            "soldiers_without_police_lead",
            "shift_is_over",
            *READERS,
        ),
        rate="heavy",
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}/versions",
        does="The plans that an order had, the first one first.",
        verb="order.read",
        run=lambda v: list_versions(v.call, v.path["id"]),
        gives=tuple[VersionRow, ...],
        problems=("order_unknown", "not_your_area"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}/versions/{plan}",
        does="An order with one of the plans that it had.",
        verb="order.read",
        run=lambda v: read_version(v.call, v.path["id"], v.path["plan"]),
        gives=OrderPlan,
        problems=("order_unknown", "not_your_area"),
        writes=False,
    ),
)
