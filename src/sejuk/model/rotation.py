"""The fair rotation (rotasi adil): a recorded lottery for the extra visits of a few nights."""

from __future__ import annotations

from datetime import date

import msgspec


class Stratum(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Places that are like each other: one ward, one third by risk of those that take part."""

    ward: str
    tercile: int
    """1 the calmest third, 3 the most tense."""


class RotationUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One place in one rotation."""

    place: str
    stratum: Stratum
    thousandths: int
    """Its probability of being drawn, exactly; 200 … 800."""

    def __post_init__(self) -> None:
        if not 200 <= self.thousandths <= 800:
            raise ValueError("a probability must lie between 0.2 and 0.8")

    @property
    def p(self) -> float:
        return self.thousandths / 1000


class RotationFrame(msgspec.Struct, frozen=True, kw_only=True):
    """All that is settled before the draw."""

    begins: date
    """First night."""
    nights: int
    """The drawn places are visited on each of so many nights."""
    budget: int
    """Places to draw; always met exactly."""
    units: tuple[RotationUnit, ...]
    """By stratum, then place id."""
    vetoed: tuple[str, ...] = ()
    """Taken out by a commander before the draw: no part of the experiment in these nights."""
    left_out: tuple[str, ...] = ()
    """Taken out because the budget is too small for so many: the least tense."""

    def __post_init__(self) -> None:
        if sum(unit.thousandths for unit in self.units) != 1000 * self.budget:
            raise ValueError("the probabilities must add up to the budget")


class Rotation(msgspec.Struct, frozen=True, kw_only=True):
    """A rotation that has been drawn."""

    frame: RotationFrame
    frame_digest: str
    """SHA-256 of the frame, recorded with the commitment before the draw."""
    drawn: tuple[str, ...]
    """Place ids, in the frame's order."""
    commitment: str
    """SHA-256(seed ‖ salt); the seed itself is made known after the last night."""

    def holds(self, night: date) -> bool:
        """Whether it is a rotation for this night."""
        return 0 <= (night - self.frame.begins).days < self.frame.nights

    @property
    def undrawn(self) -> tuple[str, ...]:
        """Places of the experiment that get no extra visit."""
        taken = set(self.drawn)
        return tuple(unit.place for unit in self.frame.units if unit.place not in taken)


class Compliance(msgspec.Struct, frozen=True, kw_only=True):
    """What was done against what was drawn; place-nights. Analysed as drawn, whatever this says."""

    drawn_due: int
    drawn_visited: int
    undrawn_due: int
    """Place-nights on which an undrawn place should have no extra visit."""
    undrawn_visited: int
    missed: tuple[tuple[int, str], ...]
    """(night from 1, place) drawn and not visited."""
    crossed: tuple[tuple[int, str], ...]
    """(night from 1, place) not drawn and visited all the same."""

    @property
    def rate(self) -> float:
        """Share of place-nights visited, drawn less undrawn; 1: exactly as drawn."""
        drawn = self.drawn_visited / self.drawn_due if self.drawn_due else 0.0
        undrawn = self.undrawn_visited / self.undrawn_due if self.undrawn_due else 0.0
        return drawn - undrawn
