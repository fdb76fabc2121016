"""Which streets a crew may use in which mode: the rules, as data."""

from __future__ import annotations

import msgspec

from sejuk.model.force import Mode


class AccessRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Read from `files/data/streets.toml`; words are OpenStreetMap's."""

    highways: dict[str, tuple[Mode, ...]]
    """`highway` → modes that may use it; a value not listed is no street."""
    motorways: tuple[str, ...]
    """`highway` values closed to patrols whatever the other tags say."""
    bus_highways: tuple[str, ...]
    """`highway` values for buses only."""
    bus_names: dict[str, tuple[str, ...]]
    """`highway` → parts of a street's name (lower case) that mark it as a bus lane."""
    bus_tags: tuple[str, ...]
    """Tags that, allowed while all else is forbidden, mark a bus lane."""
    opening_tags: dict[Mode, tuple[str, ...]]
    """Tags that can open a street to a mode beyond its `highway`."""
    access_tags: dict[Mode, tuple[str, ...]]
    """Tags that can close a street to a mode, the most particular first."""
    allowing: tuple[str, ...]
    forbidding: tuple[str, ...]
    """Values of those tags."""
    oneway_forward: tuple[str, ...]
    oneway_backward: tuple[str, ...]
    """Values of `oneway` for travel along and against the line as drawn."""
    oneway_both: tuple[str, ...]
    """Values of `oneway` that say two-way, which a roundabout's own rule gives way to."""
    oneway_junctions: tuple[str, ...]
    """Values of `junction` that are one-way without saying so."""
    oneway_free: tuple[Mode, ...]
    """Modes that may go both ways on a one-way street."""
    residential: tuple[str, ...]
    """`highway` values along which people live, for sharing out a population."""
