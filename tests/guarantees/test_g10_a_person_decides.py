"""G10: nothing is dispatched without a named approval; each stop shows reasons that add up."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.tick import tick
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER, OrderState
from sejuk.problems import ProblemError
from sejuk.reporting.data import plan_from_json
from tests.guarantees.conftest import ROSTER
from tests.operations.cases import good_case
from tests.web.office import Office, check_done, check_problem

OUT = {OrderState.RELEASED, OrderState.UNDER_WAY, OrderState.DONE}


def test_without_each_signature_nobody_can_release() -> None:
    """Every role and the program itself, from every state, with every set of signatures."""
    good = good_case(ORDER, "release")
    there = good.agencies()
    sets = [frozenset(some) for n in range(len(there)) for some in itertools.combinations(there, n)]
    for signed, state, by in itertools.product(sets, ORDER.states, [None, *AccountRole]):
        case = msgspec.structs.replace(good, signed=signed)
        with pytest.raises(ProblemError):
            step(ORDER, state, "release", by=by, case=case)
    assert step(ORDER, "submitted", "release", by=AccountRole.DUTY_OFFICER, case=good) == "released"


def test_the_program_itself_sends_nobody_out() -> None:
    own = [move for move in ORDER.moves if not move.who]
    assert [move.target for move in own] == [OrderState.LAPSED]
    into = [move for move in ORDER.moves if move.target in OUT]
    assert all(move.who for move in into)


def test_over_http_a_plan_goes_out_by_names_alone(
    office: Office, plan_of: Callable[..., dict[str, bytes]]
) -> None:
    """Draft, submitted, signed by one of two: release is refused, and the clock does nothing."""
    tomorrow = (clock() + timedelta(days=1)).date()
    plan = plan_of(night=tomorrow)["plan.json"]
    area = msgspec.json.decode(plan)["district"]
    padal = office.person("duty_officer", area=area)
    signers = {a: office.person("approver", a, area) for a in ("polri", "tni")}
    basis = {"area": area, "legal_basis": ["UU 2/2002"]}
    operation = check_done(padal.post("/operations", basis))["operation"]
    check_done(signers["polri"].post(f"/operations/{operation}/start"))
    draft = check_done(padal.post("/orders", {"plan": msgspec.Raw(plan), "roster": ROSTER}))
    order = draft["order"]

    def cannot(code: str) -> None:
        check_problem(padal.post(f"/orders/{order}/release"), code)
        tick(office.record, clock())
        (row,) = check_done(padal.get("/orders"))
        assert row["state"] not in OUT

    cannot("step_not_from_here")
    check_done(padal.post(f"/orders/{order}/submit"))
    cannot("signatures_missing")
    check_done(signers["polri"].post(f"/orders/{order}/sign", {"plan": draft["plan"]}))
    cannot("signatures_missing")
    check_done(signers["tni"].post(f"/orders/{order}/sign", {"plan": draft["plan"]}))
    number = {"number": "Sprin/7/XI/2024"}
    released = check_done(padal.post(f"/orders/{order}/release", number))
    named = {(s["agency"], s["account"]) for s in released["signatures"]}
    assert named == {(agency, who.actor.account) for agency, who in signers.items()}
    steps = [e for e in office.record.read() if e.kind == "order_stepped"]
    assert [e.author for e in steps][-1] == padal.actor.account
    assert all(e.author != "server" for e in steps)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_reasons_of_each_stop_add_up(plan_of: Callable[..., Any], seed: int) -> None:
    # A third of a degree in each: sums that no rounding hides.
    areas = [cover.id for cover in plan_from_json(plan_of(seed)["plan.json"]).cover]
    rows = [f"{area},{(100 + n) / 3!r}" for n, area in enumerate(areas)]
    tension = "id_wilayah,suhu\n" + "\n".join(rows) + "\n"
    plan = plan_from_json(plan_of(seed, tension=tension)["plan.json"])
    stops = [stop for route in plan.routes for stop in route.stops if stop.reasons]
    assert len(stops) > 3
    assert any(reason.code == "tension" for stop in stops for reason in stop.reasons)
    for stop in stops:
        assert abs(sum(reason.amount for reason in stop.reasons) - stop.value) <= 1e-9


def test_an_approver_signs_for_the_own_agency_alone() -> None:
    case = msgspec.structs.replace(good_case(ORDER, "sign"), agency=Agency.SATPOL_PP)
    with pytest.raises(ProblemError, match="agency_not_in_plan"):
        step(ORDER, "submitted", "sign", by=AccountRole.APPROVER, case=case)
