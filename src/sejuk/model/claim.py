"""Claims that go round (isu): what they are about, what harm they could do, what was found.

A claim has no author and no speaker, and there is no field for one (guarantee G8). What somebody
said is a sighting: a place, a channel, a time.
"""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum, StrEnum

import msgspec

from sejuk.problems import Both


class Channel(StrEnum):
    """How a claim came along: a sort of channel, never an account in it."""

    OBROLAN = "obrolan"
    WHATSAPP = "whatsapp"
    MEDIA_SOSIAL = "media-sosial"
    SELEBARAN = "selebaran"
    PENGERAS_SUARA = "pengeras-suara"
    MEDIA = "media"
    LAIN = "lain"


class Intake(StrEnum):
    """By which door a sighting came in; what patrols find is measured by their minutes."""

    CREW = "crew"
    """A patrol heard it."""
    VILLAGE = "village"
    """RT/RW or a village officer passed it on."""
    PUBLIC = "public"
    """A resident, by the public form, without a name."""
    IMPORT = "import"
    """From a file."""
    DESK = "desk"
    """The rumour desk itself."""


class Harm(IntEnum):
    """What the claim could do if it were believed."""

    NONE = 0
    UNREST = 1
    MOBILISATION = 2
    VIOLENCE = 3


HARM_WORDS: dict[Harm, Both] = {
    Harm.NONE: Both("tidak ada: tak ada yang dirugikan", "none: nobody loses by it"),
    Harm.UNREST: Both(
        "kecemasan atau kerugian: warga takut, menimbun, atau tertipu",
        "anxiety or loss: residents are afraid, hoard, or are cheated",
    ),
    Harm.MOBILISATION: Both(
        "diskriminasi atau pengerahan massa: satu kelompok disalahkan, atau diajak berkumpul",
        "discrimination or mobilisation: a group is blamed, or called together",
    ),
    Harm.VIOLENCE: Both("ajakan kekerasan", "a call to violence"),
}
"""The rubric, in the words of whoever assesses."""

DEADLINE_HOURS: dict[Harm, int] = {
    Harm.NONE: 7 * 24,
    Harm.UNREST: 48,
    Harm.MOBILISATION: 12,
    Harm.VIOLENCE: 2,
}
"""From the moment it was received until it has a verdict."""
UNASSESSED_HOURS = DEADLINE_HOURS[Harm.VIOLENCE]
"""Nobody has looked at it yet: it could be the worst."""


def deadline_after(harm: Harm | None) -> timedelta:
    """From receipt on; None: not assessed yet."""
    return timedelta(hours=UNASSESSED_HOURS if harm is None else DEADLINE_HOURS[harm])


class Subject(StrEnum):
    """Whom or what it is about."""

    POLRI = "polri"
    TNI = "tni"
    GOVERNMENT = "government"
    CANDIDATE = "candidate"
    ELECTION_BODY = "election_body"
    OTHER = "other"


AUTHORITIES = frozenset({Subject.POLRI, Subject.TNI, Subject.GOVERNMENT, Subject.CANDIDATE})
"""Those who run this program, or stand to gain by it: they do not judge in their own cause."""


class Verdict(StrEnum):
    TRUE = "true"
    PARTLY_TRUE = "partly_true"
    FALSE = "false"
    MISLEADING = "misleading"
    UNSETTLED = "unsettled"
    """It cannot be settled yet: also an answer."""


APPROVERS: dict[Verdict, int] = {
    Verdict.TRUE: 1,
    Verdict.PARTLY_TRUE: 2,
    Verdict.FALSE: 2,
    Verdict.MISLEADING: 2,
    Verdict.UNSETTLED: 1,
}
"""How many accounts, other than the one that proposed it, have to approve a verdict."""


class SourceKind(StrEnum):
    """Where evidence comes from."""

    ELECTION_BODY = "election_body"
    FACT_CHECKER = "fact_checker"
    COURT = "court"
    AGENCY = "agency"
    DOCUMENT = "document"
    ON_SITE = "on_site"
    """Somebody went and looked."""
    RESIDENT = "resident"
    MEDIA = "media"


INDEPENDENT = frozenset({SourceKind.ELECTION_BODY, SourceKind.FACT_CHECKER, SourceKind.COURT})


class Aside(StrEnum):
    """Why something is no matter of this desk. It is deleted, and counted nowhere."""

    OPINION = "opinion"
    CRITICISM = "criticism"
    SATIRE = "satire"
    EMPTY = "empty"
    """No claim in it: a test, a mistake, an advertisement."""


class Unit(StrEnum):
    """Who carried an answer to residents: an office, never a person."""

    CREW = "crew"
    BHABINKAMTIBMAS = "bhabinkamtibmas"
    BABINSA = "babinsa"
    SATPOL_PP = "satpol_pp"
    DISHUB = "dishub"
    PUBLIC_RELATIONS = "public_relations"
    VILLAGE = "village"
    """RT/RW, kelurahan."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that speaks for or against a claim; its words are sealed beside it."""

    id: str
    source: SourceKind

    @property
    def independent(self) -> bool:
        return self.source in INDEPENDENT
