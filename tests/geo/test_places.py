"""Candidate places of an invented town: what is made, named, left out and refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import pytest

from sejuk.geo import limit
from sejuk.geo.reasons import BUILD_REASONS
from sejuk.geo.spots import Spot
from sejuk.model.district import AreaShape, District, PlacePoint, RoadLine
from sejuk.model.force import MODES
from sejuk.model.place import Place, PlaceKind
from sejuk.problems import ProblemError
from tests.geo.melati import PLANE, Metre, district, grid, poi, square, way

FOUR = [
    square("3", 0, 0, 300),
    square("10", 300, 0, 300),
    square("7", 0, 300, 300),
    square("8", 300, 300, 300),
]
"""Four squares round (300, 300)."""
STREETS = grid(5, 5, side=150)
"""Streets every 150 m, 0 to 600; those at 300 run along the borders."""


def of_kind(made: District, kind: PlaceKind) -> list[Place]:
    return [place for place in made.places if place.kind is kind]


def at(place: Place) -> Metre:
    east, north = PLANE.metres(place.lon, place.lat).tolist()
    return round(east), round(north)


def reasons(made: District) -> dict[str, str]:
    return {row.id: row.reason for row in made.report.left_out}


def refused(
    roads: list[RoadLine],
    areas: list[AreaShape] | None,
    points: Sequence[PlacePoint] = (),
    **more: bool,
) -> str:
    with pytest.raises(ProblemError) as caught:
        district(roads, areas, points, **more)
    for language in ("id", "en"):
        assert caught.value.what(language)
    return caught.value.code


def test_borders_of_four_squares() -> None:
    # Sides of 300 m are shared by 4 pairs; the diagonal pairs touch at a corner only.
    made = district(STREETS, FOUR)
    borders = {place.id: at(place) for place in of_kind(made, PlaceKind.BORDER)}
    assert borders == {
        "3|10": (300, 150),
        "3|7": (150, 300),
        "7|8": (300, 450),
        "8|10": (450, 300),
    }
    assert made.places[0].name == "Batas RW 03 Melati – RW 07 Melati"
    assert made.places[0].neighbourhoods == ("3", "7")


def test_a_gap_between_outlines_is_still_a_border() -> None:
    areas = [square("1", 0, 0, 300), square("2", 312, 0, 300), square("3", 630, 0, 300)]
    made = district([way((0, 150), (930, 150))], areas)
    assert [place.id for place in of_kind(made, PlaceKind.BORDER)] == ["1|2"]


def test_no_street_no_border() -> None:
    apart = [way((0, 150), (250, 150)), way((0, 150), (0, -400), (900, -400), (900, 150))]
    areas = [square("1", 0, 0, 300), square("2", 300, 0, 300)]
    made = district([*apart, way((350, 150), (900, 150))], areas)
    assert of_kind(made, PlaceKind.BORDER) == []


def test_every_place_is_a_node_and_every_neighbourhood_has_two() -> None:
    made = district(STREETS, FOUR, [poi((70, 20)), poi((500, 420), "market")])
    network = made.network
    for place in made.places:
        assert (place.lon, place.lat) == (network.lon[place.node], network.lat[place.node])
        assert place.name
    counts = Counter(area for place in made.places for area in place.neighbourhoods)
    assert all(counts[n.id] >= 2 for n in made.neighbourhoods)
    assert made.travel.shape == (3, len(made.places), len(made.places))
    assert len({place.id for place in made.places}) == len(made.places)
    assert len({place.name for place in made.places}) == len(made.places)


def test_points_stand_on_the_street() -> None:
    made = district(STREETS, FOUR, [poi((70, 20), name="SD Melati"), poi((580, 420))])
    first, second = of_kind(made, PlaceKind.SCHOOL)
    assert (first.id, first.name, at(first)) == ("poi-1", "SD Melati", (70, 0))
    assert (second.id, second.name) == ("poi-2", "Sekolah, Jalan Kenanga 4")
    assert (at(second), second.neighbourhoods) == ((600, 420), ("8",))


def test_points_left_out_and_merged() -> None:
    points = [
        poi((70, 20), name="SD Satu"),
        poi((78, -20), name="SD Dua"),
        poi((-150, 75), name="Terlalu jauh"),
        poi((70, 20), "worship"),
        poi((75, 20), id_="sd-3"),
        poi((-80, 75), name="Dekat"),
    ]
    made = district(STREETS, FOUR, points)
    assert reasons(made) == {"poi-2": "merged", "poi-3": "outside_areas"}
    ids = [place.id for place in made.places]
    assert ids[:4] == ["poi-1", "poi-4", "sd-3", "poi-6"]
    assert all(reason in BUILD_REASONS for reason in reasons(made).values())


def test_no_street_near_a_point() -> None:
    made = district([way((0, 10), (600, 10))], [square("1", 0, 0, 600)], [poi((300, 400))])
    assert reasons(made)["poi-1"] == "no_street_near"


def test_junctions_keep_their_distance() -> None:
    made = district(grid(13, 13, side=50), [square("1", 0, 0, 600)])
    spots = [at(place) for place in of_kind(made, PlaceKind.JUNCTION)]
    assert len(spots) >= 16
    for i, a in enumerate(spots):
        for b in spots[:i]:
            assert (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 >= 119**2


def test_junction_names() -> None:
    made = district(grid(3, 3, side=200), [square("1", -50, -50, 500)])
    assert "Simpang Kenanga 1 – Mawar 1" in {place.name for place in made.places}
    bare = [way((0, 0), (200, 0)), way((200, 0), (400, 0)), way((200, 0), (200, 200))]
    made = district(bare, [square("1", -50, -50, 500)])
    assert {place.name for place in made.places} == {
        "Simpang di RW 01 Melati",
        "Jalan di RW 01 Melati",
    }


def test_a_neighbourhood_without_streets_takes_the_nearest() -> None:
    areas = [square("1", 0, 0, 300), square("2", 0, 420, 300)]
    made = district([way((0, 150), (150, 150), (300, 150)), way((150, 150), (150, 300))], areas)
    assert reasons(made) == {"2": "no_street_inside"}
    own = [place for place in made.places if place.neighbourhoods == ("2",)]
    assert len(own) == 2
    assert max(at(place)[1] for place in own) >= 290
    assert refused([way((0, 150), (300, 150))], areas) == "area_without_streets"


def test_streets_in_two_pieces() -> None:
    # The lower square's streets join the upper one's nowhere; its points are served from there.
    far_piece = [way((0, -200), (50, -200))]
    made = district([*STREETS, *far_piece], [*FOUR, square("9", 0, -300, 250)])
    assert reasons(made) == {"9": "off_network"}
    assert made.report.nodes_kept["foot"] == made.report.nodes - 2


def test_swapped_ends() -> None:
    lat_first = [
        RoadLine(highway="road", coords=tuple((lat, lon) for lon, lat in line.coords))
        for line in STREETS
    ]
    assert refused(lat_first, FOUR) == "coordinates_swapped"
    swapped = PlacePoint(id=None, name=None, kind="school", lon=-6.18, lat=106.85)
    assert refused(STREETS, FOUR, [swapped]) == "coordinates_swapped"


def test_refusals() -> None:
    assert refused([], FOUR) == "no_usable_streets"
    assert refused([way((0, 0), (9, 9), highway="motorway")], FOUR) == "no_usable_streets"
    assert refused(STREETS, []) == "no_areas"
    assert refused(STREETS, [FOUR[0], FOUR[0]]) == "duplicate_id"
    assert refused(STREETS, [square("1", 9000, 9000, 300)]) == "area_without_streets"
    twice = [poi((70, 20), id_="a"), poi((200, 20), id_="a")]
    assert refused(STREETS, FOUR, twice) == "duplicate_id"
    assert refused(STREETS, FOUR, [poi((-150, 75))], strict=True) == "place_outside_area"


def test_police_post() -> None:
    police = [poi((20, 20), "police", "far"), poi((290, 290), "police", "near")]
    office = poi((300, 290), "office", "balai")
    assert district(STREETS, FOUR, [*police, office]).police_post == "near"
    assert district(STREETS, FOUR, [office]).police_post == "balai"
    alone = district(STREETS, FOUR)
    assert alone.police_post in {place.id for place in alone.places}


def test_cells() -> None:
    # 600 m cut into 3 × 3 squares of 4 ha, the whole number of cells nearest to 5 ha.
    made = district(STREETS, None)
    assert made.report.cells
    assert [n.name for n in made.neighbourhoods] == [
        f"Petak {c}{r}" for r in (1, 2, 3) for c in "ABC"
    ]
    assert made.neighbourhoods[0].area_ha == pytest.approx(4.0, rel=0.01)
    assert [n.id for n in made.neighbourhoods] == [str(i) for i in range(9)]
    north_west = made.neighbourhoods[0].rings[0][0]
    assert max(lat for _, lat in north_west) > PLANE.lat + 0.005
    one_street = district([way((0, 0), (10, 0))], None)
    assert len(one_street.neighbourhoods) == 1


def test_broken_outlines() -> None:
    # A bow tie of two triangles, 2 × 300 m × 150 m / 2, is mended; a line has no area.
    (sw, se, ne, nw, _), *_ = FOUR[0].rings[0]
    bow_tie = msgspec.structs.replace(FOUR[0], rings=(((sw, ne, se, nw, sw),),))
    made = district(STREETS, [bow_tie, *FOUR[1:]])
    assert made.neighbourhoods[0].area_ha == pytest.approx(4.5, rel=0.01)
    line = msgspec.structs.replace(FOUR[0], rings=(((sw, se, sw, sw),),))
    assert refused(STREETS, [line, *FOUR[1:]]) == "area_without_streets"


def test_one_corner_for_two_overlapping_neighbourhoods() -> None:
    cross = [way((0, 0), (200, 0)), way((200, 0), (400, 0)), way((200, 0), (200, 200))]
    areas = [square("1", 150, -50, 100), square("2", 151, -51, 100), square("3", 152, -49, 100)]
    made = district(cross, areas)
    ids = [place.id for place in made.places]
    assert len(set(ids)) == len(ids)
    taken = [poi((70, 20), id_="1|2")]
    assert refused(STREETS, [square("1", 0, 0, 300), square("2", 300, 0, 300)], taken) == (
        "duplicate_id"
    )


def test_a_corner_on_a_common_outline_serves_one_side() -> None:
    # Beside the border, at (200, 100), each square needs a second place; the corner at (200, 30)
    # lies on both outlines, 70 m from the border: too near for a junction, far enough to fill.
    roads = [way((200, 0), (200, 30), (200, 200)), way((100, 30), (200, 30), (300, 30))]
    made = district(roads, [square("1", 0, 0, 200), square("2", 200, 0, 200)])
    corners = of_kind(made, PlaceKind.JUNCTION)
    assert [(at(place), place.neighbourhoods) for place in corners] == [((200, 30), ("1",))]
    assert len({place.node for place in made.places}) == len(made.places)
    counts = Counter(area for place in made.places for area in place.neighbourhoods)
    assert min(counts.values()) == 2


def test_neighbourhoods_without_streets_share_no_point() -> None:
    # Both squares lie 100 m north of the street's end, on top of each other.
    roads = [way((0, 0), (100, 0)), way((100, 0), (200, 0)), way((100, 0), (100, -100))]
    made = district(roads, [square("1", 150, 100, 200), square("2", 150, 101, 200)])
    assert len({at(place) for place in made.places}) == len(made.places)


def test_population() -> None:
    given = [square("1", 0, 0, 300, population=700), square("2", 300, 0, 300, population=500)]
    assert district(STREETS, given).report.population == "given"
    assert district(STREETS, FOUR).report.population == "unknown"
    shared = district(STREETS, FOUR, population=1001)
    people = [n.population for n in shared.neighbourhoods]
    assert sum(n or 0 for n in people) == 1001
    assert {n for n in people if n} <= {249, 250, 251}
    assert all(n.population_estimated for n in shared.neighbourhoods)
    assert shared.report.population == "estimated"


def test_too_many_places_lose_junctions_first() -> None:
    def spot(number: int, kind: PlaceKind, *areas: int) -> Spot:
        return Spot(
            id=f"{number}", name="x", kind=kind, x=number * 7.0, y=0.0, areas=areas, node=number
        )

    junctions = [spot(i, PlaceKind.JUNCTION, i % 2) for i in range(200)]
    borders = [spot(200 + i, PlaceKind.BORDER, 0, 1) for i in range(30)]
    schools = [spot(230 + i, PlaceKind.SCHOOL, i % 2) for i in range(100)]
    kept = limit.limited([*schools, *borders, *junctions], 2)
    assert Counter(s.kind.value for s in kept.spots) == {
        "school": 100,
        "border": 30,
        "junction": 120,
    }
    assert Counter(s.areas[0] for s in kept.spots if s.kind == "junction") == {0: 60, 1: 60}
    assert kept.left_out == []
    many = [spot(300 + i, PlaceKind.SCHOOL, 0) for i in range(260)]
    over = limit.limited([*borders, *many], 2)
    assert len(over.spots) == 250
    assert Counter(row.what for row in over.left_out) == {"border": 28, "place": 12}


def test_too_many_borders_leave_each_neighbourhood_a_place_of_its_own() -> None:
    # A square of 15 × 15, 10 m apart: 2 × 15 × 14 = 420 borders and a junction each are 645
    # places for 225 neighbourhoods; the limit is 3 × 225 = 675, with a second junction each 870.
    side = 15
    cells = range(side * side)

    def spot(kind: PlaceKind, x: float, y: float, *areas: int) -> Spot:
        return Spot(id=f"{x}-{y}", name="x", kind=kind, x=x, y=y, areas=areas, node=0)

    middle = [(10.0 * (c % side), 10.0 * (c // side)) for c in cells]
    pairs = [(c, c + 1) for c in cells if c % side < side - 1]
    pairs += [(c, c + side) for c in cells if c + side < side * side]
    # Diagonals, as on a real map with neighbours of all shapes: 2 × 14 × 14 = 392 more.
    pairs += [(c, c + side + 1) for c in cells if c % side < side - 1 and c + side + 1 in cells]
    pairs += [(c, c + side - 1) for c in cells if c % side and c + side - 1 in cells]
    assert len(pairs) == 420 + 392
    borders = [
        spot(
            PlaceKind.BORDER,
            (middle[a][0] + middle[b][0]) / 2,
            (middle[a][1] + middle[b][1]) / 2,
            a,
            b,
        )
        for a, b in pairs
    ]
    own = [spot(PlaceKind.JUNCTION, x + d, y, c) for d in (1, 2) for c, (x, y) in enumerate(middle)]
    kept = limit.limited([*borders, *own], side * side)
    assert len(kept.spots) == 675
    assert Counter(s.areas for s in kept.spots if len(s.areas) == 1) == {(c,): 1 for c in cells}
    sides = Counter(a for s in kept.spots if len(s.areas) == 2 for a in s.areas)
    # 675 − 225 = 450 borders have 900 sides, 4 for each neighbourhood; it was 3 in the corners,
    # 5 along the sides and 8 inside.
    assert sum(sides.values()) == 900
    assert min(sides.values()) >= 3
    assert max(sides.values()) <= 6
    assert [row.what for row in kept.left_out] == ["border"] * (812 - 450)
    assert limit.limited([*borders, *own], side * side) == kept


def test_same_input_same_district() -> None:
    points = [poi((70, 20)), poi((500, 420), "market")]
    one, two = district(STREETS, FOUR, points), district(STREETS, FOUR, points)
    assert one.places == two.places
    assert (one.travel == two.travel).all()
    assert one.report == two.report
    assert len(one.travel) == len(MODES)
