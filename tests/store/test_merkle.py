"""The hash tree against published values and against the definition, written out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.store.ledger.merkle import (
    EMPTY,
    Edge,
    consistency_proof,
    edge_of,
    inclusion_proof,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    root,
    root_of,
)

# The leaves, roots and proofs that Certificate Transparency's own tests use; also in the test
# vectors of transparency-dev/merkle.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def mth(data: Sequence[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, as it stands there."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\0" + data[0]).digest()
    k = max(2**i for i in range(20) if 2**i < len(data))
    return hashlib.sha256(b"\1" + mth(data[:k]) + mth(data[k:])).digest()


def nodes(data: Sequence[bytes]):  # type: ignore[no-untyped-def] # noqa: ANN201 – a Node
    return lambda level, number: mth(data[number << level : (number + 1) << level])


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    assert root_of(map(leaf_hash, LEAVES[:size])).hex() == ROOTS[size]
    assert root(size, nodes(LEAVES)).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    proof = inclusion_proof(index, size, nodes(LEAVES))
    assert [node.hex() for node in proof] == INCLUSION[index, size]
    leaf = leaf_hash(LEAVES[index])
    assert proves_inclusion(leaf, index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_published_consistency_proofs(old: int, new: int) -> None:
    proof = consistency_proof(old, new, nodes(LEAVES))
    assert [node.hex() for node in proof] == CONSISTENCY[old, new]
    roots = (bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]))
    assert proves_consistency(old, new, proof, *roots)


def test_every_proof_of_small_trees_holds_and_no_other() -> None:
    data = [bytes([n]) for n in range(21)]
    roots = [mth(data[:n]) for n in range(len(data) + 1)]
    for new in range(len(data) + 1):
        for index in range(new):
            proof = inclusion_proof(index, new, nodes(data))
            leaf = leaf_hash(data[index])
            held = [i for i in range(new) if proves_inclusion(leaf, i, new, proof, roots[new])]
            assert held == [index]
        for old in range(new + 1):
            proof = consistency_proof(old, new, nodes(data))
            assert proves_consistency(old, new, proof, roots[old], roots[new])
            wrong = [n for n in range(new + 1) if n != old]
            assert not any(proves_consistency(old, new, proof, roots[n], roots[new]) for n in wrong)


def flipped(node: bytes) -> bytes:
    return bytes([node[0] ^ 4]) + node[1:]


@given(st.data())
def test_a_changed_proof_proves_nothing(data: st.DataObject) -> None:
    leaves = [bytes([n]) for n in range(data.draw(st.integers(2, 40)))]
    new = len(leaves)
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, nodes(leaves))
    where = data.draw(st.integers(0, len(proof) - 1))
    kind = data.draw(st.sampled_from(("bit", "drop", "double", "add")))
    changed = {
        "bit": [*proof[:where], flipped(proof[where]), *proof[where + 1 :]],
        "drop": [*proof[:where], *proof[where + 1 :]],
        "double": [*proof[: where + 1], *proof[where:]],
        "add": [*proof, EMPTY],
    }[kind]
    assert not proves_consistency(old, new, changed, mth(leaves[:old]), mth(leaves))


@given(st.integers(0, 70), st.integers(0, 70))
def test_an_edge_goes_on_where_another_ended(first: int, more: int) -> None:
    data = [bytes([n]) for n in range(first + more)]
    edge = Edge(first, edge_of(first, nodes(data)))
    for leaf in data[first:]:
        edge.add(leaf_hash(leaf))
    assert (edge.size, edge.root()) == (first + more, mth(data))


def test_an_edge_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="bits"):
        Edge(3, [EMPTY])
