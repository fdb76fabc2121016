"""Each need, alone: what it lets through and the problem it gives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from sejuk.model.answer import AnswerKind
from sejuk.model.claim import SourceKind, Subject, Verdict
from sejuk.model.force import Agency
from sejuk.model.role import AccountRole
from sejuk.operations.alarm import ALARM
from sejuk.operations.answer import ANSWER
from sejuk.operations.claim import CLAIM
from sejuk.operations.concern import CONCERN
from sejuk.operations.cycle import Cycle, step
from sejuk.operations.cycles import CYCLES
from sejuk.operations.directive import DIRECTIVE
from sejuk.operations.early_warning import EARLY_WARNING
from sejuk.operations.handover import HANDOVER
from sejuk.operations.objection import OBJECTION
from sejuk.operations.operation import OPERATION, runs
from sejuk.operations.order import ORDER
from sejuk.operations.planning import PLANNING
from sejuk.operations.task import TASK
from sejuk.problems import ProblemError
from tests.operations.cases import BEGINS, CREWS, ENDS, NOW, crew, good_case

DAY = timedelta(days=1)
CLOSED = frozenset({Agency.POLRI, Agency.DISHUB})

# cycle, event, what is otherwise than good, the problem (None: it still moves).
ROWS: list[tuple[Cycle[Any], str, dict[str, Any], str | None]] = [
    (OPERATION, "start", {"legal_basis": "  "}, "no_legal_basis"),
    (OPERATION, "start", {"expires": NOW}, "operation_expiry_out_of_range"),
    (OPERATION, "start", {"expires": NOW + 90 * DAY}, None),
    (OPERATION, "start", {"expires": NOW + 91 * DAY}, "operation_expiry_out_of_range"),
    # 90 days after the start, however often it is extended.
    (OPERATION, "extend", {"begins": NOW - 80 * DAY}, "operation_expiry_out_of_range"),
    (OPERATION, "extend", {"begins": NOW - 60 * DAY}, None),
    (OPERATION, "expire", {"expires": NOW + DAY}, "not_yet_due"),
    (OPERATION, "expire", {"expires": NOW}, None),
    (ORDER, "submit", {"crews": ()}, "plan_without_crews"),
    (ORDER, "submit", {"broken_rules": 1}, "plan_breaks_rules"),
    (ORDER, "submit", {"crews": (crew("1", 0, polri=2, tni=2),)}, "soldiers_without_police_lead"),
    (ORDER, "submit", {"crews": (crew("1", tni=2),)}, "soldiers_without_police_lead"),
    (ORDER, "submit", {"crews": (crew("1", 0, polri=2),)}, None),
    (ORDER, "submit", {"now": ENDS}, "shift_is_over"),
    (ORDER, "sign", {"agency": Agency.SATPOL_PP}, "agency_not_in_plan"),
    (ORDER, "sign", {"agency": None}, "agency_not_in_plan"),
    (ORDER, "sign", {"signed": frozenset({Agency.TNI})}, "already_signed"),
    (ORDER, "sign", {"signed": CLOSED}, None),
    (ORDER, "sign", {"now": ENDS}, "shift_is_over"),
    (ORDER, "return", {"reason": " "}, "reason_missing"),
    (ORDER, "return", {"agency": Agency.SATPOL_PP}, "agency_not_in_plan"),
    (ORDER, "release", {"crews": ()}, "plan_without_crews"),
    (ORDER, "release", {"operation_runs": False}, "no_running_operation"),
    (ORDER, "release", {"operation_expires": None}, "no_running_operation"),
    (ORDER, "release", {"operation_expires": BEGINS}, "operation_expires_before_shift"),
    (ORDER, "release", {"signed": CLOSED}, "signatures_missing"),
    (ORDER, "release", {"signed": CLOSED | {Agency.TNI}}, None),
    (ORDER, "release", {"tni_request": ""}, "tni_request_missing"),
    (ORDER, "release", {"tni_until": None}, "tni_request_missing"),
    (ORDER, "release", {"tni_until": ENDS.date() - DAY}, "tni_request_expires"),
    (ORDER, "release", {"crews": CREWS[1:], "tni_request": "", "tni_until": None}, None),
    (ORDER, "release", {"crews": (*CREWS, crew("3", tni=2))}, "soldiers_without_police_lead"),
    (ORDER, "release", {"broken_rules": 2}, "plan_breaks_rules"),
    (ORDER, "release", {"now": ENDS}, "shift_is_over"),
    (ORDER, "release", {"number": " "}, "order_number_missing"),
    (ORDER, "revise", {"broken_rules": 1}, "plan_breaks_rules"),
    (ORDER, "finish", {"crews_out": ("A",), "reason": " "}, "crews_still_out"),
    (ORDER, "finish", {"crews_out": ("A",)}, None),
    (ORDER, "set_out", {"operation_runs": False}, "no_running_operation"),
    (ORDER, "lapse", {"now": NOW}, "not_yet_due"),
    (ORDER, "withdraw", {"reason": ""}, "reason_missing"),
    (PLANNING, "choose", {"for_order": True}, "planning_is_for_order"),
    (PLANNING, "choose", {"known": False}, "option_unknown"),
    (CLAIM, "screen", {"harm": None}, "claim_not_assessed"),
    (CLAIM, "screen", {"about": None}, "claim_not_assessed"),
    (CLAIM, "propose", {"verdict": None}, "verdict_missing"),
    (CLAIM, "propose", {"evidence": ()}, "evidence_missing"),
    (CLAIM, "propose", {"evidence": (), "verdict": Verdict.UNSETTLED}, None),
    (CLAIM, "propose", {"evidence": (SourceKind.AGENCY,)}, "independent_source_missing"),
    (CLAIM, "propose", {"evidence": (SourceKind.AGENCY,), "about": Subject.OTHER}, None),
    (CLAIM, "approve", {"actor": "pemeriksa"}, "own_verdict"),
    (CLAIM, "approve", {"actor": "humas"}, "already_approved"),
    (CLAIM, "approve", {"evidence": (SourceKind.MEDIA,)}, "independent_source_missing"),
    (CLAIM, "return", {"reason": " "}, "reason_missing"),
    (CLAIM, "settle_false", {"approvers": frozenset({"humas"})}, "approvers_missing"),
    (CLAIM, "settle_true", {"approvers": frozenset({"humas"})}, None),
    (CLAIM, "settle_true", {"approvers": frozenset({"pemeriksa"})}, "approvers_missing"),
    (CLAIM, "settle_true", {"verdict": Verdict.FALSE}, "verdict_missing"),
    (CLAIM, "settle_false", {"evidence": ()}, "evidence_missing"),
    (CLAIM, "settle_partly_true", {"approvers": frozenset({"humas"})}, "approvers_missing"),
    (CLAIM, "settle_misleading", {"approvers": frozenset({"humas"})}, "approvers_missing"),
    (CLAIM, "settle_unsettled", {"approvers": frozenset()}, "approvers_missing"),
    (CLAIM, "settle_unsettled", {"evidence": (), "approvers": frozenset({"humas"})}, None),
    (CLAIM, "assess", {"harm": None}, "claim_not_assessed"),
    (CLAIM, "detach", {"reason": ""}, "reason_missing"),
    (CLAIM, "resume", {"published": 0, "reason": ""}, "answer_or_reason"),
    (CLAIM, "answer", {"answer_fits": False}, "answer_does_not_fit"),
    (CLAIM, "watch", {"published": 0, "reason": ""}, "answer_or_reason"),
    (CLAIM, "watch", {"published": 0}, None),
    (CLAIM, "reopen", {"reason": ""}, "reason_missing"),
    (CLAIM, "set_aside", {"aside": None}, "aside_missing"),
    (CLAIM, "set_aside", {"published": 1}, "answer_stands"),
    (CLAIM, "hand_over", {"service": " "}, "alarm_needs_service"),
    (ANSWER, "submit", {"verdict": Verdict.TRUE}, "answer_does_not_fit"),
    (ANSWER, "submit", {"verdict": Verdict.MISLEADING}, None),
    (ANSWER, "submit", {"corrects_state": "corrected"}, "corrected_already"),
    (ANSWER, "submit", {"corrects_state": "published"}, None),
    (ANSWER, "publish", {"actor": "humas"}, "own_answer"),
    (ANSWER, "publish", {"verdict": None}, "answer_does_not_fit"),
    (ANSWER, "publish", {"kind": AnswerKind.AHEAD}, "answer_does_not_fit"),
    (ANSWER, "publish", {"kind": AnswerKind.AHEAD, "claim": None}, None),
    (
        ANSWER,
        "publish",
        {"kind": AnswerKind.UNKNOWN, "claim_state": "verifying", "verdict": None},
        None,
    ),
    (ANSWER, "withdraw", {"reason": ""}, "reason_missing"),
    (ANSWER, "return", {"reason": ""}, "reason_missing"),
    (OBJECTION, "keep", {"by_name": " "}, "objection_needs_name"),
    (OBJECTION, "uphold", {"reason": ""}, "reason_missing"),
    (OBJECTION, "keep", {"actor": "humas"}, "own_answer"),
    (HANDOVER, "accept", {"recipient": "padal-2"}, "handover_of_another"),
    (HANDOVER, "accept", {"holder": "padal-2"}, "duty_not_yours"),
    (HANDOVER, "accept", {"holder": None}, "duty_not_yours"),
    (HANDOVER, "decline", {"recipient": "padal-2"}, "handover_of_another"),
    (HANDOVER, "decline", {"reason": ""}, "reason_missing"),
    (HANDOVER, "withdraw", {"giver": "padal-2"}, "handover_of_another"),
    (TASK, "take", {"crew": ""}, "no_crew"),
    (TASK, "take", {"changed_since": True}, "changed_meanwhile"),
    (TASK, "arrive", {"holder": "2"}, "task_of_another_crew"),
    (TASK, "finish", {"holder": "2"}, "task_of_another_crew"),
    (TASK, "give_back", {"holder": "2"}, "task_of_another_crew"),
    (TASK, "skip", {"holder": "2"}, "task_of_another_crew"),
    (TASK, "skip", {"reason": ""}, "reason_missing"),
    (TASK, "reopen", {"changed_since": True}, "changed_meanwhile"),
    (TASK, "cancel", {"reason": ""}, "reason_missing"),
    (DIRECTIVE, "pass", {"actor_state": "read"}, "directive_not_acknowledged"),
    (DIRECTIVE, "pass", {"actor_state": "read", "actor": "polres"}, None),
    (DIRECTIVE, "pass", {"below": False}, "not_below_in_chain"),
    (DIRECTIVE, "read", {"recipient": "katim-1"}, "directive_of_another"),
    (DIRECTIVE, "acknowledge", {"recipient": "katim-1"}, "directive_of_another"),
    (DIRECTIVE, "withdraw", {"writer": "polda"}, "directive_not_yours"),
    (ALARM, "repeat", {"last_sounded": NOW - timedelta(seconds=14)}, "not_yet_due"),
    (ALARM, "acknowledge", {"by_name": ""}, "alarm_needs_name"),
    (ALARM, "hand_over", {"service": ""}, "alarm_needs_service"),
    (ALARM, "hand_over", {"by_name": ""}, "alarm_needs_name"),
    (ALARM, "close", {"outcome": " "}, "alarm_needs_outcome"),
    (ALARM, "close", {"by_name": ""}, "alarm_needs_name"),
    (EARLY_WARNING, "confirm", {"by_name": " "}, "early_warning_needs_name"),
    (EARLY_WARNING, "confirm", {"reason": ""}, None),
    (EARLY_WARNING, "decline", {"by_name": ""}, "early_warning_needs_name"),
    (EARLY_WARNING, "decline", {"reason": " "}, "reason_missing"),
    # Last found on the 1st: the 2nd to the 8th are seven quiet days, and on the 9th it is over.
    (EARLY_WARNING, "end", {"until": NOW.date() - 7 * DAY}, "early_warning_not_quiet"),
    (EARLY_WARNING, "end", {"until": NOW.date() - 8 * DAY}, None),
    (CONCERN, "take", {"owner_known": False}, "concern_needs_owner"),
    (CONCERN, "take", {"due": NOW.date() - DAY}, "concern_due_out_of_range"),
    (CONCERN, "take", {"due": NOW.date()}, None),
    (CONCERN, "take", {"due": NOW.date() + 60 * DAY}, None),
    (CONCERN, "take", {"due": NOW.date() + 61 * DAY}, "concern_due_out_of_range"),
    (CONCERN, "pass_on", {"institution_known": False}, "concern_needs_institution"),
    (CONCERN, "pass_on", {"due": NOW.date() - DAY}, "concern_due_out_of_range"),
    (CONCERN, "answer", {"answer": " "}, "concern_needs_answer"),
    (CONCERN, "answer", {"answer_is_public": False}, "concern_answer_not_public"),
    (CONCERN, "answer", {"answer_is_kind": False}, "concern_answer_harsh"),
    (CONCERN, "reopen", {"reason": ""}, "reason_missing"),
    (CONCERN, "reopen", {"due": NOW.date() - DAY}, "concern_due_out_of_range"),
    (CONCERN, "decline", {"reason": " "}, "reason_missing"),
    (CONCERN, "withdraw", {"reason": ""}, "reason_missing"),
    (CONCERN, "merge", {"other_stands": False}, "concern_cannot_merge"),
    # The due day itself is still in time.
    (CONCERN, "escalate", {"due": NOW.date()}, "concern_not_overdue"),
    (CONCERN, "escalate", {"due": NOW.date() - DAY}, None),
]


def tried(cycle: Cycle[Any], event: str, changes: dict[str, Any]) -> str | None:
    (first, *_) = [move for move in cycle.moves if move.event == event]
    by = next((role for role in AccountRole if role in first.who), None)
    if cycle is TASK and "holder" not in changes:
        changes = {**changes, "holder": changes.get("crew", "1")}
    case = msgspec.structs.replace(good_case(cycle, event), **changes)
    try:
        step(cycle, first.sources[0], event, by=by, case=case)
    except ProblemError as problem:
        return problem.code
    return None


@pytest.mark.parametrize(("cycle", "event", "changes", "problem"), ROWS)
def test_need(cycle: Cycle[Any], event: str, changes: dict[str, Any], problem: str | None) -> None:
    assert tried(cycle, event, changes) == problem


def test_every_need_of_every_move_is_tried() -> None:
    """A need nobody sees refuse might as well not be there."""
    refused = {(c.name, e) for c, e, _, problem in ROWS if problem}
    needing = {(c.name, m.event) for c in CYCLES for m in c.moves if m.needs}
    assert needing - refused == set()


@pytest.mark.parametrize(
    ("state", "expires", "expected"),
    [
        ("running", NOW + DAY, True),
        ("running", NOW, False),  # nobody has said so yet, but its time is up
        ("draft", NOW + DAY, False),
        ("ended", NOW + DAY, False),
    ],
)
def test_an_operation_runs(state: str, expires: Any, expected: bool) -> None:  # noqa: ANN401
    assert runs(state, expires, NOW) is expected


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"signed": frozenset()}, None),  # what was signed is who goes out, and that stays
        ({"same_people": False}, "revision_changes_people"),
        ({"operation_runs": False}, "no_running_operation"),
        ({"tni_request": ""}, "tni_request_missing"),
        ({"crews": (crew("1", tni=2),)}, "soldiers_without_police_lead"),
        ({"broken_rules": 1}, "plan_breaks_rules"),
        ({"now": ENDS}, "shift_is_over"),
    ],
)
def test_a_running_night_is_revised(changes: dict[str, Any], problem: str | None) -> None:
    case = msgspec.structs.replace(good_case(ORDER, "revise"), **changes)
    code = None
    try:
        step(ORDER, "under_way", "revise", by=AccountRole.DUTY_OFFICER, case=case)
    except ProblemError as refused:
        code = refused.code
    assert code == problem
