"""A calm message (pesan kamtibmas): what it says, and where and when it fits."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.model.ids import PaperId
from sejuk.model.kinds.field import Mood

MOST_SAID, MOST_POSTED = 130, 160
"""Characters: one breath, and what a phone shows of a message without unfolding it."""
Said = Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_SAID)]
Posted = Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_POSTED)]


class CalmMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: PaperId
    topics: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    occasions: tuple[str, ...] = ()
    """Words in the names of days, lower case; none: it fits any day."""
    levels: Annotated[tuple[Mood, ...], msgspec.Meta(min_length=1)]
    built_in: bool = False
    """Phones have it before they met the server."""
    say_id: Said
    say_en: Said
    post_id: Posted
    post_en: Posted
