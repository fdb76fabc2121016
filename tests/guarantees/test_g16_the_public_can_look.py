"""G16: the public can look, and what it is shown passes G2.

The attacker of G2 reads the figures as the page and its data give them, week after week, and asks
whether a small count can be worked out. Whatever else the page shows must give no count away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from sejuk.app.context import clock
from sejuk.app.public.page import EXAMPLES
from sejuk.app.public.publish import publish_due
from sejuk.disclosure import Table
from sejuk.engagement.figures import NOWHERE, Known, days_of, week_figures
from sejuk.model.public_page import Figures, Group, InTime, in_time
from tests.guarantees.test_g02_places_not_people import LEAST, pinned_down
from tests.web.conftest import night_of
from tests.web.night import Night
from tests.web.office import Office, check_done
from tests.web.phone import Phone
from tests.web.resident import Resident, code_of, text_of
from tests.web.test_public import crews_visit, monday_after

Ints = NDArray[np.int64]
MONDAY = date(2024, 11, 25)
WEEK = timedelta(days=7)
AREAS = ("1", "2")


@pytest.fixture
def night(office: Office) -> Night:
    return night_of(office)


histories = hnp.arrays(
    np.int64,
    st.tuples(st.just(len(AREAS) + 1), st.just(2), st.just(14)),
    elements=st.sampled_from([0, 0, 0, 0, 1, 1, 2, 6]),
)
"""Events of a group by area (the last: elsewhere), side and day, over two weeks."""


@settings(max_examples=8, deadline=None)
@given(histories, st.sampled_from(Group))
def test_two_weeks_and_their_totals_give_no_small_count_away(counts: Ints, group: Group) -> None:
    known = {group: list(events(counts, group))}
    weeks: list[Figures] = []
    for first in (MONDAY, MONDAY + WEEK):
        weeks.insert(0, week_figures("Melati", first, AREAS, known, weeks))
    tables = [table_of(week, group, 7 * n) for n, week in enumerate(reversed(weeks))]
    for n, table in enumerate(tables):
        days = counts[:, :, 7 * n : 7 * n + 7].sum(axis=2)
        full = np.pad(days, ((0, 1), (0, 1)))
        full[-1, :-1], full[:-1, -1], full[-1, -1] = days.sum(0), days.sum(1), days.sum()
        assert (table.values[table.shown] == full[table.shown]).all()
        assert (table.values[table.shown] >= LEAST).all()
    assert pinned_down(counts, tables) == []
    # The share that the page tells is made of what the tables show, and of nothing else.
    share = in_time(weeks, group)
    shown = [table.of(group) for table in weeks]
    sums = [t.total for t in shown if t and None not in (t.total[0], t.total[2])]
    assert share == (
        InTime(
            answered=sum(row[0] or 0 for row in sums),
            of=sum(row[2] or 0 for row in sums),
            weeks=len(sums),
        )
        if sums
        else None
    )


def events(counts: Ints, group: Group) -> Iterator[Known]:
    first, _ = days_of(group, MONDAY)
    for area, side, day in np.argwhere(counts):
        name = (*AREAS, "elsewhere")[area]
        one = Known(day=first + timedelta(days=int(day)), area=name, is_with=bool(side == 0))
        yield from [one] * int(counts[area, side, day])


def table_of(week: Figures, group: Group, first: int) -> Table:
    """As anybody can write it down from the data."""
    found = week.of(group)
    assert found is not None
    shown = np.array([[value is not None for value in row] for row in found.rows])
    values = np.array([[value or 0 for value in row] for row in found.rows])
    return Table(first=first, until=first + 7, values=values, shown=shown)


def test_no_day_is_published_twice() -> None:
    first = week_figures("Melati", MONDAY, AREAS, {})
    with pytest.raises(ValueError, match="published once"):
        week_figures("Melati", MONDAY, AREAS, {}, [first])
    with pytest.raises(ValueError, match="Monday"):
        week_figures("Melati", MONDAY + timedelta(days=1), AREAS, {})
    assert first.areas == (*AREAS, NOWHERE)


def test_a_page_of_a_district_with_few_events_shows_no_number(office: Office, night: Night) -> None:
    """Four visits, four concerns, four rumours, one answered: none of it can be read off."""
    resident = Resident(office, night.area)
    crews_visit(Phone(night.katim), talks=3, silent=1)
    for _ in range(LEAST - 1):
        code_of(resident.tell_concern())
        code_of(resident.tell_claim())
    before = [resident.get().text, resident.get("/publik/angka.json").text]
    (*_, concern) = check_done(night.padal.get("/concerns"))["concerns"]
    wish = {"answer": "Lampu sudah diganti."}
    check_done(night.padal.post(f"/concerns/{concern['concern']}/answer", wish))
    # What comes in, and what is answered while it is little, changes nothing that is shown.
    assert [resident.get().text, resident.get("/publik/angka.json").text] == before
    assert publish_due(office.record, monday_after(clock(), 2)) == 2
    weeks = msgspec.json.decode(resident.get("/publik/angka.json").content, type=list[Figures])
    numbers = [v for w in weeks for t in w.groups for row in t.rows for v in row]
    assert numbers
    assert set(numbers) == {None}
    assert "disamarkan" in resident.get().text


def test_answers_are_shown_once_they_count_nothing(office: Office, night: Night) -> None:
    """Exactly five, without place or day, or none, and another five only all at once: neither how
    many there are nor when one came can be told from them."""
    resident = Resident(office, night.area)
    seen: list[set[str]] = []
    for number in range(2 * EXAMPLES):
        code_of(resident.tell_concern())
        concern = check_done(night.padal.get("/concerns"))["concerns"][0]["concern"]
        wish = {"answer": f"Sudah diganti nomor {number}."}
        check_done(night.padal.post(f"/concerns/{concern}/answer", wish))
        seen.append(set(re.findall(r"Sudah diganti nomor \d+", text_of(resident.get()))))
    assert [len(shown) for shown in seen] == [0] * (EXAMPLES - 1) + [EXAMPLES] * (EXAMPLES + 1)
    assert all(a == b or not a & b for a, b in pairwise(seen))


def test_everything_that_was_promised_is_on_the_page(office: Office, night: Night) -> None:
    night.operation()
    page = text_of(Resident(office, night.area).get())
    for promise in (
        *("Dasar hukum", "Sprin/1/XI/2024", "Jawaban atas kabar", "Keluhan warga"),
        *("Angka per minggu", "Belum dapat disimpulkan", "Tidak setuju?", "Ombudsman RI"),
        *("Bukti bahwa patroli saja menenangkan suatu tempat masih sedikit", "Pesan hari ini"),
    ):
        assert promise in page, promise


@pytest.mark.parametrize("path", ["/publik", "/publik/jaminan", "/publik/tiket", "/publik/isu"])
def test_nobody_needs_an_account(office: Office, path: str) -> None:
    assert office.ask("GET", path).status_code == 200
