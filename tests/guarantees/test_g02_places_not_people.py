"""G2: what residents report has no coordinates, and no small count can be worked out.

The attacker here shares no code with `disclosure.py`: he writes down every number of every table
as a sum of whole unknown counts, a day at a time, and asks an integer programme for each of 0 … 4
whether a small count could be it.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from sejuk.app.oversight.acts import act_files
from sejuk.disclosure import Table, publish
from sejuk.engagement.conduct import conduct_counts
from sejuk.model.claim import Channel
from sejuk.model.event import Event, Fix
from sejuk.model.kinds import KINDS
from sejuk.model.kinds.field import Heard, Origin, Reported
from sejuk.model.report import Effort, Incident, Report, Sighting
from sejuk.model.sensed import EarlyWarning, SensedArea
from sejuk.problems import ProblemError
from sejuk.store.record import DATABASE
from sejuk.store.replay import replayed
from tests.store.diary import NOW, closing, opened, opening
from tests.store.diary import event as entered

Ints = NDArray[np.int64]

COORDINATES = {"lat", "lon", "x", "y", "x_m", "y_m", "point", "position", "fix", "fixes", "coords"}
LEAST = 5
"""GUARANTEES.md: published cells with fewer than 5 events are suppressed."""
SMALL = range(LEAST)


# What residents report: a street node or an area, never a position.


@pytest.mark.parametrize("noun", [Report, Sighting, Effort, Incident, SensedArea, EarlyWarning])
def test_what_sensing_sees_has_no_coordinates(noun: type[msgspec.Struct]) -> None:
    assert set(noun.__struct_fields__) & COORDINATES == set()


def test_only_an_officers_own_position_is_one() -> None:
    """Every kind of event is asked: what may carry positions is a crew's track and its SOS."""
    assert {tag for tag, kind in KINDS.items() if kind.HAS_FIXES} == {"tracked", "sos"}
    for kind in KINDS.values():
        assert set(kind.__struct_fields__) & COORDINATES == set(), kind


@pytest.mark.parametrize(
    "body",
    [
        Reported(what="tawuran", origin=Origin.RESIDENT, area="1"),
        Heard(area="1", channel=Channel.OBROLAN),
    ],
)
def test_a_report_with_a_position_is_no_event(body: Reported | Heard) -> None:
    with pytest.raises(ProblemError) as caught:
        _event(body, (Fix(at=NOON, lon=106.8, lat=-6.2),))
    assert caught.value.code == "event_malformed"
    assert _event(body, ()).body == body


NOON = datetime(2024, 11, 28, 5, tzinfo=UTC)


def _event(body: Reported | Heard, fixes: tuple[Fix, ...]) -> Event:
    return Event(
        id=UUID("01936f2e-0000-7000-8000-000000000001"),
        device="hp-1",
        seq=1,
        occurred_at=NOON,
        author="tim-1",
        body=body,
        fixes=fixes,
        salt="0" * 32,
    )


# What is published: no small count, and none that follows.

small_tables = hnp.arrays(
    np.int64, st.tuples(*[st.integers(1, 4)] * 2, st.just(1)), elements=st.integers(0, 9)
)
sparse_tables = hnp.arrays(
    np.int64,
    st.tuples(*[st.integers(2, 5)] * 2, st.just(1)),
    elements=st.sampled_from([0, 0, 0, 1, 2, 3, 6, 11, 40]),
)
weeks = hnp.arrays(
    np.int64, st.tuples(*[st.integers(1, 3)] * 2, st.just(4)), elements=st.integers(0, 7)
)
spans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 4)).filter(lambda span: span[0] < span[1]),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50)
@given(st.one_of(small_tables, sparse_tables))
def test_no_small_count_of_a_table_can_be_worked_out(counts: Ints) -> None:
    table = publish(counts, 0, 1)
    check_shown(counts, table)
    assert pinned_down(counts, [table]) == []


@settings(max_examples=25)
@given(weeks, spans)
def test_nor_by_subtracting_tables_of_other_days(counts: Ints, days: list[tuple[int, int]]) -> None:
    tables: list[Table] = []
    for first, until in days:
        tables.append(publish(counts, first, until, tables))
    for table in tables:
        check_shown(counts, table)
    assert pinned_down(counts, tables) == []


def test_what_is_withheld_is_no_more_than_it_must_be() -> None:
    """One small cell of a 3 × 3 table takes a rectangle: three cells more, by hand.

    3 20 20        – – 20     A single other cell of its row and one of its column could be
    20 20 20   →   – – 20     worked out from their totals, were the fourth corner shown.
    20 20 20      20 20 20
    """
    counts = np.full((3, 3, 1), 20)
    counts[0, 0] = 3
    table = publish(counts, 0, 1)
    assert table.shown.sum() == 16 - 4
    assert not table.shown[0, 0]
    assert table.shown[3].all()
    assert table.shown[:, 3].all()


def test_a_table_without_small_counts_is_shown_whole() -> None:
    counts = np.full((3, 2, 1), LEAST)
    assert publish(counts, 0, 1).shown.all()


def test_the_two_days_between_two_tables_are_not_given_away() -> None:
    """20 until Sunday less 18 until Friday would be 2."""
    counts = np.zeros((1, 1, 7), np.int64)
    counts[0, 0, :5], counts[0, 0, 5:] = (4, 4, 4, 4, 2), (1, 1)
    week = publish(counts, 0, 7)
    assert (int(week.values[0, 0]), bool(week.shown[0, 0])) == (20, True)
    assert not publish(counts, 0, 5, [week]).shown.any()
    assert publish(counts, 0, 5).shown.all()


def test_counts_that_changed_since_are_refused() -> None:
    counts = np.full((2, 2, 2), 9)
    table = publish(counts, 0, 1)
    counts[0, 0, 0] += 1
    with pytest.raises(ValueError, match="published before"):
        publish(counts, 0, 2, [table])


def check_shown(counts: Ints, table: Table) -> None:
    """What is shown is true and not small; what is withheld is nowhere in the table."""
    days = counts[:, :, table.first : table.until].sum(axis=2)
    full = np.pad(days, ((0, 1), (0, 1)))
    full[-1, :-1], full[:-1, -1], full[-1, -1] = days.sum(axis=0), days.sum(axis=1), days.sum()
    assert (table.values == np.where(table.shown, full, 0)).all()
    assert (full[table.shown] >= LEAST).all()


def pinned_down(counts: Ints, tables: list[Table]) -> list[tuple[object, int]]:
    """Small counts, over any days between edges of tables, that cannot be one of 0 … 4."""
    rows, columns, _ = counts.shape
    equations, values = [], []
    for table in tables:
        for r, c in np.argwhere(table.shown):
            equations.append(_sum(counts.shape, r, c, table.first, table.until))
            values.append(float(table.values[r, c]))
    edges = sorted({edge for table in tables for edge in (table.first, table.until)})
    found: list[tuple[object, int]] = []
    for first, until in itertools.combinations(edges, 2):
        for r, c in itertools.product(range(rows + 1), range(columns + 1)):
            asked = _sum(counts.shape, r, c, first, until)
            if int((asked * counts.ravel()).sum()) >= LEAST:
                continue
            found += [
                ((r, c, first, until), value)
                for value in SMALL
                if not _possible([*equations, asked], [*values, float(value)])
            ]
    return found


def _sum(shape: tuple[int, ...], r: int, c: int, first: int, until: int) -> NDArray[np.float64]:
    rows, columns, _ = shape
    cells = np.zeros(shape)
    cells[slice(None) if r == rows else r, slice(None) if c == columns else c, first:until] = 1
    return cells.ravel()


def _possible(equations: list[NDArray[np.float64]], values: list[float]) -> bool:
    done = milp(
        np.zeros(len(equations[0])),
        constraints=LinearConstraint(np.array(equations), values, values),
        integrality=np.ones(len(equations[0]), np.int64),
        bounds=Bounds(0, np.inf),
    )
    assert done.status in {0, 2}, done.message  # found, or infeasible
    return bool(done.status == 0)


# What overseers are handed: one count out of totals that everybody knows, and acts of officials.

WEEKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=4)
BEGINS = date(2024, 11, 25)


@given(WEEKS)
@settings(max_examples=80, derandomize=True)
def test_a_count_out_of_known_totals_gives_no_small_one_away(weeks: list[tuple[int, int]]) -> None:
    """By counting: of a week whose total is public, so many are about conduct as the other weeks
    cannot hold, and no more than there are; of one whose total is not, nobody knows how many."""
    known = [
        (BEGINS + timedelta(weeks=week), about_conduct)
        for week, pair in enumerate(weeks)
        for about_conduct, count in zip((True, False), pair, strict=True)
        for _ in range(count)
    ]
    (told,) = conduct_counts(BEGINS, BEGINS + timedelta(weeks=4), known)
    count = told.about_conduct
    if count is None:
        return
    assert count == sum(conduct for conduct, _ in weeks) >= LEAST
    totals = [sum(pair) if sum(pair) >= LEAST else None for pair in weeks]
    for week, (total, (conduct, others)) in enumerate(zip(totals, weeks, strict=True)):
        if total is None:
            continue
        rest = [one for w, one in enumerate(totals) if w != week]
        elsewhere = count if None in rest else min(count, sum(one or 0 for one in rest))
        low, high = count - elsewhere, min(count, total)
        if conduct < LEAST:
            assert (low, high >= LEAST - 1) == (0, True), weeks
        if others < LEAST:
            assert (total - high, total - low >= LEAST - 1) == (0, True), weeks
    if sum(others for _, others in weeks) < LEAST:
        assert sum(total or 0 for total in totals) <= count, weeks


def test_overseers_get_no_line_on_what_a_resident_said(tmp_path: Path) -> None:
    """Each would be a count of one, with its day and its neighbourhood; its hash tells nothing."""
    with opened(tmp_path) as record:
        told = Reported(what="sampah", origin=Origin.RESIDENT, area="7")
        record.append([opening(1), entered(2, told), closing(3)], now=NOW)
    with replayed(tmp_path / DATABASE) as place:
        files = act_files(place)
    text = b"".join(content for name, content in files.items() if name != "leaves.txt")
    assert b"reported" not in text
    assert b"sampah" not in text
    assert b"record_begun" in text
    assert len(files["leaves.txt"].splitlines()) == 4
