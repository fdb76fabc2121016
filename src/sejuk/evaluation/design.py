"""Rotations that were drawn, and the visits that came of them, as an experiment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sejuk.model.experiment import Cell, Experiment
from sejuk.model.rotation import Rotation, Stratum

MILLIONTHS = 1000
"""In a thousandth."""


def experiment_of(
    rotations: Iterable[Rotation],
    visited: Mapping[date, frozenset[str]],
    neighbours: Sequence[tuple[str, str]] = (),
) -> Experiment:
    """Whatever was done stays beside what was drawn: deviations are compliance, not assignment.

    Args:
        rotations: of any number of blocks; their units are the experiment's areas.
        visited: night → ids with an extra visit. Nights that are not in it are not yet known and
            take no part.

    Raises ProblemError: those of `Experiment`.
    """
    cells: list[Cell] = []
    for rotation in rotations:
        frame = rotation.frame
        held = [frame.begins + timedelta(days=n) for n in range(frame.nights)]
        drawn = set(rotation.drawn)
        for night in (night for night in held if night in visited):
            cells += [
                Cell(
                    area=unit.place,
                    night=night,
                    block=rotation.frame_digest,
                    stratum=stratum_name(unit.stratum),
                    millionths=MILLIONTHS * unit.thousandths,
                    assigned=unit.place in drawn,
                    delivered=unit.place in visited[night],
                )
                for unit in frame.units
            ]
            cells += [
                Cell(
                    area=place,
                    night=night,
                    block=rotation.frame_digest,
                    stratum="",
                    millionths=0,
                    assigned=False,
                    delivered=place in visited[night],
                    vetoed=True,
                )
                for place in frame.vetoed
            ]
    return Experiment(cells=tuple(cells), neighbours=tuple(neighbours))


def stratum_name(stratum: Stratum) -> str:
    """`Johar Baru 3`."""
    return f"{stratum.ward} {stratum.tercile}"
