"""Tables are functions of the log: made as it grows or made anew, in few batches or many."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.event import Event
from sejuk.model.kinds.papers import OperationOpened
from sejuk.store.backup import look_at
from sejuk.store.ledger.audit import Fault
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.projection import rows_digest
from sejuk.store.projections.rebuild import make_projections
from sejuk.store.record import Record
from sejuk.store.sqlite import make_engine
from tests.store.anything import histories
from tests.store.diary import NOW, arrived, event, opened, opening

MEMORY = Path("/dev/shm")  # noqa: S108 – a folder of its own in there
TABLES = [table for projection in PROJECTIONS for table in projection.tables]


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder that need not wait for a disk, where there is such a thing."""
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


def digest(record: Record) -> str:
    with record.reading() as connection:
        return rows_digest(connection, TABLES)


def made_anew(record: Record) -> str:
    engine = make_engine(record.file, write=True)
    with engine.begin() as connection:
        names = make_projections(connection, anew=True)
    engine.dispose()
    assert len(names) == len(PROJECTIONS)
    return digest(record)


@settings(max_examples=12)
@given(histories(), st.randoms(use_true_random=False))
def test_made_anew_they_are_the_same(events: list[Event], dice: object) -> None:
    with in_memory() as folder, opened(folder) as record:
        rest = list(events)
        while rest:
            some = dice.randint(1, len(rest))  # type: ignore[attr-defined]
            record.append(rest[:some], now=NOW)
            rest = rest[some:]
        grown = digest(record)
        assert made_anew(record) == grown
        # And a third way: the audit makes them in another database. (Seeds here fit nothing.)
        found = look_at(record.file, []).findings
        assert [one for one in found if one.fault is not Fault.DRAW] == []


def test_no_two_projections_share_a_table() -> None:
    names = Counter(table.name for table in TABLES)
    assert [name for name, count in names.items() if count > 1] == []


def test_an_entry_that_breaks_a_table_is_left_out_and_kept_in_the_log(tmp_path: Path) -> None:
    """Two orders of one id, from a phone that invents them: nobody's sync may stop for it."""
    twice = [
        event(seq, OperationOpened(operation="op-1", area=area, legal_basis=(), expires=NOW))
        for seq, area in ((1, "3"), (2, "4"))
    ]
    with opened(tmp_path) as record:
        answer = record.append([*twice, arrived(3), opening(4)], now=NOW)
        assert [entry.seq for entry in answer.recorded] == [1, 2, 3, 4]
        grown = digest(record)
        assert made_anew(record) == grown
        assert look_at(record.file, []).findings == ()


def test_a_changed_definition_makes_tables_anew_at_opening(tmp_path: Path) -> None:
    with opened(tmp_path) as record:
        record.append([opening(1)], now=NOW)
        grown = digest(record)
        with record.writing(now=NOW) as writing:
            run = writing.connection.exec_driver_sql
            run("UPDATE about SET value = 'old' WHERE name = 'projection roll_call'")
            run("DROP TABLE roll_call")
            run("CREATE TABLE roll_call (something TEXT)")
    with opened(tmp_path) as record:
        assert digest(record) == grown
