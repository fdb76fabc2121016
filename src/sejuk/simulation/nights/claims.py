"""What is claimed of the simulated worlds, and in how many of them it is so.

Each claim compares two policies in the same world, or says something of one. Over the worlds it has
a mean with a 95 % interval (Student's t; worlds are independent) and the share of worlds in which
it holds, with Wilson's lower limit (1927). `holds` is said only of five worlds or more, and where
the unfavourable end of the interval keeps the claim: of a difference that so many worlds do not
settle, neither "no worse" nor "worse" is shown. Each interval is for its own figure alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
from scipy.stats import binomtest
from scipy.stats import t as student

from sejuk.model.world import World
from sejuk.simulation.nights.figures import PolicyFigures

OURS = "sejuk"
COMPARED = ("uniform", "manual")
"""Policies that ours is compared with figure by figure: one that knows nothing of what happens, and
one that knows what ours knows and plans by hand."""
HIGHER = ("visits", "neighbourhoods", "places", "places_ever", "hot_visits", "served", "trust")
"""Figures of which more is better."""
LOWER = ("longest_gap", "incidents", "burden_gini", "burden_most")
"""Figures of which less is better."""
MOST = 0.95
LEAST_WORLDS = 5
"""With fewer an interval says little, and with one nothing."""
EVENTS, BURDEN, THREE_TIMES, GAIN = 1.0, 0.7, 3.0, 0.2
"""The targets: no more incidents than hot spots; a burden at least 30 % more even; three times the
present route; a gain of the loop of at most 0.2."""


class WorldResult(msgspec.Struct, frozen=True, kw_only=True):
    """Of one world."""

    number: int
    world: World | None = None
    """What was drawn for it: so that whoever reads can see in which worlds a claim fails."""
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
    worlds: int
    """That it was worked out in."""
    over: Over
    share: float
    """Of these worlds, those in which it is so."""
    share_low: float
    """Its lower 95 % limit, from one side."""
    holds: bool


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Of the figures that two policies are compared by."""

    figures: int
    better: int
    """Ours is better beyond the interval."""
    no_worse: int
    """The unfavourable end of the interval is no worse: those that are better, and equal ones."""
    worse: int
    """Ours is worse beyond the interval. What is left is not settled."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    worlds: int
    policies: dict[str, dict[str, Over]]
    """Policy → figure → over worlds."""
    claims: tuple[Claim, ...]
    against: dict[str, Tally]
    """By policy, those of COMPARED that were simulated."""


def summary(results: Sequence[WorldResult]) -> Summary:
    """All policies and claims over these worlds, of which there is at least one."""
    names = list(results[0].policies)
    figures = PolicyFigures.__struct_fields__
    claims = tuple(_claims(results, set(names)))
    return Summary(
        worlds=len(results),
        policies={
            name: {f: over([getattr(r.policies[name], f) for r in results]) for f in figures}
            for name in names
        },
        claims=claims,
        against={
            name: _tally([claim for claim in claims if claim.against == name])
            for name in COMPARED
            if name in names and OURS in names
        },
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


def _claims(results: Sequence[WorldResult], names: set[str]) -> Iterator[Claim]:
    if OURS not in names:
        return
    if "greedy" in names:
        yield from _ratio(results, "greedy", "incidents", "<=", EVENTS)
        yield from _ratio(results, "greedy", "burden_gini", "<=", BURDEN)
    if "present" in names:
        for figure in ("visits", "neighbourhoods", "served"):
            yield from _ratio(results, "present", figure, ">=", THREE_TIMES)
    for other in COMPARED:
        if other in names:
            for figure in (*HIGHER, *LOWER):
                yield _difference(results, other, figure)
    for name in ("gain_learned", "gain"):
        gains = [value for r in results if (value := getattr(r, name)) is not None]
        if gains:
            yield _claim(name, "", name, "<=", GAIN, gains, "")


def _ratio(
    results: Sequence[WorldResult], other: str, figure: str, sign: str, target: float
) -> Iterator[Claim]:
    """Ours in times of the other, in the worlds in which the other has any."""
    values = [ours / theirs for ours, theirs in _pairs(results, other, figure) if theirs]
    if values:
        yield _claim(f"{other}_{figure}", other, figure, sign, target, values, "")


def _difference(results: Sequence[WorldResult], other: str, figure: str) -> Claim:
    values = [ours - theirs for ours, theirs in _pairs(results, other, figure)]
    sign = "<=" if figure in LOWER else ">="
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
    found, kept = over(values), sum(keeps(value) for value in values)
    least = binomtest(kept, len(values), alternative="greater").proportion_ci(MOST, "wilson").low
    return Claim(
        id=id_,
        against=against,
        figure=figure,
        target=f"{what}{sign} {target:g}",
        worlds=len(values),
        over=found,
        share=_shown(kept / len(values)),
        share_low=_shown(float(least)),
        holds=len(values) >= LEAST_WORLDS and keeps(found.high if sign == "<=" else found.low),
    )


def _tally(claims: Sequence[Claim]) -> Tally:
    return Tally(
        figures=len(claims),
        better=sum(_beyond(claim) for claim in claims),
        no_worse=sum(claim.holds for claim in claims),
        worse=sum(_behind(claim) for claim in claims),
    )


def _beyond(claim: Claim) -> bool:
    """Better, and not by chance."""
    if claim.worlds < LEAST_WORLDS:
        return False
    return claim.over.high < 0 if claim.figure in LOWER else claim.over.low > 0


def _behind(claim: Claim) -> bool:
    if claim.worlds < LEAST_WORLDS:
        return False
    return claim.over.low > 0 if claim.figure in LOWER else claim.over.high < 0
