"""The hash tree of RFC 6962, section 2.1, over SHA-256; checking after RFC 9162, section 2.1.

A tree of n leaves is given by `node(level, number)`: the hash of the whole subtree over the leaves
from number·2^level up to, but not with, (number + 1)·2^level.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Node = Callable[[int, int], bytes]
EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """MTH({d}) = SHA-256(0x00 || d)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a growing tree: its whole subtrees, largest first. O(log n) of memory."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        if len(levels) != len(hashes):
            raise ValueError("as many hashes as the size has bits set")
        self.size = size
        self._stack = list(zip(levels, hashes, strict=True))

    def add(self, leaf: bytes) -> None:
        """One more leaf hash at the right."""
        level, node = 0, leaf
        while self._stack and self._stack[-1][0] == level:
            level, node = level + 1, node_hash(self._stack.pop()[1], node)
        self._stack.append((level, node))
        self.size += 1

    def hashes(self) -> list[bytes]:
        return [node for _, node in self._stack]

    def root(self) -> bytes:
        """MTH of all leaves so far."""
        hashes = self.hashes()
        if not hashes:
            return EMPTY
        node = hashes.pop()
        while hashes:
            node = node_hash(hashes.pop(), node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """MTH of leaf hashes, in one pass."""
    edge = Edge()
    for leaf in leaves:
        edge.add(leaf)
    return edge.root()


def edge_of(size: int, node: Node) -> list[bytes]:
    """Hashes of the whole subtrees of a tree, largest first; what an `Edge` is made of."""
    found, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append(node(level, start >> level))
            start += 1 << level
    return found


def root(size: int, node: Node) -> bytes:
    """MTH(D[size])."""
    return Edge(size, edge_of(size, node)).root()


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D[size]): what hashes leaf `index` (from 0) up to the root. RFC 6962, 2.1.1."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D[new]): that the first `old` leaves are still the same. RFC 6962, 2.1.2."""
    if not 0 <= old <= new:
        raise ValueError("a tree only grows")
    if old in {0, new}:
        return []
    start, end, path, whole = 0, new, [], True
    while old != end:  # SUBPROOF(old − start, D[start:end], whole)
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range(middle, end, node))
            end = middle
        else:
            path.append(_range(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(_range(start, end, node))
    return path[::-1]


def proves_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_: bytes
) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    number, last, node = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if number & 1 or number == last:
            node = node_hash(other, node)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            node = node_hash(node, other)
        number, last = number >> 1, last >> 1
    return last == 0 and node == root_


def proves_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """RFC 9162, 2.1.4.2; an empty tree is consistent with every tree, by an empty proof."""
    if old in {0, new}:
        same = old_root == (EMPTY if old == 0 else new_root)
        return same and not proof and (new > 0 or new_root == EMPTY)
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    first = second = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            first, second = node_hash(other, first), node_hash(other, second)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            second = node_hash(second, other)
        number, last = number >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range(start: int, end: int, node: Node) -> bytes:
    """MTH(D[start:end]) of a range that a split has left, so that its subtrees are aligned."""
    size = end - start
    level = size.bit_length() - 1
    if size == 1 << level:
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range(start, middle, node), _range(middle, end, node))
