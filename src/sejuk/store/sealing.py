"""Seal and open: AES-256-GCM under a day's key, and the salted digests that the log holds."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES, SALT_BYTES = 12, 16


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """Nonce and ciphertext. `about` says what it is, is not kept, and is needed to open it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes | None:
    """The content; None when it is not what was sealed."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):  # changed, or cut off
        return None


def salted_digest(salt: bytes, part: str, content: bytes) -> str:
    """HMAC-SHA-256, hexadecimal. It tells nothing without the salt, which ends with the content."""
    return hmac.digest(salt, part.encode() + b"\0" + content, hashlib.sha256).hex()
