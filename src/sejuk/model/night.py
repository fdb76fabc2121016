"""A night as its papers tell it: the facts of the record, and the figures made from them once.

`NightFacts` is what was written down, without anybody's words and without anybody in it;
`NightAccount` is what every paper about the night prints. No paper counts for itself.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sejuk.model.force import Agency, Mode
from sejuk.model.kinds.field import Mood, Origin
from sejuk.model.plan import Plan
from sejuk.model.time import Shift


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """The commander of an agency signed the order."""

    agency: Agency
    at: datetime
    earlier: bool = False
    """An earlier version of the plan, with the same people and hours."""


class OrderPaper(msgspec.Struct, frozen=True, kw_only=True):
    """An order as a paper needs it; everything but the id may be missing of a draft."""

    id: str = ""
    number: str | None = None
    state: str = "draft"
    """Of the life of an order."""
    version: int = 1
    signed: tuple[Signed, ...] = ()
    legal_basis: tuple[str, ...] = ()
    """Of its operation."""
    expires: datetime | None = None
    """Of its operation."""
    tni_request: str | None = None
    tni_until: date | None = None


class NightAct(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a crew did or wrote down; its words stay sealed where they are."""

    kind: str
    """roll_call_opened, arrived, talked, reported, … as events are called."""
    at: datetime
    crew: str | None = None
    """Or the role account that sent it, where that names no crew."""
    place: str | None = None
    area: str | None = None
    residents: int = 0
    what: str | None = None
    """Kind of incident or concern of a report."""
    origin: Origin | None = None
    mood: Mood | None = None


class CrewStrength(msgspec.Struct, frozen=True, kw_only=True):
    """How many of each agency were with a crew from a moment on."""

    crew: str
    at: datetime
    count: dict[Agency, int]


class ConcernSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A concern that came in during the night, and whether somebody has seen to it since."""

    number: int
    what: str
    followed_up: bool


class ClaimHeard(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as often as it was heard; without an id, what nobody has sorted yet."""

    claim: str | None
    times: int
    answered: bool = False


class AlarmSeen(msgspec.Struct, frozen=True, kw_only=True):
    cause: str
    crew: str | None
    at: datetime
    closed: bool


class NightFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Of one order, from the record."""

    paper: OrderPaper
    plan: Plan
    """The last version."""
    titles: dict[str, str]
    """Place or neighbourhood → as it is shown."""
    wards: tuple[tuple[str, str, str], ...] = ()
    """Id, ward and title within it of each neighbourhood, in the district's order."""
    around: dict[str, tuple[str, ...]] = {}
    """Place → its neighbourhoods; two for one on a border."""
    landmarks: frozenset[str] = frozenset()
    """Places that everybody knows by name: a market, an office, a school; no corner, no border."""
    acts: tuple[NightAct, ...] = ()
    """By time."""
    changes: tuple[CrewStrength, ...] = ()
    """By time."""
    concerns: tuple[ConcernSeen, ...] = ()
    claims: tuple[ClaimHeard, ...] = ()
    messages: int = 0
    """How often a calm message was passed on."""
    alarms: tuple[AlarmSeen, ...] = ()
    concern_kinds: frozenset[str] = frozenset()
    """What of the reports is a concern, and no event."""
    gathering_kinds: frozenset[str] = frozenset()
    """What is lawful and no disturbance: it is served, not counted as one (guarantee G7)."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """So many of so many."""

    done: int
    of: int


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """A report of something that is no concern: what, where, when, and who made it known."""

    what: str
    at: datetime
    where: str
    origin: Origin


class WardLine(msgspec.Struct, frozen=True, kw_only=True):
    """Neighbourhoods of a ward where the plan has a visit; of a border both sides."""

    ward: str
    neighbourhoods: tuple[str, ...]


class CrewLine(msgspec.Struct, frozen=True, kw_only=True):
    """A crew and its way, in words."""

    crew: str
    mode: Mode
    strength: dict[Agency, int]
    post: str
    route: tuple[str, ...]
    """Titles of its stops in order; what follows at the same place is said once."""


class NightAccount(msgspec.Struct, frozen=True, kw_only=True):
    """All that papers about a night print. Every count is of acts of the record."""

    paper: OrderPaper
    district: str
    synthetic: bool
    shift: Shift
    began: datetime | None
    """The first opening roll-call; None: none is written down."""
    ended: datetime | None
    """The last closing one, where every crew that opened has closed."""
    strength: dict[Agency, int]
    crews: tuple[CrewLine, ...]
    targets: tuple[str, ...]
    """Titles of the places where the plan has visits, each once, by time."""
    landmarks: tuple[str, ...]
    """Titles of those that everybody knows by name."""
    wards: tuple[WardLine, ...]
    points: Share
    """Of these, at how many a crew arrived."""
    others: int
    """Other places where a crew arrived: not in the plan, or for a rendezvous or a break."""
    joint: Share
    """Joint visits at which all crews that should meet arrived."""
    visits: int
    """Stays of ten minutes and more, as all of this product counts visits."""
    dialogues: int
    residents: int
    """With how many residents, as crews counted."""
    messages: int
    concerns: Share
    """Followed up, of those that came in."""
    claims: Share
    """Answered, of those that were heard and sorted."""
    heard: int
    """How often a claim was heard, sorted or not."""
    unsorted: int
    findings: int
    """What crews saw themselves that residents could have asked for, such as a broken lamp."""
    happenings: tuple[Happening, ...]
    gatherings: tuple[Happening, ...]
    """Lawful assemblies and feasts: served, and no disturbance."""
    vulnerable: tuple[str, ...]
    """Places whose mood, as last seen, was `perhatian` or `panas`."""
    sos: int
    alarms: Share
    """Closed, of those that were raised."""

    @property
    def total(self) -> int:
        """People, of all agencies."""
        return sum(self.strength.values())

    @property
    def calm(self) -> bool:
        """Nothing happened, nothing rang, and no place looked vulnerable at the end."""
        return not (self.happenings or self.vulnerable or self.alarms.of)
