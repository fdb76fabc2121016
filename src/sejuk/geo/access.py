"""Who may use a street line, and in which direction."""

from __future__ import annotations

import msgspec

from sejuk.model.access import AccessRules
from sejuk.model.district import MODE_BIT, RoadLine
from sejuk.model.force import MODES, Mode


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Modes as bits of `MODE_BIT`, along the line as drawn and against it."""

    forward: int = 0
    backward: int = 0
    dropped: str | None = None
    """Why nobody may use it: motorway, bus_only, no_access or unknown_highway."""


def access_of(line: RoadLine, rules: AccessRules) -> Access:
    """The modes of a line by its tags; a `dropped` reason when there are none."""
    if line.highway in rules.motorways:
        return Access(dropped="motorway")
    if _is_bus_lane(line, rules):
        return Access(dropped="bus_only")
    if line.highway not in rules.highways:
        return Access(dropped="unknown_highway")
    modes = [mode for mode in MODES if _may_use(mode, line, rules)]
    if not modes:
        return Access(dropped="no_access")
    along, against = _directions(line, rules)
    both_ways = _bits([mode for mode in modes if mode in rules.oneway_free])
    every = _bits(modes)
    return Access(
        forward=every if along else both_ways,
        backward=every if against else both_ways,
    )


def _is_bus_lane(line: RoadLine, rules: AccessRules) -> bool:
    if line.highway in rules.bus_highways:
        return True
    name = (line.name or "").lower()
    if any(part in name for part in rules.bus_names.get(line.highway, ())):
        return True
    closed = line.tags.get("access") in rules.forbidding
    buses = any(line.tags.get(tag) in rules.allowing for tag in rules.bus_tags)
    return closed and buses and not any(_may_use(mode, line, rules) for mode in MODES)


def _may_use(mode: Mode, line: RoadLine, rules: AccessRules) -> bool:
    by_highway = mode in rules.highways.get(line.highway, ())
    for tag in rules.access_tags[mode]:
        value = line.tags.get(tag)
        if value in rules.forbidding:
            return False
        if value in rules.allowing:
            return by_highway or tag in rules.opening_tags[mode]
    return by_highway


def _directions(line: RoadLine, rules: AccessRules) -> tuple[bool, bool]:
    value = (line.oneway or "").strip().lower()
    if value in rules.oneway_backward:
        return False, True
    if value in rules.oneway_forward:
        return True, False
    around = line.tags.get("junction") in rules.oneway_junctions
    if around and value not in rules.oneway_both:
        return True, False
    return True, True


def _bits(modes: list[Mode]) -> int:
    return sum(MODE_BIT[mode] for mode in modes)
