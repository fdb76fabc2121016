"""The rumour desk as the server says it. No row says who told of a claim: nobody knows."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sejuk.app.plannings.wish import Told
from sejuk.model.answer import Answer, AnswerKind
from sejuk.model.claim import (
    Aside,
    Channel,
    Harm,
    Intake,
    SourceKind,
    Subject,
    Unit,
    Verdict,
)
from sejuk.model.force import Agency
from sejuk.model.place import PlaceKind
from sejuk.model.triage import Verifiability


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rows are."""


class Suggestion(Row, frozen=True, kw_only=True):
    """A claim that a sighting may be of; a person decides."""

    claim: str
    score: float
    """What suggestions are ordered by."""
    probability: float
    """That it says the same."""
    same: bool
    """Preselected."""
    against: tuple[str, ...]
    """What forbids preselecting it: `few_words`, `number`, `place`, `name`."""
    by: str
    """What of the claim the sighting resembles: `claim`, `sighting` or `answer`."""
    text: str
    """Of that."""


class CheckedElsewhere(Row, frozen=True, kw_only=True):
    """A fact-check of others that a text resembles."""

    title: str
    publisher: str
    address: str
    probability: float
    same: bool


class SightingRow(Row, frozen=True, kw_only=True):
    sighting: str
    area: str
    """The neighbourhood."""
    channel: Channel
    place_kind: PlaceKind | None
    repeated: int | None
    intake: Intake
    heard_at: datetime
    received_at: datetime
    claim: str | None
    """None: not matched yet."""
    text: str | None
    """None once it has ended, or for who may not read it."""
    position: int


class WaitingSighting(Row, frozen=True, kw_only=True):
    """One that is to be matched."""

    sighting: SightingRow
    suggestions: tuple[Suggestion, ...]
    """Five at most, the best first."""
    checked: tuple[CheckedElsewhere, ...]
    """Three at most."""


class TriagePart(Row, frozen=True, kw_only=True):
    name: str
    """harm, growth, reach, verifiability or time."""
    amount: float
    """A factor."""
    id: str
    en: str
    """What it is made of, in words."""


class ClaimTriage(Row, frozen=True, kw_only=True):
    """How urgent it is, and of what that is made."""

    score: float
    """The product of its parts."""
    parts: tuple[TriagePart, ...]


class ClaimGrowth(Row, frozen=True, kw_only=True):
    """Whether it spreads faster, from its sightings by day."""

    probability: float
    """That it grows."""
    trend: str
    """growing, falling or unclear."""
    doubles: bool
    """False: it halves."""
    days: float | None
    """In which it does; None: nothing is known."""
    shortest: float | None
    longest: float | None
    """The 95 % interval; None: it may as well stay, or turn."""
    thin: bool
    """`data tipis`."""
    id: str
    en: str
    """All of it in one line."""


class ClaimRow(Row, frozen=True, kw_only=True):
    claim: str
    area: str
    """The district."""
    state: str
    text: str | None
    harm: Harm | None
    about: Subject | None
    verifiability: Verifiability | None
    proposed: Verdict | None
    """Waits for approval."""
    approvals: int
    """Of what is proposed, with the evidence that stands; or of the verdict."""
    approvals_needed: int | None
    verdict: Verdict | None
    sources: int
    independents: int
    opened_at: datetime
    deadline: datetime
    overdue: bool
    settled_at: datetime | None
    answered_at: datetime | None
    sightings: int
    areas: int
    """Neighbourhoods in which it was heard."""
    first_heard_at: datetime | None
    last_heard_at: datetime | None
    answers: int
    """That stand."""
    growth: ClaimGrowth | None
    """None: never heard yet, or the claim is closed."""
    still_growing: bool
    """Answered, and growing all the same since the answer."""
    triage: ClaimTriage | None
    """None: nobody has to do anything about it."""
    position: int


class Desk(Row, frozen=True, kw_only=True):
    """All that the desk has before it, the most urgent first."""

    claims: tuple[ClaimRow, ...]
    waiting: int
    """Sightings that are matched to no claim yet."""
    position: int
    """Of the newest change."""


class ClaimStep(Row, frozen=True, kw_only=True):
    """What became of it, and by whom of the desk."""

    step: str
    state: str
    at: datetime
    author: str
    office: str
    agency: Agency | None
    verdict: Verdict | None
    name: str | None
    reason: str | None
    service: str | None


class EvidenceRow(Row, frozen=True, kw_only=True):
    evidence: str
    source: SourceKind
    independent: bool
    at: datetime
    author: str
    office: str
    stands: bool
    note: str | None
    address: str | None


class AreaSightings(Row, frozen=True, kw_only=True):
    area: str
    counts: tuple[int, ...]
    """By day."""


class SightingsByDay(Row, frozen=True, kw_only=True):
    """For the desk alone: what is published goes through `disclosure`."""

    days: tuple[date, ...]
    """By the district's clock, without a gap, the first one first; sixty at most."""
    areas: tuple[AreaSightings, ...]
    """Where it was heard most, first."""
    channels: dict[Channel, int]
    earlier: int
    """Before the first of these days."""


class AnswerStep(Row, frozen=True, kw_only=True):
    step: str
    """`draft`, or a step of its life."""
    state: str
    at: datetime
    author: str
    office: str
    name: str | None
    reason: str | None


class AnswerRow(Row, frozen=True, kw_only=True):
    answer: str
    area: str
    """The district."""
    claim: str | None
    kind: AnswerKind
    state: str
    version: int
    corrects: str | None
    corrected_by: str | None
    published_at: datetime | None
    content: Answer | None
    """None: deleted with its claim."""
    digest: str
    """SHA-256 of the document."""
    steps: tuple[AnswerStep, ...]
    position: int


class PublishedAnswer(Row, frozen=True, kw_only=True):
    """What anybody may read of an answer, crews too."""

    answer: str
    claim: str | None
    kind: AnswerKind
    state: str
    """published or corrected."""
    version: int
    corrects: str | None
    corrected_by: str | None
    published_at: datetime
    content: Answer
    digest: str
    reopened: bool
    """The claim is being verified again."""


class SpreadCount(Row, frozen=True, kw_only=True):
    unit: Unit
    channel: Channel
    area: str
    times: int
    last_at: datetime


class FeedbackCount(Row, frozen=True, kw_only=True):
    area: str
    asked: int
    understood: int
    useful: int
    still_going_round: int


class Reach(Row, frozen=True, kw_only=True):
    """How an answer was carried, and what residents said of it."""

    answer: str
    spread: tuple[SpreadCount, ...]
    feedback: tuple[FeedbackCount, ...]
    not_reached: tuple[str, ...]
    """Neighbourhoods in which the claim was heard and nobody has carried the answer yet."""


class ObjectionRow(Row, frozen=True, kw_only=True):
    objection: str
    answer: str
    area: str
    state: str
    made_at: datetime
    text: str | None
    decided_at: datetime | None
    name: str | None
    reason: str | None
    position: int


class NextStep(Row, frozen=True, kw_only=True):
    """A step that whoever asks may take from here, by role."""

    step: str
    problems: tuple[Told, ...]
    """What of the claim itself stands in the way; not what is typed with the step."""


class ClaimDetail(Row, frozen=True, kw_only=True):
    claim: ClaimRow
    steps: tuple[ClaimStep, ...]
    evidence: tuple[EvidenceRow, ...]
    sightings: tuple[SightingRow, ...]
    """The newest two hundred."""
    by_day: SightingsByDay
    answers: tuple[AnswerRow, ...]
    reach: tuple[Reach, ...]
    """Of those that stand."""
    objections: tuple[ObjectionRow, ...]
    next: tuple[NextStep, ...]


class Imported(Row, frozen=True, kw_only=True):
    """What became of a file's rows."""

    taken: int
    repeated: int
    """Rows that were here already."""


class HarmExample(Row, frozen=True, kw_only=True):
    id: str
    en: str


class HarmWord(Row, frozen=True, kw_only=True):
    harm: Harm
    hours: int
    """Of its deadline."""
    id: str
    en: str
    examples: tuple[HarmExample, ...]
    """Invented."""


class Rubric(Row, frozen=True, kw_only=True):
    """By what a claim is assessed, and what each verdict needs."""

    harms: tuple[HarmWord, ...]
    authorities: tuple[Subject, ...]
    """A claim about these needs an independent source."""
    independent: tuple[SourceKind, ...]
    approvers: dict[Verdict, int]
    fits: dict[AnswerKind, tuple[Verdict, ...]]
    asides: tuple[Aside, ...]
