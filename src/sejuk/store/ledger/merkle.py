"""The hash tree of RFC 6962, section 2.1, over SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def leaf_hash(data: bytes) -> bytes:
    """MTH({d}) = SHA-256(0x00 || d)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """MTH of leaf hashes, in one pass with the right edge of the tree in memory."""
    edge: list[tuple[int, bytes]] = []
    """Whole subtrees, largest first: (height, hash)."""
    for leaf in leaves:
        height, node = 0, leaf
        while edge and edge[-1][0] == height:
            height, node = height + 1, node_hash(edge.pop()[1], node)
        edge.append((height, node))
    if not edge:
        return hashlib.sha256(b"").digest()
    node = edge.pop()[1]
    while edge:
        node = node_hash(edge.pop()[1], node)
    return node
