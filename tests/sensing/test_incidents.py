"""Reports become incidents: by street, time and kind, whatever the order they come in."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.files.incidents import incident_kinds
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Incident, Report
from sejuk.sensing.ground import Ground, ground
from sejuk.sensing.incidents import LinkParams, link
from sejuk.sensing.weight import group_of
from tests.sensing.streets import NODES, street

NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)
KINDS = incident_kinds()
BY = LinkParams()


GROUND = ground(["1", "2"], street(), ["1"] * 6 + ["2"] * 6)


def report(node: int | None = 0, hours: float = 0.0, **more: object) -> Report:
    happened = NOW - timedelta(hours=hours)
    area = "1" if node is None or node < 6 else "2"
    facts: dict[str, object] = {
        "what": "pencurian",
        "origin": Origin.RESIDENT,
        "area": area,
        "node": node,
    }
    facts |= {"happened": happened, "received": happened}
    return Report(**{**facts, **more})  # type: ignore[arg-type]


def linked(*reports: Report, on: Ground = GROUND) -> tuple[Incident, ...]:
    return link(reports, on, KINDS, BY)


CASES = [
    # 150 m is three corners of 50 m.
    ("near", [report(0), report(3)], 1),
    ("too far", [report(0), report(4)], 2),
    ("a chain of corners", [report(0), report(3), report(6), report(9)], 1),
    ("over the border of two areas", [report(5), report(6)], 1),
    ("three hours", [report(0), report(0, 3.0)], 1),
    ("more than three hours", [report(0), report(0, 3.1)], 2),
    ("each within three hours of the one before", [report(0, h) for h in (0, 2.9, 5.8)], 1),
    ("more than twelve hours are two", [report(0, h) for h in range(0, 24, 2)], 2),
    ("kinds of one group", [report(0), report(0, what="pemalakan")], 1),
    ("kinds of two groups", [report(0), report(0, what="tawuran")], 2),
    ("by area alone", [report(None), report(None, 2)], 1),
    ("by area alone, of two areas", [report(None), report(None, 2, area="2")], 2),
    ("by area alone goes with the place", [report(0), report(None, 1)], 1),
    ("but joins no two places", [report(0), report(None, 1), report(5, 2)], 2),
    ("nor those of another area", [report(None, 1), report(6)], 2),
]


@pytest.mark.parametrize(("name", "reports", "incidents"), CASES, ids=[c[0] for c in CASES])
def test_links(name: str, reports: list[Report], incidents: int) -> None:
    assert len(linked(*reports)) == incidents, name
    assert sum(i.reports for i in linked(*reports)) == len(reports)


def test_what_is_known_of_an_incident() -> None:
    late = NOW + timedelta(hours=1)
    (found,) = linked(
        report(2, 1.0, id="c", what="pencurian", severity=4, origin=Origin.AGENCY),
        report(0, 2.0, id="a", received=late),
        report(None, 3.0, id="b", received=late, severity=1),
    )
    assert found == Incident(
        id="b",  # the first that happened
        group="kejahatan",
        severity=4,  # the highest
        origin=Origin.AGENCY,  # received first
        area="1",
        node=0,  # of the first that has one
        began=NOW - timedelta(hours=3),
        known=NOW - timedelta(hours=1),
        reports=3,
    )


def test_an_area_report_goes_to_the_place_nearest_in_time() -> None:
    found = linked(report(0, 0.0), report(5, 2.0), report(None, 1.5), report(None, 1.4))
    assert sorted((i.node, i.reports) for i in found) == [(0, 1), (5, 3)]


def test_nothing_is_nothing() -> None:
    assert linked() == ()


reports = st.lists(
    st.builds(
        report,
        node=st.sampled_from([None, *range(NODES)]),
        hours=st.integers(0, 40).map(lambda n: n / 2),
        what=st.sampled_from(["pencurian", "pemalakan", "tawuran"]),
        id=st.integers(0, 10**6).map(str),
        origin=st.sampled_from([Origin.RESIDENT, Origin.AGENCY]),
        severity=st.sampled_from([None, 1, 5]),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(reports, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(found: list[Report], dice: random.Random) -> None:
    once = linked(*found)
    dice.shuffle(found)
    assert linked(*found) == once


@settings(max_examples=150)
@given(reports)
def test_plain_loops_say_the_same(found: list[Report]) -> None:
    assert len(linked(*found)) == by_loops(found)
    assert sum(i.reports for i in linked(*found)) == len(found)


def by_loops(found: list[Report]) -> int:
    """All pairs, by the rules in words; 50 m between corners."""
    gap = timedelta(hours=3)
    key = sorted(found, key=lambda r: (r.happened, r.id))
    head = {id(r): r for r in key}

    def merge(a: Report, b: Report) -> None:
        old, new = head[id(b)], head[id(a)]
        for r in key:
            if head[id(r)] is old:
                head[id(r)] = new

    def alike(a: Report, b: Report) -> bool:
        return group_of(a, KINDS) == group_of(b, KINDS) and abs(a.happened - b.happened) <= gap

    for a in key:
        for b in key:
            both = a.node is not None and b.node is not None and abs(a.node - b.node) <= 3
            neither = a.node is None and b.node is None and a.area == b.area
            if alike(a, b) and (both or neither):
                merge(a, b)
    chains: dict[int, list[Report]] = {}
    for r in key:
        if r.node is None:
            chains.setdefault(id(head[id(r)]), []).append(r)
    placed = [r for r in key if r.node is not None]
    heads = dict(head)
    for chain in chains.values():
        best = min(
            (
                (abs(a.happened - b.happened), b.happened > a.happened, n, m)
                for n, a in enumerate(chain)
                for m, b in enumerate(placed)
                if alike(a, b) and a.area == b.area
            ),
            default=None,
        )
        if best:
            for r in chain:
                head[id(r)] = heads[id(placed[best[3]])]
    pieces = 0
    for top in {id(h) for h in head.values()}:
        began = None
        for r in key:
            if id(head[id(r)]) == top and (
                began is None or r.happened - began > timedelta(hours=12)
            ):
                began = r.happened
                pieces += 1
    return pieces
