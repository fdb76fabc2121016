"""G8: rumours are claims, never speakers; no verdict without evidence and approvers.

The table is walked whole: whatever people of the desk do, in whatever order, no claim comes to a
verdict that lacks what this file says it needs, written here by hand. Then use cases are called at
random and the log is read by itself. What is opinion is deleted, and counted nowhere.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

import msgspec
import pytest

import sejuk
from sejuk.app.call import Call
from sejuk.app.context import clock
from sejuk.app.districts import district_named
from sejuk.app.rumours.claims import (
    Assessment,
    ClaimWish,
    NewClaim,
    assess_claim,
    open_claim,
    step_claim,
)
from sejuk.app.rumours.evidence import (
    NewEvidence,
    WithdrawWish,
    attach_evidence,
    withdraw_evidence,
)
from sejuk.app.tension import tension_signals
from sejuk.model.claim import Aside, Channel, Harm, SourceKind, Subject, Verdict
from sejuk.model.event import Entry, Part, body_of
from sejuk.model.kinds.field import Heard
from sejuk.model.kinds.rumour import (
    AnswerStepped,
    ClaimAssessed,
    ClaimStepped,
    EvidenceAdded,
    EvidenceWithdrawn,
    RumourBody,
)
from sejuk.model.role import AccountRole
from sejuk.operations.claim import CLAIM, ClaimCase
from sejuk.operations.cycle import step
from sejuk.operations.cycles import CYCLES
from sejuk.problems import ProblemError
from sejuk.store.answers import find_answer
from sejuk.store.claims import find_claim
from sejuk.store.projections import answers, claims
from tests.web.office import DOCUMENT, Office, Person, check_done, check_problem
from tests.web.phone import Phone

# Guarantee G8 in this file's own words; nothing here is taken from the program.
AUTHORITIES = {"polri", "tni", "government", "candidate"}
INDEPENDENT = {"election_body", "fact_checker", "court"}
NEEDED = {"true": 1, "partly_true": 2, "false": 2, "misleading": 2, "unsettled": 1}
APPROVING = {"public_relations", "approver", "duty_officer"}
AFTER = {*NEEDED, "answered", "watched", "closed"}


class Known(NamedTuple):
    """All that decides whether a verdict may stand."""

    state: str = "received"
    about: str | None = None
    evidence: frozenset[str] = frozenset()
    verdict: str | None = None
    proposer: str = ""
    approved: frozenset[str] = frozenset()
    """Accounts that approved this verdict with this evidence."""
    settled: str | None = None


def lacks(known: Known) -> str | None:
    """What a verdict that is out lacks; None: nothing, or none is out."""
    if known.state not in AFTER:
        return None
    verdict = known.settled or "none"
    if verdict not in NEEDED:
        return "verdict"
    if verdict != "unsettled" and not known.evidence:
        return "evidence"
    about = known.about in AUTHORITIES or known.about is None
    if verdict != "unsettled" and about and not known.evidence & INDEPENDENT:
        return "independent source"
    enough = len(known.approved - {known.proposer}) >= NEEDED[verdict]
    return None if enough else "approvers"


# Every path through the table.

PEOPLE = {
    "pemeriksa": AccountRole.RUMOUR_VERIFIER,
    "humas": AccountRole.PUBLIC_RELATIONS,
    "padal": AccountRole.DUTY_OFFICER,
    "program": None,
}
"""Two who approve are as many as any verdict takes; an approver more or less changes no path."""
SOURCES = ("agency", "court")


def next_of(known: Known) -> Iterator[Known]:
    """What anybody can make of it in one step."""
    events = {move.event for move in CLAIM.moves_from(known.state)}
    for event in sorted(events):
        for account, role in PEOPLE.items():
            for choice in choices(event):
                try:
                    state = step(
                        CLAIM, known.state, event, by=role, case=case(known, account, choice)
                    )
                except ProblemError:
                    continue
                yield after(known, event, account, choice, state)


def choices(event: str) -> tuple[str | None, ...]:
    """What a person may choose with a step."""
    if event == "assess":
        return "polri", "other"
    if event in {"attach", "detach"}:
        return SOURCES
    return tuple(NEEDED) if event == "propose" else (None,)


def case(known: Known, account: str, choice: str | None) -> ClaimCase:
    about = choice if choice in {"polri", "other"} else known.about
    verdict = choice if choice in NEEDED else known.verdict
    return ClaimCase(
        actor=account,
        harm=Harm.UNREST if about else None,
        about=Subject(about) if about else None,
        verdict=Verdict(verdict) if verdict else None,
        proposer=known.proposer,
        approvers=known.approved,
        evidence=tuple(SourceKind(source) for source in sorted(known.evidence)),
        aside=Aside.OPINION,
        service="110",
        published=0,
        answer_fits=True,
        reason="alasan",
    )


def after(known: Known, event: str, account: str, choice: str | None, state: str) -> Known:
    """As the record would have it."""
    known = known._replace(state=state)
    if event == "assess":
        return known._replace(about=choice)
    if event == "attach":
        return other_evidence(known, known.evidence | {choice or ""})
    if event == "detach":
        return other_evidence(known, known.evidence - {choice or ""})
    if event == "propose":
        return known._replace(verdict=choice, proposer=account, approved=frozenset())
    if event == "approve":
        return known._replace(approved=known.approved | {account})
    if event == "return":
        return known._replace(verdict=None, proposer="", approved=frozenset())
    if event == "reopen":
        return known._replace(verdict=None, proposer="", approved=frozenset(), settled=None)
    return known._replace(settled=known.verdict) if event.startswith("settle_") else known


def other_evidence(known: Known, evidence: frozenset[str]) -> Known:
    """An approval is for the evidence that stood; once settled, more may come."""
    approved = known.approved if known.settled else frozenset[str]()
    return known._replace(evidence=evidence, approved=approved)


def test_no_path_leads_to_a_verdict_that_lacks_something() -> None:
    waiting, seen, out = [Known()], {Known()}, set[str]()
    while waiting:
        known = waiting.pop()
        assert lacks(known) is None, known
        if known.settled:
            out.add(known.settled)
        for later in next_of(known):
            if later not in seen:
                seen.add(later)
                waiting.append(later)
    # It was no empty walk: every verdict is reached, and each state of the table.
    assert out == set(NEEDED)
    assert {known.state for known in seen} == set(CLAIM.states)
    assert len(seen) > 500


def test_a_path_that_lacks_something_would_be_noticed() -> None:
    good = Known(
        state="false",
        about="polri",
        evidence=frozenset({"court"}),
        proposer="a",
        approved=frozenset({"b", "c"}),
        settled="false",
    )
    assert lacks(good) is None
    assert lacks(good._replace(evidence=frozenset())) == "evidence"
    assert lacks(good._replace(evidence=frozenset({"agency"}))) == "independent source"
    assert lacks(good._replace(approved=frozenset({"a", "b"}))) == "approvers"
    assert lacks(good._replace(settled=None)) == "verdict"


# Use cases called at random, and the log read by itself.


class Desk:
    """People who mostly do what is their turn, and else anything that comes to their minds."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.dice = random.Random(seed)
        roles = (*APPROVING, "rumour_verifier")
        self.people = [office.person(role, area="Melati") for role in sorted(roles)]
        call = self.call(office.person("rumour_verifier", area="Melati"))
        self.claim = open_claim(call, NewClaim(area="Melati", text="Kabar")).claim
        self.evidence: list[str] = []

    def call(self, person: Person) -> Call:
        return Call(record=self.office.record, now=clock(), actor=person.actor)

    def act(self) -> None:
        person, what = self.dice.choice(self.people), self.dice.choice(sorted(TRIED))
        if self.dice.random() < IN_TURN:
            with self.office.record.reading() as connection:
                row = find_claim(connection, self.claim)
            turns = [
                (someone, move.event)
                for move in CLAIM.moves_from(row.state if row else "received")
                for someone in self.people
                if move.event in TRIED and someone.actor.role in move.who
            ]
            person, what = self.dice.choices(turns, [ONWARD.get(event, 1) for _, event in turns])[0]
        self.do(self.call(person), what)

    def do(self, call: Call, what: str) -> None:
        if what == "assess":
            about = self.dice.choice([Subject.POLRI, Subject.OTHER])
            assess_claim(call, self.claim, Assessment(harm=Harm.UNREST, about=about))
        elif what == "attach":
            source = self.dice.choice([SourceKind.AGENCY, SourceKind.COURT])
            row = attach_evidence(call, self.claim, NewEvidence(source=source, note="berita acara"))
            self.evidence.append(row.evidence)
        elif what == "detach":
            evidence = self.dice.choice([*self.evidence, "b-0"])
            withdraw_evidence(call, self.claim, evidence, WithdrawWish(reason="keliru"))
        else:
            verdict = self.dice.choice(list(Verdict))
            step_claim(call, what, self.claim, ClaimWish(verdict=verdict, reason="alasan"))


TRIED = {move.event for move in CLAIM.moves if move.who} - {"set_aside", "hand_over"}
IN_TURN = 0.8
ONWARD = {"approve": 12, "propose": 6, "verify": 6, "screen": 3, "reopen": 3}
"""Of the steps whose turn it is, those that are more likely: else no verdict is ever reached."""


def test_whatever_people_try_the_log_has_no_bare_verdict(office: Office) -> None:
    refused = done = 0
    for seed in range(2):
        desk = Desk(office, seed)
        for _ in range(75):
            try:
                desk.act()
                done += 1
            except ProblemError:
                refused += 1
    roles = {person.actor.account: person.actor.role for person in desk.people}
    settled = list(verdicts_in(office.record.read(limit=100_000), roles))
    assert min(done, refused) > 30
    assert len(settled) >= 5, "verdicts were reached"
    assert [known for known in settled if lacks(known)] == []


def verdicts_in(entries: list[Entry], roles: Mapping[str, str]) -> Iterator[Known]:
    """What stood when each verdict was settled, from the log alone."""
    known: dict[str, Known] = {}
    sources: dict[str, dict[str, str]] = {}
    for entry in entries:
        body = body_of(entry)
        claim = getattr(body, "claim", None) or ""
        now = known.setdefault(claim, Known())
        if isinstance(body, ClaimAssessed):
            known[claim] = now._replace(about=body.about)
        elif isinstance(body, EvidenceAdded | EvidenceWithdrawn):
            there = sources.setdefault(claim, {})
            if isinstance(body, EvidenceAdded):
                there[body.evidence] = str(body.source)
            else:
                there.pop(body.evidence)
            known[claim] = now._replace(evidence=frozenset(there.values()), approved=frozenset())
        elif isinstance(body, ClaimStepped) and body.step == "propose":
            known[claim] = now._replace(proposer=entry.author, approved=frozenset())
        elif isinstance(body, ClaimStepped) and body.step == "approve":
            assert roles[entry.author] in APPROVING
            known[claim] = now._replace(approved=now.approved | {entry.author})
        elif isinstance(body, ClaimStepped) and body.step.startswith("settle_"):
            yield now._replace(state=body.state, settled=body.verdict)


# The tables of the record refuse it by themselves.


def test_the_database_refuses_a_verdict_that_lacks_approvers(office: Office) -> None:
    """Past all use cases: events that no use case would write."""
    for verdict, needed in NEEDED.items():
        claim = _bare(office, SourceKind.COURT)
        _write(office, claim, "propose", verdict, author="a")
        for account in range(needed):
            _write(office, claim, f"settle_{verdict}", verdict)
            assert _verdict(office, claim) is None, verdict
            _write(office, claim, "approve", verdict, author="a")  # its own proposer
            _write(office, claim, "approve", verdict, author=f"b{account}")
        _write(office, claim, f"settle_{verdict}", verdict)
        assert _verdict(office, claim) == verdict


def test_and_one_about_an_authority_without_an_independent_source(office: Office) -> None:
    for source, stands in ((SourceKind.AGENCY, None), (SourceKind.COURT, "true")):
        claim = _bare(office, source)
        _write(office, claim, "propose", "true", author="a")
        _write(office, claim, "approve", "true", author="b")
        _write(office, claim, "settle_true", "true")
        assert _verdict(office, claim) == stands


def test_and_an_answer_that_its_writer_publishes(office: Office) -> None:
    humas = office.person("public_relations", area="Melati")
    source = {"kind": "election_body", "title": "KPU, tahapan"}
    content = {
        "fact": "Penghitungan terbuka untuk umum dan dapat disaksikan di setiap TPS.",
        "short": "Penghitungan terbuka untuk umum di setiap TPS.",
        "sources": [source],
        "issued_by": "Humas Polsek Melati",
        "objection": "Loket Polsek Melati",
    }
    wish = {"area": "Melati", "kind": "ahead", "content": content}
    answer = check_done(humas.post("/answers", wish))["answer"]
    check_done(humas.post(f"/answers/{answer}/submit"))
    check_problem(humas.post(f"/answers/{answer}/publish"), "own_answer")
    for author, state in ((humas.actor.account, "submitted"), ("padal", "published")):
        with office.record.writing(now=clock()) as writing:
            body = AnswerStepped(answer=answer, step="publish", state="published")
            writing.happen(body, author=author)
            row = find_answer(writing.connection, answer)
        assert row is not None
        assert row.state == state


def _bare(office: Office, source: SourceKind) -> str:
    """A claim about the police under verification, with one piece of evidence."""
    call = Call(
        record=office.record,
        now=clock(),
        actor=office.person("rumour_verifier", area="Melati").actor,
    )
    claim = open_claim(call, NewClaim(area="Melati", text="Kabar")).claim
    assess_claim(call, claim, Assessment(harm=Harm.UNREST, about=Subject.POLRI))
    step_claim(call, "screen", claim, ClaimWish())
    step_claim(call, "verify", claim, ClaimWish())
    attach_evidence(call, claim, NewEvidence(source=source, note="berita acara"))
    return claim


def _write(office: Office, claim: str, event: str, verdict: str, author: str = "server") -> None:
    state = verdict if event.startswith("settle_") else "proposed"
    body = ClaimStepped(
        claim=claim, step=event, state=state, verdict=Verdict(verdict), evidence="0" * 64
    )
    with office.record.writing(now=clock()) as writing:
        writing.happen(body, author=author)


def _verdict(office: Office, claim: str) -> str | None:
    with office.record.reading() as connection:
        row = find_claim(connection, claim)
    assert row is not None
    return row.verdict  # type: ignore[no-any-return]  # a column


# No field for a speaker, nowhere.

FIELDS = """
    claim area harm about verifiability step state verdict evidence agency aside answer sighting
    rank probability source digest count answer_kind corrects by unit channel asked understood
    useful still_going_round objection ticket place_kind repeated intake district page
"""
"""Of all events about claims: ids of papers and areas, words from lists, counts, digests;
`page` is the address of a public page, of no account."""
COLUMNS = """
    proposed proposer proposal approvals sources independents opened_ms clock_ms settled_ms
    answered_ms entry position at_ms heard_ms received_ms linked_ms stands kind version
    corrected_by drafted_ms published_ms publisher_wrote made_ms decided_ms decided author
"""
"""Of their tables besides; `author` is the role account of an officer, of the desk or a crew."""
SPEAKER = """
    author speaker teller source_account account handle user username sender forwarder name
    penutur penyebar pengirim akun nama phone number contact
"""
ENFORCING = """
    take_down takedown remove_post delete_account block ban suspend report_user report_account
    arrest summon trace identify profile sanction tangkap blokir lapor_akun panggil turunkan
"""


def test_no_event_about_a_claim_has_a_field_for_who_said_it() -> None:
    for kind in (*get_args(RumourBody), Heard):
        assert set(kind.__struct_fields__) <= set(FIELDS.split()), kind
        assert not set(kind.__struct_fields__) & set(SPEAKER.split()), kind
        assert {"claim", "text", "note", "name", "reason", "service"} >= kind.TEXTS
        assert not kind.HAS_FIXES
        assert not kind.HAS_PHOTOS


def test_nor_has_a_table() -> None:
    allowed = {*FIELDS.split(), *COLUMNS.split()}
    for table in (*claims.PROJECTION.tables, *answers.PROJECTION.tables):
        assert {column.name for column in table.columns} <= allowed, table.name


def test_nor_has_a_request_or_an_answer_of_the_desk() -> None:
    """Whose name stands in an answer: the officer's who stepped something, as typed."""
    roots = ("/sightings", "/claims", "/answers", "/objections", "/fact-checks")
    paths = {path: found for path, found in DOCUMENT["paths"].items() if path.startswith(roots)}
    assert len(paths) > 30
    taken, given = set[str](), set[str]()
    for operations in paths.values():
        for operation in operations.values():
            taken |= set(_names(operation.get("requestBody", {})))
            given |= set(_names(operation["responses"]))
    assert not taken & (set(SPEAKER.split()) - {"name"})
    assert given & set(SPEAKER.split()) <= {"author", "name"}


def _names(schema: object, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            name = reference.rpartition("/")[2]
            yield from _names(DOCUMENT["components"]["schemas"][name], seen | {reference})
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _names(value, seen)
    elif isinstance(schema, list):
        for value in schema:
            yield from _names(value, seen)


def test_there_is_no_word_for_acting_against_who_says_something() -> None:
    words = {move.event for cycle in CYCLES for move in cycle.moves}
    words |= {str(kind.__struct_config__.tag) for kind in get_args(RumourBody)}
    words |= {part.replace("-", "_") for path in DOCUMENT["paths"] for part in path.split("/")}
    assert not words & set(ENFORCING.split())


def test_a_channel_is_a_sort_and_never_an_account() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?", channel) for channel in Channel)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "heard", "area": "1", "channel": "@budi"}, Heard)


def test_the_program_proposes_no_verdict() -> None:
    """No classifier of truth: what computes on claims does not know what a verdict is."""
    for file in (Path(sejuk.__file__).parent / "rumours").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {
            alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names
        }
        assert "Verdict" not in names, file.name
    (propose,) = [move for move in CLAIM.moves if move.event == "propose"]
    assert propose.who == {AccountRole.RUMOUR_VERIFIER}


# Opinion is deleted, and counted nowhere.


def test_what_is_out_of_scope_is_deleted_and_not_counted(office: Office) -> None:
    phone = Phone(office.person("crew_leader", area="Melati"))
    for aside in Aside:
        check_forgotten(office, phone, aside)


def check_forgotten(office: Office, phone: Phone, aside: Aside) -> None:
    verifier = office.person("rumour_verifier", area="Melati")
    hood = district_named(office.record.folder, "Melati").neighbourhoods[0].id
    before = seen(office, verifier)
    ids = []
    for _ in range(2):
        event = phone.event("heard", area=hood, channel="obrolan", texts={"claim": "pendapat-77"})
        phone.push(event)
        ids.append(event["id"])
    wish = {"area": "Melati", "text": "pendapat-77 dirumuskan", "sighting": ids[0]}
    claim = check_done(verifier.post("/claims", wish))["claim"]
    assert seen(office, verifier) != before
    check_done(verifier.post(f"/claims/{claim}/set_aside", {"aside": aside}))
    check_done(verifier.post(f"/sightings/{ids[1]}/drop", {"aside": aside}))
    assert seen(office, verifier) == before
    record = office.record
    opened = [record.sealed_part(e, Part.TEXTS, now=clock()) for e in record.read(limit=10_000)]
    assert not any(b"pendapat-77" in text for text in opened if text)


def seen(office: Office, verifier: Person) -> tuple[Any, ...]:
    """All that is counted of claims: at the desk, of what waits, and for the tension."""
    desk = check_done(verifier.get("/claims"))
    district = district_named(office.record.folder, "Melati")
    signals = tension_signals(office.record, district, clock())
    return (
        [claim["claim"] for claim in desk["claims"]],
        desk["waiting"],
        len(check_done(verifier.get("/sightings/waiting"))),
        signals.sightings,
    )
