"""Patrol instances by chance: places uniform in a square, values log-normal, crews on foot.

One neighbourhood that earns nothing by itself, no joint visits; what is left is the routing of
prizes per place and block. Equal arguments give equal problems.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

import msgspec
import numpy as np

from sejuk.model.district import BuildReport, District, Source, StreetNetwork
from sejuk.model.force import Agency, Crew, Members, Mode
from sejuk.model.place import Neighbourhood, Place, PlaceKind
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.problem import PatrolProblem, patrol_problem

SIDE_METRES = 1500.0
SIGMA = 1.0
BASE = 10.0
CREWS, POSTS = 9, 3
SIZES = {60: 4, 120: 8, 200: 8}
"""Places → hours of the shift; blocks of two hours."""


def patrol_instance(places: int, hours: int, *, seed: int) -> PatrolProblem:
    """So many places to visit, beside the three posts."""
    rng = np.random.default_rng((seed, places, hours))
    n = places + POSTS
    spots = rng.uniform(0.0, SIDE_METRES, (n, 2))
    values = BASE * np.exp(SIGMA * rng.standard_normal((n, hours // 2)))
    settings = _settings()
    metres = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    walk = np.ceil(metres / settings.walk_metres_per_second).astype(np.int64)
    # Rounded up, seconds need not keep the triangle inequality: take the shortest way.
    for k in range(n):
        walk = np.minimum(walk, walk[:, [k]] + walk[[k]])
    posts = tuple(f"pos-{k}" for k in range(POSTS))
    problem = patrol_problem(
        _district(spots, walk, posts),
        crews=tuple(_crew(k, posts[k % POSTS]) for k in range(CREWS)),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(20), end=dt.time((20 + hours) % 24)),
        tension=Tension(areas=()),
        history=History(),
        floors={},
        settings=settings,
    )
    value = np.where(problem.late >= problem.early, values, 0.0)
    return msgspec.structs.replace(problem, value=value, cap=np.array([10 * n]))


def _settings() -> PlanningSettings:
    text = (files("sejuk.files") / "data" / "planning.toml").read_bytes()
    return msgspec.structs.replace(
        msgspec.toml.decode(text, type=PlanningSettings),
        first_in_neighbourhood_value=0.0,
        joint_visits_per_night=0,
        breadth_value=0.0,
    )


def _crew(number: int, post: str) -> Crew:
    return Crew(
        id=f"tim-{number}",
        members=(Members(agency=Agency.POLRI, people=2, leaders=1),),
        mode=Mode.FOOT,
        start_post=post,
        end_post=post,
    )


def _district(spots: np.ndarray, walk: np.ndarray, posts: tuple[str, ...]) -> District:
    n = len(spots)
    degree = 1 / 111_000.0
    return District(
        name="Kampung Uji",
        zone="Asia/Jakarta",
        source=Source(credit="invented", vintage="2024", synthetic=True),
        neighbourhoods=(
            Neighbourhood(
                id="1", name="RW 1", ward="Uji", rings=(), area_ha=225.0, residential_m=1.0
            ),
        ),
        places=tuple(
            Place(
                id=posts[i] if i < len(posts) else f"t{i}",
                name=f"Titik {i}",
                kind=PlaceKind.POLICE if i < len(posts) else PlaceKind.JUNCTION,
                lon=float(spots[i, 0] * degree),
                lat=float(spots[i, 1] * degree),
                node=i,
                neighbourhoods=("1",),
            )
            for i in range(n)
        ),
        network=StreetNetwork(
            lon=spots[:, 0] * degree,
            lat=spots[:, 1] * degree,
            tail=np.zeros(0, np.int32),
            head=np.zeros(0, np.int32),
            length_m=np.zeros(0),
            forward=np.zeros(0, np.uint8),
            backward=np.zeros(0, np.uint8),
            street=np.zeros(0, np.int32),
            highway=np.zeros(0, np.int32),
            shape_start=np.zeros(1, np.int32),
            shape_lon=np.zeros(0),
            shape_lat=np.zeros(0),
            street_names=(),
            highway_names=(),
        ),
        travel=np.stack([walk] * 3).astype(np.int32),
        report=BuildReport(
            lines_read=0,
            lines_dropped={},
            nodes=n,
            edges=0,
            street_km=0.0,
            nodes_kept={},
            km_kept={},
            walk_in={},
            left_out=(),
            cells=False,
            population="unknown",
        ),
        police_post=posts[0],
    )
