"""Travel times and paths, with answers worked out by hand and laws that always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.geo.network import shape_of
from sejuk.geo.paths import largest_part, paths_between, travel_times
from sejuk.model.district import UNREACHABLE, District, RoadLine
from sejuk.model.force import MODES, Mode
from tests.geo.melati import SETTINGS, Metre, grid, node_at, streets, way

FOOT, MOTORBIKE, CAR = range(3)
SW, SE, NE, NW = (0.0, 0.0), (600.0, 0.0), (600.0, 600.0), (0.0, 600.0)
RING = [way(a, b, oneway="yes") for a, b in ((SW, SE), (SE, NE), (NE, NW), (NW, SW))]


def seconds(metres: float, mode: int) -> int:
    """1.2 m/s on foot, 15 and 12 km/h: PLANNING.md, defaults table."""
    return math.ceil(round(metres / (1.2, 15 / 3.6, 12 / 3.6)[mode], 2))


def check(lines: list[RoadLine], a: Metre, b: Metre, mode: int, metres: float | None) -> None:
    made = streets(*lines)
    nodes = [node_at(made, a), node_at(made, b)]
    found = travel_times(made.network, nodes, SETTINGS).seconds[mode, 0, 1]
    if metres is None:
        assert found == UNREACHABLE
    else:
        # Coordinates have 7 decimals, 1 cm, so a second may tip.
        assert found == pytest.approx(seconds(metres, mode), abs=1)


@pytest.mark.parametrize(
    ("a", "b", "mode", "metres"),
    [
        (SW, SE, MOTORBIKE, 600),
        (SE, SW, MOTORBIKE, 1800),
        (SE, SW, CAR, 1800),
        (SE, SW, FOOT, 600),
        (SW, NE, FOOT, 1200),
        (SW, SW, CAR, 0),
    ],
)
def test_one_way_ring(a: Metre, b: Metre, mode: int, metres: float) -> None:
    check(RING, a, b, mode, metres)


def test_against_the_line() -> None:
    back = [way(b, a, oneway="-1") for a, b in ((SW, SE), (SE, NE), (NE, NW), (NW, SW))]
    check(back, SE, SW, CAR, 1800)


def test_shortest_of_parallel_streets() -> None:
    bow = way(SW, (300, 400), SE)
    check([bow, way(SW, SE)], SW, SE, CAR, 600)
    check([bow, way(SW, SE, highway="footway")], SW, SE, CAR, 1000)
    check([bow, way(SW, SE, highway="footway")], SW, SE, FOOT, 600)


def test_two_pieces() -> None:
    apart = [way((0, 900), (50, 900))]
    check([*RING, *apart], SW, (0, 900), FOOT, None)


def test_bus_lane_is_no_short_cut() -> None:
    lane = way(SW, NE, highway="service", name="Busway Melati")
    check([*RING, lane], SW, NE, CAR, 1200)


def test_last_metres_on_foot() -> None:
    # A gang of 90 m off the ring: walked both ways by a crew on motorbikes; 210 m is too far.
    gang, long_gang = (0.0, -90.0), (600.0, -210.0)
    lines = [
        *RING,
        way(SW, gang, highway="footway"),
        way(SE, long_gang, highway="footway"),
    ]
    made = streets(*lines)
    nodes = [node_at(made, p) for p in (gang, NE, long_gang)]
    travel = travel_times(made.network, nodes, SETTINGS)
    assert travel.seconds[MOTORBIKE, 0, 1] == pytest.approx(90 / 1.2 + 1200 / (15 / 3.6), abs=1)
    assert travel.seconds[MOTORBIKE, 2, 1] == UNREACHABLE
    assert travel.walk_in_m[MOTORBIKE].tolist() == pytest.approx([90, 0, np.inf], abs=0.1)
    there = paths_between(made.network, Mode.MOTORBIKE, [(nodes[0], nodes[1])], SETTINGS)[0]
    assert there.length_m == pytest.approx(1290, abs=0.1)
    assert len(there.edges) == 3


def test_crossing_the_part_ends_where_it_cannot_come_back() -> None:
    # A one-way street out of the ring: nobody drives down it, all may walk.
    dead_end = way(SW, (-150, 0), oneway="yes")
    made = streets(*RING, dead_end)
    assert largest_part(made.network, Mode.CAR).sum() == 4
    assert largest_part(made.network, Mode.FOOT).sum() == 5


def test_no_way() -> None:
    made = streets(*RING, way((0, 900), (50, 900)))
    pair = (node_at(made, SW), node_at(made, (0, 900)))
    path = paths_between(made.network, Mode.FOOT, [pair], SETTINGS)[0]
    assert (path.nodes, path.edges, path.seconds) == ((), (), UNREACHABLE)


def test_grid_is_manhattan() -> None:
    made = streets(*grid(5, 4))
    nodes = [node_at(made, (x * 100, y * 100)) for x in range(5) for y in range(4)]
    travel = travel_times(made.network, nodes, SETTINGS).seconds
    for i in range(20):
        for j in range(20):
            steps = abs(i // 4 - j // 4) + abs(i % 4 - j % 4)
            for mode in (FOOT, MOTORBIKE, CAR):
                assert travel[mode, i, j] == pytest.approx(seconds(100 * steps, mode), abs=1)


@st.composite
def towns(draw: st.DrawFn) -> list[RoadLine]:
    """A grid with streets missing, one-way, or for walkers only."""
    columns, rows = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    corners = [(x, y) for x in range(columns) for y in range(rows)]
    lines = []
    for x, y in corners:
        for next_x, next_y in ((x + 1, y), (x, y + 1)):
            kind = draw(st.sampled_from(["both", "both", "yes", "-1", "footway", "none"]))
            if kind == "none" or (next_x, next_y) not in corners:
                continue
            lines.append(
                way(
                    (x * 130, y * 70 + 7 * x * y),
                    (next_x * 130, next_y * 70 + 7 * next_x * next_y),
                    highway="footway" if kind == "footway" else "residential",
                    oneway=kind if kind in {"yes", "-1"} else None,
                )
            )
    return lines or [way((0, 0), (130, 0))]


@settings(max_examples=60)
@given(towns())
def test_laws_of_travel(town: list[RoadLine]) -> None:
    network = streets(*town).network
    nodes = list(range(len(network.lon)))
    found = travel_times(network, nodes, SETTINGS)
    travel = found.seconds
    assert (travel[FOOT] == travel[FOOT].T).all()
    for mode in MODES:
        times = travel[MODES.index(mode)].astype(np.int64)
        times[times == UNREACHABLE] = 10**9
        reached = np.isfinite(found.walk_in_m[MODES.index(mode)])
        assert (times[reached][:, reached] < 10**9).all()
        through = (times[:, :, None] + times[None, :, :]).min(axis=1)
        assert (times <= through).all()
        pairs = [(a, b) for a in nodes[:4] for b in nodes]
        for (a, b), path in zip(pairs, paths_between(network, mode, pairs, SETTINGS), strict=True):
            assert path.seconds == travel[MODES.index(mode), a, b]
            if path.nodes:
                metres = network.length_m[list(path.edges)].sum()
                assert metres == pytest.approx(path.length_m, abs=1e-3)
                assert (path.nodes[0], path.nodes[-1]) == (a, b)
                assert path.coords[0] == (network.lon[a], network.lat[a])
                assert path.coords[-1] == (network.lon[b], network.lat[b])


def test_paths_agree_with_the_matrix_in_johar_baru(johar_baru: District) -> None:
    places = johar_baru.places
    pairs = [(i, (i * 7 + 3) % len(places)) for i in range(len(places))]
    nodes = [(places[a].node, places[b].node) for a, b in pairs]
    for mode in MODES:
        paths = paths_between(johar_baru.network, mode, nodes, SETTINGS)
        times = johar_baru.seconds(mode)
        assert [path.seconds for path in paths] == [times[a, b] for a, b in pairs]
        for path in paths[:20]:
            for edge, node in zip(path.edges, path.nodes, strict=False):
                assert node in {johar_baru.network.tail[edge], johar_baru.network.head[edge]}
            shapes = sum(len(shape_of(johar_baru.network, e)) - 1 for e in path.edges)
            assert len(path.coords) == shapes + 1
