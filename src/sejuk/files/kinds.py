"""The kind of a place from its tags, by one data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sejuk.files.source import heading_key
from sejuk.model.place import PlaceKind

OWN_KEYS = ("jenis", "kind")
"""Headings of a place list that share the table `jenis`."""


def kind_of(tags: Mapping[str, object]) -> PlaceKind | None:
    """The kind of the first table of the data file that knows its tag; None when none does.

    Keys of `tags` as `heading_key` writes them.
    """
    for heading, words in _tables():
        value = tags.get(heading)
        if isinstance(value, str):
            # "Place of Worship - …": what follows the dash is never looked at.
            kind = words.get(heading_key(value.split(" - ")[0]))
            if kind is not None:
                return kind
    return None


@cache
def _tables() -> tuple[tuple[str, dict[str, PlaceKind]], ...]:
    text = (files("sejuk.files") / "data" / "kinds.toml").read_text(encoding="utf-8")
    tables = {
        name: {word: PlaceKind(kind) for kind, words in rows.items() for word in words}
        for name, rows in tomllib.loads(text).items()
    }
    own = tables.pop("jenis")
    return (*((key, own) for key in OWN_KEYS), *tables.items())
