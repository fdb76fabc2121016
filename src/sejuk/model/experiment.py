"""A recorded randomisation and what residents reported meanwhile: all that an effect is read from.

The constructors hold guarantee G14: nothing but what residents reported of their own accord is an
outcome, and an assignment that the recorded draw cannot have made is no experiment.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from sejuk.model.kinds.field import Origin
from sejuk.problems import refuse

ONE = 1_000_000
LEAST, MOST = 200_000, 800_000
"""Millionths: the limits of the fair rotation's probabilities."""


class OutcomeKind(StrEnum):
    """What residents reported."""

    DISTURBANCE = "disturbance"
    COMPLAINT = "complaint"
    """About the visits or those who came: a harm."""
    BACKLASH = "backlash"
    """Trouble with a patrol itself: a harm."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """So many reports from an area on a night."""

    area: str
    night: date
    origin: Origin
    what: OutcomeKind = OutcomeKind.DISTURBANCE
    count: int = 1

    def __post_init__(self) -> None:
        if self.origin is not Origin.RESIDENT:
            raise refuse("outcome_not_resident", origin=self.origin.value)
        if self.count < 0:
            raise ValueError("a count is not negative")


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One area on one night of the rotation."""

    area: str
    night: date
    block: str
    """One draw holds for its nights."""
    stratum: str
    millionths: int
    """The recorded probability of being drawn."""
    assigned: bool
    """Drawn for extra visits: the analysis goes by this, whatever was done."""
    delivered: bool
    """An extra visit took place."""
    vetoed: bool = False
    """Taken out before the draw: no part of the experiment in this block."""

    def __post_init__(self) -> None:
        if not self.vetoed and not LEAST <= self.millionths <= MOST:
            raise ValueError("a probability must lie between 0.2 and 0.8")
        if self.vetoed and self.assigned:
            raise refuse("design_vetoed_drawn", area=self.area, block=self.block)


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One area in one block: what was drawn, or not."""

    area: str
    block: str
    stratum: str
    millionths: int
    assigned: bool
    nights: tuple[date, ...]
    """That are known of, in order."""


class Experiment(msgspec.Struct, frozen=True, kw_only=True):
    """Cells of a rotation over its blocks, and which areas touch each other.

    Raises ProblemError: design_cell_twice, design_block_mixed, design_not_drawn,
    design_nothing_to_compare, neighbour_unknown.
    """

    cells: tuple[Cell, ...]
    neighbours: tuple[tuple[str, str], ...] = ()
    """Pairs of areas, each once; () where nothing is known of it."""

    def __post_init__(self) -> None:
        seen: set[tuple[str, date]] = set()
        for cell in self.cells:
            if (cell.area, cell.night) in seen:
                raise refuse("design_cell_twice", area=cell.area, night=cell.night)
            seen.add((cell.area, cell.night))
        areas = {cell.area for cell in self.cells}
        for area in (area for pair in self.neighbours for area in pair):
            if area not in areas:
                raise refuse("neighbour_unknown", area=area)
        blocks: dict[str, list[Unit]] = {}
        for unit in self.units():
            blocks.setdefault(unit.block, []).append(unit)
        for block, units in blocks.items():
            _check_drawn(block, units)
        if not any(len({unit.assigned for unit in units}) == 2 for units in blocks.values()):
            raise refuse("design_nothing_to_compare")

    def units(self) -> tuple[Unit, ...]:
        """Of those that take part, by block, stratum and area; blocks in the order of nights."""
        first: dict[str, date] = {}
        together: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            first[cell.block] = min(cell.night, first.get(cell.block, cell.night))
            together.setdefault((cell.block, cell.area), []).append(cell)
        units = [_unit(cells) for cells in together.values() if not _vetoed(cells)]
        return tuple(sorted(units, key=lambda u: (first[u.block], u.block, u.stratum, u.area)))

    @property
    def vetoed(self) -> int:
        """Areas taken out, once for each block."""
        return len({(cell.area, cell.block) for cell in self.cells if cell.vetoed})


def _vetoed(cells: list[Cell]) -> bool:
    """Of one area in one block."""
    if len({cell.vetoed for cell in cells}) > 1:
        raise refuse("design_block_mixed", area=cells[0].area, block=cells[0].block)
    return cells[0].vetoed


def _unit(cells: list[Cell]) -> Unit:
    one = cells[0]
    if len({(cell.assigned, cell.millionths, cell.stratum) for cell in cells}) > 1:
        raise refuse("design_block_mixed", area=one.area, block=one.block)
    return Unit(
        area=one.area,
        block=one.block,
        stratum=one.stratum,
        millionths=one.millionths,
        assigned=one.assigned,
        nights=tuple(sorted(cell.night for cell in cells)),
    )


def _check_drawn(block: str, units: list[Unit]) -> None:
    """Block and strata have the whole number of drawn areas below or above Σp (Madow 1949)."""
    strata: dict[str, list[Unit]] = {}
    for unit in units:
        strata.setdefault(unit.stratum, []).append(unit)
    for stratum, among in [("", units), *strata.items()]:
        low, high = whole_around(unit.millionths for unit in among)
        drawn = sum(unit.assigned for unit in among)
        if not low <= drawn <= high:
            raise refuse(
                "design_not_drawn",
                block=block,
                stratum=stratum or "–",
                drawn=drawn,
                least=low,
                most=high,
            )


def whole_around(millionths: Iterable[int]) -> tuple[int, int]:
    """⌊Σp⌋ and ⌈Σp⌉, a sum within 0.001 of a whole number being that number.

    Probabilities as people write them, 0.333 three times, add up to a whole number nearly.
    """
    total = sum(millionths)
    nearest = round(total / ONE)
    if abs(total - nearest * ONE) <= ONE // 1000:
        return nearest, nearest
    return total // ONE, -(-total // ONE)
