"""Columns that are never kept: faith, party, ethnicity, votes, in English and Indonesian.

Areas and places drop them at load and say so; tension and event inputs are refused with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sejuk.files.source import shown
from sejuk.problems import refuse

STEMS = (
    *("religi", "faith", "denomination", "agama", "kepercayaan", "keyakinan", "mazhab"),
    *("islam", "muslim", "christian", "kristen", "protestan", "catholic", "katolik"),
    *("hindu", "buddh", "budha", "konghucu", "confucian", "penghayat"),
    *("party", "parties", "partai", "parpol", "koalisi", "coalition", "politi"),
    *("ethnic", "etnis", "etnik"),
    *("vote", "voting", "ballot", "suara", "pilihan", "pemilih", "paslon", "kandidat"),
    *("candidate", "capres", "cawapres", "cagub", "cawagub", "caleg"),
)
"""A column is forbidden when its name holds one of these anywhere: `jumlahsuara`."""

WORDS = frozenset({"suku", "ras", "race", "tribe", "belief", "sara", "dpt", "turnout"})
"""… or has one of these, too short to be sought inside other words, as a word of its own."""


def forbidden_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that speak of faith, party, ethnicity or votes, in their order."""
    return tuple(name for name in names if _is_forbidden(name))


def refuse_forbidden(file: str, names: Iterable[str]) -> None:
    """Raise ProblemError (forbidden_column) when one of `names` is forbidden."""
    for name in forbidden_columns(names):
        raise refuse("forbidden_column", file=file, column=shown(name))


def _is_forbidden(name: str) -> bool:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = re.findall(r"[a-z]+", parted.casefold())
    return not WORDS.isdisjoint(words) or any(stem in "".join(words) for stem in STEMS)
