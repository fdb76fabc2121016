"""What the rotations of an operation showed: read from the record once, when the operation is over.

While it runs nobody is told more than how it goes: a sheet looked at every week would find an
effect sooner or later, whatever there is (guarantee G14).
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations

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
from sejuk.model.rotation import Rotation
from sejuk.operations.concern import NO_CONCERN
from sejuk.operations.coverage import VISIT_MINUTES
from sejuk.operations.operation import OperationState
from sejuk.problems import ProblemError
from sejuk.store.concerns import concerns_since
from sejuk.store.documents import keep_document
from sejuk.store.papers import PaperRow, Place, areas_of_accounts, operations
from sejuk.store.record import Record
from sejuk.store.rotations import effects_read, rotations_of

PROGRAM = "server"
_LOG = logging.getLogger("sejuk.effect")
DAY, DAY_MS = timedelta(days=1), 86_400_000
LATE = timedelta(days=1)
"""So long phones have to send what they have, after the operation."""
SEED = 0
"""Of the redraws; recorded nowhere, since it is always this."""
CONDUCT = "sikap-petugas"
"""The kind of concern that is about those who came."""
FOREVER = 1 << 62
NEVER = frozenset(
    {
        *("design_nothing_to_compare", "design_cell_twice", "design_block_mixed"),
        *("design_not_drawn", "design_vetoed_drawn", "planning_unreadable"),
    }
)
"""Problems that no later reading would not have."""
OVER = frozenset({OperationState.ENDED, OperationState.EXPIRED})


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A night of a rotation: the day from the beginning of its shift on."""

    id: str
    rotation: Rotation
    number: int
    """From 0."""
    begins: datetime

    @property
    def date(self) -> date:
        return self.rotation.frame.begins + self.number * DAY

    @property
    def ends(self) -> datetime:
        return self.begins + DAY


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation's rotations compare."""

    experiment: Experiment
    outcomes: tuple[Outcome, ...]
    other_origins: int


def read_due(record: Record, now: datetime) -> int:
    """Reads the effect of operations that are over; of how many. Mostly there are none.

    One that cannot be read now is left for later, and does not stand in the way of the others.
    """
    with record.reading() as connection:
        due = [
            (district, row)
            for district in districts(record.folder).values()
            for row in _due(connection, district, now)
        ]
    done = 0
    for district, row in due:
        try:
            sheet = sheet_of(record, district, row)
        except ProblemError as problem:
            _LOG.warning("effect of %s: %s", row.operation, problem)
            continue
        done += _note(record, district, row, sheet, now)
    return done


def _note(
    record: Record, district: District, row: PaperRow, sheet: EffectSheet | None, now: datetime
) -> int:
    with record.writing(now=now) as writing:
        place = writing.connection
        if row.operation in _read(place, district):  # another process was quicker
            return 0
        content = msgspec.json.encode(sheet)
        body = EffectRead(
            operation=row.operation,
            area=district.name,
            sheet=None if sheet is None else keep_document(place, content, to_ms(now)),
        )
        writing.happen(body, author=PROGRAM)
    return 1


def sheet_of(record: Record, district: District, operation: PaperRow) -> EffectSheet | None:
    """None: nothing was drawn, or nothing can be compared, now or later."""
    try:
        found = compared(record, district, operation)
    except ProblemError as problem:
        if problem.code not in NEVER:
            raise
        _LOG.warning("effect of %s: %s", operation.operation, problem)
        return None
    if found is None:
        return None
    return effect(found.experiment, found.outcomes, seed=SEED, other_origins=found.other_origins)


def compared(record: Record, district: District, operation: PaperRow) -> Compared | None:
    """The rotations that began under an operation, as drawn, and what residents told meanwhile.

    None: there were none. A rotation that was noted after its first night had begun is none, nor
    one whose secret is lost. Raises `planning_unreadable` when a frame is gone, and the problems
    of `Experiment`.
    """
    with record.reading() as place:
        nights = [
            Window(
                id=row.rotation,
                rotation=rotation,
                number=number,
                begins=from_ms(row.begins_ms) + number * DAY,
            )
            for row in _under(place, district, operation)
            if row.drawn_ms < row.begins_ms
            and (rotation := drawn_again(place, record.keys, row)) is not None
            for number in range(row.nights)
            if row.begins_ms + number * DAY_MS < operation.over_ms
        ]
        if not nights:
            return None
        cells = tuple(_cells(place, district, nights))
        asked = list(_asked(place, district, nights))
    told, others = _told(record, district, nights)
    areas = {cell.area for cell in cells}
    return Compared(
        experiment=Experiment(cells=cells, neighbours=touching(areas, district.area_ids())),
        outcomes=(*told, *asked),
        other_origins=others,
    )


def touching(areas: Collection[str], known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Pairs among these neighbourhoods that have a known border."""
    ids = set(known)
    return tuple(pair for pair in combinations(sorted(areas), 2) if border_id(*pair) in ids)


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
    """Rotations that began while it ran, and under no operation that had begun before it.

    So each is read once, however many operations run in one place: a short one beside a long one
    is no earlier look at the long one's nights.
    """
    running = sorted(
        (row.begins_ms, row.operation, row.over_ms)
        for row in operations(place)
        if row.begins_ms is not None and meets(row.area, district.name)
    )

    def owner(rotation: PaperRow) -> str | None:
        at = rotation.begins_ms
        return next((o for begins, o, over in running if begins <= at < (over or FOREVER)), None)

    return [row for row in rotations_of(place, district.name) if owner(row) == operation.operation]


def _read(place: Place, district: District) -> set[str]:
    return {row.operation for row in effects_read(place, district.name)}


def _cells(place: Place, district: District, nights: Sequence[Window]) -> Iterator[Cell]:
    area_of = {one.id: one.area_id for one in district.places}
    for night in nights:
        stops = stops_between(place, district, night.begins, night.ends)
        visited = {stop.place for stop in stops if stop.minutes >= VISIT_MINUTES}
        drawn = set(night.rotation.drawn)
        for unit in night.rotation.frame.units:
            yield Cell(
                area=area_of.get(unit.place, unit.place),
                night=night.date,
                block=night.id,
                stratum=f"{unit.stratum.ward} {unit.stratum.tercile}",
                millionths=unit.thousandths * (ONE // 1000),
                assigned=unit.place in drawn,
                delivered=unit.place in visited,
            )
        for vetoed in night.rotation.frame.vetoed:
            yield Cell(
                area=area_of.get(vetoed, vetoed),
                night=night.date,
                block=night.id,
                stratum="",
                millionths=0,
                assigned=False,
                delivered=False,
                vetoed=True,
            )


def _told(
    record: Record, district: District, nights: Sequence[Window]
) -> tuple[list[Outcome], int]:
    """Disturbances that residents told of in these nights, and how many others told of.

    What a crew notes on its round is of others, whoever said it: where crews go more is told, and
    drawn areas would seem worse for it.
    """
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
        on_round = entry.patrol is not None or body.crew is not None or body.place is not None
        if body.origin is Origin.RESIDENT and not on_round:
            told.append(Outcome(area=body.area, night=night.date, origin=body.origin))
        else:
            others += 1
    return told, others


def _asked(place: Place, district: District, nights: Sequence[Window]) -> Iterator[Outcome]:
    """What residents asked for by the public form or at the office, and no crew was told.

    A disturbance by the table of incidents, or a complaint about those who came, which is a harm.
    """
    kinds = incident_kinds()
    begins = min(night.begins for night in nights)
    for row in concerns_since(place, to_ms(begins)):
        night = _night_of(from_ms(row.opened_ms), nights)
        kind = kinds.get(row.what)
        if row.area != district.name or row.source == ConcernSource.CREW or night is None:
            continue
        if row.what == CONDUCT:
            what = OutcomeKind.COMPLAINT
        elif kind is not None and kind.severity > 0 and row.state not in NO_CONCERN:
            what = OutcomeKind.DISTURBANCE
        else:
            continue
        yield Outcome(area=row.neighbourhood, night=night.date, origin=Origin.RESIDENT, what=what)


def _night_of(moment: datetime, nights: Sequence[Window]) -> Window | None:
    return next((n for n in nights if n.begins <= moment < n.ends), None)
