"""Rotations in the record: the one of a night, noting a new one, revealing one that is over.

The id of a rotation, and with it its secret, follows from the district and its first night. So
whoever plans again for the same night draws the same.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import msgspec

from sejuk.app.orders.draw import PROGRAM, DrawSecret, draw_secret
from sejuk.draw.rotation import draw_rotation
from sejuk.model.event import to_ms
from sejuk.model.kinds.rotation import RotationDrawn, RotationRevealed
from sejuk.model.rotation import Rotation, RotationFrame
from sejuk.problems import refuse
from sejuk.store.documents import keep_document, read_document
from sejuk.store.keys import DayKeys
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Writing
from sejuk.store.rotations import rotation_holding


def rotation_id(area: str, first: date) -> str:
    """Of the rotation of this district that would begin on this night."""
    text = f"rotation {first.isoformat()} {area}"
    return f"u-{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def rotation_secret(keys: DayKeys, area: str, first: date) -> DrawSecret:
    """Known to nobody before its nights are over."""
    return draw_secret(keys, rotation_id(area, first))


def rotation_on(place: Place, keys: DayKeys, area: str, night: date) -> Rotation | None:
    """The one that holds for this night. Raises `planning_unreadable` when its frame is gone."""
    row = rotation_holding(place, area, night)
    return None if row is None else drawn_again(place, keys, row)


def drawn_again(place: Place, keys: DayKeys, row: PaperRow) -> Rotation:
    """Who was drawn stands nowhere: it is drawn again. Raises `planning_unreadable`."""
    secret = rotation_secret(keys, row.area, row.first)
    return draw_rotation(frame_of(place, row), secret.seed, secret.salt)


def frame_of(place: Place, row: PaperRow) -> RotationFrame:
    """Raises `planning_unreadable` when it is gone."""
    content = read_document(place, row.frame)
    if content is None:
        raise refuse("planning_unreadable", planning=row.planning)
    return msgspec.json.decode(content, type=RotationFrame)


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


def reveal_rotation(writing: Writing, keys: DayKeys, row: PaperRow) -> None:
    """Of one whose nights are over."""
    secret = rotation_secret(keys, row.area, row.first)
    body = RotationRevealed(rotation=row.rotation, seed=secret.seed.hex(), salt=secret.salt.hex())
    writing.happen(body, author=PROGRAM)
