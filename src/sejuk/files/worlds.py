"""The ranges that simulated worlds are drawn from, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from sejuk.model.drill import Range
from sejuk.model.world import World


@cache
def world_ranges() -> dict[str, Range]:
    """Field of `World` → its range, in the order of the fields. ValueError where the two differ."""
    text = (files("sejuk.files") / "data" / "worlds.toml").read_text(encoding="utf-8")
    found = msgspec.convert(tomllib.loads(text), dict[str, Range])
    if set(found) != set(World.__struct_fields__):
        raise ValueError(f"fields differ: {set(found) ^ set(World.__struct_fields__)}")
    return {name: found[name] for name in World.__struct_fields__}
