"""What streets pass, and how residents are shared out, on squares and by arithmetic."""

from __future__ import annotations

import pytest

from sejuk.geo.coverage import passed
from sejuk.geo.naming import junction_label, point_label, street_label, stretch_label, told_apart
from sejuk.geo.paths import paths_between
from sejuk.geo.population import split_population
from sejuk.model.force import Mode
from sejuk.model.place import Neighbourhood, PlaceKind
from tests.geo.melati import SETTINGS, district, node_at, square, way


def test_street_km_inside_only() -> None:
    # 300 m in square 1, 10 m in the gap, 300 m in square 2, 290 m beyond: 610 m, once.
    areas = [square("1", 0, 0, 300), square("2", 310, 0, 300)]
    town = district([way((0, 150), (900, 150))], areas)
    ends = node_at(town, (0, 150)), node_at(town, (900, 150))
    there, back = paths_between(town.network, Mode.FOOT, [ends, ends[::-1]], SETTINGS)
    found, km = passed(town, [*there.edges, *back.edges])
    assert found == {"1", "2"}
    assert km == pytest.approx(0.610, abs=0.001)


def test_touching_is_not_passing() -> None:
    # 15 m inside square 2 are fewer than the 20 m that count.
    areas = [square("1", 0, 0, 300), square("2", 300, 0, 300)]
    roads = [way((150, 0), (150, 150), (315, 150)), way((400, 0), (400, 300))]
    roads += [way((150, 0), (400, 0))]
    town = district(roads, areas)
    start, end = node_at(town, (150, 0)), node_at(town, (315, 150))
    path = paths_between(town.network, Mode.FOOT, [(start, end)], SETTINGS)[0]
    assert passed(town, path.edges)[0] == {"1"}
    assert passed(town, range(len(town.network.tail)))[0] == {"1", "2"}


def lived(number: int, metres: float, people: int | None = None) -> Neighbourhood:
    return Neighbourhood(
        id=str(number),
        name=f"RW {number:02d}",
        ward="Melati",
        rings=(),
        area_ha=float(number),
        residential_m=metres,
        population=people,
    )


@pytest.mark.parametrize(
    ("total", "rows", "expected"),
    [
        (100, [lived(1, 300), lived(2, 100)], [75, 25]),
        (10, [lived(1, 100), lived(2, 100), lived(3, 100)], [4, 3, 3]),
        (9, [lived(1, 0), lived(2, 0)], [3, 6]),  # by area: 1 ha and 2 ha
        (100, [lived(1, 300, 40), lived(2, 100), lived(3, 200)], [40, 20, 40]),
        (30, [lived(1, 300, 40), lived(2, 100)], [40, None]),  # the given number is larger
    ],
)
def test_population(total: int, rows: list[Neighbourhood], expected: list[int | None]) -> None:
    shared = split_population(total, rows)
    assert [n.population for n in shared] == expected
    assert [n.population_estimated for n in shared] == [
        old.population is None and new is not None for old, new in zip(rows, expected, strict=True)
    ]


def test_names() -> None:
    assert street_label("Mawar 2") == "Jalan Mawar 2"
    assert street_label("Gang Kelinci") == "Gang Kelinci"
    assert point_label(PlaceKind.CLINIC, "Mawar 2", "RW 01") == "Klinik, Jalan Mawar 2"
    assert point_label(PlaceKind.OTHER, None, "RW 01 Melati") == "Titik, RW 01 Melati"
    assert junction_label(["B", "A", "A"], "RW 01") == "Simpang A – B"
    assert junction_label(["A"], "RW 01") == "Simpang A"
    assert stretch_label(None, "RW 01") == "Jalan di RW 01"
    assert told_apart("Simpang A", {"Simpang A", "Simpang A (2)"}) == "Simpang A (3)"
