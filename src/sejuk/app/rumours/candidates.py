"""Which claims a sighting may be of, from what can be read now.

The index holds the wording of claims, of earlier sightings while they last, of answers, and of
fact-checks that were imported. It only suggests: nothing is matched by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sejuk.app.call import Call
from sejuk.app.rumours.rows import CheckedElsewhere, Suggestion
from sejuk.store.record import Looking

MOST_CLAIMS, MOST_CHECKED = 5, 3


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    claims: tuple[Suggestion, ...] = ()
    checked: tuple[CheckedElsewhere, ...] = ()


def suggestions_for(
    call: Call, view: Looking, texts: Sequence[tuple[str, str | None]]
) -> dict[str, Suggested]:
    """Id of a sighting → what it may be of; nothing for one whose text cannot be read."""
    _ = call, view
    return {sighting: Suggested() for sighting, _ in texts}
