"""Rotations in the record: the one of a night, noting a new one, revealing one that is over.

The id of a rotation, and with it its secret, follows from the district and its first night. So
whoever plans again for the same night draws the same.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

import msgspec

from sejuk.app.orders.draw import PROGRAM, DrawSecret, draw_secret
from sejuk.draw.rotation import NIGHTS, draw_rotation
from sejuk.model.event import to_ms
from sejuk.model.kinds.rotation import RotationDrawn, RotationRevealed
from sejuk.model.rotation import Rotation, RotationFrame
from sejuk.problems import refuse
from sejuk.store.documents import keep_document, read_document
from sejuk.store.keys import DayKeys
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Writing
from sejuk.store.rotations import due_rotations, rotation_holding, rotation_meeting


def check_free(place: Place, area: str, first: date) -> None:
    """That a rotation could begin on this night: none shares a night with it.

    Raises `rotation_holds`.
    """
    held = rotation_meeting(place, area, first, NIGHTS)
    if held is not None:
        last = held.first + timedelta(days=held.nights - 1)
        raise refuse("rotation_holds", first=held.first, last=last)


def rotation_id(area: str, first: date) -> str:
    """Of the rotation of this district that would begin on this night."""
    text = f"rotation {first.isoformat()} {area}"
    return f"u-{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def rotation_secret(keys: DayKeys, area: str, first: date) -> DrawSecret:
    """Known to nobody before its nights are over."""
    return draw_secret(keys, rotation_id(area, first))


def rotation_on(place: Place, keys: DayKeys, area: str, night: date) -> Rotation | None:
    """The one that holds for this night; None also where nobody knows its secret any more.

    Raises `planning_unreadable` when its frame is gone.
    """
    row = rotation_holding(place, area, night)
    return None if row is None else drawn_again(place, keys, row)


def drawn_again(place: Place, keys: DayKeys, row: PaperRow) -> Rotation | None:
    """The log has no list of who was drawn: it is drawn again.

    None: the secret is not the one that was committed to. The key lies in no backup, so that a
    record that was restored elsewhere has lost the secrets that were not revealed.
    Raises `planning_unreadable` when the frame is gone.
    """
    secret = _secret_of(keys, row)
    if secret.commitment != row.commitment:
        return None
    return draw_rotation(frame_of(place, row), secret.seed, secret.salt)


def frame_of(place: Place, row: PaperRow) -> RotationFrame:
    """Raises `planning_unreadable` when it is gone, or is not the one that the log names."""
    content = read_document(place, row.frame) or b""
    if hashlib.sha256(content).hexdigest() != row.frame:
        raise refuse("planning_unreadable", planning=row.planning)
    try:
        return msgspec.json.decode(content, type=RotationFrame)
    except (msgspec.DecodeError, ValueError) as error:
        raise refuse("planning_unreadable", planning=row.planning) from error


def _secret_of(keys: DayKeys, row: PaperRow) -> DrawSecret:
    if row.seed is not None:
        return DrawSecret(seed=bytes.fromhex(row.seed), salt=bytes.fromhex(row.salt))
    return rotation_secret(keys, row.area, row.first)


def note_rotation(
    writing: Writing,
    keys: DayKeys,
    row: PaperRow,
    frame: RotationFrame,
    begins: datetime,
    now: datetime,
) -> None:
    """Notes who takes part and the commitment, not who was drawn.

    Args:
        row: the planning that drew it.
        begins: of the first shift.
    """
    content = msgspec.json.encode(frame, order="sorted")
    body = RotationDrawn(
        rotation=rotation_id(row.area, frame.begins),
        area=row.area,
        first=frame.begins,
        begins=begins,
        nights=frame.nights,
        frame=keep_document(writing.connection, content, to_ms(now)),
        commitment=rotation_secret(keys, row.area, frame.begins).commitment,
        planning=row.planning,
    )
    writing.happen(body, author=PROGRAM)


def to_reveal(place: Place, keys: DayKeys, now: datetime) -> list[PaperRow]:
    """Those whose nights are over, and whose secret is still known."""
    return [
        row
        for row in due_rotations(place, to_ms(now))
        if _secret_of(keys, row).commitment == row.commitment
    ]


def reveal_rotation(writing: Writing, keys: DayKeys, row: PaperRow) -> None:
    """Of one of `to_reveal`."""
    secret = rotation_secret(keys, row.area, row.first)
    body = RotationRevealed(rotation=row.rotation, seed=secret.seed.hex(), salt=secret.salt.hex())
    writing.happen(body, author=PROGRAM)
