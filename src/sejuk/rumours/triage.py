"""In which order to work on claims: a product of factors that a person can read.

    points = harm · growth · reach · verifiability · time

Each factor is at least 1, but for verifiability, which is at most 1. The factor of time is one over
the part of its time that is left: while there is plenty it hardly counts, in the last eighth it
outweighs all but the harm. Harms are so far apart that a claim that is due goes before a fresh one
of the next harm, if that spreads little, and never before one two harms up.

Triage says what to do first, not what is true.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import prod

import msgspec

from sejuk.model.claim import HARM_WORDS, Harm, deadline_after
from sejuk.model.triage import Verifiability
from sejuk.problems import Both

VERIFIABILITY_WORDS: dict[Verifiability, Both] = {
    Verifiability.SIGHT: Both("dapat dilihat di tempat", "somebody can go and look"),
    Verifiability.OFFICE: Both("dapat ditanyakan ke instansi", "an office can be asked"),
    Verifiability.LONG: Both("perlu waktu lama", "it takes long"),
}


class TriageParams(msgspec.Struct, frozen=True, kw_only=True):
    harm: tuple[float, float, float, float] = (1.0, 12.0, 144.0, 1728.0)
    """Times 12 for each: more than what growth, reach and verifiability make together (8), and
    squared (144) more than they and time (128)."""
    verifiable: tuple[float, float, float] = (1.0, 0.75, 0.5)
    """By sight, by an office, or long: what can be settled at once is."""
    unknown_verifiability: float = 0.75
    least_left: float = 1 / 16
    """Of its time, below which the factor grows no more."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that waits for somebody's work."""

    claim: str
    received: datetime
    harm: Harm | None = None
    """None: not assessed; taken for the worst, as its deadline is."""
    growth_probability: float = 0.5
    """That it grows."""
    reached: float = 0.0
    """Part of the neighbourhoods, 0–1."""
    verifiability: Verifiability | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one part makes of the order."""

    code: str
    factor: float
    words: Both


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    claim: str
    parts: tuple[Part, ...]
    due: datetime

    @property
    def points(self) -> float:
        """The product of its parts."""
        return prod(part.factor for part in self.parts)


def triage(
    waiting: Iterable[Waiting], now: datetime, by: TriageParams | None = None
) -> tuple[Ranked, ...]:
    """The one to work on first comes first; of equals the one that is due first."""
    by = by or TriageParams()
    ranked = [_ranked(claim, now, by) for claim in waiting]
    return tuple(sorted(ranked, key=lambda r: (-r.points, r.due, r.claim)))


def _ranked(claim: Waiting, now: datetime, by: TriageParams) -> Ranked:
    whole = deadline_after(claim.harm)
    due = claim.received + whole
    left = (due - now) / whole
    parts = (
        _harm(claim.harm, by),
        Part(
            code="growth",
            factor=1.0 + claim.growth_probability,
            words=Both(
                f"peluang meluas {claim.growth_probability:.0%}",
                f"{claim.growth_probability:.0%} likely to grow",
            ),
        ),
        Part(
            code="reach",
            factor=1.0 + claim.reached,
            words=Both(
                f"terdengar di {claim.reached:.0%} RW",
                f"heard in {claim.reached:.0%} of neighbourhoods",
            ),
        ),
        _verifiability(claim.verifiability, by),
        Part(
            code="time",
            factor=1.0 / min(max(left, by.least_left), 1.0),
            words=_time_words((due - now).total_seconds() / 3600.0),
        ),
    )
    return Ranked(claim=claim.claim, parts=parts, due=due)


def _harm(harm: Harm | None, by: TriageParams) -> Part:
    words = Both("bahaya belum dinilai", "harm not assessed yet")
    if harm is not None:
        words = HARM_WORDS[harm]
    factor = by.harm[Harm.VIOLENCE if harm is None else harm]
    return Part(code="harm", factor=factor, words=words)


def _verifiability(verifiability: Verifiability | None, by: TriageParams) -> Part:
    if verifiability is None:
        words = Both("cara memeriksa belum diketahui", "not known how to verify it")
        return Part(code="verifiability", factor=by.unknown_verifiability, words=words)
    at = list(Verifiability).index(verifiability)
    words = VERIFIABILITY_WORDS[verifiability]
    return Part(code="verifiability", factor=by.verifiable[at], words=words)


def _time_words(hours: float) -> Both:
    late = hours < 0
    hours = abs(hours)
    if hours >= 48:
        amount = Both(f"{hours / 24:.0f} hari", f"{hours / 24:.0f} days")
    elif hours >= 2:
        amount = Both(f"{hours:.0f} jam", f"{hours:.0f} hours")
    else:
        amount = Both(f"{hours * 60:.0f} menit", f"{hours * 60:.0f} minutes")
    if late:
        return Both(f"terlambat {amount.id}", f"{amount.en} late")
    return Both(f"sisa {amount.id}", f"{amount.en} left")
