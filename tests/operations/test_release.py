"""No path to a released order goes around the signatures, the operation or the request for TNI."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import find, given
from hypothesis import strategies as st

from sejuk.model.force import Agency, Crew, Members, Mode
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import step
from sejuk.operations.order import ORDER, OrderCase, OrderState
from sejuk.problems import ProblemError
from tests.operations.cases import BEGINS, CREWS, ENDS, NOW, good_case

EVENTS = sorted({move.event for move in ORDER.moves})
BY = st.sampled_from([None, *AccountRole])


@st.composite
def some_crews(draw: st.DrawFn) -> tuple[Crew, ...]:
    """Up to three crews; an agency may stand in the list with nobody in it."""
    members = st.builds(
        Members,
        agency=st.sampled_from(Agency),
        people=st.integers(0, 2),
        leaders=st.integers(0, 1),
    )
    teams = st.lists(st.lists(members, min_size=1, max_size=3, unique_by=lambda m: m.agency))
    return tuple(
        Crew(id=str(i), members=tuple(team), mode=Mode.FOOT, start_post="p", end_post="p")
        for i, team in enumerate(draw(teams))
    )


AGENCIES = st.frozensets(st.sampled_from(Agency))
CASES = st.builds(
    OrderCase,
    now=st.sampled_from([NOW, NOW, NOW, ENDS]),
    begins=st.just(BEGINS),
    ends=st.just(ENDS),
    crews=st.one_of(st.just(CREWS), some_crews()),
    broken_rules=st.sampled_from([0, 0, 0, 1]),
    signed=st.one_of(st.just(frozenset(Agency)), AGENCIES),
    agency=st.sampled_from(Agency),
    operation_runs=st.sampled_from([True, True, False]),
    operation_expires=st.sampled_from([ENDS, ENDS, BEGINS, None]),
    tni_request=st.sampled_from(["B/12/XI/2024", "B/12/XI/2024", " "]),
    tni_until=st.sampled_from([ENDS.date(), ENDS.date(), NOW.date() - timedelta(days=1), None]),
    number=st.sampled_from(["Sprin/1/XI/2024", "Sprin/1/XI/2024", " "]),
    reason=st.just("ya"),
)


def may_be_released(state: str, by: AccountRole | None, case: OrderCase) -> bool:
    """The design (roles; guarantees G9, G10, G12) read anew; shares nothing with the table."""
    people = {m.agency for crew in case.crews for m in crew.members if m.people > 0}
    for crew in case.crews:
        of = {m.agency: m for m in crew.members if m.people > 0}
        police = of.get(Agency.POLRI)
        if Agency.TNI in of and not (police and police.leaders):
            return False
    soldiers_fine = Agency.TNI not in people or (
        case.tni_request.strip() != ""
        and case.tni_until is not None
        and case.tni_until >= case.ends.date()
    )
    return (
        state == "submitted"
        and by == "duty_officer"
        and len(people) > 0
        and all(agency in case.signed for agency in people)
        and case.operation_runs
        and case.operation_expires is not None
        and case.operation_expires >= case.ends
        and case.broken_rules == 0
        and case.now < case.ends
        and soldiers_fine
        and case.number.strip() != ""
    )


def released(state: str, by: AccountRole | None, case: OrderCase) -> bool:
    try:
        return step(ORDER, state, "release", by=by, case=case) == OrderState.RELEASED
    except ProblemError:
        return False


@given(
    st.sampled_from(["submitted", "submitted", *ORDER.states]),
    st.one_of(st.just(AccountRole.DUTY_OFFICER), BY),
    CASES,
)
def test_released_exactly_when_all_is_so(
    state: str, by: AccountRole | None, case: OrderCase
) -> None:
    assert released(state, by, case) == may_be_released(state, by, case)


def test_the_generator_makes_cases_that_pass() -> None:
    """Else the property above would say nothing."""
    duty = AccountRole.DUTY_OFFICER
    some = find(
        CASES, lambda case: case.crews != CREWS and may_be_released("submitted", duty, case)
    )
    assert released("submitted", duty, some)


@given(st.lists(st.tuples(st.sampled_from(EVENTS), BY, st.sampled_from(Agency)), max_size=30))
def test_no_path_goes_around_the_signatures(
    wishes: list[tuple[str, AccountRole | None, Agency]],
) -> None:
    """Any sequence of wishes; only what `sign` has given is there, and `return` takes it away."""
    state: str = ORDER.start
    signed: frozenset[Agency] = frozenset()
    for event, by, agency in wishes:
        case = msgspec.structs.replace(good_case(ORDER, event), signed=signed, agency=agency)
        try:
            after = step(ORDER, state, event, by=by, case=case)
        except ProblemError:
            continue
        if event == "sign":
            assert by == AccountRole.APPROVER
            signed |= {agency}
        if event == "return":
            signed = frozenset()
        if after in {"released", "under_way", "done"} and state not in {"released", "under_way"}:
            assert signed >= {Agency.POLRI, Agency.TNI, Agency.DISHUB}
        state = after


def test_only_one_move_leads_to_released() -> None:
    assert [m.event for m in ORDER.moves if m.target == OrderState.RELEASED] == ["release"]
