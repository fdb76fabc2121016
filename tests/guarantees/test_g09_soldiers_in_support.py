"""G9: no crew with TNI without a police lead, ever; no released order for it without a request.

Three walls, each tested without the others: what makes crews, the independent checker and the life
cycle, and the database.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from sejuk.model.event import to_ms
from sejuk.model.force import Agency, Crew, Members, Mode, Roster
from sejuk.model.kinds.papers import OrderDrafted, OrderStepped
from sejuk.model.role import AccountRole, Actor
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER
from sejuk.planning.crews import make_crews
from sejuk.planning.verify import verify
from sejuk.problems import ProblemError
from sejuk.store.papers import find_order
from sejuk.store.projections.orders import ORDER as ORDER_TABLE
from tests.operations.cases import good_case
from tests.planning.chance import SETTINGS, rosters
from tests.store.diary import NOW, opened


@settings(max_examples=100)
@given(rosters())
def test_no_crew_is_made_with_soldiers_and_no_police_lead(roster: Roster) -> None:
    try:
        crews = make_crews(roster, settings=SETTINGS, police_post="pos", count=None).crews
    except ProblemError:
        return  # refused: nobody goes out
    for crew in crews:
        assert Agency.TNI not in crew.agencies() or crew.has_police_lead(), crew


def crew_of(*members: tuple[Agency, int, int]) -> Crew:
    return Crew(
        id="A",
        members=tuple(Members(agency=a, people=n, leaders=led) for a, n, led in members),
        mode=Mode.FOOT,
        start_post="pos",
        end_post="pos",
    )


BAD_CREWS = [
    crew_of((Agency.TNI, 3, 1)),
    crew_of((Agency.TNI, 2, 0), (Agency.POLRI, 1, 0)),
    crew_of((Agency.TNI, 2, 1), (Agency.SATPOL_PP, 2, 1)),
]


@pytest.mark.parametrize("crew", BAD_CREWS, ids=range(len(BAD_CREWS)))
@pytest.mark.parametrize("event", ["submit", "release"])
def test_no_order_with_such_a_crew_is_submitted_or_released(crew: Crew, event: str) -> None:
    case = msgspec.structs.replace(good_case(ORDER, event), crews=(crew,), signed=frozenset(Agency))
    source = next(move.sources[0] for move in ORDER.moves if move.event == event)
    with pytest.raises(ProblemError, match="soldiers_without_police_lead"):
        step(ORDER, source, event, by=AccountRole.DUTY_OFFICER, case=case)


@pytest.mark.parametrize("crew", BAD_CREWS, ids=range(len(BAD_CREWS)))
def test_the_checker_finds_such_a_crew(plan_night_parts: dict[str, object], crew: Crew) -> None:
    plan = plan_night_parts["plan"]
    first = msgspec.structs.replace(plan.routes[0], crew=crew)  # type: ignore[attr-defined]
    forged = msgspec.structs.replace(plan, routes=(first, *plan.routes[1:]))  # type: ignore[type-var, attr-defined]
    parts = {name: value for name, value in plan_night_parts.items() if name != "plan"}
    rules = {violation.rule for violation in verify(forged, **parts)}  # type: ignore[arg-type]
    assert "tni_without_police_lead" in rules


@pytest.mark.parametrize(
    "lacking",
    [
        {"tni_request": ""},
        {"tni_request": "  "},
        {"tni_until": None},
        {"tni_until": date(2024, 1, 1)},
    ],
    ids=["no number", "blank number", "no last day", "over"],
)
def test_no_release_without_a_numbered_request_that_lasts(lacking: dict[str, object]) -> None:
    case = msgspec.structs.replace(good_case(ORDER, "release"), **lacking)
    with pytest.raises(ProblemError, match="tni_request"):
        step(ORDER, "submitted", "release", by=AccountRole.DUTY_OFFICER, case=case)


def drafted(agencies: tuple[Agency, ...], **more: object) -> OrderDrafted:
    return OrderDrafted(
        order="o-1",
        area="Melati",
        plan="0" * 64,
        begins=NOW,
        ends=NOW + timedelta(hours=3),
        agencies=agencies,
        **more,  # type: ignore[arg-type]
    )


def test_the_database_holds_it_too(tmp_path: Path) -> None:
    """Events that a broken program wrote past all checks: no table says that soldiers are out."""
    released = OrderStepped(order="o-1", step="release", state="released", agency=Agency.POLRI)
    both = (Agency.POLRI, Agency.TNI)
    with opened(tmp_path / "alone") as record, record.writing(now=NOW) as writing:
        writing.happen(drafted((Agency.TNI,), tni_request="B/1", tni_until=NOW.date()), author="x")
        assert find_order(writing.connection, "o-1") is None
    with opened(tmp_path / "unasked") as record, record.writing(now=NOW) as writing:
        writing.happen(drafted(both), author="x")
        writing.happen(released, author="x")
        row = find_order(writing.connection, "o-1")
        assert row is not None
        assert row.state == "draft"
    with opened(tmp_path / "asked") as record, record.writing(now=NOW) as writing:
        writing.happen(drafted(both, tni_request="B/1", tni_until=NOW.date()), author="x")
        writing.happen(released, author="x")
        row = find_order(writing.connection, "o-1")
        assert row is not None
        assert row.state == "released"


def test_nor_can_it_be_written_by_hand(tmp_path: Path) -> None:
    row = {
        "order": "o-2",
        "area": "Melati",
        "plan": "0" * 64,
        "begins_ms": to_ms(NOW),
        "ends_ms": to_ms(NOW),
        "agencies": "tni",
        "version": 1,
        "state": "draft",
        "position": 1,
    }
    with opened(tmp_path) as record, record.writing(now=NOW) as writing:
        run = writing.connection.execute
        with pytest.raises(IntegrityError, match="soldiers_with_police"):
            run(insert(ORDER_TABLE), row)
        run(insert(ORDER_TABLE), row | {"agencies": "polri,tni"})
        with pytest.raises(IntegrityError, match="soldiers_on_request"):
            run(update(ORDER_TABLE).values(state="released"))


def test_crews_are_led_and_nights_are_run_by_the_police() -> None:
    for role in (AccountRole.CREW_LEADER, AccountRole.DUTY_OFFICER):
        for agency in set(Agency) - {Agency.POLRI}:
            with pytest.raises(ValueError, match="not an office"):
                Actor(account="a", name="a", role=role, agency=agency)
