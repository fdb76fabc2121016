"""The draw of an order: committed to before, revealed when its night is over.

The seed of a planning is made from a key that lies beside the record, in no backup, and from the
planning's id. So nothing has to be kept, and whoever asks for a planning cannot draw again until
the result pleases: the same planning has the same seed.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.orders.read import read_order
from sejuk.draw.seed import SALT_BYTES, commit, reveal_matches
from sejuk.model.event import from_ms
from sejuk.model.kinds.papers import DrawCommitted, DrawRevealed
from sejuk.model.plan import Plan
from sejuk.problems import refuse
from sejuk.store.keys import DayKeys
from sejuk.store.papers import PaperRow, find_draw, planning_of_draw
from sejuk.store.record import Writing

PROGRAM = "server"
"""Author of what the program does by itself."""


class DrawSecret(msgspec.Struct, frozen=True, kw_only=True):
    """Known to nobody before the night is over."""

    seed: bytes
    salt: bytes

    @property
    def commitment(self) -> str:
        return commit(self.seed, self.salt)


class DrawRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    order: str
    commitment: str
    """SHA-256(seed ‖ salt)."""
    committed_at: datetime
    planning: str | None
    """None: it was drawn elsewhere, and is revealed there."""
    seed: str | None
    salt: str | None
    """In hexadecimal; None while the night is not over."""
    revealed_at: datetime | None
    matches: bool | None
    """The seed that was revealed is the one that was committed to."""


def draw_secret(keys: DayKeys, planning: str) -> DrawSecret:
    """Of the draw of a planning."""
    seed, salt = (
        hmac.digest(keys.draw_seed(), f"{word} {planning}".encode(), hashlib.sha256)
        for word in ("seed", "salt")
    )
    return DrawSecret(seed=seed, salt=salt[:SALT_BYTES])


def commit_draw(writing: Writing, order: str, plan: Plan) -> None:
    """Notes with which seed the plan was drawn, if it was. Part of the order's release."""
    if plan.draw is None or find_draw(writing.connection, order) is not None:
        return
    planning = planning_of_draw(writing.connection, plan.draw.commitment)
    body = DrawCommitted(
        order=order,
        commitment=plan.draw.commitment,
        planning=planning.planning if planning else None,
    )
    writing.happen(body, author=PROGRAM)


def reveal_draw(writing: Writing, keys: DayKeys, row: PaperRow) -> None:
    """Of a draw whose night is over."""
    secret = draw_secret(keys, row.planning)
    body = DrawRevealed(order=row.order, seed=secret.seed.hex(), salt=secret.salt.hex())
    writing.happen(body, author=PROGRAM)


@allowed("order.read")
def read_draw(call: Call, order: str) -> DrawRow:
    """Raises `order_unknown`, `not_your_area`, `order_not_drawn`."""
    read_order(call, order)
    with call.record.reading() as connection:
        row = find_draw(connection, order)
    if row is None:
        raise refuse("order_not_drawn", order=order)
    matches = None
    if row.seed is not None:
        matches = reveal_matches(row.commitment, bytes.fromhex(row.seed), bytes.fromhex(row.salt))
    return DrawRow(
        order=order,
        commitment=row.commitment,
        committed_at=from_ms(row.committed_ms),
        planning=row.planning,
        seed=row.seed,
        salt=row.salt,
        revealed_at=None if row.revealed_ms is None else from_ms(row.revealed_ms),
        matches=matches,
    )
