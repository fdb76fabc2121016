"""The life of an order: a plan that commanders sign and the duty officer releases."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from sejuk.model.force import Agency, Crew
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class OrderState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RELEASED = "released"
    UNDER_WAY = "under_way"
    DONE = "done"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class OrderCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an order depends on."""

    now: datetime
    begins: datetime
    ends: datetime
    """The shift, in the district's zone: the last day of a request is a day there."""
    crews: tuple[Crew, ...]
    broken_rules: int = 0
    """What the independent checker found in the plan."""
    signed: frozenset[Agency] = frozenset()
    """Agencies whose commander has signed this plan, as it is."""
    agency: Agency | None = None
    """Of whoever acts."""
    operation_runs: bool = False
    operation_expires: datetime | None = None
    tni_request: str = ""
    """Number of the request under which soldiers come."""
    tni_until: date | None = None
    """The last day on which it is valid."""
    number: str = ""
    """Of the written order."""
    same_people: bool = True
    """A revision sends the same crews in the same hours."""
    crews_out: tuple[str, ...] = ()
    """Crews whose closing roll-call has not come."""
    reason: str = ""

    def agencies(self) -> frozenset[Agency]:
        """Those that contribute people."""
        return frozenset().union(*(crew.agencies() for crew in self.crews))


def is_checked(case: OrderCase) -> ProblemError | None:
    """The independent checker finds no broken rule in the plan."""
    return refuse("plan_breaks_rules", count=case.broken_rules) if case.broken_rules else None


def has_crews(case: OrderCase) -> ProblemError | None:
    """The plan sends somebody."""
    return None if case.agencies() else refuse("plan_without_crews")


def contributes(case: OrderCase) -> ProblemError | None:
    """The signer's agency contributes people."""
    if case.agency in case.agencies():
        return None
    return refuse("agency_not_in_plan", agency=case.agency, agencies=_listed(case.agencies()))


def not_signed_yet(case: OrderCase) -> ProblemError | None:
    """The agency has not signed yet."""
    return refuse("already_signed", agency=case.agency) if case.agency in case.signed else None


def signed_by_each_agency(case: OrderCase) -> ProblemError | None:
    """Each agency that contributes people has signed."""
    missing = case.agencies() - case.signed
    return refuse("signatures_missing", agencies=_listed(missing)) if missing else None


def inside_an_operation(case: OrderCase) -> ProblemError | None:
    """An operation is running, and the shift ends before it expires."""
    if not case.operation_runs or case.operation_expires is None:
        return refuse("no_running_operation")
    if case.ends > case.operation_expires:
        return refuse("operation_expires_before_shift", expires=case.operation_expires.date())
    return None


def soldiers_on_request(case: OrderCase) -> ProblemError | None:
    """Soldiers come on a numbered request that is valid through the end of the shift."""
    if Agency.TNI not in case.agencies():
        return None
    if not case.tni_request.strip() or case.tni_until is None:
        return refuse("tni_request_missing")
    if case.tni_until < case.ends.date():
        return refuse("tni_request_expires", until=case.tni_until, ends=case.ends.date())
    return None


def soldiers_in_support(case: OrderCase) -> ProblemError | None:
    """No crew with soldiers is without a police lead."""
    for crew in case.crews:
        if Agency.TNI in crew.agencies() and not crew.has_police_lead():
            return refuse("soldiers_without_police_lead", crew=crew.id)
    return None


def has_number(case: OrderCase) -> ProblemError | None:
    """The written order has a number."""
    return None if case.number.strip() else refuse("order_number_missing")


def has_the_same_people(case: OrderCase) -> ProblemError | None:
    """The crews, their people and the hours are those that were signed."""
    return None if case.same_people else refuse("revision_changes_people")


def crews_are_back(case: OrderCase) -> ProblemError | None:
    """Every crew has closed its roll-call, or a reason is given."""
    if not case.crews_out or case.reason.strip():
        return None
    return refuse("crews_still_out", crews=", ".join(case.crews_out))


def shift_ahead(case: OrderCase) -> ProblemError | None:
    """The shift is not over."""
    return None if case.now < case.ends else refuse("shift_is_over", ends=case.ends.date())


def shift_over(case: OrderCase) -> ProblemError | None:
    """The shift is over."""
    return None if case.ends <= case.now else refuse("not_yet_due", due=case.ends)


def _listed(agencies: frozenset[Agency]) -> str:
    return ", ".join(agency for agency in Agency if agency in agencies)


_SIGNERS = frozenset({AccountRole.APPROVER})
_DUTY = frozenset({AccountRole.DUTY_OFFICER})
_ON_DUTY = _DUTY | {AccountRole.CREW_LEADER}

ORDER: Cycle[OrderCase] = Cycle(
    name="order",
    words=Both("surat perintah", "order"),
    start=OrderState.DRAFT,
    states={
        OrderState.DRAFT: Both("konsep", "draft"),
        OrderState.SUBMITTED: Both("menunggu tanda tangan", "submitted"),
        OrderState.RELEASED: Both("terbit", "released"),
        OrderState.UNDER_WAY: Both("dilaksanakan", "under way"),
        OrderState.DONE: Both("selesai", "done"),
        OrderState.LAPSED: Both("lewat waktu", "lapsed"),
        OrderState.WITHDRAWN: Both("dicabut", "withdrawn"),
    },
    moves=(
        Move(
            event="submit",
            words=Both("ajukan", "submit"),
            sources=(OrderState.DRAFT,),
            target=OrderState.SUBMITTED,
            who=_DUTY,
            needs=(has_crews, is_checked, soldiers_in_support, shift_ahead),
        ),
        Move(
            event="sign",
            words=Both("tanda tangani", "sign"),
            sources=(OrderState.SUBMITTED,),
            target=OrderState.SUBMITTED,
            who=_SIGNERS,
            needs=(contributes, not_signed_yet, shift_ahead),
        ),
        Move(
            event="return",
            words=Both("kembalikan", "return"),
            sources=(OrderState.SUBMITTED,),
            target=OrderState.DRAFT,
            who=_SIGNERS,
            needs=(contributes, has_reason),
        ),
        Move(
            event="release",
            words=Both("terbitkan", "release"),
            sources=(OrderState.SUBMITTED,),
            target=OrderState.RELEASED,
            who=_DUTY,
            needs=(
                has_crews,
                inside_an_operation,
                signed_by_each_agency,
                soldiers_on_request,
                soldiers_in_support,
                is_checked,
                shift_ahead,
                has_number,
            ),
        ),
        Move(
            event="set_out",
            words=Both("berangkat", "set out"),
            sources=(OrderState.RELEASED,),
            target=OrderState.UNDER_WAY,
            who=_ON_DUTY,
            needs=(inside_an_operation, shift_ahead),
        ),
        Move(
            event="finish",
            words=Both("selesaikan", "finish"),
            sources=(OrderState.UNDER_WAY,),
            target=OrderState.DONE,
            who=_DUTY,
            needs=(crews_are_back,),
        ),
        Move(
            event="revise",
            words=Both("ubah", "revise"),
            sources=(OrderState.DRAFT,),
            target=OrderState.DRAFT,
            who=_DUTY,
            needs=(is_checked,),
        ),
        Move(
            event="revise",
            words=Both("ubah", "revise"),
            sources=(OrderState.UNDER_WAY,),
            target=OrderState.UNDER_WAY,
            who=_DUTY,
            needs=(
                inside_an_operation,
                has_the_same_people,
                soldiers_on_request,
                soldiers_in_support,
                is_checked,
                shift_ahead,
            ),
        ),
        Move(
            event="lapse",
            words=Both("lewat waktu", "lapse"),
            sources=(OrderState.DRAFT, OrderState.SUBMITTED, OrderState.RELEASED),
            target=OrderState.LAPSED,
            who=frozenset(),
            needs=(shift_over,),
        ),
        Move(
            event="withdraw",
            words=Both("cabut", "withdraw"),
            sources=(
                OrderState.DRAFT,
                OrderState.SUBMITTED,
                OrderState.RELEASED,
                OrderState.UNDER_WAY,
            ),
            target=OrderState.WITHDRAWN,
            who=_DUTY | _SIGNERS,
            needs=(has_reason,),
        ),
    ),
)
