"""Fair rotations for weeks in a row, of any areas, with no plan needed: who gets extra visits.

Every block is a draw of its own with a secret of its own: the seed of a block may be revealed as
soon as its nights are over, without giving away the next ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from sejuk.draw.rotation import NIGHTS, draw_rotation, rotation_frame
from sejuk.model.rotation import Rotation, RotationFrame


class Weeks(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of blocks is made from."""

    begins: date
    nights: int
    """In all; the last block takes what is left."""
    budget: int
    """Areas with extra visits each night."""
    block: int = NIGHTS
    vetoed: Mapping[int, frozenset[str]] = {}
    """Block, from 0 → areas that a commander takes out before its draw."""


def rotation_frames(
    weeks: Weeks, risk: Mapping[str, float], ward: Mapping[str, str]
) -> tuple[RotationFrame, ...]:
    """One frame for each block: to be recorded before its draw.

    Raises ProblemError: bad_rotation_budget, no_rotation.
    """
    return tuple(
        rotation_frame(
            begins=weeks.begins + timedelta(days=begin),
            risk=risk,
            ward=ward,
            budget=weeks.budget,
            vetoed=weeks.vetoed.get(begin // weeks.block, frozenset()),
            nights=min(weeks.block, weeks.nights - begin),
        )
        for begin in range(0, weeks.nights, weeks.block)
    )


def draw_blocks(
    frames: tuple[RotationFrame, ...], secrets: tuple[tuple[bytes, bytes], ...]
) -> tuple[Rotation, ...]:
    """Each block drawn with its own seed and salt. Raises `bad_draw_seed`.

    ValueError when there are not as many secrets as blocks, or one is used twice.
    """
    if len(set(secrets)) != len(frames) or len(secrets) != len(frames):
        raise ValueError("each block has a secret of its own")
    return tuple(
        draw_rotation(frame, *secret) for frame, secret in zip(frames, secrets, strict=True)
    )
