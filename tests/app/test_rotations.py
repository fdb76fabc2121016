"""Rotations in a record: drawn, kept secret, revealed, and read once when the operation is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from sejuk.app.build_district import write_district
from sejuk.app.districts import FOLDER
from sejuk.app.oversight.drawn import drawn_as_told
from sejuk.app.record.verify import verify
from sejuk.app.rotations.effect import compared, read_due, sheet_of, touching
from sejuk.app.rotations.kept import (
    check_free,
    drawn_again,
    note_rotation,
    rotation_id,
    rotation_on,
    rotation_secret,
)
from sejuk.app.rotations.sheets import last_sheet, public_effect
from sejuk.app.tick import tick
from sejuk.draw.rotation import draw_rotation, rotation_frame
from sejuk.draw.seed import reveal_matches
from sejuk.model.district import District
from sejuk.model.effect import Verdict
from sejuk.model.kinds.engagement import ConcernOpened, ConcernSource
from sejuk.model.kinds.field import Arrived, Left, Origin, Reported
from sejuk.model.kinds.papers import OperationOpened, OperationStepped
from sejuk.model.kinds.room import PlanningBegun, PlanningKind
from sejuk.model.kinds.rotation import RotationRevealed
from sejuk.model.rotation import Rotation, RotationFrame
from sejuk.problems import ProblemError
from sejuk.store.account_tables import DOCUMENT
from sejuk.store.ledger.audit import Fault
from sejuk.store.papers import PaperRow, find_operation, find_planning
from sejuk.store.record import DATABASE, Record
from sejuk.store.rotations import effects_read, rotations_of
from tests.app.melati import FIRST, KATIM, begun

BLOCKS, NIGHTS = 10, 3
LAST = FIRST + timedelta(days=BLOCKS * NIGHTS)
"""The operation ends when its thirty nights are over."""
READ = LAST + timedelta(days=2)
DAY = timedelta(days=1)


def first_night(block: int) -> date:
    return date(2024, 9, 1) + timedelta(days=block * NIGHTS)


def frame_of(district: District, block: int) -> RotationFrame:
    """The first place of every area takes part; two of them are drawn."""
    places = {p.area_id: p for p in reversed(district.places) if p.id != district.police_post}
    wards = {hood.id: hood.ward for hood in district.neighbourhoods}
    return rotation_frame(
        begins=first_night(block),
        risk={place.id: 1.0 for place in places.values()},
        ward={place.id: wards[place.neighbourhoods[0]] for place in places.values()},
        budget=2,
    )


def note(record: Record, district: District, block: int, late: timedelta = timedelta()) -> Rotation:
    """Drawn on the morning before, or so much later, with a planning; what the secret draws."""
    begins = FIRST + block * NIGHTS * DAY
    now = begins - timedelta(hours=10) + late
    frame = frame_of(district, block)
    with record.writing(now=now) as writing:
        body = PlanningBegun(
            planning=f"r-{block}", what=PlanningKind.TONIGHT, area=district.name, wish="0" * 64
        )
        writing.happen(body, author="padal")
        row = find_planning(writing.connection, f"r-{block}")
        assert row is not None
        note_rotation(writing, record.keys, row, frame, begins, now)
    secret = rotation_secret(record.keys, district.name, first_night(block))
    return draw_rotation(frame, secret.seed, secret.salt)


def visit(record: Record, place: str, at: datetime, minutes: int = 12) -> None:
    for later, kind in ((0, Arrived), (minutes, Left)):
        with record.writing(now=at + timedelta(minutes=later)) as writing:
            writing.happen(kind(place=place, crew="A"), author=KATIM)


def tell(
    record: Record, area: str, at: datetime, what: str, origin: Origin, crew: str | None = None
) -> None:
    """With a crew: noted on its round."""
    with record.writing(now=at) as writing:
        writing.happen(Reported(what=what, origin=origin, area=area, crew=crew), author=KATIM)


def complain(
    record: Record, district: str, concern: str, area: str, source: ConcernSource, at: datetime
) -> None:
    ask(record, district, concern, area, source, at, what="sikap-petugas")


def ask(
    record: Record,
    district: str,
    concern: str,
    area: str,
    source: ConcernSource,
    at: datetime,
    what: str = "sampah",
) -> None:
    with record.writing(now=at) as writing:
        body = ConcernOpened(
            concern=concern,
            number=int(concern[2:]),
            what=what,
            area=district,
            neighbourhood=area,
            owner="kecamatan",
            due=at.date() + DAY,
            source=source,
        )
        writing.happen(body, author="public")


def operation(record: Record, area: str, begins: datetime, ends: datetime) -> None:
    """Started and ended; the clock of a record may not go back, so each at its moment."""
    with record.writing(now=begins) as writing:
        opened = OperationOpened(
            operation="o-1", area=area, legal_basis=("UU 2/2002",), expires=ends + 5 * DAY
        )
        writing.happen(opened, author="kapolsek")
        writing.happen(OperationStepped(operation="o-1", step="start", state="running"), author="k")


def end(record: Record, now: datetime) -> None:
    with record.writing(now=now) as writing:
        writing.happen(OperationStepped(operation="o-1", step="end", state="ended"), author="k")


class Story(msgspec.Struct, kw_only=True, eq=False):
    """What was written, counted while it was."""

    record: Record
    drawn: list[Rotation]
    reports: dict[bool, int]
    """Of areas that were drawn, and that were not."""
    others: int
    visited: dict[bool, int]


@pytest.fixture(scope="module")
def story(district: District, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Thirty nights. Undrawn areas tell twice a night, drawn ones on every third night once."""
    place_area = {place.id: place.area_id for place in district.places}
    folder = tmp_path_factory.mktemp("record")
    write_district(district, folder / FOLDER / "melati")
    with begun(folder, district.name) as record:
        operation(record, district.name, FIRST - timedelta(minutes=1), LAST)
        told = Story(
            record=record,
            drawn=[],
            reports={True: 0, False: 0},
            others=0,
            visited={True: 0, False: 0},
        )
        for block in range(BLOCKS):
            rotation = note(record, district, block)
            told.drawn.append(rotation)
            for n in range(NIGHTS):
                night = FIRST + (block * NIGHTS + n) * DAY
                for unit in rotation.frame.units:
                    is_drawn = unit.place in rotation.drawn
                    goes = is_drawn != (block == 0 and n == 0)  # the other way round on the first
                    if goes:
                        visit(record, unit.place, night + timedelta(minutes=30))
                        told.visited[is_drawn] += 1
                    times = (n == 0) if is_drawn else 2
                    for _ in range(times):
                        at = night + timedelta(hours=5)
                        tell(record, place_area[unit.place], at, "pencurian", Origin.RESIDENT)
                        told.reports[is_drawn] += 1
                area = place_area[rotation.drawn[0]]
                tell(record, area, night + timedelta(hours=6), "pencurian", Origin.DISCOVERED)
                tell(record, area, night + timedelta(hours=7), "unjuk-rasa", Origin.RESIDENT)
                told.others += 1
                # What residents tell a crew on its round says where crews are.
                tell(record, area, night + timedelta(hours=1), "sampah", Origin.RESIDENT, crew="A")
                told.others += 1
        drawn = place_area[told.drawn[2].drawn[0]]
        at = FIRST + 2 * NIGHTS * DAY + timedelta(hours=3)
        complain(record, district.name, "c-1", drawn, ConcernSource.PUBLIC, at)
        complain(record, district.name, "c-2", drawn, ConcernSource.CREW, at)
        # By the public form: as good as a report. Told to a crew: not.
        ask(record, district.name, "c-3", drawn, ConcernSource.PUBLIC, at)
        ask(record, district.name, "c-4", drawn, ConcernSource.CREW, at)
        told.reports[True] += 1
        end(record, LAST)
        tell(record, drawn, LAST + timedelta(hours=1), "pencurian", Origin.RESIDENT)  # too late
        yield told


def test_nobody_reads_it_while_it_runs(story: Story) -> None:
    """Not on any of its days, nor before phones had time to send what they have."""
    for day in range(BLOCKS * NIGHTS + 1):
        assert read_due(story.record, FIRST + day * DAY) == 0
    assert read_due(story.record, READ - timedelta(seconds=1)) == 0


def test_the_sheet_counts_what_was_drawn_and_told(story: Story, district: District) -> None:
    """Against what the story counted itself."""
    sheet = sheet_of(story.record, district, the_operation(story.record))
    assert sheet is not None
    units = len(story.drawn[0].frame.units)
    assert (sheet.areas, sheet.blocks, sheet.vetoed) == (units, BLOCKS, 0)
    assert (sheet.first, sheet.last) == (first_night(0), first_night(BLOCKS) - DAY)
    assert sheet.drawn.area_nights == 2 * BLOCKS * NIGHTS
    assert sheet.undrawn.area_nights == (units - 2) * BLOCKS * NIGHTS
    assert sheet.drawn.reports == story.reports[True]
    assert sheet.undrawn.reports == story.reports[False]
    assert sheet.left_out.other_origins == story.others
    assert sheet.delivery.drawn_visited == story.visited[True]
    assert sheet.delivery.undrawn_visited == story.visited[False]
    (complaints, backlash) = sheet.harms
    assert (complaints.drawn.reports, complaints.undrawn.reports) == (1, 0)
    assert backlash.drawn.reports == 0
    # A sixth of the reports, in every block and area: no chance does that.
    assert sheet.verdict is Verdict.FEWER
    assert sheet.effect.ratio == pytest.approx(1 / 6, abs=0.03)


def test_it_is_read_once(story: Story, district: District) -> None:
    assert read_due(story.record, READ) == 1
    assert read_due(story.record, READ + DAY) == 0
    with story.record.reading() as place:
        (row,) = effects_read(place, district.name)
        sheet = last_sheet(place, district.name)
    assert row.operation == "o-1"
    assert sheet == sheet_of(story.record, district, the_operation(story.record))
    told = public_effect(sheet)
    assert told is not None
    assert told.fewer


def test_few_reports_are_not_published(story: Story, district: District) -> None:
    sheet = sheet_of(story.record, district, the_operation(story.record))
    assert sheet is not None
    few = msgspec.structs.replace(sheet, drawn=msgspec.structs.replace(sheet.drawn, reports=4))
    assert public_effect(few) is None
    assert public_effect(None) is None


def test_the_log_does_not_say_who_was_drawn_before_the_end(
    district: District, tmp_path: Path
) -> None:
    with begun(tmp_path, district.name) as record:
        rotation = note(record, district, 0)
        secret = rotation_secret(record.keys, district.name, first_night(0))
        with record.reading() as place:
            (row,) = rotations_of(place, district.name)
            for day in range(NIGHTS):
                assert rotation_on(place, record.keys, district.name, row.first + day * DAY) == (
                    rotation
                )
            for day in (-1, NIGHTS):
                other = row.first + day * DAY
                assert rotation_on(place, record.keys, district.name, other) is None
        assert (row.rotation, row.seed) == (rotation_id(district.name, row.first), None)
        assert row.commitment == rotation.commitment
        ends = FIRST + NIGHTS * DAY
        assert tick(record, ends - timedelta(seconds=1)) == 0
        record.fold_log()
        content = (tmp_path / DATABASE).read_bytes()
        assert secret.seed.hex().encode() not in content
        assert secret.seed not in content
        assert tick(record, ends) == 1
        with record.reading() as place:
            (row,) = rotations_of(place, district.name)
            assert drawn_again(place, record.keys, row) == rotation
        assert reveal_matches(row.commitment, bytes.fromhex(row.seed), bytes.fromhex(row.salt))


def test_a_seed_that_was_not_committed_to_is_found(district: District, tmp_path: Path) -> None:
    with begun(tmp_path, district.name) as record:
        note(record, district, 0)
        tick(record, FIRST + NIGHTS * DAY)
        assert verify(tmp_path, (), ()).findings == ()
        with record.writing(now=FIRST + 9 * DAY) as writing:
            wrong = RotationRevealed(
                rotation=rotation_id(district.name, first_night(0)), seed="0" * 64, salt="0" * 32
            )
            writing.happen(wrong, author="server")
        (finding,) = verify(tmp_path, (), ()).findings
        assert finding.fault is Fault.DRAW


def test_a_plan_that_names_others_than_were_drawn_is_found(
    district: District, tmp_path: Path
) -> None:
    with begun(tmp_path, district.name) as record:
        rotation = note(record, district, 0)
        other = first_night(1)
        moved = msgspec.structs.replace(rotation.frame, begins=other)
        unnoted = msgspec.structs.replace(rotation, frame=moved)
        swapped = msgspec.structs.replace(rotation, drawn=rotation.undrawn[:2])

        def told(by_plan: Rotation | None, night: int = 0, made: datetime = FIRST) -> str:
            with record.reading() as place:
                on = first_night(0) + night * DAY
                return drawn_as_told(place, district.name, on, by_plan, made)

        assert told(rotation) == "its seed is not revealed"
        tick(record, FIRST + NIGHTS * DAY)
        assert told(rotation) == told(rotation, night=2) == "same"
        assert told(swapped) == told(unnoted) == "different"
        assert told(None) == "different", "the plan of a night leaves out the rotation that held"
        assert told(None, made=FIRST - DAY) == "planned before it was drawn"
        assert told(None, night=NIGHTS) == "no rotation"
        assert told(rotation, night=NIGHTS) == "not a rotation of this record"
        note(record, district, 1)
        tick(record, FIRST + 2 * NIGHTS * DAY)
        assert told(rotation, night=NIGHTS) == "different", "a copy of the one before"


def test_a_frame_that_was_altered_is_not_drawn_from(district: District, tmp_path: Path) -> None:
    with begun(tmp_path, district.name) as record:
        rotation = note(record, district, 0)
        tick(record, FIRST + NIGHTS * DAY)
        easier = msgspec.structs.replace(rotation.frame, vetoed=("pasar-1",))
        content = msgspec.json.encode(easier, order="sorted")
        with record.writing(now=FIRST + 9 * DAY) as writing:
            writing.connection.execute(update(DOCUMENT).values(content=content))
        with record.reading() as place:
            said = drawn_as_told(place, district.name, first_night(0), rotation, FIRST)
            assert said == "its frame is gone or was altered"
            (row,) = rotations_of(place, district.name)
            with pytest.raises(ProblemError, match="planning_unreadable"):
                drawn_again(place, record.keys, row)


def test_an_operation_without_a_rotation_has_no_sheet(district: District, tmp_path: Path) -> None:
    write_district(district, tmp_path / FOLDER / "melati")
    with begun(tmp_path, district.name) as record:
        operation(record, district.name, FIRST, LAST)
        end(record, LAST)
        assert read_due(record, READ) == 0
        assert compared(record, district, the_operation(record)) is None
        assert sheet_of(record, district, the_operation(record)) is None


@pytest.mark.parametrize(
    ("areas", "known", "pairs"),
    [
        ({"1", "2", "3"}, {"1", "2", "3", "1|2"}, {("1", "2")}),
        ({"10", "9"}, {"9|10"}, {("10", "9")}),
        (set(), {"1|2"}, set()),
    ],
)
def test_neighbourhoods_touch_where_a_border_is_known(
    areas: set[str], known: set[str], pairs: set[tuple[str, str]]
) -> None:
    assert set(touching(areas, known)) == pairs


def the_operation(record: Record) -> PaperRow:
    with record.reading() as place:
        found = find_operation(place, "o-1")
    assert found is not None
    return found


def test_an_operation_beside_another_is_no_earlier_look(district: District, tmp_path: Path) -> None:
    """Two at once, the second one short: rotations are the first one's."""
    write_district(district, tmp_path / FOLDER / "melati")
    with begun(tmp_path, district.name) as record:
        operation(record, district.name, FIRST - timedelta(minutes=2), LAST)
        with record.writing(now=FIRST - timedelta(minutes=1)) as writing:
            opened = OperationOpened(
                operation="o-2", area=district.name, legal_basis=("UU 2/2002",), expires=READ
            )
            writing.happen(opened, author="kapolsek")
            started = OperationStepped(operation="o-2", step="start", state="running")
            writing.happen(started, author="k")
        note(record, district, 0)
        with record.writing(now=FIRST + 3 * DAY) as writing:
            ended = OperationStepped(operation="o-2", step="end", state="ended")
            writing.happen(ended, author="k")
        assert read_due(record, FIRST + 9 * DAY) == 0
        end(record, LAST)
        assert read_due(record, READ) == 1


def test_a_secret_that_is_lost_is_not_made_up(district: District, tmp_path: Path) -> None:
    """As on another machine, from a backup, which has no keys."""
    with begun(tmp_path, district.name) as record:
        operation(record, district.name, FIRST - timedelta(minutes=1), LAST)
        first = note(record, district, 0)
        tick(record, FIRST + NIGHTS * DAY)
        note(record, district, 1)
        (tmp_path / "keys" / "draw.key").unlink()
        end(record, LAST)
        with record.reading() as place:
            revealed, lost = rotations_of(place, district.name)
            assert drawn_again(place, record.keys, revealed) == first
            assert drawn_again(place, record.keys, lost) is None
            assert rotation_on(place, record.keys, district.name, lost.first) is None
        assert tick(record, READ) == 0, "no other seed is revealed in its place"
        assert verify(tmp_path, (), ()).findings == ()
        found = compared(record, district, the_operation(record))
        assert found is not None
        assert {cell.block for cell in found.experiment.cells} == {revealed.rotation}


def test_a_rotation_noted_after_the_fact_is_none(district: District, tmp_path: Path) -> None:
    with begun(tmp_path, district.name) as record:
        operation(record, district.name, FIRST - timedelta(minutes=1), LAST)
        note(record, district, 0, late=timedelta(hours=12))
        end(record, LAST)
        assert compared(record, district, the_operation(record)) is None


@pytest.mark.parametrize(
    ("days", "free"), [(-3, True), (-2, False), (0, False), (2, False), (3, True)]
)
def test_two_rotations_share_no_night(
    district: District, tmp_path: Path, days: int, free: bool
) -> None:
    """Of three nights each."""
    with begun(tmp_path, district.name) as record:
        note(record, district, 1)
        with record.reading() as place:
            first = first_night(1) + days * DAY
            if free:
                check_free(place, district.name, first)
            else:
                with pytest.raises(ProblemError, match="rotation_holds"):
                    check_free(place, district.name, first)
            check_free(place, "Kampung lain", first)
