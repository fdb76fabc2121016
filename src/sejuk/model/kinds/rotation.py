"""The fair rotation on a server: drawn for some nights, revealed after them, read at the end."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from sejuk.model.ids import AreaId, Digest, PaperId, Salt
from sejuk.model.kinds.body import Body, Moment

Nights = Annotated[int, msgspec.Meta(ge=1, le=90)]


class RotationDrawn(Body, frozen=True, kw_only=True, tag="rotation_drawn"):
    """By the program, with the first plan that needs it. The seed follows from district and first
    night, so that nobody can ask again until a draw pleases."""

    rotation: PaperId
    area: AreaId
    """The district."""
    first: date
    """Its first night."""
    begins: Moment
    """Of the first shift: a night of the comparison is the day from this hour on."""
    nights: Nights
    frame: Digest
    """Of the document that says who takes part, with which probability, and who was vetoed."""
    commitment: Digest
    """SHA-256(seed ‖ salt)."""
    planning: PaperId


class RotationRevealed(Body, frozen=True, kw_only=True, tag="rotation_revealed"):
    """By the program, when the last night is over: anybody can draw again."""

    rotation: PaperId
    seed: Digest
    """32 bytes in lower-case hexadecimal."""
    salt: Salt


class EffectRead(Body, frozen=True, kw_only=True, tag="effect_read"):
    """By the program, once, when an operation is over: what its rotations showed. Reading it more
    often would make chance look like an effect."""

    operation: PaperId
    area: AreaId
    """The district."""
    sheet: Digest | None = None
    """Of the effect sheet; None: there was nothing to compare."""


RotationBody = RotationDrawn | RotationRevealed | EffectRead
