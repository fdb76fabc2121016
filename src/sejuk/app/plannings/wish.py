"""What is asked of a planning, and what comes of it: the values that cross processes."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from sejuk.app.orders.paper import CsvText
from sejuk.app.strength import Line
from sejuk.model.change import Delay, Incident, LostCrew
from sejuk.model.ids import Digest, PaperId
from sejuk.model.pin import Pin
from sejuk.model.plan import Figures
from sejuk.model.rotation import Rotation
from sejuk.model.values import History
from sejuk.problems import ProblemError

LANGUAGES = ("id", "en")
HourText = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
PlaceText = Annotated[str, msgspec.Meta(min_length=1, max_length=119)]
Pins = Annotated[tuple[Pin, ...], msgspec.Meta(max_length=60)]
Bans = Annotated[tuple[PlaceText, ...], msgspec.Meta(max_length=250)]


class Tonight(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="tonight",
):
    """Three options for a night, from nothing."""

    district: Annotated[str, msgspec.Meta(min_length=1, max_length=119)]
    """Its name."""
    date: date
    start: HourText = "22:00"
    end: HourText = "01:00"
    strength: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=60)]
    tension: CsvText = ""
    """A tension file's text; empty: as the record gives it."""
    crews: Annotated[int, msgspec.Meta(ge=1, le=50)] | None = None
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0
    preset: Annotated[str, msgspec.Meta(pattern="^(quick|standard|best)$")] = "standard"
    pins: Pins = ()
    bans: Bans = ()
    extra: Annotated[int, msgspec.Meta(ge=1, le=60)] | None = None
    """Extra visits a night that a new fair rotation gives out; None: none begins tonight."""
    vetoed: Bans = ()
    """Places that take no part in it."""

    def __post_init__(self) -> None:
        if self.vetoed and self.extra is None:
            raise ValueError("a veto is of a rotation that is asked for")

    def begins(self, zone: str) -> datetime:
        """Of its shift."""
        return datetime.combine(self.date, time.fromisoformat(self.start), ZoneInfo(zone))


class Edit(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="edit",
):
    """A draft with other pins and bans; as little else changes as can be."""

    order: PaperId
    based_on: Digest
    """The plan that is changed."""
    pins: Pins = ()
    bans: Bans = ()
    """All that hold from now on, not those that are new."""


class Rest(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="rest",
):
    """The rest of a night that is under way."""

    order: PaperId
    based_on: Digest
    change: Delay | LostCrew | Incident
    pins: Pins | None = None
    bans: Bans | None = None
    """None: as they are."""


Wish = Tonight | Edit | Rest


class Load(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one neighbourhood tonight."""

    neighbourhood: str
    visits: int
    minutes: float
    per_1000: float | None
    """Minutes per 1,000 residents; None where nobody knows how many there are."""


class OptionRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One plan to choose, with what it comes to."""

    option: str
    """worth, widest, varied; edited; rest."""
    plan: Digest
    """Of the paper that an order with it has."""
    figures: Figures
    core_visits: int
    """That the service floor asks for."""
    extra_visits: int
    most_burdened: tuple[Load, ...]
    """The five neighbourhoods with the most minutes."""
    minutes_median: float
    bound: float | None
    gap_percent: float | None
    unmet: int
    changed: int | None = None
    kept: int | None = None
    """Stops ahead that change and that stay, against the plan that is changed."""
    commitment: str | None = None
    """SHA-256 of the secret seed by which a varied plan was drawn."""


class RotationTold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fair rotation that holds tonight."""

    first: date
    nights: int
    night: int
    """Tonight's number in it, from 1."""
    drawn: tuple[str, ...]
    """Places with an extra visit."""
    taking_part: int
    vetoed: tuple[str, ...]
    commitment: str
    """SHA-256 of its secret seed, which is revealed after the last night."""


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A problem in both languages."""

    code: str
    what: dict[str, str]
    do: dict[str, str]


def told(problem: ProblemError) -> Told:
    """The problem as it is kept."""
    return Told(
        code=problem.code,
        what={language: problem.what(language) for language in LANGUAGES},
        do={language: problem.do(language) for language in LANGUAGES},
    )


class Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a planning comes to; kept as a document."""

    options: tuple[OptionRow, ...] = ()
    problem: Told | None = None
    rotation: RotationTold | None = None


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the process is given, as one line of JSON."""

    folder: str
    """Of the record."""
    wish: Wish
    paper: msgspec.Raw = msgspec.Raw(b"null")
    """The one that is changed."""
    history: History = History()
    """Visits of the nights before, as the record has them; for a plan from nothing."""
    now: int = -1
    """Second of the shift; negative: before it."""
    seed: str = ""
    salt: str = ""
    """Of the draw, in hexadecimal. Secret: it goes through a pipe and is kept nowhere."""
    rotation: Rotation | None = None
    """That holds already."""
    rotation_seed: str = ""
    rotation_salt: str = ""
    """Of one that begins tonight."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """An option as the process gives it: `row.plan` is filled in by the server."""

    row: OptionRow
    paper: msgspec.Raw


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One line that the process says: progress, or the end."""

    stage: str = ""
    part: float = 0.0
    made: tuple[Made, ...] | None = None
    rotation: Rotation | None = None
    """That the night has."""
    problem: Told | None = None
