"""Ways to find out whether visits calm, each with its own test, in a town of known truth.

*Rotation*: the product's own draw and test, in blocks of one night or of several. *Stepped wedge*
and *difference in differences* are the rivals: all areas begin in drawn turn and stay, or a drawn
half begins in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.draw.rotation import rotation_frame
from sejuk.evaluation.effect import Ground
from sejuk.evaluation.redraw import redraws
from sejuk.model.experiment import Unit
from sejuk.model.rotation import RotationFrame

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

BEGINS = date(2024, 11, 28)


class Design(msgspec.Struct, frozen=True, kw_only=True):
    nights: int = 56
    block: int = 3
    budget: int = 22
    """Areas with extra visits each night."""


def units_of(design: Design, wards: int, risk: Floats) -> tuple[Unit, ...]:
    """Of each block, not yet drawn: strata and probabilities as the product's rotation has them."""
    units: list[Unit] = []
    for begin in range(0, design.nights, design.block):
        nights = min(design.block, design.nights - begin)
        frame = frame_of(design, wards, risk, BEGINS + timedelta(begin), nights)
        held = tuple(frame.begins + timedelta(n) for n in range(nights))
        units += [
            Unit(
                area=unit.place,
                block=f"{begin:04}",
                stratum=f"{unit.stratum.ward} {unit.stratum.tercile}",
                millionths=1000 * unit.thousandths,
                assigned=False,
                nights=held,
            )
            for unit in frame.units
        ]
    return tuple(sorted(units, key=lambda u: (u.block, u.stratum, u.area)))


def frame_of(design: Design, wards: int, risk: Floats, begins: date, nights: int) -> RotationFrame:
    """One block's."""
    names: Mapping[str, float] = {str(k): float(value) for k, value in enumerate(risk)}
    return rotation_frame(
        begins=begins,
        risk=names,
        ward={name: str(int(name) % wards) for name in names},
        budget=design.budget,
        nights=nights,
    )


def ground_for(units: tuple[Unit, ...], count: int, rng: np.random.Generator) -> Ground:
    """Draws of a design, of which none has been made: each may stand for that one."""
    names = [(unit.block, unit.stratum) for unit in units]
    index = {name: k for k, name in enumerate(dict.fromkeys(names))}
    return Ground(
        units=units,
        drawn=redraws(units, count, rng),
        millionths=np.array([unit.millionths for unit in units], np.int64),
        stratum=np.array([index[name] for name in names], np.int64),
    )


class Spans(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[units] area, first night and number of nights."""

    area: Ints
    begin: Ints
    length: Ints

    def summed(self, counts: Ints) -> Floats:
        """[units] reports of [areas, nights]."""
        none = np.zeros((len(counts), 1), np.int64)
        until = np.concatenate([none, counts.cumsum(axis=1)], axis=1)
        whole = until[self.area, self.begin + self.length] - until[self.area, self.begin]
        return np.asarray(whole, np.float64)

    def held(self, drawn: Flags, shape: tuple[int, int]) -> Flags:
        """[areas, nights] who has extra visits, of one draw [units]."""
        found = np.zeros(shape, np.bool_)
        for night in range(int(self.length.max())):
            within = drawn & (night < self.length)
            found[self.area[within], self.begin[within] + night] = True
        return found


def spans_of(units: tuple[Unit, ...]) -> Spans:
    """Where the units of a design lie in a table of areas and nights."""
    return Spans(
        area=np.array([int(unit.area) for unit in units]),
        begin=np.array([(unit.nights[0] - BEGINS).days for unit in units]),
        length=np.array([len(unit.nights) for unit in units]),
    )
