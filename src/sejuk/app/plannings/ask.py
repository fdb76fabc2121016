"""Asking for a plan, looking at what came of it, choosing."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call
from sejuk.app.concerns.visits import with_visits
from sejuk.app.context import chance
from sejuk.app.districts import district_named
from sejuk.app.orders.draft import draft_order
from sejuk.app.orders.draw import draw_secret
from sejuk.app.orders.paper import Paper, check_paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.app.plannings.kept import result_of, wish_of
from sejuk.app.plannings.planner import Planner
from sejuk.app.plannings.wish import OptionRow, RotationTold, Told, Tonight, Wish
from sejuk.app.rotations.kept import check_free
from sejuk.model.event import from_ms
from sejuk.model.kinds.room import PlanningBegun, PlanningKind, PlanningStepped
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER, OrderState
from sejuk.operations.planning import PLANNING, PlanningCase
from sejuk.problems import refuse
from sejuk.store.documents import keep_document, read_document
from sejuk.store.papers import PaperRow, Place, find_planning, plannings
from sejuk.store.record import Writing

MOST = 20
AHEAD = timedelta(hours=48)
"""A rotation is drawn before its first night, and so late that few know of it for long."""


class PlanningRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    planning: str
    kind: PlanningKind
    district: str
    order: str | None
    based_on: str | None
    asked_by: str
    asked_at: datetime
    state: str
    stage: str
    part: float
    """What is being done and the part that is done, while it is worked out."""
    options: tuple[OptionRow, ...]
    problem: Told | None
    rotation: RotationTold | None
    """The fair rotation that the options have."""
    option: str | None
    """The one that was chosen."""
    wish: Wish | None
    """What was asked for; None when it cannot be read."""
    position: int


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    option: str = ""
    """For `choose`."""


class OptionPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    plan: msgspec.Raw
    """As `plan.json`."""


@allowed("planning.begin")
def begin_planning(call: Call, wish: Wish, planner: Planner) -> PlanningRow:
    """Puts it into the queue.

    Raises `not_your_area`, `district_unknown`, `order_unknown`, `changed_meanwhile`,
    `step_not_from_here` for an order that cannot be changed so, `rotation_holds` for another
    rotation in the nights of one, and `rotation_not_ahead`.
    """
    wish = _sensed(call, wish) if isinstance(wish, Tonight) else wish
    planning = f"r-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        area, order, based_on = _about(call, writing.connection, wish)
        kind = PlanningKind(str(wish.__struct_config__.tag))
        content = msgspec.json.encode(wish)
        body = PlanningBegun(
            planning=planning,
            what=kind,
            area=area,
            wish=keep_document(writing.connection, content, call.now_ms),
            order=order,
            based_on=based_on,
            commitment=draw_secret(call.record.keys, planning).commitment
            if kind is PlanningKind.TONIGHT
            else None,
        )
        writing.happen(body, author=call.actor.account)
        row = _row(writing.connection, _found(writing.connection, planning), planner)
    planner.wake()
    return row


@allowed("planning.list")
def list_plannings(call: Call, planner: Planner) -> tuple[PlanningRow, ...]:
    """Those of the actor's area, the one that changed last first."""
    with call.record.reading() as connection:
        rows = plannings(connection, call.actor.area, MOST)
        return tuple(_row(connection, row, planner) for row in rows)


@allowed("planning.list")
def read_planning(call: Call, planning: str, planner: Planner) -> PlanningRow:
    """Raises `planning_unknown`, `not_your_area`."""
    with call.record.reading() as connection:
        row = _found(connection, planning)
        require_area(call.actor, row.area)
        return _row(connection, row, planner)


@allowed("planning.list")
def read_option(call: Call, planning: str, option: str) -> OptionPlan:
    """The plan of one option. Raises `planning_unknown`, `option_unknown`, `not_your_area`."""
    with call.record.reading() as connection:
        row = _found(connection, planning)
        require_area(call.actor, row.area)
        return OptionPlan(plan=_paper(connection, row, option).plan)


@allowed_step(PLANNING)
def step_planning(
    call: Call, event: str, planning: str, wish: Choice, planner: Planner
) -> PlanningRow | OrderRow:
    """`cancel` gives the planning, `choose` the draft order that it becomes.

    Raises `planning_unknown`, `not_your_area`, and the problems of its life cycle.
    """
    with call.record.reading() as connection:
        row = _found(connection, planning)
        require_area(call.actor, row.area)
        known = any(o.option == wish.option for o in result_of(connection, row).options)
        paper = _paper(connection, row, wish.option) if event == "choose" and known else None
    checked = check_paper(call.record.folder, paper) if paper else None
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, planning)
        case = PlanningCase(for_order=row.order is not None, known=known)
        state = step(PLANNING, row.state, event, by=call.actor.role, case=case)
        order = draft_order(call, writing, paper, checked) if paper and checked else None
        body = PlanningStepped(
            planning=planning,
            step=event,
            state=state,
            option=wish.option if event == "choose" else None,
        )
        writing.happen(body, author=call.actor.account)
        row = _found(writing.connection, planning)
        given = order_row(writing.connection, order) if order else None
        told = given or _row(writing.connection, row, planner)
    if event == "cancel":
        planner.stop(planning)
    return told


def option_of(connection: Place, planning: str, order: str) -> tuple[PaperRow, OptionRow]:
    """The planning for this order, with its one option. For `revise`.

    Raises `planning_unknown`, `planning_not_of_order`, `option_unknown`.
    """
    row = _found(connection, planning)
    if row.order != order:
        raise refuse("planning_not_of_order", planning=planning)
    options = result_of(connection, row).options
    if not options:
        raise refuse("option_unknown")
    return row, options[0]


def apply_planning(writing: Writing, row: PaperRow, option: str, account: str) -> None:
    """Notes that its order has it now. Raises `step_not_from_here`."""
    state = step(PLANNING, row.state, "apply", by=None, case=PlanningCase())
    body = PlanningStepped(planning=row.planning, step="apply", state=state, option=option)
    writing.happen(body, author=account)


def _sensed(call: Call, wish: Tonight) -> Tonight:
    """With the follow-up visits that wait, and the tension that the record knows, where none was
    given."""
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.app.tension import tension_now  # noqa: PLC0415
    from sejuk.files.tension import tension_csv  # noqa: PLC0415

    require_area(call.actor, wish.district)
    district = district_named(call.record.folder, wish.district)
    with call.record.reading() as connection:
        pins = with_visits(connection, district, wish.pins, wish.bans, wish.strength)
    wish = msgspec.structs.replace(wish, pins=pins)
    if wish.tension.strip():
        return wish
    sensed = tension_now(call.record, district, call.now)
    return msgspec.structs.replace(wish, tension=tension_csv(sensed.tension))


def _check_rotation(call: Call, connection: Place, wish: Tonight) -> None:
    """That one may begin with this night."""
    begins = wish.begins(district_named(call.record.folder, wish.district).zone)
    if not call.now < begins <= call.now + AHEAD:
        raise refuse("rotation_not_ahead", hours=AHEAD // timedelta(hours=1))
    check_free(connection, wish.district, wish.date)


def _about(call: Call, connection: Place, wish: Wish) -> tuple[str, str | None, str | None]:
    """Area, order and the plan that is changed."""
    if isinstance(wish, Tonight):
        if wish.extra is not None:
            _check_rotation(call, connection, wish)
        return wish.district, None, None
    row = order_row(connection, wish.order)
    require_area(call.actor, row.area)
    wanted = OrderState.DRAFT if wish.__struct_config__.tag == "edit" else OrderState.UNDER_WAY
    if row.state != wanted:
        raise refuse("order_not_to_be_changed", order=row.order)
    if row.plan != wish.based_on:
        raise refuse("changed_meanwhile", thing=ORDER.words)
    return row.area, row.order, wish.based_on


def _found(place: Place, planning: str) -> PaperRow:
    row = find_planning(place, planning)
    if row is None:
        raise refuse("planning_unknown", planning=planning)
    return row


def _paper(connection: Place, row: PaperRow, option: str) -> Paper:
    for one in result_of(connection, row).options:
        content = read_document(connection, one.plan) if one.option == option else None
        if content is not None:
            return msgspec.json.decode(content, type=Paper)
    raise refuse("option_unknown")


def _row(connection: Place, row: PaperRow, planner: Planner) -> PlanningRow:
    result = result_of(connection, row)
    progress = planner.progress(row.planning)
    return PlanningRow(
        planning=row.planning,
        kind=PlanningKind(row.what),
        district=row.area,
        order=row.order,
        based_on=row.based_on,
        asked_by=row.asked_by,
        asked_at=from_ms(row.asked_ms),
        state=row.state,
        stage=progress.stage if progress else "",
        part=progress.part if progress else float(bool(result.options)),
        options=result.options,
        problem=result.problem,
        rotation=result.rotation,
        option=row.option,
        wish=wish_of(connection, row),
        position=row.position,
    )
