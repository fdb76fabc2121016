"""Pins and bans of the commander: what they ask of a night, and what of it cannot be.

A banned place is closed. A pinned one is worth ρ more to the search, as a dialogue visit that
is due, and no part of the objective; its windows are those of the pin. Whether all pins were
met is known only when the night is planned: what is missing is listed (`missing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.model.force import Crew
from sejuk.model.pin import Pin
from sejuk.model.time import Shift
from sejuk.problems import Both, ProblemError, refuse

ANY = -1


class Pinned(msgspec.Struct, frozen=True, kw_only=True):
    """A pin in the numbers of a night."""

    place: int
    block: int = ANY
    """ANY: whichever."""
    crew: int = ANY
    early: int = ANY
    late: int = ANY
    """First and last second at which the visit may start, for a pin with an hour; else ANY."""

    def admits(self, place: int, block: int, crews: Sequence[int]) -> bool:
        """Whether a visit to this place in this block by these crews is what the pin asks for."""
        return (
            place == self.place
            and self.block in {ANY, block}
            and (self.crew == ANY or self.crew in crews)
        )


WHY_NOT = {
    "post": Both("di sana tim berangkat", "crews start there"),
    "closed": Both("tutup pada waktu itu", "it is closed then"),
    "outside": Both("waktunya di luar giat", "that time is outside the shift"),
    "unreachable": Both("tidak terjangkau lewat jalan", "no street leads there"),
    "crew": Both("tidak ada tim itu", "there is no such crew"),
    "block": Both("tidak ada blok itu", "there is no such block"),
    "twice": Both("disebut dua kali", "it is named twice"),
    "banned": Both("titik itu juga dilarang", "it is banned as well"),
}
"""Why a pin cannot be, whatever the plan."""


def pinned(
    pins: Sequence[Pin],
    bans: frozenset[str],
    *,
    index: Mapping[str, int],
    crews: Sequence[Crew],
    shift: Shift,
    bounds: Sequence[int],
    window_seconds: int,
) -> tuple[Pinned, ...]:
    """The pins as numbers, in the order given.

    Raises `unknown_place` for a pin or ban, and `pin_cannot_be` for a crew, block or hour that
    is not, a place that is banned as well, and one that is pinned twice to the same.
    """
    for name in (*(pin.place for pin in pins), *sorted(bans)):
        if name not in index:
            raise refuse("unknown_place", name=name, near=", ".join(sorted(index)[:3]))
    crew_index = {crew.id: v for v, crew in enumerate(crews)}
    found = []
    for pin in pins:
        if pin.place in bans:
            raise _cannot(pin, "banned")
        if pin.crew is not None and pin.crew not in crew_index:
            raise _cannot(pin, "crew")
        crew = ANY if pin.crew is None else crew_index[pin.crew]
        block, early, late = _hour(pin, shift, bounds, window_seconds)
        found.append(Pinned(place=index[pin.place], block=block, crew=crew, early=early, late=late))
    blocks: dict[int, Counter[int]] = {}
    for pin, one in zip(pins, found, strict=True):
        here = blocks.setdefault(one.place, Counter())
        here[one.block] += 1
        if here[one.block] > 1 or (ANY in here and len(here) > 1):
            raise _cannot(pin, "twice")
    return tuple(found)


def _hour(pin: Pin, shift: Shift, bounds: Sequence[int], window: int) -> tuple[int, int, int]:
    """Block, first and last second of a pin; ANY where it leaves them open."""
    if pin.block is not None and not 0 <= pin.block < len(bounds) - 1:
        raise _cannot(pin, "block")
    if pin.at is None:
        return (ANY if pin.block is None else pin.block), ANY, ANY
    minutes = (pin.at.hour * 60 + pin.at.minute) - (shift.start.hour * 60 + shift.start.minute)
    early = minutes % (24 * 60) * 60
    if early >= bounds[-1]:
        raise _cannot(pin, "outside")
    block = int(np.searchsorted(bounds, early, side="right")) - 1
    if pin.block not in {None, block}:
        raise _cannot(pin, "outside")
    return block, early, min(early + window, bounds[block + 1] - 1)


def narrowed_to_pins(
    pins: Sequence[Pinned],
    names: Sequence[Pin],
    early: NDArray[np.int64],
    late: NDArray[np.int64],
    posts: frozenset[int],
    way: NDArray[np.bool_],
) -> None:
    """Close the windows that the pins leave no use for; early, late [places, B] are edited.

    `way` [crews, places]: who can go there and come back. Raises `pin_cannot_be`.
    """
    kept = {(pin.place, pin.block) for pin in pins}
    for pin, name in zip(pins, names, strict=True):
        if pin.place in posts:
            raise _cannot(name, "post")
        crews = slice(None) if pin.crew == ANY else slice(pin.crew, pin.crew + 1)
        if not way[crews, pin.place].any():
            raise _cannot(name, "unreachable")
        if pin.block != ANY:
            for b in range(early.shape[1]):
                if (pin.place, b) not in kept:
                    late[pin.place, b] = early[pin.place, b] - 1
            if pin.early != ANY:
                early[pin.place, pin.block] = max(early[pin.place, pin.block], pin.early)
                late[pin.place, pin.block] = min(late[pin.place, pin.block], pin.late)
        if not (early[pin.place] <= late[pin.place]).any() or (
            pin.block != ANY and early[pin.place, pin.block] > late[pin.place, pin.block]
        ):
            raise _cannot(name, "closed")


def ways_of(travel: NDArray[np.int64], start: int, end: int) -> NDArray[np.bool_]:
    """[places] reached from one post and left for another; travel [places, places]."""
    found: NDArray[np.bool_] = (travel[start] < UNREACHABLE) & (travel[:, end] < UNREACHABLE)
    return found


def _cannot(pin: Pin, why: str) -> ProblemError:
    return refuse("pin_cannot_be", pin=pin_text(pin), why=WHY_NOT[why])


def pin_text(pin: Pin) -> str:
    """The pin as it is typed: PLACE@22:30=A."""
    at = f"@{pin.at:%H:%M}" if pin.at is not None else ""
    if pin.at is None and pin.block is not None:
        at = f"#{pin.block + 1}"
    return f"{pin.place}{at}{'' if pin.crew is None else f'={pin.crew}'}"
