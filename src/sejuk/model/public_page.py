"""What the public is shown, by anyone and without signing in (guarantee G16): pure nouns.

No field names a resident or an officer. What is counted comes as it was published once a week, with
small numbers withheld; a page can show no more of it than the published table has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

import msgspec

from sejuk.model.answer import Answer
from sejuk.problems import Both


class Group(StrEnum):
    """What is counted. Each is parted in two by what became of it."""

    VISITS = "visits"
    """Stops of at least ten minutes: with a dialogue, or without."""
    CONCERNS = "concerns"
    """What residents asked for: answered within seven days, or not."""
    CLAIMS = "claims"
    """Claims that were heard: answered within seven days, or not."""


Row = tuple[int | None, int | None, int | None]
"""With, without, both together. None: withheld, because it or another number would be small."""


class GroupTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group, by neighbourhood."""

    group: Group
    first: date
    until: date
    """The days on which it became known: first … the day before `until`."""
    rows: tuple[Row, ...]
    """Of each area of the figures, and of all together at last."""

    def __post_init__(self) -> None:
        if not self.first < self.until or not self.rows:
            raise ValueError("a table needs days and rows")

    @property
    def total(self) -> Row:
        return self.rows[-1]


class Figures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was published of one week; never changed afterwards."""

    district: str
    first: date
    until: date
    """A Monday, and the Monday after."""
    areas: tuple[str, ...]
    """Ids of neighbourhoods; "" for what was in none of them."""
    groups: tuple[GroupTable, ...]

    def __post_init__(self) -> None:
        if any(len(table.rows) != len(self.areas) + 1 for table in self.groups):
            raise ValueError("a table has a row for each area and one for all")

    def of(self, group: Group) -> GroupTable | None:
        return next((table for table in self.groups if table.group is group), None)


class InTime(msgspec.Struct, frozen=True, kw_only=True):
    """How many of those whose seven days are over were answered within them."""

    answered: int
    of: int
    weeks: int
    """Published weeks that say so; the others withhold it."""


def in_time(figures: Iterable[Figures], group: Group) -> InTime | None:
    """From the totals of published weeks alone; None where none of them shows both."""
    answered = of = weeks = 0
    for one in figures:
        table = one.of(group)
        if table is None or table.total[0] is None or table.total[2] is None:
            continue
        answered, of, weeks = answered + table.total[0], of + table.total[2], weeks + 1
    return InTime(answered=answered, of=of, weeks=weeks) if weeks else None


class PublicOperation(msgspec.Struct, frozen=True, kw_only=True):
    """A frame under which patrols go out, while it runs."""

    area: str
    legal_basis: tuple[str, ...]
    begins: datetime
    expires: datetime


class PublicAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An official answer that was published."""

    id: str
    content: Answer
    published: datetime
    corrected_by: str | None = None
    """Id of the answer that took its place; this one stays to be read."""
    corrects: str | None = None
    """Id of the answer whose place this one took."""
    reopened: bool = False
    """What it answers is being verified again."""


class AnsweredConcern(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered, without where and when: with them it would be a small count."""

    what: Both
    text: str


class PublicEffect(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of residents with extra visits over those without, under a recorded lot."""

    first: date
    last: date
    areas: int
    ratio: float | None
    low: float
    high: float | None
    """95 % interval; None: no upper limit was found."""

    @property
    def fewer(self) -> bool:
        """The whole interval says fewer; only then may it be said (guarantee G14)."""
        return self.high is not None and self.high < 1

    @property
    def more(self) -> bool:
        return self.low > 1


class Hood(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbourhood as the tables and the form call it."""

    id: str
    name: str


class PublicPage(msgspec.Struct, frozen=True, kw_only=True):
    district: str
    zone: str
    """IANA."""
    today: date
    """By the district's clock."""
    hoods: tuple[Hood, ...]
    operations: tuple[PublicOperation, ...]
    """Those that run."""
    figures: tuple[Figures, ...]
    """Published weeks, the newest first."""
    answers: tuple[PublicAnswer, ...]
    """The newest first."""
    messages: tuple[Both, ...]
    """Calm messages of today."""
    concerns: tuple[AnsweredConcern, ...]
    """The newest five answers, once there are five; else none."""
    effect: PublicEffect | None
    """None: no rotation has been evaluated."""
    credit: str
    """Of the map data, with its year."""
    synthetic: bool = False
    """The district is invented."""


class TicketStory(msgspec.Struct, frozen=True, kw_only=True):
    """What became of something, for whoever holds its ticket."""

    what: str
    """`concern`, `claim` or `objection`."""
    state: Both
    """As it stands, in words."""
    received: date | None = None
    """By the district's clock; None: nothing of it is kept any more."""
    kind: Both | None = None
    owner: Both | None = None
    due: date | None = None
    overdue: bool = False
    answer: str = ""
    reason: str = ""
    answers: tuple[str, ...] = ()
    """Ids of published answers."""
