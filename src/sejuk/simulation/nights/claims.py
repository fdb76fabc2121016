"""What is claimed of the simulated worlds, and in how many of them it is so.

Each claim compares two policies in the same world, or says something of one. Over the worlds it has
a mean with a 95 % interval (Student's t; worlds are independent) and the share of worlds in which
it holds. `holds` is said only where the unfavourable end of the interval keeps the claim.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from scipy.stats import t as student

from sejuk.simulation.nights.figures import PolicyFigures

OURS = "sejuk"
HIGHER = ("visits", "neighbourhoods", "places", "places_ever", "hot_visits", "served", "trust")
"""Figures of which more is better."""
LOWER = ("longest_gap", "incidents", "burden_gini", "burden_most")
"""Figures of which less is better."""
MOST = 0.95
EVENTS, BURDEN, THREE_TIMES, GAIN = 1.0, 0.7, 3.0, 0.2
"""The targets: no more incidents than hot spots; a burden at least 30 % more even; three times the
present route; a gain of the loop of at most 0.2."""


class WorldResult(msgspec.Struct, frozen=True, kw_only=True):
    """Of one world."""

    number: int
    policies: dict[str, PolicyFigures]
    gain: float | None = None
    """Of the loop where sensing knows the bias of reporting, as it would after very many nights;
    None where it was not worked out."""
    gain_learned: float | None = None
    """With what it learned of it in these nights."""


class Over(msgspec.Struct, frozen=True, kw_only=True):
    """One number over worlds."""

    mean: float
    low: float
    high: float
    """The mean's 95 % interval; the mean itself with a single world."""
    least: float
    median: float
    most: float


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    against: str
    """A policy; "" for a claim about ours alone."""
    figure: str
    target: str
    """`<= 0.7` and so on, of ours in times of the other, or less the other where it says `diff`."""
    over: Over
    share: float
    """Of worlds in which it is so."""
    holds: bool


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    worlds: int
    policies: dict[str, dict[str, Over]]
    """Policy → figure → over worlds."""
    claims: tuple[Claim, ...]
    manual_better: int | None = None
    """Figures of which ours is better than by hand, beyond the interval; None without `manual`."""
    manual_worse: int | None = None


def summary(results: Sequence[WorldResult]) -> Summary:
    """All policies and claims over these worlds, of which there is at least one."""
    names = list(results[0].policies)
    figures = PolicyFigures.__struct_fields__
    claims = tuple(_claims(results, set(names)))
    by_hand = [claim for claim in claims if claim.against == "manual"]
    return Summary(
        worlds=len(results),
        policies={
            name: {f: over([getattr(r.policies[name], f) for r in results]) for f in figures}
            for name in names
        },
        claims=claims,
        manual_better=sum(_beyond(claim) for claim in by_hand) if by_hand else None,
        manual_worse=sum(_behind(claim) for claim in by_hand) if by_hand else None,
    )


def over(values: Sequence[float]) -> Over:
    """Mean, its interval, and the spread."""
    row = np.asarray(values, np.float64)
    mean, wide = float(row.mean()), 0.0
    if len(row) > 1:
        error = float(row.std(ddof=1)) / math.sqrt(len(row))
        wide = float(student.ppf((1 + MOST) / 2, len(row) - 1)) * error
    return Over(
        mean=_shown(mean),
        low=_shown(mean - wide),
        high=_shown(mean + wide),
        least=_shown(float(row.min())),
        median=_shown(float(np.median(row))),
        most=_shown(float(row.max())),
    )


def _shown(value: float) -> float:
    """Ten digits: sums in another order end in other last ones."""
    return float(f"{value:.10g}")


def _claims(results: Sequence[WorldResult], names: set[str]) -> list[Claim]:
    found: list[Claim] = []
    if OURS not in names:
        return found
    if "greedy" in names:
        found += [
            _ratio(results, "greedy", "incidents", "<=", EVENTS),
            _ratio(results, "greedy", "burden_gini", "<=", BURDEN),
        ]
    if "present" in names:
        found += [
            _ratio(results, "present", "visits", ">=", THREE_TIMES),
            _ratio(results, "present", "neighbourhoods", ">=", THREE_TIMES),
            _ratio(results, "present", "served", ">=", THREE_TIMES),
        ]
    if "manual" in names:
        found += [_difference(results, "manual", figure, ">=") for figure in HIGHER]
        found += [_difference(results, "manual", figure, "<=") for figure in LOWER]
    for name in ("gain", "gain_learned"):
        gains = [value for r in results if (value := getattr(r, name)) is not None]
        if gains:
            found.append(_claim(name, "", name, "<=", GAIN, gains, ""))
    return found


def _ratio(
    results: Sequence[WorldResult], other: str, figure: str, sign: str, target: float
) -> Claim:
    """Ours in times of the other, where the other has any."""
    pairs = _pairs(results, other, figure)
    values = [ours / theirs for ours, theirs in pairs if theirs] or [float(sign == ">=")]
    return _claim(f"{other}_{figure}", other, figure, sign, target, values, "")


def _difference(results: Sequence[WorldResult], other: str, figure: str, sign: str) -> Claim:
    values = [ours - theirs for ours, theirs in _pairs(results, other, figure)]
    return _claim(f"{other}_{figure}", other, figure, sign, 0.0, values, "diff ")


def _pairs(results: Sequence[WorldResult], other: str, figure: str) -> list[tuple[float, float]]:
    return [
        (float(getattr(r.policies[OURS], figure)), float(getattr(r.policies[other], figure)))
        for r in results
    ]


def _claim(
    id_: str,
    against: str,
    figure: str,
    sign: str,
    target: float,
    values: Sequence[float],
    what: str,
) -> Claim:
    keeps: Callable[[float], bool] = (
        (lambda value: value <= target) if sign == "<=" else (lambda value: value >= target)
    )
    found = over(values)
    return Claim(
        id=id_,
        against=against,
        figure=figure,
        target=f"{what}{sign} {target:g}",
        over=found,
        share=_shown(sum(keeps(value) for value in values) / len(values)),
        holds=keeps(found.high if sign == "<=" else found.low),
    )


def _beyond(claim: Claim) -> bool:
    """Better, and not by chance."""
    return claim.over.high < 0 if claim.figure in LOWER else claim.over.low > 0


def _behind(claim: Claim) -> bool:
    return claim.over.low > 0 if claim.figure in LOWER else claim.over.high < 0
