"""Signed notes against published ones, and against every kind of damage."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.problems import ProblemError
from sejuk.store.ledger.checkpoint import Checkpoint, checkpoint_text, read_checkpoint
from sejuk.store.ledger.note import (
    COSIGNATURE,
    PLAIN,
    Note,
    PrivateKey,
    check,
    read_note,
    read_public_key,
    sign,
    write_note,
)

# From the tests of golang.org/x/mod/sumdb/note, the first implementation.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETERS_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETERS_NOTE = (
    f"{PETERS_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSN"
    "XgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
# From the page of C2SP tlog-checkpoint.
SOFA = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
""".encode()  # noqa: E501 – as published

KORAMIL = PrivateKey(name="koramil.example", sort=COSIGNATURE, seed=bytes(range(32)))
LOG = PrivateKey(name="sejuk/melati", sort=PLAIN, seed=bytes(range(1, 33)))
TEXT = checkpoint_text(Checkpoint(origin="sejuk/melati", size=3, root=bytes(32)))


def test_the_published_note_is_checked() -> None:
    note = read_note(PETERS_NOTE, source="x")
    assert note.text == PETERS_TEXT
    assert [signed.key.name for signed in check(note, [read_public_key(PETER)])] == ["PeterNeumann"]


def test_signing_gives_the_published_bytes() -> None:
    key = PrivateKey(name="PeterNeumann", sort=PLAIN, seed=PETERS_SEED)
    assert key.public.text() == PETER
    assert write_note(sign(Note(text=PETERS_TEXT, signatures=()), key, 0)) == PETERS_NOTE


def test_the_published_checkpoint_is_read() -> None:
    found = read_checkpoint(read_note(SOFA, source="x"), source="x")
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert base64.b64encode(found.root) == b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


def test_a_witness_signs_below_the_log_and_says_when() -> None:
    note = sign(sign(Note(text=TEXT, signatures=()), LOG, 0), KORAMIL, 1_732_806_000)
    again = read_note(write_note(note), source="x")
    found = check(again, [LOG.public, KORAMIL.public])
    assert [(s.key.name, s.unix_s) for s in found] == [
        ("sejuk/melati", None),
        ("koramil.example", 1_732_806_000),
    ]
    # The time is signed too.
    late = write_note(note).decode().rsplit(" ", 1)
    raw = bytearray(base64.b64decode(late[1]))
    raw[11] ^= 1
    changed = f"{late[0]} {base64.b64encode(raw).decode()}\n".encode()
    assert check(read_note(changed, source="x"), [LOG.public, KORAMIL.public]) == ()


def test_signing_again_replaces_the_signature() -> None:
    note = sign(sign(Note(text=TEXT, signatures=()), LOG, 0), LOG, 0)
    assert len(note.signatures) == 1


def test_a_key_of_another_sort_or_name_signs_nothing() -> None:
    note = sign(Note(text=TEXT, signatures=()), LOG, 0)
    other = PrivateKey(name="sejuk/mawar", sort=PLAIN, seed=LOG.seed)
    witness = PrivateKey(name=LOG.name, sort=COSIGNATURE, seed=LOG.seed)
    assert check(note, [other.public, witness.public]) == ()


@given(st.integers(0, len(PETERS_NOTE) - 1), st.integers(1, 255))
def test_no_changed_byte_passes(where: int, change: int) -> None:
    changed = bytearray(PETERS_NOTE)
    changed[where] ^= change
    try:
        note = read_note(bytes(changed), source="x")
    except ProblemError:
        return
    assert check(note, [read_public_key(PETER)]) == () or note == read_note(PETERS_NOTE, source="x")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        PETERS_NOTE[:-1],
        PETERS_NOTE.replace(b"\n\n", b"\n"),
        PETERS_NOTE + b"more\n",
        PETERS_NOTE.replace(b"If", b"I\tf"),
        PETERS_NOTE.replace("—".encode(), b"--"),
        b"text\n\n" + "— a AAAA\n".encode(),
        b"\xff" + PETERS_NOTE,
        b"x" * 200_000 + PETERS_NOTE,
        b"text\n\n" + "— a AAAAAAAA\n".encode() * 101,
    ],
)
def test_a_malformed_note_is_refused(content: bytes) -> None:
    with pytest.raises(ProblemError, match="note_malformed"):
        read_note(content, source="x")


@pytest.mark.parametrize(
    "text",
    ["a\n", "a\n1\n", "\n1\nAAAA\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "a\n-1\nAAAA\n"],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ProblemError, match="note_malformed"):
        read_checkpoint(Note(text=text, signatures=()), source="x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PETER[:-4],
        PETER.replace("c7", "c8"),
        PETER.replace("Peter", "Paul"),
        # Of the same tests: a longer key and an unknown sort, their ids put right.
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(ProblemError, match="key_malformed"):
        read_public_key(text)
