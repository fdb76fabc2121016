"""A drill of the rumour desk: claims come in, are screened, verified, approved and answered.

Time goes from event to event. Whoever is free takes the claim that the order puts first: the real
triage, or first come, first served. Each step of a claim is asked of the product's own life cycle,
so that a drill cannot do what the desk cannot: two approvers where two are needed, an independent
source where the claim is about an authority.

A verifier screens a claim, works on it, and asks somebody (who answers later, nobody being busy
meanwhile). If nobody has answered when the deadline is near, the verdict is that it cannot be
settled yet: residents are told that, and when they will hear more, rather than nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from sejuk.model.claim import APPROVERS, Harm, SourceKind, Subject, Verdict, deadline_after
from sejuk.model.drill import DrillRanges, Range
from sejuk.model.role import AccountRole
from sejuk.model.triage import Verifiability
from sejuk.operations.claim import CLAIM, ClaimCase, ClaimState, settle_step
from sejuk.operations.cycle import step
from sejuk.rumours.triage import Waiting, triage

BEGINS = datetime(2024, 11, 27, tzinfo=UTC)
"""Any moment does: a drill counts hours from it."""
VERIFIER = "verifier"
MARGIN_HOURS = 0.5
"""Before the deadline, in which approvers must still read what is proposed."""

Order = Callable[[Sequence[Waiting], datetime], Sequence[str]]
"""Claims that wait → their ids, the one to work on first."""


def by_triage(waiting: Sequence[Waiting], now: datetime) -> Sequence[str]:
    """As the product has it."""
    return [ranked.claim for ranked in triage(waiting, now)]


def first_come(waiting: Sequence[Waiting], _now: datetime) -> Sequence[str]:
    """First come, first served."""
    return [one.claim for one in sorted(waiting, key=lambda one: (one.received, one.claim))]


class DrillWorld(msgspec.Struct, frozen=True, kw_only=True):
    """One value of each range."""

    per_hour: float
    harm_shares: tuple[float, float, float, float]
    verifiability_shares: tuple[float, float, float]
    authority_share: float
    screen_minutes: float
    work_minutes: float
    answer_minutes: tuple[float, float, float]
    """By verifiability: until whoever was asked answers."""
    approve_minutes: float
    shape: float


class DrillClaim(msgspec.Struct, frozen=True, kw_only=True):
    """All that chance decides about a claim, so that two orders can be tried on the same ones."""

    id: str
    hour: float
    """In which it came in, after the beginning."""
    harm: Harm
    about: Subject
    verifiability: Verifiability
    growth_probability: float
    reached: float
    verdict: Verdict
    """If somebody answers in time."""
    screen_hours: float
    work_hours: float
    answer_hours: float
    approve_hours: tuple[float, float]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    claim: str
    harm: Harm
    hours: float | None
    """From receipt until it was answered; None: it was not, when the drill ended."""
    open: bool
    """With the answer that it cannot be settled yet."""

    @property
    def in_time(self) -> bool:
        return self.hours is not None and self.hours <= deadline_after(self.harm) / _HOUR


_HOUR = timedelta(hours=1)


def draw_world(ranges: DrillRanges, per_hour: float, rng: np.random.Generator) -> DrillWorld:
    """One world, with so many claims an hour."""

    def one(range_: Range) -> float:
        return float(rng.uniform(range_.low, range_.high))

    worse = (one(ranges.unrest_share), one(ranges.mobilisation_share), one(ranges.violence_share))
    sight, office = one(ranges.sight_share), one(ranges.office_share)
    return DrillWorld(
        per_hour=per_hour,
        harm_shares=(1.0 - sum(worse), *worse),
        verifiability_shares=(sight, office, 1.0 - sight - office),
        authority_share=one(ranges.authority_share),
        screen_minutes=one(ranges.screen_minutes),
        work_minutes=one(ranges.work_minutes),
        answer_minutes=(
            one(ranges.sight_minutes),
            one(ranges.office_minutes),
            one(ranges.long_minutes),
        ),
        approve_minutes=one(ranges.approve_minutes),
        shape=one(ranges.shape),
    )


def draw_claims(
    world: DrillWorld, hours: float, rng: np.random.Generator
) -> tuple[DrillClaim, ...]:
    """Of so many hours; they come in as a Poisson process."""
    times = np.sort(rng.uniform(0.0, hours, rng.poisson(world.per_hour * hours)))

    def lasts(minutes: float) -> float:
        return float(rng.gamma(world.shape, minutes / world.shape)) / 60.0

    claims = []
    for number, hour in enumerate(times.tolist()):
        how = int(rng.choice(3, p=world.verifiability_shares))
        authority = rng.random() < world.authority_share
        claim = DrillClaim(
            id=f"{number:05d}",
            hour=hour,
            harm=Harm(int(rng.choice(4, p=world.harm_shares))),
            about=Subject.GOVERNMENT if authority else Subject.OTHER,
            verifiability=list(Verifiability)[how],
            growth_probability=float(rng.random()),
            reached=float(rng.beta(1.0, 8.0)),  # most are heard in few neighbourhoods
            verdict=(Verdict.FALSE, Verdict.MISLEADING, Verdict.TRUE)[int(rng.integers(3))],
            screen_hours=lasts(world.screen_minutes),
            work_hours=lasts(world.work_minutes),
            answer_hours=lasts(world.answer_minutes[how]),
            approve_hours=(lasts(world.approve_minutes), lasts(world.approve_minutes)),
        )
        claims.append(claim)
    return tuple(claims)


def drill(
    claims: Iterable[DrillClaim],
    order: Order,
    *,
    verifiers: int = 1,
    approvers: int = 2,
    until: float = np.inf,
) -> tuple[Answered, ...]:
    """What became of the claims, in the order in which they came.

    Args:
        until: the hour in which the drill ends; by itself it ends when all are answered.
    """
    desk = _Desk([_Case(claim) for claim in claims], order, verifiers, approvers)
    desk.run(until)
    return tuple(case.answered() for case in desk.cases)


class _Case:
    """A claim on its way through the product's life cycle."""

    def __init__(self, claim: DrillClaim) -> None:
        self.claim = claim
        self.state: str = CLAIM.start
        self.case = ClaimCase()
        self.busy = False
        self.asked = False
        """Somebody was asked, and has not answered."""
        self.done: float | None = None

    def step(self, event: str, by: AccountRole | None, **case: object) -> None:
        self.case = msgspec.structs.replace(self.case, **case)
        self.state = step(CLAIM, self.state, event, by=by, case=self.case)

    def waiting(self) -> Waiting:
        claim, known = self.claim, self.state != ClaimState.RECEIVED
        return Waiting(
            claim=claim.id,
            received=BEGINS + _HOUR * claim.hour,
            harm=claim.harm if known else None,
            growth_probability=claim.growth_probability,
            reached=claim.reached,
            verifiability=claim.verifiability if known else None,
        )

    def answered(self) -> Answered:
        hours = None if self.done is None else self.done - self.claim.hour
        return Answered(
            claim=self.claim.id, harm=self.claim.harm, hours=hours, open=self.case.is_open()
        )


class _Desk:
    """People, what they are busy with, and what comes next.

    An event is (hour, running number, what to do then).
    """

    def __init__(
        self, cases: Sequence[_Case], order: Order, verifiers: int, approvers: int
    ) -> None:
        self.cases = cases
        self._by_id = {case.claim.id: case for case in cases}
        self._order = order
        self._verifiers = verifiers
        self._approvers = [f"approver {n}" for n in range(approvers)]
        self._here: dict[str, _Case] = {}
        """Those that came and are not answered."""
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._number = 0
        for case in cases:
            self._at(case.claim.hour, self._comes(case))

    def run(self, until: float) -> None:
        while self._events and self._events[0][0] <= until:
            hour, _, happens = heapq.heappop(self._events)
            happens(hour)
            self._give_work(hour)

    def _at(self, hour: float, happens: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (hour, self._number, happens))
        self._number += 1

    def _comes(self, case: _Case) -> Callable[[float], None]:
        def happens(_hour: float) -> None:
            self._here[case.claim.id] = case

        return happens

    def _give_work(self, hour: float) -> None:
        """To all who are free, while there is any."""
        while self._verifiers and (case := self._first(hour, self._to_verify())):
            self._verifiers -= 1
            case.busy = True
            if case.state == ClaimState.RECEIVED:
                self._at(hour + case.claim.screen_hours, self._screened(case))
            else:
                case.step("verify", AccountRole.RUMOUR_VERIFIER)
                self._at(hour + case.claim.work_hours, self._worked_on(case))
        for name in tuple(self._approvers):
            if case := self._first(hour, self._to_approve(name)):
                self._approvers.remove(name)
                case.busy = True
                turn = len(case.case.approvers)
                self._at(hour + case.claim.approve_hours[turn], self._approved(case, name))

    def _first(self, hour: float, cases: Sequence[_Case]) -> _Case | None:
        if len(cases) < 2:
            return cases[0] if cases else None
        now = BEGINS + _HOUR * hour
        return self._by_id[self._order([case.waiting() for case in cases], now)[0]]

    def _to_verify(self) -> list[_Case]:
        todo = (ClaimState.RECEIVED, ClaimState.SCREENED)
        return [case for case in self._here.values() if case.state in todo and not case.busy]

    def _to_approve(self, name: str) -> list[_Case]:
        return [
            case
            for case in self._here.values()
            if case.state == ClaimState.PROPOSED
            and not case.busy
            and name not in case.case.approvers
        ]

    def _screened(self, case: _Case) -> Callable[[float], None]:
        def happens(_hour: float) -> None:
            self._verifiers += 1
            case.busy = False
            found = {"harm": case.claim.harm, "about": case.claim.about}
            case.step("assess", AccountRole.RUMOUR_VERIFIER, **found)
            case.step("screen", AccountRole.RUMOUR_VERIFIER)

        return happens

    def _worked_on(self, case: _Case) -> Callable[[float], None]:
        """The verifier is free; the claim waits for an answer, or for the time when it is too late
        to wait on."""

        def happens(hour: float) -> None:
            self._verifiers += 1
            case.busy, case.asked = False, True
            answers = hour + case.claim.answer_hours
            due = case.claim.hour + deadline_after(case.claim.harm) / _HOUR - MARGIN_HOURS
            in_time = answers <= max(due, hour)
            self._at(min(answers, max(due, hour)), self._proposed(case, settled=in_time))

        return happens

    def _proposed(self, case: _Case, *, settled: bool) -> Callable[[float], None]:
        def happens(_hour: float) -> None:
            verdict = case.claim.verdict if settled else Verdict.UNSETTLED
            evidence = (SourceKind.ON_SITE, SourceKind.ELECTION_BODY) if settled else ()
            case.asked = False
            case.step(
                "propose",
                AccountRole.RUMOUR_VERIFIER,
                actor=VERIFIER,
                proposer=VERIFIER,
                verdict=verdict,
                evidence=evidence,
            )

        return happens

    def _approved(self, case: _Case, name: str) -> Callable[[float], None]:
        def happens(hour: float) -> None:
            self._approvers.append(name)
            case.busy = False
            case.step("approve", AccountRole.PUBLIC_RELATIONS, actor=name)
            there = case.case.approvers | {name}
            case.case = msgspec.structs.replace(case.case, approvers=there)
            verdict = case.case.verdict or Verdict.UNSETTLED
            if len(there) >= APPROVERS[verdict]:
                case.step(settle_step(verdict), None)
                case.step("answer", None, published=1, answer_fits=True)
                case.done = hour
                del self._here[case.claim.id]

        return happens
