"""Passwords, one-time codes and tokens: the one place that imports argon2 and pyotp."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sejuk.problems import refuse

SHORTEST, LONGEST = 12, 128
"""Characters of a password: long rather than complicated (NIST SP 800-63B, 5.1.1.2)."""
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""How many steps a telephone's clock may be off."""
ISSUER = "sejuk"

_HASHER = PasswordHasher()
"""RFC 9106's second recommendation: argon2id, 64 MiB, 3 passes, 4 lanes."""


def new_token() -> str:
    """256 bits, safe in a link."""
    return secrets.token_urlsafe(32)


def new_totp() -> str:
    """A secret for an authenticator, base32."""
    return pyotp.random_base32()


def totp_link(secret: str, account: str) -> str:
    """What the QR code for an authenticator says."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def totp_now(secret: str, now: datetime) -> str:
    """What the authenticator shows at a moment."""
    return pyotp.TOTP(secret).at(now)


def hash_password(password: str, account: str) -> str:
    """Raises `password_too_weak`."""
    short = not SHORTEST <= len(password) <= LONGEST
    if short or len(set(password)) < 5 or account.lower() in password.lower():
        raise refuse("password_too_weak", least=SHORTEST, most=LONGEST)
    return _HASHER.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """True for the right password; takes as long when there is none."""
    try:
        fits = _HASHER.verify(kept or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return fits and kept is not None


@cache
def _nobody() -> str:
    """Checked when there is no such account, so that both answers take as long."""
    return _HASHER.hash(secrets.token_hex(16))


def needs_new_hash(kept: str) -> bool:
    """True when it was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def totp_step(secret: str | None, code: str, now: datetime, after: int) -> int | None:
    """The step of 30 seconds whose code this is; None for a wrong code or one used before.

    Args:
        after: the last step that was used; its code and those before do not work again.
    """
    totp = pyotp.TOTP(secret or pyotp.random_base32())
    current = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        fits = hmac.compare_digest(totp.at(step * STEP_SECONDS), code)
        if fits and step > after:
            found = step
    return found if secret else None
