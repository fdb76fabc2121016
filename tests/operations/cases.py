"""Cases in which every need of a move is met, from which tests take one away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sejuk.model.answer import AnswerKind
from sejuk.model.claim import Aside, Harm, SourceKind, Subject, Verdict
from sejuk.model.force import Agency, Crew, Members, Mode
from sejuk.operations.alarm import AlarmCase
from sejuk.operations.answer import AnswerCase
from sejuk.operations.claim import ClaimCase, ClaimState
from sejuk.operations.concern import ConcernCase
from sejuk.operations.cycle import Cycle
from sejuk.operations.directive import DirectiveCase, DirectiveState
from sejuk.operations.early_warning import EarlyWarningCase
from sejuk.operations.handover import HandoverCase
from sejuk.operations.objection import ObjectionCase
from sejuk.operations.operation import OperationCase
from sejuk.operations.order import OrderCase
from sejuk.operations.planning import PlanningCase
from sejuk.operations.task import TaskCase

NOW = datetime(2024, 11, 28, 13, 0, tzinfo=UTC)
BEGINS = NOW + timedelta(hours=2)
ENDS = NOW + timedelta(hours=5)


def crew(crew_id: str, leaders: int = 1, **people: int) -> Crew:
    """`crew("1", polri=2, tni=2)`; its police officers are led by `leaders` of them."""
    members = tuple(
        Members(agency=Agency(a), people=n, leaders=leaders if a == "polri" else 0)
        for a, n in people.items()
    )
    return Crew(id=crew_id, members=members, mode=Mode.FOOT, start_post="p", end_post="p")


def claim_case(event: str) -> ClaimCase:
    """About the police, with an independent source and two approvals by others."""
    settles = event.removeprefix("settle_") if event.startswith("settle_") else "false"
    return ClaimCase(
        actor="padal",
        harm=Harm.MOBILISATION,
        about=Subject.POLRI,
        verdict=Verdict(settles),
        proposer="pemeriksa",
        approvers=frozenset({"humas", "kapolsek"}),
        evidence=(SourceKind.COURT,),
        aside=Aside.OPINION,
        service="110",
        published=0 if event == "set_aside" else 1,
        answer_fits=True,
        reason="foto baru",
    )


CREWS = (crew("1", polri=2, tni=2), crew("2", polri=2, dishub=1))


def good_case(cycle: Cycle[Any], event: str) -> Any:  # noqa: ANN401 – each cycle has its own
    """A case in which `event` has all it needs, for whoever may do it."""
    if cycle.name == "operation":
        ahead = timedelta(days=-1 if event == "expire" else 30)
        return OperationCase(now=NOW, legal_basis="Sprin/1", begins=NOW, expires=NOW + ahead)
    if cycle.name == "order":
        over = event == "lapse"
        return OrderCase(
            now=ENDS if over else NOW,
            begins=BEGINS,
            ends=ENDS,
            crews=CREWS,
            agency=Agency.TNI,
            signed=frozenset() if event == "sign" else frozenset(Agency),
            operation_runs=True,
            operation_expires=ENDS,
            tni_request="B/12/XI/2024",
            tni_until=ENDS.date(),
            number="Sprin/123/XI/2024",
            reason="hujan lebat",
        )
    if cycle.name == "planning":
        return PlanningCase()
    if cycle.name == "handover":
        giver = "padal-1" if event == "withdraw" else "padal-0"
        return HandoverCase(
            actor="padal-1", giver=giver, recipient="padal-1", holder=giver, reason="sakit"
        )
    if cycle.name == "early_warning":
        return EarlyWarningCase(
            today=NOW.date(),
            until=NOW.date() - timedelta(days=8),
            by_name="Iptu Melati",
            reason="acara warga, bukan gangguan",
        )
    if cycle.name == "concern":
        return ConcernCase(
            today=NOW.date(),
            due=NOW.date() + timedelta(days=-1 if event == "escalate" else 3),
            owner_known=True,
            institution_known=True,
            answer="Lampu sudah menyala.",
            answer_is_public=True,
            answer_is_kind=True,
            other_stands=True,
            reason="di luar wilayah",
        )
    if cycle.name == "claim":
        return claim_case(event)
    if cycle.name == "answer":
        state, verdict = ClaimState.ANSWERED, Verdict.FALSE
        return AnswerCase(
            actor="padal",
            kind=AnswerKind.FALSE,
            claim="i-1",
            claim_state=state,
            verdict=verdict,
            writers=frozenset({"humas"}),
            reason="jamnya keliru",
        )
    if cycle.name == "objection":
        return ObjectionCase(
            actor="padal", writers=frozenset({"humas"}), by_name="Kompol A", reason="berita acara"
        )
    if cycle.name == "task":
        return TaskCase(crew="1", holder="1", reason="jalan ditutup")
    if cycle.name == "directive":
        own = event in {"read", "acknowledge"}
        return DirectiveCase(
            actor="padal",
            writer="padal" if event == "withdraw" else "polres",
            recipient="padal" if own else "katim-1",
            actor_state=DirectiveState.ACKNOWLEDGED,
        )
    return AlarmCase(
        now=NOW,
        last_sounded=NOW - timedelta(seconds=15),
        by_name="Aipda Melati",
        service="112",
        outcome="sudah aman",
    )
