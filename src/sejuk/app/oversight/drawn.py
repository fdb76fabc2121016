"""Compares whom a plan says a rotation drew with whom its revealed secret draws (guarantee G11)."""

from __future__ import annotations

from datetime import date, datetime

from sejuk.app.oversight.again import DIFFERENT, SAME
from sejuk.app.rotations.kept import frame_of
from sejuk.draw.rotation import draw_rotation
from sejuk.draw.seed import reveal_matches
from sejuk.model.event import to_ms
from sejuk.model.rotation import Rotation
from sejuk.problems import ProblemError
from sejuk.store.papers import Place
from sejuk.store.rotations import rotation_holding


def drawn_as_told(
    place: Place, area: str, night: date, told: Rotation | None, made: datetime
) -> str:
    """`same`, `different`, or in words why there is nothing to compare.

    Args:
        area: the district.
        night: of the plan.
        told: by the plan.
        made: when the plan came into the record.
    """
    row = rotation_holding(place, area, night)
    if row is None:
        return "no rotation" if told is None else "not a rotation of this record"
    if told is None and to_ms(made) < row.drawn_ms:
        return "planned before it was drawn"
    if row.seed is None:
        return "its seed is not revealed"
    seed, salt = bytes.fromhex(row.seed), bytes.fromhex(row.salt)
    if not reveal_matches(row.commitment, seed, salt):
        return "its seed is not the one committed to"
    try:
        frame = frame_of(place, row)
    except ProblemError:
        return "its frame is gone or was altered"
    return SAME if draw_rotation(frame, seed, salt) == told else DIFFERENT
