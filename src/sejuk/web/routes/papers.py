"""Operations, orders, tasks, directives and alarms; their steps come from the life cycles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sejuk.app.alarms import AlarmRow, AlarmWish, list_alarms, step_alarm
from sejuk.app.directives import (
    DirectiveRow,
    DirectiveWish,
    Missing,
    NewDirective,
    list_directives,
    outstanding_of,
    step_directive,
    write_directive,
)
from sejuk.app.operations import (
    NewOperation,
    OperationRow,
    OperationWish,
    list_operations,
    open_operation,
    step_operation,
)
from sejuk.app.orders.draft import upload_plan
from sejuk.app.orders.draw import DrawRow, read_draw
from sejuk.app.orders.paper import Paper
from sejuk.app.orders.read import OrderPlan, OrderRow, list_orders, read_order
from sejuk.app.orders.step import OrderWish, step_order
from sejuk.app.tasks import NewTask, TaskRow, TaskWish, list_tasks, open_task, step_task
from sejuk.operations.alarm import ALARM
from sejuk.operations.cycle import Cycle, who_may
from sejuk.operations.directive import DIRECTIVE
from sejuk.operations.operation import OPERATION
from sejuk.operations.order import ORDER
from sejuk.operations.task import TASK
from sejuk.web.endpoint import Endpoint, Visit

PLAN_BYTES = 4 * 1024 * 1024
READERS = (
    "bad_quotes",
    "bad_value",
    "control_characters",
    "duplicate_column",
    "duplicate_id",
    "file_empty",
    "file_too_large",
    "file_without_rows",
    "forbidden_column",
    "missing_column",
    "no_police_lead",
    "not_utf8",
    "ragged_line",
    "roster_too_small",
    "too_many_crews",
    "too_many_rows",
    "unknown_agency",
    "unknown_area",
    "unknown_place",
    "ambiguous_place",
)
"""What is refused in a roster or a tension file."""
OWN_ROUTES = frozenset({"revise", "assess", "attach", "detach"})
"""Steps that take more than their papers' usual wish."""
STEPPING = ("step_not_from_here", "step_not_yours", "not_your_area")


def steps(
    cycle: Cycle[Any],
    folder: str,
    use_case: Callable[[Any, str, str, Any], Any],
    types: tuple[Any, Any],
    problems: tuple[str, ...],
) -> Iterator[Endpoint]:
    """An endpoint for each step that people may take."""
    for event in dict.fromkeys(move.event for move in cycle.moves):
        if not who_may(cycle, event) or event in OWN_ROUTES:
            continue

        def run(visit: Visit, event: str = event) -> Any:  # noqa: ANN401 – what the use case gives
            return use_case(visit.call, event, visit.path["id"], visit.wish)

        (words,) = {move.words.en for move in cycle.moves if move.event == event}
        yield Endpoint(
            method="POST",
            path=f"/{folder}/{{id}}/{event}",
            does=f"{words.capitalize()}: a step in the life of {_a(cycle.words.en)}.",
            verb=f"{cycle.name}.{event}",
            run=run,
            takes=types[0],
            gives=types[1],
            problems=(*STEPPING, *problems),
        )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def _listing(path: str, does: str, verb: str, use_case: Any, row: Any) -> Endpoint:  # noqa: ANN401
    return Endpoint(
        method="GET",
        path=path,
        does=does,
        verb=verb,
        run=lambda v: use_case(v.call),
        gives=tuple[row, ...],
        writes=False,
    )


PAPERS = (
    _listing("/operations", "Operations.", "operation.list", list_operations, OperationRow),
    Endpoint(
        method="POST",
        path="/operations",
        does="A draft of an operation, with its legal basis and expiry.",
        verb="operation.open",
        run=lambda v: open_operation(v.call, v.wish),
        takes=NewOperation,
        gives=OperationRow,
        problems=("not_your_area",),
    ),
    *steps(
        OPERATION,
        "operations",
        step_operation,
        (OperationWish, OperationRow),
        ("operation_unknown", "no_legal_basis", "operation_expiry_out_of_range"),
    ),
    _listing("/orders", "Orders.", "order.list", list_orders, OrderRow),
    Endpoint(
        method="POST",
        path="/orders",
        does="A draft order with a plan that was made elsewhere.",
        verb="plan.upload",
        run=lambda v: upload_plan(v.call, v.wish),
        takes=Paper,
        gives=OrderRow,
        problems=("not_a_plan", "district_unknown", "not_your_area", *READERS),
        most_bytes=PLAN_BYTES,
        rate="heavy",
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}/draw",
        does="The draw of an order: what was committed to, and the seed when its night is over.",
        verb="order.read",
        run=lambda v: read_draw(v.call, v.path["id"]),
        gives=DrawRow,
        problems=("order_unknown", "not_your_area", "order_not_drawn"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}",
        does="An order with its plan.",
        verb="order.read",
        run=lambda v: read_order(v.call, v.path["id"]),
        gives=OrderPlan,
        problems=("order_unknown", "not_your_area"),
        writes=False,
    ),
    *steps(
        ORDER,
        "orders",
        step_order,
        (OrderWish, OrderRow),
        (
            "order_unknown",
            "district_unknown",
            "changed_meanwhile",
            "order_number_missing",
            "crews_still_out",
            "plan_without_crews",
            "plan_breaks_rules",
            "agency_not_in_plan",
            "already_signed",
            "signatures_missing",
            "no_running_operation",
            "operation_expires_before_shift",
            "tni_request_missing",
            "tni_request_expires",
            "soldiers_without_police_lead",
            "shift_is_over",
            "reason_missing",
        ),
    ),
    _listing("/tasks", "Tasks.", "task.list", list_tasks, TaskRow),
    Endpoint(
        method="POST",
        path="/tasks",
        does="A task that a crew can take.",
        verb="task.open",
        run=lambda v: open_task(v.call, v.wish),
        takes=NewTask,
        gives=TaskRow,
        problems=("not_your_area",),
    ),
    *steps(
        TASK,
        "tasks",
        step_task,
        (TaskWish, TaskRow),
        ("task_unknown", "no_crew", "changed_meanwhile", "task_of_another_crew", "reason_missing"),
    ),
    _listing(
        "/directives",
        "Directives that one wrote or was given.",
        "directive.list",
        list_directives,
        DirectiveRow,
    ),
    Endpoint(
        method="POST",
        path="/directives",
        does="Write a directive; it is never edited.",
        verb="directive.write",
        run=lambda v: write_directive(v.call, v.wish),
        takes=NewDirective,
        gives=DirectiveRow,
        problems=("not_your_area",),
    ),
    Endpoint(
        method="GET",
        path="/directives/{id}/outstanding",
        does="Who has not been given, read or acknowledged it.",
        verb="directive.outstanding",
        run=lambda v: outstanding_of(v.call, v.path["id"]),
        gives=Missing,
        problems=("directive_unknown",),
        writes=False,
    ),
    *steps(
        DIRECTIVE,
        "directives",
        step_directive,
        (DirectiveWish, DirectiveRow),
        (
            "directive_unknown",
            "recipient_missing",
            "account_unknown",
            "directive_not_acknowledged",
            "not_below_in_chain",
            "directive_of_another",
            "directive_not_yours",
        ),
    ),
    _listing("/alarms", "Alarms.", "alarm.list", list_alarms, AlarmRow),
    *steps(
        ALARM,
        "alarms",
        step_alarm,
        (AlarmWish, AlarmRow),
        ("alarm_unknown", "alarm_needs_name", "alarm_needs_service", "alarm_needs_outcome"),
    ),
)
