"""What every kind of event shares.

A body holds ids, numbers, words from a fixed list, and nothing a person could be named with. Free
text, positions and photos travel beside it, so that they can be sealed and end.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A point in time, with its offset from UTC."""


class Body(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """The base of all kinds; a subclass names its `tag` and what may travel beside it."""

    TEXTS: ClassVar[frozenset[str]] = frozenset()
    """Names of the free texts that an event of this kind may carry."""
    HAS_FIXES: ClassVar[bool] = False
    HAS_PHOTOS: ClassVar[bool] = False
