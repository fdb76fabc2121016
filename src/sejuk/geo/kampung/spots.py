"""Public places of the kampung: offices, market, schools, posts, each beside a street."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from sejuk.geo.kampung.flat import XY, distance, middle, unit
from sejuk.geo.kampung.growth import Town
from sejuk.geo.kampung.names import DISTRICT, WARDS
from sejuk.geo.kampung.sheet import Sheet
from sejuk.geo.kampung.tally import side_stretches
from sejuk.model.district import PlacePoint
from sejuk.model.place import PlaceKind

BESIDE_M = 9.0
"""From the middle of the street to the door."""
APART_M = 35.0
POSTS = 16
"""Night-watch posts; neighbourhoods without any other place come first."""


class Wanted(msgspec.Struct, frozen=True):
    """A place to be put somewhere in a neighbourhood."""

    name: str
    kind: PlaceKind
    area: int
    main: bool = False
    """On a lane or main road rather than in a gang."""


def points(
    town: Town, sheet: Sheet, labels: Sequence[str], rng: np.random.Generator
) -> tuple[PlacePoint, ...]:
    """75 places; `labels` are the neighbourhoods' names in the order of the outlines."""
    put: list[XY] = []
    made = []
    for wanted in wishes(town, labels, rng):
        at = site(town, wanted, put, rng)
        put.append(at)
        lon, lat = sheet.map(at)
        made.append(PlacePoint(id=None, name=wanted.name, kind=wanted.kind.value, lon=lon, lat=lat))
    return tuple(made)


def wishes(town: Town, labels: Sequence[str], rng: np.random.Generator) -> list[Wanted]:
    """What a district has, as many of each as about the real one; the faith is never named."""
    n = len(town.outlines)
    hearts = [middle(corners(town, i)) for i in range(n)]
    centre = middle(hearts)
    by_ward = [[i for i in range(n) if town.wards[i] == ward] for ward in range(len(WARDS))]
    central = sorted(range(n), key=lambda i: distance(hearts[i], centre))
    made = [
        Wanted(f"Polsek {DISTRICT}", PlaceKind.POLICE, central[0], main=True),
        Wanted(f"Kantor Kecamatan {DISTRICT}", PlaceKind.OFFICE, central[1], main=True),
        Wanted(f"Koramil {DISTRICT}", PlaceKind.POST, central[3], main=True),
    ]
    for ward, areas in zip(WARDS, by_ward, strict=True):
        ward_centre = middle([hearts[i] for i in areas])
        near = sorted(areas, key=lambda i: distance(hearts[i], ward_centre))
        made += [
            Wanted(f"Kantor Kelurahan {ward}", PlaceKind.OFFICE, near[0], main=True),
            Wanted(f"Puskesmas {ward}", PlaceKind.CLINIC, near[1], main=True),
        ]
    made += [
        Wanted(f"Pasar {name}", PlaceKind.MARKET, int(area), main=True)
        for name, area in zip(("Sejuk", "Teduh"), rng.choice(n, 2, replace=False), strict=True)
    ]
    made += [
        Wanted(f"SD Contoh {i + 1:02}", PlaceKind.SCHOOL, a) for i, a in enumerate(some(rng, n, 14))
    ]
    made += [
        Wanted(f"SMP Contoh {i + 1}", PlaceKind.SCHOOL, a) for i, a in enumerate(some(rng, n, 4))
    ]
    made += [
        Wanted(f"SMA Contoh {i + 1}", PlaceKind.SCHOOL, a) for i, a in enumerate(some(rng, n, 2))
    ]
    made += [
        Wanted(f"Rumah ibadah {i + 1}", PlaceKind.WORSHIP, a)
        for i, a in enumerate(some(rng, n, 20))
    ]
    made += [Wanted(f"Balai warga {labels[a]}", PlaceKind.OTHER, a) for a in some(rng, n, 6)]
    served = {wanted.area for wanted in made}
    posts = sorted(some(rng, n, n), key=lambda area: area in served)
    made += [Wanted(f"Pos ronda {labels[a]}", PlaceKind.POST, a) for a in posts[:POSTS]]
    return made


def some(rng: np.random.Generator, n: int, number: int) -> list[int]:
    """Different neighbourhoods."""
    return [int(i) for i in rng.permutation(n)[:number]]


def corners(town: Town, area: int) -> list[XY]:
    """Flat corners of a neighbourhood."""
    return [town.ground.xy[side.corner] for side in town.outlines[area]]


def site(town: Town, wanted: Wanted, put: Sequence[XY], rng: np.random.Generator) -> XY:
    """Beside a street, inside the neighbourhood, apart from other places where there is room."""
    ground = town.ground
    sides = town.outlines[wanted.area]
    stretches = [
        (a, b)
        for side, after in zip(sides, sides[1:] + sides[:1], strict=True)
        for _, a, b in side_stretches(ground, side, after)
    ]
    if not wanted.main:
        inside = {s.line for c in ground.cells if c.owner == wanted.area for s in c.sides}
        gangs = [ground.lines[i] for i in sorted(inside) if ground.lines[i].kind == "gang"]
        for gang in gangs:
            street = gang.street_points()
            stretches += list(pairwise(street)) * 2
    heart = middle(corners(town, wanted.area))
    lengths = np.array([distance(ground.xy[a], ground.xy[b]) for a, b in stretches])
    at = heart
    for _ in range(30):
        a, b = stretches[int(rng.choice(len(stretches), p=lengths / lengths.sum()))]
        share = rng.uniform(0.25, 0.75)
        (ax, ay), (bx, by) = ground.xy[a], ground.xy[b]
        foot = (float(ax + share * (bx - ax)), float(ay + share * (by - ay)))
        ux, uy = unit((ax, ay), (bx, by))
        inward = (heart[0] - foot[0]) * -uy + (heart[1] - foot[1]) * ux
        turn = BESIDE_M if inward >= 0 else -BESIDE_M
        at = (foot[0] - turn * uy, foot[1] + turn * ux)
        if all(distance(at, other) >= APART_M for other in put):
            break
    return at
