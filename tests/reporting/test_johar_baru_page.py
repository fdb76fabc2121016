"""The page of a crowded night on the real streets: size, and nothing on top of anything else."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from sejuk.model.plan import Plan
from sejuk.reporting.map.boxes import box_at
from sejuk.reporting.map.drawing import MapDrawing, draw_map
from sejuk.reporting.page import plan_page
from sejuk.reporting.view import PageView
from tests.reporting.johar_baru import crowded, johar_baru, streets

MEGABYTE = 1_000_000


@pytest.fixture(params=[1, 2, 3])
def drawing(request: pytest.FixtureRequest, shared: Path, plan: Plan) -> MapDrawing:
    district = johar_baru(shared)
    night = crowded(district, plan, crews=6, seed=request.param)
    return draw_map(night, district, streets(district, night), None)


def test_numbers_of_72_stops_never_overlap(drawing: MapDrawing) -> None:
    for layer in drawing.layers:
        boxes = [box_at(m.centre, m.width, m.height) for m in layer.marks]
        assert len(boxes) == 72
        assert not any(a.meets(b) for a, b in itertools.combinations(boxes, 2)), layer.screen


def test_most_neighbourhoods_keep_their_name(drawing: MapDrawing) -> None:
    """Of 39 and 4 wards; a crowded map may leave some out, never the greater part."""
    assert sum(not name.ward for name in drawing.layers[0].names) >= 20


def test_routes_lie_on_streets(drawing: MapDrawing) -> None:
    assert not any(line.straight for line in drawing.layers[0].lines)


def test_page_is_at_most_a_megabyte(shared: Path, plan: Plan) -> None:
    district = johar_baru(shared)
    night = crowded(district, plan, crews=6, seed=1)
    page = plan_page(PageView(plan=night, district=district, paths=streets(district, night)))
    assert len(page.encode()) <= MEGABYTE
