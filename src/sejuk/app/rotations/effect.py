"""What the rotations of an operation showed: read from the record once, when the operation is over.

While it runs nobody is told more than how it goes: a sheet looked at every week would find an
effect sooner or later, whatever there is (guarantee G14).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from sejuk.app.districts import districts
from sejuk.app.rotations.kept import drawn_again
from sejuk.app.visited import stops_between
from sejuk.evaluation.effect import effect
from sejuk.files.incidents import incident_kinds
from sejuk.model.district import District
from sejuk.model.effect import EffectSheet
from sejuk.model.event import body_of, from_ms, to_ms
from sejuk.model.experiment import ONE, Cell, Experiment, Outcome, OutcomeKind
from sejuk.model.kinds.engagement import ConcernSource
from sejuk.model.kinds.field import Origin, Reported
from sejuk.model.kinds.rotation import EffectRead
from sejuk.model.place import border_id
from sejuk.model.role import meets
from sejuk.operations.coverage import VISIT_MINUTES
from sejuk.operations.operation import OperationState
from sejuk.problems import ProblemError
from sejuk.store.concerns import concerns_since
from sejuk.store.documents import keep_document
from sejuk.store.papers import PaperRow, Place, areas_of_accounts, operations
from sejuk.store.record import Record
from sejuk.store.rotations import effects_read, rotations_of

PROGRAM = "server"
DAY, DAY_MS = timedelta(days=1), 86_400_000
LATE = timedelta(days=1)
"""So long phones have to send what they have, after the operation."""
SEED = 0
"""Of the redraws; recorded nowhere, since it is always this."""
CONDUCT = "sikap-petugas"
"""The kind of concern that is about those who came."""
OVER = frozenset({OperationState.ENDED, OperationState.EXPIRED})


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A night of a rotation: the day from the beginning of its shift on."""

    rotation: PaperRow
    number: int
    """From 0."""

    @property
    def begins(self) -> datetime:
        return from_ms(self.rotation.begins_ms) + self.number * DAY

    @property
    def ends(self) -> datetime:
        return self.begins + DAY


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation's rotations compare."""

    experiment: Experiment
    outcomes: tuple[Outcome, ...]
    other_origins: int


def read_due(record: Record, now: datetime) -> int:
    """Reads the effect of operations that are over; of how many. Mostly there are none."""
    with record.reading() as connection:
        due = [
            (district, row)
            for district in districts(record.folder).values()
            for row in _due(connection, district, now)
        ]
    for district, row in due:
        sheet = sheet_of(record, district, row)
        with record.writing(now=now) as writing:
            if row.operation in _read(writing.connection, district):  # another process was quicker
                continue
            content = None if sheet is None else msgspec.json.encode(sheet)
            body = EffectRead(
                operation=row.operation,
                area=district.name,
                sheet=None
                if content is None
                else keep_document(writing.connection, content, to_ms(now)),
            )
            writing.happen(body, author=PROGRAM)
    return len(due)


def sheet_of(record: Record, district: District, operation: PaperRow) -> EffectSheet | None:
    """None: nothing was drawn, or nothing can be compared."""
    try:
        found = compared(record, district, operation)
    except ProblemError as problem:
        if problem.code != "design_nothing_to_compare":
            raise
        return None
    if found is None:
        return None
    return effect(found.experiment, found.outcomes, seed=SEED, other_origins=found.other_origins)


def compared(record: Record, district: District, operation: PaperRow) -> Compared | None:
    """The rotations that began under an operation, as drawn, and what residents told meanwhile.

    None: there were none. Raises `planning_unreadable` when a frame is gone, and the problems of
    `Experiment`.
    """
    with record.reading() as place:
        rows = _under(place, district, operation)
        if not rows:
            return None
        nights = [
            Window(rotation=row, number=number)
            for row in rows
            for number in range(row.nights)
            if row.begins_ms + number * DAY_MS < operation.over_ms
        ]
        cells = tuple(_cells(place, record, district, nights))
        complaints = list(_complaints(place, district, nights))
    told, others = _told(record, district, nights)
    areas = {cell.area for cell in cells}
    return Compared(
        experiment=Experiment(cells=cells, neighbours=touching(areas, district.area_ids())),
        outcomes=(*told, *complaints),
        other_origins=others,
    )


def touching(areas: Collection[str], known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Pairs among `areas` that touch: two sides of a known border, and a border and its sides."""
    ids = set(known)
    sides = {area: tuple(area.split("|")) for area in areas}
    found = set()
    for a in areas:
        for b in areas:
            if a < b and (
                border_id(a, b) in ids
                or (len(sides[a]) != len(sides[b]) and set(sides[a]) & set(sides[b]))
            ):
                found.add((a, b))
    return tuple(sorted(found))


def _due(place: Place, district: District, now: datetime) -> list[PaperRow]:
    """Operations that are over, whose last night is over too, and whose effect was not read."""
    read = _read(place, district)
    return [
        row
        for row in operations(place)
        if row.state in OVER
        and row.begins_ms is not None
        and meets(row.area, district.name)
        and row.operation not in read
        and from_ms(row.over_ms) + DAY + LATE <= now
        and _under(place, district, row)
    ]


def _under(place: Place, district: District, operation: PaperRow) -> list[PaperRow]:
    """Rotations that began while it ran."""
    rows = rotations_of(place, district.name)
    return [row for row in rows if operation.begins_ms <= row.begins_ms < operation.over_ms]


def _read(place: Place, district: District) -> set[str]:
    return {row.operation for row in effects_read(place, district.name)}


def _cells(
    place: Place, record: Record, district: District, nights: Sequence[Window]
) -> Iterator[Cell]:
    area_of = {one.id: one.area_id for one in district.places}
    for night in nights:
        row = night.rotation
        rotation = drawn_again(place, record.keys, row)
        visited = {
            stop.place
            for stop in stops_between(place, district, night.begins, night.ends)
            if stop.minutes >= VISIT_MINUTES
        }
        drawn = set(rotation.drawn)
        for unit in rotation.frame.units:
            yield Cell(
                area=area_of.get(unit.place, unit.place),
                night=rotation.frame.begins + night.number * DAY,
                block=row.rotation,
                stratum=f"{unit.stratum.ward} {unit.stratum.tercile}",
                millionths=unit.thousandths * (ONE // 1000),
                assigned=unit.place in drawn,
                delivered=unit.place in visited,
            )
        taken = {area_of.get(unit.place, unit.place) for unit in rotation.frame.units}
        # A vetoed place whose area took part with another one is no area that was taken out.
        for vetoed in sorted({area_of.get(p, p) for p in rotation.frame.vetoed} - taken):
            yield Cell(
                area=vetoed,
                night=rotation.frame.begins + night.number * DAY,
                block=row.rotation,
                stratum="",
                millionths=0,
                assigned=False,
                delivered=False,
                vetoed=True,
            )


def _told(
    record: Record, district: District, nights: Sequence[Window]
) -> tuple[list[Outcome], int]:
    """Disturbances that residents told of in these nights, and how many others told of."""
    kinds = incident_kinds()
    begins, ends = min(n.begins for n in nights), max(n.ends for n in nights)
    with record.looking(now=ends + LATE) as view:
        entries = view.since(begins, {"reported"})
        accounts = areas_of_accounts(view.connection, {entry.author for entry in entries})
    told, others = [], 0
    for entry in entries:
        body, account = body_of(entry), accounts.get(entry.author)
        if not isinstance(body, Reported) or account is None or not meets(account, district.name):
            continue
        kind = kinds.get(body.what)
        night = _night_of(min(entry.corrected_at, entry.received_at), nights)
        if kind is None or kind.severity == 0 or night is None:
            continue
        if body.origin is Origin.RESIDENT:
            told.append(Outcome(area=body.area, night=_date(night), origin=body.origin))
        else:
            others += 1
    return told, others


def _complaints(place: Place, district: District, nights: Sequence[Window]) -> Iterator[Outcome]:
    """About those who came: a harm. What a crew was told itself is not among them."""
    begins = min(night.begins for night in nights)
    for row in concerns_since(place, to_ms(begins)):
        night = _night_of(from_ms(row.opened_ms), nights)
        if (
            row.area == district.name
            and row.what == CONDUCT
            and row.source != ConcernSource.CREW
            and night is not None
        ):
            yield Outcome(
                area=row.neighbourhood,
                night=_date(night),
                origin=Origin.RESIDENT,
                what=OutcomeKind.COMPLAINT,
            )


def _night_of(moment: datetime, nights: Sequence[Window]) -> Window | None:
    return next((n for n in nights if n.begins <= moment < n.ends), None)


def _date(night: Window) -> date:
    first: date = night.rotation.first
    return first + night.number * DAY
