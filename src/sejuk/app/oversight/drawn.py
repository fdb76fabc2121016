"""Compares whom a plan says a rotation drew with whom its revealed secret draws (guarantee G11)."""

from __future__ import annotations

from sejuk.app.oversight.again import DIFFERENT, SAME
from sejuk.app.rotations.kept import frame_of
from sejuk.draw.rotation import draw_rotation
from sejuk.draw.seed import reveal_matches
from sejuk.model.rotation import Rotation
from sejuk.problems import ProblemError
from sejuk.store.papers import Place
from sejuk.store.rotations import rotation_holding


def drawn_as_told(place: Place, area: str, told: Rotation | None) -> str:
    """`same`, `different`, or in words why there is nothing to compare.

    Args:
        area: the district.
        told: by the plan.
    """
    if told is None:
        return "no rotation"
    row = rotation_holding(place, area, told.frame.begins)
    if row is None or row.first != told.frame.begins:
        return DIFFERENT
    if row.seed is None:
        return "its seed is not revealed"
    seed, salt = bytes.fromhex(row.seed), bytes.fromhex(row.salt)
    if not reveal_matches(row.commitment, seed, salt):
        return DIFFERENT
    try:
        frame = frame_of(place, row)
    except ProblemError:
        return "its frame is not kept"
    return SAME if draw_rotation(frame, seed, salt) == told else DIFFERENT
