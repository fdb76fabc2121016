"""Probabilities of lotteries, by need and between limits, in whole thousandths; drawing by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")

LEAST, MOST, ONE = 200, 800, 1000
"""Thousandths, of the fair rotation. Nobody is sure of an extra visit and nobody is shut out."""


def fitting_budget(units: int, budget: int) -> int:
    """The largest budget up to `budget` that probabilities of at most 0.8 can spend."""
    return max(min(budget, units * MOST // ONE), 0)


def fitting_units(units: int, budget: int) -> int:
    """How many units, at most, probabilities of at least 0.2 can share `budget` among."""
    return min(units, budget * ONE // LEAST)


def probabilities(
    needs: Mapping[str, float], budget: int, *, least: int = LEAST, most: int = MOST
) -> dict[str, int]:
    """Unit → thousandths in least … most, in proportion to need, that add up to the budget.

    Need that would pass a limit stays at it and the rest is shared anew. Units of equal need
    differ by a thousandth at most. ValueError when the budget does not fit so many units.
    """
    total = budget * ONE
    if not least * len(needs) <= total <= most * len(needs):
        raise ValueError("the budget does not fit so many units")
    if not needs:
        return {}
    limits = least, most
    least_need = max(*needs.values(), 1e-12) * 1e-9
    need = {unit: max(value, least_need) for unit, value in needs.items()}
    factor = _factor(need, total, limits)
    exact = {unit: _between(factor * value, limits) for unit, value in need.items()}
    return _rounded(exact, total, limits)


def systematic(order: Iterable[tuple[T, int]], start: int) -> tuple[T, ...]:
    """Those units, given with their thousandths, in which `start` plus some whole ones lies.

    With `start` uniform in 0 … ONE − 1 each is drawn with its own probability (Madow 1949).
    """
    drawn, end = [], 0
    for unit, thousandths in order:
        begin, end = end, end + thousandths
        # A whole number of units from `start` lies in begin … end − 1.
        if (end - 1 - start) // ONE > (begin - 1 - start) // ONE:
            drawn.append(unit)
    return tuple(drawn)


def _between(thousandths: float, limits: tuple[int, int]) -> float:
    return min(max(thousandths, limits[0]), limits[1])


def _factor(need: Mapping[str, float], total: int, limits: tuple[int, int]) -> float:
    """The factor at which the clipped needs add up to the total, by bisection."""
    low, high = 0.0, limits[1] / min(need.values())
    for _ in range(200):
        middle = (low + high) / 2
        if sum(_between(middle * value, limits) for value in need.values()) < total:
            low = middle
        else:
            high = middle
    return high


def _rounded(exact: Mapping[str, float], total: int, limits: tuple[int, int]) -> dict[str, int]:
    """Whole thousandths inside the limits with the right sum: largest remainders first."""
    least, most = limits
    found = {unit: int(value + 1e-6) for unit, value in exact.items()}
    while (missing := total - sum(found.values())) != 0:
        step = 1 if missing > 0 else -1
        open_units = [u for u, k in found.items() if least <= k + step <= most]
        open_units.sort(key=lambda u: (step * (found[u] - exact[u]), u))
        for unit in open_units[: abs(missing)]:
            found[unit] += step
    return found
