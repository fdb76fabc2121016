"""Sealed envelopes that devices send: a JWE (RFC 7516) for the server's key and the device's own.

General JSON serialisation, `ECDH-ES+A256KW` on P-256 (RFC 7518, section 4.6) and `A256GCM`. Its
additional data are the event's id, device and number, so that no envelope can be put in the place
of another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

ALG, ENC = "ECDH-ES+A256KW", "A256GCM"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group P-256 (SP 800-186, 3.2.1.3)."""

Encoded = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]*$(?!\n)")]
"""base64url without padding."""


class PublicKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point of P-256 as a JSON Web Key (RFC 7517)."""

    kty: str = "EC"
    crv: str = "P-256"
    x: Encoded
    y: Encoded


class NamedKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kid: str
    """Its thumbprint (RFC 7638)."""
    key: PublicKey


class _Protected(msgspec.Struct, frozen=True):
    enc: str
    epk: PublicKey


class _Header(msgspec.Struct, frozen=True):
    alg: str
    kid: str


class _Recipient(msgspec.Struct, frozen=True):
    header: _Header
    encrypted_key: Encoded


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    protected: Encoded
    recipients: Annotated[tuple[_Recipient, ...], msgspec.Meta(max_length=4)]
    aad: Encoded
    iv: Encoded
    ciphertext: Encoded
    tag: Encoded


class OtherKeyError(Exception):
    """It is for other keys than the server's present one."""


class DamagedError(Exception):
    """It is not what was sealed, or not for this event."""


class Opener:
    """The server's own key pair, from 32 secret bytes."""

    def __init__(self, seed: bytes) -> None:
        number = int.from_bytes(seed, "big") % (ORDER - 1) + 1
        self._private = ec.derive_private_key(number, ec.SECP256R1())
        self.public = _named(self._private.public_key())

    def open(self, envelope: Envelope, about: str) -> bytes:
        """What was sealed. Raises `OtherKeyError`, `DamagedError`."""
        mine = [r for r in envelope.recipients if r.header.kid == self.public.kid]
        if not mine:
            raise OtherKeyError
        try:
            if unbase64(envelope.aad) != about.encode():
                raise DamagedError
            protected = msgspec.json.decode(unbase64(envelope.protected), type=_Protected)
            if mine[0].header.alg != ALG or protected.enc != ENC:
                raise DamagedError
            wrapping = agreed_key(self._private, protected.epk)
            key = aes_key_unwrap(wrapping, unbase64(mine[0].encrypted_key))
            added = f"{envelope.protected}.{envelope.aad}".encode()
            content = unbase64(envelope.ciphertext) + unbase64(envelope.tag)
            return AESGCM(key).decrypt(unbase64(envelope.iv), content, added)
        except (InvalidTag, InvalidUnwrap, msgspec.MsgspecError, ValueError) as error:
            raise DamagedError from error


def agreed_key(private: ec.EllipticCurvePrivateKey, other: PublicKey) -> bytes:
    """The key that wraps: Concat KDF (NIST SP 800-56A) of the shared secret, one round of SHA-256.

    Raises `ValueError` for what is no point of the curve.
    """
    x, y = (int.from_bytes(unbase64(n), "big") for n in (other.x, other.y))
    point = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    return concat_kdf(private.exchange(ec.ECDH(), point), ALG, 256)


def concat_kdf(secret: bytes, algorithm: str, bits: int, u: bytes = b"", v: bytes = b"") -> bytes:
    """RFC 7518, section 4.6.2, for keys of at most 256 bits."""
    info = b"".join(_counted(part) for part in (algorithm.encode(), u, v))
    data = b"\0\0\0\1" + secret + info + bits.to_bytes(4, "big")
    return hashlib.sha256(data).digest()[: bits // 8]


def unbase64(text: str) -> bytes:
    """Raises `ValueError` for what is not base64url."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(text[:20]) from error


def _counted(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def _named(public: ec.EllipticCurvePublicKey) -> NamedKey:
    numbers = public.public_numbers()
    x, y = (_base64(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    # RFC 7638: the required members, in lexicographic order.
    canonical = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
    kid = _base64(hashlib.sha256(canonical.encode()).digest())
    return NamedKey(kid=kid, key=PublicKey(x=x, y=y))


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
