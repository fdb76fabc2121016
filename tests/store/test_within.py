"""Lists are cut to their length after they are narrowed to the areas that an account sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, create_engine, insert, literal, select
from sqlalchemy.types import String

from sejuk.model.role import covers, meets
from sejuk.store.account_tables import ACCOUNT
from sejuk.store.answers import answers, objections
from sejuk.store.claims import claims
from sejuk.store.concerns import concerns
from sejuk.store.early_warnings import early_warnings
from sejuk.store.papers import alarms, alarms_between, handovers, orders, plannings, tasks
from sejuk.store.projections.alarms import ALARM
from sejuk.store.projections.answers import ANSWER, OBJECTION
from sejuk.store.projections.claims import CLAIM
from sejuk.store.projections.concerns import CONCERN
from sejuk.store.projections.early_warnings import EARLY_WARNING
from sejuk.store.projections.orders import ORDER
from sejuk.store.projections.plannings import PLANNING
from sejuk.store.projections.tasks import TASK
from sejuk.store.projections.watch import HANDOVER
from sejuk.store.within import around, within

AREAS = st.lists(st.sampled_from(["Kota", "kota", "K%ta", "K_ta", "7", ""]), max_size=3).map(
    "/".join
)
"""Capitals, and what LIKE takes for anything."""
HELD_BY_A_RULE: dict[str, dict[str, object]] = {"answer": {"publisher_wrote": 0}}
"""Columns that a constraint of the table lets have one value alone."""


@given(AREAS, AREAS)
def test_as_areas_cover_each_other(area: str, wanted: str) -> None:
    with create_engine("sqlite://").connect() as place:
        found = place.execute(select(within(literal(wanted, String), area))).scalar()
    assert bool(found) == covers(area, wanted)


@given(AREAS, AREAS)
def test_as_areas_meet(area: str, wanted: str) -> None:
    with create_engine("sqlite://").connect() as place:
        found = place.execute(select(around(literal(wanted, String), area))).scalar()
    assert bool(found) == meets(area, wanted)


def test_an_alarm_is_where_it_says_or_where_its_account_acts() -> None:
    engine = create_engine("sqlite://")
    ALARM.metadata.create_all(engine)
    ACCOUNT.metadata.create_all(engine)
    with engine.connect() as place:
        for account, acts_in in (("katim", "kota/barat"), ("padal", "kota"), ("pusat", "")):
            place.execute(insert(ACCOUNT), {**row(ACCOUNT, 0, acts_in), "account": account})
        raised = [(None, "katim"), ("kota/barat/3", "padal"), (None, "padal"), (None, "pusat")]
        for n, (area, by) in enumerate(raised):
            one = {**row(ALARM, n, ""), "area": area, "raised_by": by, "raised_ms": n}
            place.execute(insert(ALARM), one)
        assert [found.alarm for found in alarms(place, "kota/barat", 2)] == ["1", "0"]
        assert [found.alarm for found in alarms(place, "kota", 9)] == ["2", "1", "0"]
        assert [found.alarm for found in alarms(place, "", 9)] == ["3", "2", "1", "0"]
        assert [found.alarm for found in alarms_between(place, "kota", 1, 2)] == ["1", "2"]


@pytest.mark.parametrize(
    ("table", "query"),
    [
        (ORDER, orders),
        (PLANNING, plannings),
        (HANDOVER, handovers),
        (TASK, tasks),
        (CLAIM, claims),
        (ANSWER, answers),
        (OBJECTION, objections),
        (CONCERN, concerns),
        (EARLY_WARNING, early_warnings),
    ],
    ids=lambda value: value.name if isinstance(value, Table) else "",
)
def test_a_busy_neighbour_hides_nothing(
    table: Table, query: Callable[[Connection, str, int], Sequence[Any]]
) -> None:
    """Ours are the oldest, and with two of theirs the list is full."""
    engine = create_engine("sqlite://")
    table.metadata.create_all(engine)
    with engine.connect() as place:
        for n, area in enumerate(["kota/barat", "kota/barat/3", "kota", "kota/timur"]):
            place.execute(insert(table), row(table, n, area))
        assert [found.area for found in query(place, "kota/barat", 2)] == [
            "kota/barat/3",
            "kota/barat",
        ]
        assert [found.area for found in query(place, "", 2)] == ["kota/timur", "kota"]


def row(table: Table, n: int, area: str) -> dict[str, object]:
    """The nth, later than those before."""
    of_kind = {int: n, str: f"{n}", float: float(n), bool: False, date: date(2024, 11, 1)}
    filled = (c for c in table.columns if not c.nullable)
    return {c.name: of_kind[c.type.python_type] for c in filled} | {
        "area": area,
        **HELD_BY_A_RULE.get(table.name, {}),
    }
