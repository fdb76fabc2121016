"""A commander's pin: a visit that the plan must hold."""

from __future__ import annotations

from datetime import time

import msgspec


class Pin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This place is visited tonight; where the commander says so at this hour, in this block or
    by this crew. A place pinned to an hour or block is visited then and at no other time."""

    place: str
    """Place id; a wish that a person typed may hold a name until it is looked up."""
    at: time | None = None
    """The visit starts at this hour by the district's clock, or up to `joint_window_minutes`
    later."""
    block: int | None = None
    """The visit starts in this block, counted from 0."""
    crew: str | None = None
    """Id of the crew that makes it."""
