"""Probabilities of the fair rotation: by need, between 0.2 and 0.8, in whole thousandths."""

from __future__ import annotations

from collections.abc import Mapping

LEAST, MOST, ONE = 200, 800, 1000
"""Thousandths. Nobody is sure of an extra visit and nobody is shut out."""


def fitting_budget(units: int, budget: int) -> int:
    """The largest budget up to `budget` that probabilities of at most 0.8 can spend."""
    return max(min(budget, units * MOST // ONE), 0)


def fitting_units(units: int, budget: int) -> int:
    """How many units, at most, probabilities of at least 0.2 can share `budget` among."""
    return min(units, budget * ONE // LEAST)


def probabilities(needs: Mapping[str, float], budget: int) -> dict[str, int]:
    """Unit → thousandths in LEAST … MOST, in proportion to need, that add up to the budget.

    Need that would pass a limit stays at it and the rest is shared anew. Units of equal need
    differ by a thousandth at most. ValueError when the budget does not fit so many units.
    """
    total = budget * ONE
    if not LEAST * len(needs) <= total <= MOST * len(needs):
        raise ValueError("the budget does not fit so many units")
    if not needs:
        return {}
    least_need = max(*needs.values(), 1e-12) * 1e-9
    need = {unit: max(value, least_need) for unit, value in needs.items()}
    factor = _factor(need, total)
    exact = {unit: _between(factor * value) for unit, value in need.items()}
    return _rounded(exact, total)


def _between(thousandths: float) -> float:
    return min(max(thousandths, LEAST), MOST)


def _factor(need: Mapping[str, float], total: int) -> float:
    """The factor at which the clipped needs add up to the total, by bisection."""
    low, high = 0.0, MOST / min(need.values())
    for _ in range(200):
        middle = (low + high) / 2
        if sum(_between(middle * value) for value in need.values()) < total:
            low = middle
        else:
            high = middle
    return high


def _rounded(exact: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole thousandths inside the limits with the right sum: largest remainders first."""
    found = {unit: int(value + 1e-6) for unit, value in exact.items()}
    while (missing := total - sum(found.values())) != 0:
        step = 1 if missing > 0 else -1
        open_units = [u for u, k in found.items() if LEAST <= k + step <= MOST]
        open_units.sort(key=lambda u: (step * (found[u] - exact[u]), u))
        for unit in open_units[: abs(missing)]:
            found[unit] += step
    return found
