"""Kinds of concern, who owns each, and to whom it may be passed on: the table, as nouns."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.model.force import Pillar
from sejuk.problems import Both

Days = Annotated[int, msgspec.Meta(ge=1, le=60)]


class Owner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office of one of the three pillars that answers for a concern."""

    pillar: Pillar
    id: str
    en: str

    @property
    def words(self) -> Both:
        return Both(self.id, self.en)


class Institution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whoever else has to do it; the owner asks after it."""

    id: str
    en: str

    @property
    def words(self) -> Both:
        return Both(self.id, self.en)


class ConcernKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    en: str
    owner: str
    due_days: Days
    """From the day it came in; that day is not counted."""
    institutions: tuple[str, ...] = ()
    """To whom it is usually passed on."""

    @property
    def words(self) -> Both:
        return Both(self.id, self.en)


class ConcernTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Code → row. Refuses a kind whose owner or institution is not in it."""

    owners: dict[str, Owner]
    institutions: dict[str, Institution]
    kinds: dict[str, ConcernKind]

    def __post_init__(self) -> None:
        for code, kind in self.kinds.items():
            if kind.owner not in self.owners or set(kind.institutions) - set(self.institutions):
                raise ValueError(f"{code}: unknown owner or institution")
