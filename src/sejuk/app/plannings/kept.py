"""What was asked of a planning and what came of it, as the record keeps them.

One that cannot be read, because it is damaged or another version wrote it, must not stand in the
way of the others.
"""

from __future__ import annotations

import msgspec

from sejuk.app.plannings.wish import Result, RotationTold, Tonight, Wish, told
from sejuk.model.rotation import Rotation
from sejuk.problems import refuse
from sejuk.store.documents import read_document
from sejuk.store.papers import PaperRow, Place


def wish_of(connection: Place, row: PaperRow) -> Wish | None:
    """What was asked for; None when it cannot be read."""
    content = read_document(connection, row.wish)
    try:
        wish: Wish = msgspec.json.decode(content or b"", type=Wish)
    except msgspec.DecodeError:
        return None
    return wish


def result_of(connection: Place, row: PaperRow) -> Result:
    """What came of it: nothing yet, options, or a problem."""
    if not row.result:
        return Result()
    try:
        return msgspec.json.decode(read_document(connection, row.result) or b"", type=Result)
    except msgspec.DecodeError:
        return Result(problem=told(refuse("planning_unreadable", planning=row.planning)))


def rotation_told(rotation: Rotation | None, wish: Wish) -> RotationTold | None:
    """The rotation that a plan for tonight has."""
    if rotation is None or not isinstance(wish, Tonight):
        return None
    frame = rotation.frame
    return RotationTold(
        first=frame.begins,
        nights=frame.nights,
        night=(wish.date - frame.begins).days + 1,
        drawn=rotation.drawn,
        taking_part=len(frame.units),
        vetoed=frame.vetoed,
        commitment=rotation.commitment,
    )
