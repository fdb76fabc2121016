"""What becomes of claims, sightings of them, and answers to them. No kind has an author of a claim.

A sighting is a `heard` (`field.py`) and has the id of that event. The wording of a claim is a text,
sealed, and ends; the text of an answer is a document, which stays.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from sejuk.model.answer import AnswerKind
from sejuk.model.claim import (
    Aside,
    Channel,
    Harm,
    SourceKind,
    Subject,
    Unit,
    Verdict,
)
from sejuk.model.force import Agency
from sejuk.model.ids import AreaId, Digest, PaperId, PublicPage
from sejuk.model.kinds.body import Body
from sejuk.model.triage import Verifiability

Chance = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
_STEP_TEXTS = frozenset({"name", "reason"})


class ClaimOpened(Body, frozen=True, kw_only=True, tag="claim_opened"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"text"})
    claim: PaperId
    area: AreaId
    """The district."""


class ClaimAssessed(Body, frozen=True, kw_only=True, tag="claim_assessed"):
    claim: PaperId
    harm: Harm
    about: Subject
    verifiability: Verifiability | None = None
    """None: nobody said."""


class ClaimStepped(Body, frozen=True, kw_only=True, tag="claim_stepped"):
    TEXTS: ClassVar[frozenset[str]] = _STEP_TEXTS | {"service"}
    claim: PaperId
    step: PaperId
    state: PaperId
    verdict: Verdict | None = None
    """With `propose` and `approve`: which; with what settles it, too."""
    evidence: Digest | None = None
    """With those: SHA-256 over the evidence that stood then; an approval is for no other."""
    agency: Agency | None = None
    """Of whoever steps; None: the program."""
    aside: Aside | None = None
    """With `set_aside`."""
    answer: PaperId | None = None
    """With `answer`: what was published."""


class SightingLinked(Body, frozen=True, kw_only=True, tag="sighting_linked"):
    """A person confirms that this sighting is of that claim."""

    sighting: PaperId
    claim: PaperId
    rank: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    """Of the claim among those that were suggested; None: it was not, or the person opened it."""
    probability: Chance | None = None
    """Of being the same, as suggested: from both it is seen later how good the suggestions are."""


class SightingSplit(Body, frozen=True, kw_only=True, tag="sighting_split"):
    """It is another claim after all."""

    sighting: PaperId
    claim: PaperId


class SightingDropped(Body, frozen=True, kw_only=True, tag="sighting_dropped"):
    """No matter of this desk: its text is deleted, and it is counted nowhere."""

    sighting: PaperId
    aside: Aside


class EvidenceAdded(Body, frozen=True, kw_only=True, tag="evidence_added"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"note"})
    claim: PaperId
    evidence: PaperId
    source: SourceKind
    page: PublicPage | None = None
    """Address where anybody can read it, as it is: redaction would take the number out of a
    court's. Of no account (`text/accounts.py`)."""


class EvidenceWithdrawn(Body, frozen=True, kw_only=True, tag="evidence_withdrawn"):
    TEXTS: ClassVar[frozenset[str]] = frozenset({"reason"})
    claim: PaperId
    evidence: PaperId


class FactChecksImported(Body, frozen=True, kw_only=True, tag="fact_checks_imported"):
    """Fact-checks that others have published, for the matching: a document under its digest."""

    digest: Digest
    count: Count


class AnswerDrafted(Body, frozen=True, kw_only=True, tag="answer_drafted"):
    answer: PaperId
    area: AreaId
    """The district."""
    answer_kind: AnswerKind
    digest: Digest
    """SHA-256 of the document with its text."""
    claim: PaperId | None = None
    """None: before it spreads."""
    corrects: PaperId | None = None
    """The published answer that this one will correct."""


class AnswerStepped(Body, frozen=True, kw_only=True, tag="answer_stepped"):
    TEXTS: ClassVar[frozenset[str]] = _STEP_TEXTS
    answer: PaperId
    step: PaperId
    state: PaperId
    digest: Digest | None = None
    """With `revise`: of the new text."""
    by: PaperId | None = None
    """With `correct`: the answer that takes its place."""


class AnswerSpread(Body, frozen=True, kw_only=True, tag="answer_spread"):
    """An answer was carried to residents of an area."""

    answer: PaperId
    unit: Unit
    channel: Channel
    area: AreaId


class AnswerFeedback(Body, frozen=True, kw_only=True, tag="answer_feedback"):
    """What residents of an area said of an answer: how many, never who."""

    answer: PaperId
    area: AreaId
    asked: Count
    understood: Count
    useful: Count
    still_going_round: Count
    """How many still hear the claim."""

    def __post_init__(self) -> None:
        if max(self.understood, self.useful, self.still_going_round) > self.asked:
            raise ValueError("more than were asked")


class ObjectionMade(Body, frozen=True, kw_only=True, tag="objection_made"):
    """Somebody objects to a published answer."""

    TEXTS: ClassVar[frozenset[str]] = frozenset({"text"})
    objection: PaperId
    answer: PaperId
    area: AreaId
    """The district."""
    ticket: Digest | None = None
    """SHA-256 of the code by which its maker may ask what became of it."""


class ObjectionStepped(Body, frozen=True, kw_only=True, tag="objection_stepped"):
    TEXTS: ClassVar[frozenset[str]] = _STEP_TEXTS
    objection: PaperId
    step: PaperId
    state: PaperId


RumourBody = (
    ClaimOpened
    | ClaimAssessed
    | ClaimStepped
    | SightingLinked
    | SightingSplit
    | SightingDropped
    | EvidenceAdded
    | EvidenceWithdrawn
    | FactChecksImported
    | AnswerDrafted
    | AnswerStepped
    | AnswerSpread
    | AnswerFeedback
    | ObjectionMade
    | ObjectionStepped
)
