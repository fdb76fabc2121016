"""Stage E, second half: limits on a pool's marginals, weights, and the draw of tonight's plan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
import numpy as np

from sejuk.draw.seed import commit, draw_index, numbers, whole_shares
from sejuk.planning.entropy import Entropy, Limits, maximum_entropy
from sejuk.planning.member import Member
from sejuk.planning.pool import Pool

PARTS = 1_000_000
"""Weights are drawn and recorded in whole millionths."""


class DrawParams(msgspec.Struct, frozen=True, kw_only=True):
    rawan_floor: float = 0.1
    """Probability with which each rawan place is visited, in whatever block."""
    cap: float = 0.5
    """Probability with which a place may be visited in one half-hour."""
    block_cap: float = 0.9
    """Probability with which a place may be visited in one block."""


class DrawRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the record; the seed follows when the night is over."""

    commitment: str
    """SHA-256(seed ‖ salt)."""
    pool_digest: str
    """SHA-256 of the pool's timetables and weights: it fixes what was drawn from."""
    label: str
    """Of the stream of numbers."""
    millionths: tuple[int, ...]
    """Each plan's probability, exactly."""
    chosen: int


def pool_weights(pool: Pool, params: DrawParams) -> Entropy:
    """Maximum-entropy weights under the floors and caps of `params`.

    A place that the floor wants tonight has to be in every plan: its floor is 1 and it has no
    cap, nor has a joint visit. What could not be met is listed.
    """
    return maximum_entropy(marginal_limits(pool.members, params))


def marginal_limits(members: Sequence[Member], params: DrawParams) -> Limits:
    """Floors on places, caps on place × block and on place × half-hour."""
    problem = members[0].problem
    ids = [place.id for place in problem.places]
    joint = {meeting.place for meeting in problem.meetings if meeting.joint}
    must = set(np.flatnonzero(problem.must).tolist())
    by_place = [{visit.place for visit in m.visits} for m in members]
    by_block = [{(visit.place, visit.block) for visit in m.visits} for m in members]
    rows: list[list[bool]] = []
    names: list[str] = []
    floors: list[float] = []
    caps: list[float] = []

    def limit(name: str, row: list[bool], floor: float, cap: float) -> None:
        names.append(name)
        rows.append(row)
        floors.append(floor)
        caps.append(cap)

    open_places = problem.open.any(axis=1)
    for i in sorted(must | set(np.flatnonzero(problem.rawan & open_places).tolist())):
        floor = 1.0 if i in must else params.rawan_floor
        limit(ids[i], [i in places for places in by_place], floor, np.inf)
    free = (joint | must).__contains__
    for place, block in sorted({pair for pairs in by_block for pair in pairs}):
        if not free(place):
            row = [(place, block) in pairs for pairs in by_block]
            limit(f"{ids[place]} block {block}", row, 0.0, params.block_cap)
    for place, slot in sorted({cell for m in members for cell in m.timetable}):
        if not free(place):
            row = [(place, slot) in m.timetable for m in members]
            limit(f"{ids[place]} half-hour {slot}", row, 0.0, params.cap)
    return Limits(
        rows=np.array(rows, np.float64).reshape(len(rows), len(members)),
        floor=np.array(floors),
        cap=np.array(caps),
        names=tuple(names),
    )


def draw_plan(
    pool: Pool, weights: Sequence[float], seed: bytes, salt: bytes
) -> tuple[int, DrawRecord]:
    """The index of tonight's plan and the record of its draw. Raises `bad_draw_seed`.

    Anybody who has the record, the seed and the salt can draw again (`draw/seed.py`).
    """
    shares = whole_shares(weights, PARTS)
    digest = pool_digest(pool.members, shares)
    label = f"plan {digest}"
    chosen = draw_index(shares, numbers(seed, label))
    return chosen, DrawRecord(
        commitment=commit(seed, salt),
        pool_digest=digest,
        label=label,
        millionths=shares,
        chosen=chosen,
    )


def pool_digest(members: Sequence[Member], shares: Sequence[int]) -> str:
    """SHA-256 over the stops (crew, item, in order), meeting times and shares of all plans."""
    lines = [
        [list(map(list, m.tours)), [meeting.start for meeting in m.problem.meetings], share]
        for m, share in zip(members, shares, strict=True)
    ]
    return hashlib.sha256(msgspec.json.encode(lines)).hexdigest()
