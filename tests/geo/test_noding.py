"""Where lines meet, on invented streets and on the real ones."""

from __future__ import annotations

import msgspec
import pytest

from sejuk.geo.network import split_at
from sejuk.geo.noding import node_lines
from sejuk.geo.paths import largest_part
from sejuk.geo.reasons import BUILD_REASONS
from sejuk.model.district import RoadLine
from sejuk.model.force import Mode
from tests.geo.melati import PLANE, Metre, district, streets, way


def check(lines: list[RoadLine], nodes: int, edges: int) -> None:
    made = node_lines(lines)
    assert (len(made.nodes), len(made.pieces)) == (nodes, edges)


A, B, C, D, E = (0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (100.0, 80.0), (300.0, 0.0)


@pytest.mark.parametrize(
    ("lines", "nodes", "edges"),
    [
        ([[A, B, C]], 2, 1),  # shape points are no nodes
        ([[A, B, C], [B, D]], 4, 3),  # a T
        ([[A, B, C], [C, E]], 3, 2),  # ends stay nodes
        ([[A, B], [A, B]], 2, 2),  # parallel
        ([[A, B, D, A]], 1, 1),  # a ring
        ([[A, B, D, A], [B, E]], 3, 3),  # a ring with a way out
        ([[A, B, C, D, B, E]], 3, 3),  # a line through itself at B
        ([[A, A, B]], 2, 1),  # a point written twice
        ([[A, A]], 0, 0),  # no length
        ([[A, A], [A, B, C]], 2, 1),  # … and no crossing of its own
    ],
)
def test_cut_where_used_twice(lines: list[list[Metre]], nodes: int, edges: int) -> None:
    check([way(*line) for line in lines], nodes, edges)


def test_with_ids_lines_meet_at_ids_only() -> None:
    under = msgspec.structs.replace(way(A, B, C), nodes=(1, 2, 3))
    over = msgspec.structs.replace(way(D, B, (100, -80)), nodes=(4, 5, 6))
    check([under, over], 4, 2)
    check([under, msgspec.structs.replace(over, nodes=(4, 2, 6))], 5, 4)


def test_seven_decimals_are_one_point() -> None:
    one = RoadLine(highway="road", coords=((106.85, -6.18), (106.851, -6.18)))
    two = RoadLine(highway="road", coords=((106.851 + 4e-9, -6.18), (106.852, -6.18)))
    check([one, two], 3, 2)


def test_dropped_lines_are_counted() -> None:
    made = streets(way(A, B), way(A, A), way(A, D, highway="motorway"))
    assert made.dropped == {"motorway": 1, "single_point": 1}
    assert set(made.dropped) <= set(BUILD_REASONS)
    assert made.network.length_m.tolist() == pytest.approx([100.0], abs=0.02)


def test_spots_become_nodes_and_lengths_stay() -> None:
    made = streets(way(A, B, D), way(D, E)).network
    split = split_at(made, PLANE, [0, 0, 0, 0, 1], [150.0, 30.0, 152.0, 2.0, 20.0])
    # 152 m shares the node of 150 m, 2 m that of the line's start.
    assert len(split.network.lon) == 3 + 3
    assert split.nodes[0] == split.nodes[2]
    assert split.nodes[3] == made.tail[0]
    assert split.network.length_m.sum() == pytest.approx(made.length_m.sum())
    at = PLANE.metres(split.network.lon[split.nodes], split.network.lat[split.nodes])
    assert at[1] == pytest.approx((30, 0), abs=0.1)


def test_johar_baru(clip_roads: tuple[RoadLine, ...]) -> None:
    # ../shared/data/geo/README.md: 466 nodes, 652 edges, 460 connected on foot, 317 strongly.
    made = streets(*clip_roads)
    assert (len(made.network.lon), len(made.network.tail)) == (466, 652)
    assert largest_part(made.network, Mode.FOOT).sum() == 460
    assert largest_part(made.network, Mode.MOTORBIKE).sum() == 317


def test_central_jakarta(city_roads: tuple[RoadLine, ...]) -> None:
    # README: 4,139 nodes and 5,795 edges of all lines. 49 of them are closed to patrols.
    check(list(city_roads), 4139, 5795)
    made = streets(*city_roads)
    assert made.dropped == {"bus_only": 10, "motorway": 39}
    assert (len(made.network.lon), len(made.network.tail)) == (4046, 5710)
    # README: 3,840 strongly connected with bus lanes, motorways and footways for all: we
    # find 3,838 then, and 3,747 without them.
    assert largest_part(made.network, Mode.CAR).sum() == 3747
    every = [msgspec.structs.replace(li, highway="road", name=None) for li in city_roads]
    assert largest_part(streets(*every).network, Mode.CAR).sum() == 3838


def test_a_clip_without_areas_reports_what_it_kept(clip_roads: tuple[RoadLine, ...]) -> None:
    report = district(clip_roads, None).report
    assert report.cells
    assert report.nodes_kept == {"foot": 460, "motorbike": 317, "car": 317}
