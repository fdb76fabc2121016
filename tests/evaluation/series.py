"""Rotations in a row, each with a secret of its own, and the experiment that they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sejuk.draw.rotation import draw_rotation, rotation_frame
from sejuk.model.experiment import Cell, Experiment
from sejuk.model.rotation import Rotation

BEGINS = date(2024, 11, 28)
RISK = {str(k): 2.0 + k % 5 for k in range(14)}
WARD = {area: f"Kelurahan {int(area) % 2}" for area in RISK}
NIGHTS, BLOCK, BUDGET = 8, 3, 6


def secret(k: int) -> tuple[bytes, bytes]:
    return hashlib.sha256(bytes([k])).digest(), bytes(15) + bytes([k])


def series(vetoed: Mapping[int, frozenset[str]] | None = None) -> tuple[Rotation, ...]:
    """Blocks of 3, 3 and 2 nights."""
    return tuple(
        draw_rotation(
            rotation_frame(
                begins=BEGINS + timedelta(days=begin),
                risk=RISK,
                ward=WARD,
                budget=BUDGET,
                vetoed=(vetoed or {}).get(n, frozenset()),
                nights=min(BLOCK, NIGHTS - begin),
            ),
            *secret(n),
        )
        for n, begin in enumerate(range(0, NIGHTS, BLOCK))
    )


def experiment_of(rotations: tuple[Rotation, ...]) -> Experiment:
    """All that were drawn are visited, and nobody else."""
    return Experiment(cells=tuple(cell for one in rotations for cell in _cells(one)))


def _cells(rotation: Rotation) -> Iterator[Cell]:
    frame = rotation.frame
    for night in (frame.begins + timedelta(days=n) for n in range(frame.nights)):
        for unit in frame.units:
            drawn = unit.place in rotation.drawn
            yield Cell(
                area=unit.place,
                night=night,
                block=rotation.frame_digest,
                stratum=f"{unit.stratum.ward} {unit.stratum.tercile}",
                millionths=1000 * unit.thousandths,
                assigned=drawn,
                delivered=drawn,
            )
        for place in frame.vetoed:
            yield Cell(
                area=place,
                night=night,
                block=rotation.frame_digest,
                stratum="",
                millionths=0,
                assigned=False,
                delivered=False,
                vetoed=True,
            )
