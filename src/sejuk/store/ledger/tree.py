"""The hash tree of a database: leaves from the log, with the hashes of larger subtrees kept."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from sejuk.store.ledger.merkle import Node, root_of
from sejuk.store.tables import EVENT, TREE

STEP = 8
KEPT_LEVELS = (8, 16)
"""Subtrees of 256 and 65,536 leaves: a proof reads a few hundred hashes, however long the log."""


def grow_tree(connection: Connection, size: int) -> None:
    """Keeps the hashes of all whole subtrees of the first `size` leaves."""
    node = tree_node(connection)
    for level in KEPT_LEVELS:
        query = select(func.count()).where(TREE.c.level == level)
        have = int(connection.execute(query).scalar_one())
        fresh = [
            {"level": level, "number": number, "hash": node(level, number)}
            for number in range(have, size >> level)
        ]
        if fresh:
            connection.execute(insert(TREE), fresh)


def tree_node(connection: Connection) -> Node:
    """The hash of any whole subtree, from what is kept, or from the leaves."""

    def node(level: int, number: int) -> bytes:
        below = min(level // STEP * STEP, KEPT_LEVELS[-1])
        if level in KEPT_LEVELS:
            query = select(TREE.c.hash).where(TREE.c.level == level, TREE.c.number == number)
            kept = connection.execute(query).scalar()
            if kept is not None:
                return bytes(kept)
            below = level - STEP
        first, count = number << (level - below), 1 << (level - below)
        if below:
            return root_of(node(below, first + i) for i in range(count))
        leaves = (
            select(EVENT.c.leaf)
            .where(EVENT.c.position > first, EVENT.c.position <= first + count)
            .order_by(EVENT.c.position)
        )
        return root_of(bytes(leaf) for (leaf,) in connection.execute(leaves))

    return node
