"""The lots of a plan: who decides by chance, with which secret, and what is told of it."""

from __future__ import annotations

import re
import secrets

import msgspec

from sejuk.app.gather import NightOptions
from sejuk.draw.rotation import NIGHTS, draw_rotation
from sejuk.draw.seed import SALT_BYTES, SEED_BYTES, commit
from sejuk.model.rotation import Rotation
from sejuk.planning.extra import extra_frame
from sejuk.planning.night import Night, night_problem
from sejuk.planning.week import rawan_due_within
from sejuk.problems import refuse


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """Kept by the duty officer until the night, or the rotation's last night, is over."""

    seed: str
    salt: str
    """Hexadecimal."""
    commitment: str
    """SHA-256(seed ‖ salt): may be known before."""

    @property
    def pair(self) -> tuple[bytes, bytes]:
        return bytes.fromhex(self.seed), bytes.fromhex(self.salt)


def secret_of(options: NightOptions) -> Secret | None:
    """A new secret, or the one given to repeat a draw; None where nothing is drawn.

    Raises `bad_option`.
    """
    if options.draw_with is None:
        if not options.draw and options.extra is None:
            return None
        return _secret(secrets.token_bytes(SEED_BYTES), secrets.token_bytes(SALT_BYTES))
    found = re.fullmatch(
        rf"([0-9a-fA-F]{{{2 * SEED_BYTES}}}):([0-9a-fA-F]{{{2 * SALT_BYTES}}})", options.draw_with
    )
    if found is None:
        expected = f"SEED:SALT ({2 * SEED_BYTES}:{2 * SALT_BYTES} 0-9a-f)"
        raise refuse("bad_option", option="--draw-with", value="…", expected=expected)
    return _secret(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def _secret(seed: bytes, salt: bytes) -> Secret:
    return Secret(seed=seed.hex(), salt=salt.hex(), commitment=commit(seed, salt))


class Rotations:
    """The fair rotation over nights in a row: a new one is drawn when the last has ended."""

    def __init__(self, options: NightOptions, secret: Secret | None) -> None:
        self._budget = options.extra
        self._vetoed = frozenset(options.vetoed)
        self._secret = secret
        self._current: Rotation | None = None

    def tonight(self, night: Night) -> Night:
        """The night with the rotation that holds for it. Raises those of `extra_frame`."""
        if self._budget is None or self._secret is None:
            return night
        if self._current is None or not self._current.holds(night.shift.date):
            self._current = new_rotation(night, self._budget, self._vetoed, self._secret.pair)
        return msgspec.structs.replace(night, rotation=self._current)


def new_rotation(
    night: Night, budget: int, vetoed: frozenset[str], secret: tuple[bytes, bytes]
) -> Rotation:
    """Drawn for this night and those after it. Raises those of `extra_frame`."""
    frame = extra_frame(
        night_problem(night, night.crews.crews),
        begins=night.shift.date,
        budget=budget,
        core=rawan_due_within(night, NIGHTS),
        vetoed=vetoed,
    )
    return draw_rotation(frame, *secret)
