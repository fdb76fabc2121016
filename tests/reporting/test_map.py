"""The map as a value: where things stand, before anything is SVG."""

from __future__ import annotations

import itertools
import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.model.district import District
from sejuk.model.plan import Plan, StopKind
from sejuk.model.values import Tension
from sejuk.reporting.legs import Paths
from sejuk.reporting.map.areas import place_name, short_names
from sejuk.reporting.map.boxes import Room, box_at, text_width
from sejuk.reporting.map.drawing import SIZES, draw_map
from sejuk.reporting.map.lines import beside
from sejuk.reporting.map.places import place_marks
from sejuk.reporting.map.projection import fit, path_data, scale_bar
from sejuk.reporting.map.streets import street_class

SQUARE = [[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]]


def test_projection_fits_the_district(district: District) -> None:
    """Kampung Contoh is 663.9 m wide (6/1000° × 111,320 × cos 6.198°) on 800 − 52 units."""
    projection = fit(district)
    assert projection.units_per_metre == pytest.approx(748 / 664.02, rel=1e-3)
    assert projection.point(106.8, -6.196) == pytest.approx((26, 26))
    assert projection.point(106.806, -6.2)[0] == pytest.approx(774)


def test_scale_bar_is_round_and_short(district: District) -> None:
    """A quarter of 800 units is 177.5 m here; the longest round length below is 100 m."""
    metres, percent = scale_bar(fit(district))
    assert metres == 100
    assert percent == pytest.approx(100 * 100 * 748 / 664.02 / 800, rel=1e-3)


@pytest.mark.parametrize(
    ("points", "data"),
    [
        ([(0.0, 0.0), (1.0, 2.0)], "M0 0l1 2"),
        ([(1.04, 1.0), (1.0, 1.0)], "M1 1h0"),
        ([(0.0, 0.0), (0.5, -0.5), (0.5, 1.0)], "M0 0l0.5 -0.5 0 1.5"),
    ],
)
def test_path_data(points: list[tuple[float, float]], data: str) -> None:
    assert path_data(points) == data


@pytest.mark.parametrize(
    ("highway", "drawn"),
    [("primary", "main"), ("trunk_link", "main"), ("residential", "small"), ("steps", "lane")],
)
def test_street_class(highway: str, drawn: str) -> None:
    assert street_class(highway) == drawn


def test_lone_route_stays_on_its_street() -> None:
    line = [(0.0, 0.0), (10.0, 0.0)]
    assert beside([[line]], 4.0) == [[line]]


def test_shared_street_shows_both_whichever_way_they_go() -> None:
    """Two lines 4 apart: 2 to either side of the street, also against each other."""
    one, two = [(0.0, 0.0), (10.0, 0.0)], [(10.0, 0.0), (0.0, 0.0)]
    (first,), (second,) = beside([[one], [two]], 4.0)
    assert {y for _, y in first} == {-2.0}
    assert {y for _, y in second} == {2.0}


def test_street_used_twice_by_one_crew_is_drawn_once() -> None:
    out_and_back = [(0.0, 0.0), (10.0, 0.0), (0.0, 0.0)]
    assert beside([[out_and_back]], 4.0) == [[[(0.0, 0.0), (10.0, 0.0)]]]


points = st.tuples(st.floats(20, 380), st.floats(20, 380))


@given(st.lists(points, min_size=1, max_size=60))
def test_marks_never_overlap(anchors: list[tuple[float, float]]) -> None:
    stops = [(f"A{i}", 0, StopKind.VISIT, at) for i, at in enumerate(anchors, 1)]
    marks = place_marks(stops, Room(800, 800), 1.0)
    boxes = [box_at(m.centre, m.width, m.height) for m in marks]
    assert not any(a.meets(b) for a, b in itertools.combinations(boxes, 2))


def test_mark_stands_on_its_place_where_there_is_room() -> None:
    (mark,) = place_marks([("A1", 0, StopKind.VISIT, (50.0, 50.0))], Room(100, 100), 1.0)
    assert not mark.moved


def test_name_stands_inside_and_clear() -> None:
    room = Room(100, 100)
    room.take(box_at((50, 50), 30, 30))
    placed = place_name(("RW 05", "05"), 10, SQUARE, room)
    assert placed is not None
    text, (x, y) = placed
    assert text == "RW 05"
    assert max(abs(x - 50), abs(y - 50)) > 15


def test_name_gives_way_to_a_shorter_one_then_to_none() -> None:
    narrow = [[(0.0, 0.0), (24.0, 0.0), (24.0, 100.0), (0.0, 100.0)]]
    placed = place_name(("RW 05", "05"), 10, narrow, Room(100, 100))
    assert placed is not None
    assert placed[0] == "05"
    slit = [[(0.0, 0.0), (5.0, 0.0), (5.0, 100.0), (0.0, 100.0)]]
    assert place_name(("RW 05", "05"), 10, slit, Room(100, 100)) is None


def test_name_of_a_ward_may_stand_in_any_of_its_parts() -> None:
    """Two squares apart: the gap between them is outside."""
    apart = [SQUARE[0], [(x + 200, y) for x, y in SQUARE[0]]]
    room = Room(400, 100)
    room.take(box_at((50, 50), 100, 100))
    placed = place_name(("WARD",), 10, apart, room)
    assert placed is not None
    assert placed[1][0] > 200


def test_hole_is_outside() -> None:
    hole = [(20.0, 20.0), (80.0, 20.0), (80.0, 80.0), (20.0, 80.0)]
    placed = place_name(("1",), 10, [*SQUARE, hole], Room(100, 100))
    assert placed is not None
    assert max(abs(placed[1][0] - 50), abs(placed[1][1] - 50)) > 30


def test_short_names(district: District) -> None:
    assert short_names(district.neighbourhoods[0]) == ("RW 01", "01")


def test_text_width_grows_with_text() -> None:
    assert text_width("RW 05", 10) > text_width("05", 10) > 0


def test_every_stop_has_a_mark_at_every_size(plan: Plan, district: District, paths: Paths) -> None:
    drawing = draw_map(plan, district, paths, None)
    assert [layer.screen for layer in drawing.layers] == list(SIZES)
    for layer in drawing.layers:
        assert [m.number for m in layer.marks] == ["A1", "A2", "A3", "B1", "B2", "B3", "B4"]
        assert not any(line.straight for line in layer.lines)


def test_marks_at_one_place_are_apart(plan: Plan, district: District, paths: Paths) -> None:
    marks = {m.number: m for m in draw_map(plan, district, paths, None).layers[0].marks}
    assert marks["A2"].anchor == marks["B2"].anchor
    assert math.dist(marks["A2"].centre, marks["B2"].centre) >= 16


def test_tension_is_drawn_in_five_steps(
    plan: Plan, district: District, paths: Paths, tension: Tension
) -> None:
    """15, 30, …, 75 of 100 in steps of 20; neighbourhood 6 has none."""
    areas = draw_map(plan, district, paths, tension).areas
    assert [a.tone for a in areas] == ["t0", "t1", "t2", "t3", "t3", "unknown"]


def test_without_tension_wards_are_told_apart(plan: Plan, district: District, paths: Paths) -> None:
    assert [a.tone for a in draw_map(plan, district, paths, None).areas] == [
        *["w0"] * 3,
        *["w1"] * 3,
    ]


def test_ward_border_is_the_outline_of_each_ward(
    plan: Plan, district: District, paths: Paths
) -> None:
    """Two wards of three squares in a row: 8 outer sides each, 3 of them shared: 13 pieces."""
    assert draw_map(plan, district, paths, None).ward_borders.count("M") == 13


def test_district_without_outlines_is_drawn(plan: Plan, district: District) -> None:
    bare = tuple(msgspec.structs.replace(n, rings=()) for n in district.neighbourhoods)
    drawing = draw_map(plan, msgspec.structs.replace(district, neighbourhoods=bare), {}, None)
    assert drawing.layers[0].marks


@pytest.mark.parametrize(("metres", "shown"), [(500, "500 m"), (2000, "2 km")])
def test_scale_is_named_in_the_larger_unit(
    metres: int, shown: str, plan: Plan, district: District
) -> None:
    drawing = draw_map(plan, district, {}, None)
    assert msgspec.structs.replace(drawing, scale_metres=metres).scale_text == shown
