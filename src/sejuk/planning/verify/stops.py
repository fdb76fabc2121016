"""Stops with their crews, the meetings that overlapping stops make, and what a stop is worth."""

from __future__ import annotations

from dataclasses import dataclass, field

from sejuk.model.force import Agency
from sejuk.model.plan import Route, Stop


@dataclass(frozen=True, order=True)
class At:
    """A stop and whose it is: the route's position in the plan, the stop's in the route."""

    order: int
    position: int
    route: Route = field(compare=False)
    stop: Stop = field(compare=False)

    @property
    def crew(self) -> str:
        return self.route.crew.id

    @property
    def seconds(self) -> int:
        return self.stop.leave - self.stop.start

    def __str__(self) -> str:
        return f"{self.stop.kind} at {self.stop.place} from {self.stop.start} s"


@dataclass(frozen=True)
class Gathering:
    """Stops of one kind at one place whose times overlap: what physically is one meeting."""

    stops: tuple[At, ...]

    @property
    def lead(self) -> At:
        """The stop of the first crew, in the order of the plan's routes."""
        return min(self.stops, key=lambda at: (at.order, at.position))

    @property
    def place(self) -> str:
        return self.stops[0].stop.place

    @property
    def start(self) -> int:
        return min(at.stop.start for at in self.stops)

    @property
    def end(self) -> int:
        return max(at.stop.leave for at in self.stops)

    @property
    def crews(self) -> frozenset[str]:
        return frozenset(at.crew for at in self.stops)

    @property
    def agencies(self) -> frozenset[Agency]:
        return frozenset(a for at in self.stops for a in at.route.crew.agencies())

    @property
    def spread(self) -> int:
        """Seconds between the first and the last start."""
        return max(at.stop.start for at in self.stops) - self.start

    @property
    def together(self) -> int:
        """Seconds during which all are there."""
        return min(at.stop.leave for at in self.stops) - max(at.stop.start for at in self.stops)


@dataclass(frozen=True)
class Worth:
    """What a stop is worth, recomputed."""

    visit: float = 0.0
    first: float = 0.0
    joint: float = 0.0

    @property
    def total(self) -> float:
        return self.visit + self.first + self.joint
