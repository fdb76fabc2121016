"""Orders: who approved which plan, how it was drawn, what was overridden, and who came short."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from sejuk.app.orders.paper import Paper, check_paper
from sejuk.app.orders.read import OrderRow, order_row
from sejuk.app.oversight.again import made_again
from sejuk.app.oversight.drawn import drawn_as_told
from sejuk.app.oversight.where import known_district
from sejuk.model.event import body_of, from_ms
from sejuk.model.kinds.papers import OrderStepped
from sejuk.model.plan import Plan
from sejuk.problems import ProblemError
from sejuk.reporting.data import plan_from_json
from sejuk.reporting.oversight.table import table
from sejuk.reporting.unmet import unmet_rows
from sejuk.store.documents import read_document
from sejuk.store.papers import Place, all_draws, all_orders, versions
from sejuk.store.reading import entries_of_kind
from sejuk.store.rotations import all_rotations

AGAINST = frozenset({"return", "withdraw"})
"""Steps of an order by which somebody stops it."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One plan of an order whose night is over."""

    order: OrderRow
    number: int
    digest: str
    by: str
    at: datetime
    changed: int | None
    kept: int | None
    is_signed: bool
    """At least one agency has approved this very plan."""
    is_last: bool
    paper: Paper | None
    """None: it is not kept, or is not what the log names."""
    plan: Plan | None
    intact: bool
    broken: tuple[str, ...] | None
    """Rules that the checker finds broken; None: it was not asked."""
    again: str
    """`same`, `different`, or why it was not made again."""
    drawn: str
    """Of its rotation, against the secret: `same`, `different`, or why there is nothing to tell."""


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    files: dict[str, bytes]
    rows: tuple[OrderRow, ...]
    versions: tuple[Version, ...]
    draws: int
    revealed: int
    interventions: int
    short_falls: int


def order_files(place: Place, folder: Path | None, now: datetime, *, rerun: bool) -> Orders:
    """Everything on orders, the oldest first.

    Args:
        folder: of the record, with its districts; None for a backup.
        rerun: make plans again, which takes as long as making them took.
    """
    rows = [order_row(place, row.order) for row in all_orders(place)]
    # Before its night a plan tells where crews will be; with a rotation, on the nights after, too.
    over = [row for row in rows if row.ends <= now]
    found = [
        one
        for row in over
        for one in _versions(place, folder, row, rerun=rerun)
        if not _foretells(one, now)
    ]
    draws = list(_draws(place))
    interventions = [*_steps(place), *(line for one in found for line in _wishes(one))]
    short = [line for one in found if one.is_last for line in _short_falls(one, folder)]
    files = {
        "orders.csv": table(ORDER_COLUMNS, map(_order, rows)),
        "approvals.csv": table(APPROVAL_COLUMNS, (line for row in rows for line in _signed(row))),
        "draws.csv": table(DRAW_COLUMNS, draws),
        "plans.csv": table(PLAN_COLUMNS, map(_plan, found)),
        "interventions.csv": table(INTERVENTION_COLUMNS, sorted(interventions)),
        "short_falls.csv": table(SHORT_COLUMNS, short),
    }
    files |= {_file(one): _readable(one.paper.plan) for one in found if one.paper is not None}
    return Orders(
        files=files,
        rows=tuple(rows),
        versions=tuple(found),
        draws=len(draws),
        revealed=sum(1 for line in draws if line[4]),
        interventions=len(interventions),
        short_falls=len(short),
    )


def _foretells(one: Version, now: datetime) -> bool:
    """Its rotation has nights that are still to come."""
    rotation = one.plan.rotation if one.plan is not None else None
    if rotation is None:
        return False
    ends = rotation.frame.begins + timedelta(days=rotation.frame.nights)
    return now.date() < ends


ORDER_COLUMNS = (
    *("order", "area", "state", "begins", "ends", "agencies", "operation", "number"),
    *("tni_request", "tni_until", "version", "plan"),
)


def _order(row: OrderRow) -> tuple[object, ...]:
    return (
        *(row.order, row.area, row.state, row.begins.isoformat(), row.ends.isoformat()),
        *(" ".join(row.agencies), row.operation, row.number, row.tni_request, row.tni_until),
        *(row.version, row.plan),
    )


APPROVAL_COLUMNS = ("order", "agency", "account", "at", "plan")


def _signed(row: OrderRow) -> Iterator[tuple[object, ...]]:
    for one in row.signatures:
        yield row.order, one.agency, one.account, one.at.isoformat(), one.plan


DRAW_COLUMNS = ("order", "planning", "commitment", "committed", "seed", "salt", "revealed")


def _draws(place: Place) -> Iterator[tuple[object, ...]]:
    for row in all_draws(place):
        revealed = from_ms(row.revealed_ms).isoformat() if row.revealed_ms else None
        committed = from_ms(row.committed_ms).isoformat()
        yield row.order, row.planning, row.commitment, committed, row.seed, row.salt, revealed
    for row in all_rotations(place):
        revealed = from_ms(row.revealed_ms).isoformat() if row.revealed_ms else None
        drawn = from_ms(row.drawn_ms).isoformat()
        yield row.rotation, row.planning, row.commitment, drawn, row.seed, row.salt, revealed


PLAN_COLUMNS = (
    *("order", "version", "plan", "file", "by", "at", "changed", "kept", "approved", "intact"),
    *("broken_rules", "made_again", "drawn_as_told"),
)


def _plan(one: Version) -> tuple[object, ...]:
    broken = "not checked" if one.broken is None else " ".join(one.broken) or "none"
    return (
        *(one.order.order, one.number, one.digest, _file(one) if one.paper else None, one.by),
        *(one.at.isoformat(), one.changed, one.kept, _yes(one.is_signed), _yes(one.intact)),
        *(broken, one.again, one.drawn),
    )


INTERVENTION_COLUMNS = ("order", "version", "what", "about", "by", "at", "reason")


def _steps(place: Place) -> Iterator[tuple[str, ...]]:
    """Orders that went back or were withdrawn, or were ended while crews were out."""
    for entry in entries_of_kind(place, "order_stepped"):
        body = body_of(entry)
        if not isinstance(body, OrderStepped):
            continue
        if body.step in AGAINST or (body.step == "finish" and entry.seals):
            reason = "sealed" if entry.seals else ""
            moment = entry.received_at.isoformat()
            yield body.order, "", body.step, str(body.agency or ""), entry.author, moment, reason


def _wishes(one: Version) -> Iterator[tuple[str, ...]]:
    """What people wished of a plan against what planning would have done."""
    plan, moment = one.plan, one.at.isoformat()
    if one.number > 1:
        about = f"changed {one.changed}, kept {one.kept}"
        yield one.order.order, str(one.number), "revise", about, one.by, moment, ""
    if plan is None:
        return
    vetoed = plan.rotation.frame.vetoed if plan.rotation is not None else ()
    for what, places in (
        ("pin", [pin.place for pin in plan.pins]),
        ("ban", plan.bans),
        ("veto", vetoed),
    ):
        for about in places:
            yield one.order.order, str(one.number), what, about, one.by, moment, ""


SHORT_COLUMNS = ("order", "night", "what", "where", "reason", "detail", "words_id", "words_en")


def _short_falls(one: Version, folder: Path | None) -> Iterator[tuple[object, ...]]:
    """What the plan should have done and does not, by its own account."""
    if one.plan is None:
        return
    district = known_district(folder, one.order.area)
    words = unmet_rows(one.plan, district) if district is not None else ()
    for number, unmet in enumerate(one.plan.unmet):
        said = words[number] if words else None
        texts = [
            f"{said.what.of(la)}, {said.where.of(la)}: {said.reason.of(la)}" if said else ""
            for la in ("id", "en")
        ]
        night = one.plan.shift.date
        yield one.order.order, night, unmet.what, unmet.id, unmet.reason, unmet.detail, *texts


def _versions(
    place: Place, folder: Path | None, order: OrderRow, *, rerun: bool
) -> Iterator[Version]:
    signed = {one.plan for one in order.signatures}
    for row in versions(place, order.order):
        content = read_document(place, row.plan)
        intact = content is not None and hashlib.sha256(content).hexdigest() == row.plan
        paper = _paper(content) if content is not None and intact else None
        broken = None
        if folder is not None and paper is not None and row.plan in signed:
            broken = _broken(folder, paper)
        plan = None if paper is None else _plan_of(paper)
        yield Version(
            order=order,
            number=row.version,
            digest=row.plan,
            by=row.author,
            at=from_ms(row.made_ms),
            changed=row.changed,
            kept=row.kept,
            is_signed=row.plan in signed,
            is_last=row.version == order.version,
            paper=paper,
            plan=plan,
            intact=intact,
            broken=broken,
            again=made_again(place, folder, row.plan, paper) if rerun else "not asked for",
            drawn="the plan is not kept"
            if plan is None
            else drawn_as_told(
                place, order.area, plan.shift.date, plan.rotation, from_ms(row.made_ms)
            ),
        )


def _paper(content: bytes) -> Paper | None:
    """None for one that another version of the program wrote."""
    try:
        return msgspec.json.decode(content, type=Paper)
    except msgspec.DecodeError:
        return None


def _plan_of(paper: Paper) -> Plan | None:
    """None, as above."""
    try:
        return plan_from_json(bytes(paper.plan))
    except ProblemError:
        return None


def _broken(folder: Path, paper: Paper) -> tuple[str, ...] | None:
    """None: the district of the plan is not there any more."""
    try:
        return tuple(sorted(set(check_paper(folder, paper).broken)))
    except ProblemError:
        return None


def _readable(plan: msgspec.Raw) -> bytes:
    return msgspec.json.format(bytes(plan), indent=1) + b"\n"


def _file(one: Version) -> str:
    return f"plans/{one.order.order}-{one.number}.json"


def _yes(value: bool) -> str:  # noqa: FBT001 – a cell
    return "yes" if value else "no"
