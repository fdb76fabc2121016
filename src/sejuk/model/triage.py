"""How claims are judged before anybody knows whether they are true."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.claim import Harm
from sejuk.problems import Both


class Verifiability(StrEnum):
    """How soon somebody could find out."""

    SIGHT = "sight"
    """Somebody goes and looks."""
    OFFICE = "office"
    """An office is asked that knows."""
    LONG = "long"
    """It takes days, or nobody here can."""


class HarmExamples(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim of this harm sounds like: invented, none of them was ever heard."""

    harm: Harm
    examples: tuple[Both, ...]
