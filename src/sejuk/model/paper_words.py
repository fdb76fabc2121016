"""What papers say that no record knows: to whom, in whose name, by which law. A user's own words.

`{district}` in them is filled in; nothing else is.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.model.force import Agency

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Lines = Annotated[tuple[Line, ...], msgspec.Meta(max_length=30)]


class PaperWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table for all papers of an office."""

    letterhead: Lines
    seat: Line
    """Where papers are dated."""
    commander: Line
    """In whose name: an office, never a person."""
    signs: dict[Agency, Line]
    """The office that signs for the people of each agency."""
    report_to: Line
    report_copies: Lines
    report_from: Line
    report_closing: Line
    considering: Lines
    legal_basis: Lines
    """Where the operation in the record names none."""
    conduct: Lines
    """How the order is carried out."""
    prohibitions: Lines
    order_reports: Line
    order_copies: Lines
    release_from: Line
    release_reason: Line
    """Why now: one sentence."""


class Category(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the daily return."""

    group: str
    id: str
    en: str


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of event: how it is called, and the category that counts it."""

    id: str
    en: str
    code: str = ""
    """Empty: no disturbance, and in no category."""


class ReturnTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table of the daily return. Refuses a kind whose category is not in it."""

    categories: dict[str, Category]
    """By code, in the order in which they are printed."""
    kinds: dict[str, Kind]

    def __post_init__(self) -> None:
        for name, kind in self.kinds.items():
            if kind.code and kind.code not in self.categories:
                raise ValueError(f"{name}: {kind.code}")
