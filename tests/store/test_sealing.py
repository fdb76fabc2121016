"""Sealing: only the right key, at the right place, opens."""

from __future__ import annotations

import hashlib
import hmac

from sejuk.store.sealing import salted_digest, seal, unseal

KEY, OTHER = bytes(32), bytes(31) + b"\1"


def test_opens_with_its_key_at_its_place() -> None:
    sealed = seal(KEY, b"aman", b"event 1")
    assert unseal(KEY, sealed, b"event 1") == b"aman"
    assert unseal(OTHER, sealed, b"event 1") is None
    assert unseal(KEY, sealed, b"event 2") is None
    assert unseal(KEY, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"event 1") is None
    assert unseal(KEY, sealed[:5], b"event 1") is None


def test_two_seals_of_one_text_differ() -> None:
    assert seal(KEY, b"aman", b"") != seal(KEY, b"aman", b"")


def test_digest_is_an_hmac_with_the_salt_as_its_key() -> None:
    expected = hmac.new(b"salt", b"texts\0aman", hashlib.sha256).hexdigest()
    assert salted_digest(b"salt", "texts", b"aman") == expected
