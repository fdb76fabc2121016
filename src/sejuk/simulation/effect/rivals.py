"""The rivals of the rotation in the same town: stepped wedge, and difference in differences.

Both give extra visits to whole wards, as a district does that "starts with one": wards begin one
after the other in drawn order, or half of them begin in the middle. With four wards there are so
few orders that a test by redrawing can hardly reject anything, so they are tested as is usual:
logs of counts, least squares, Student's t.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

T_95 = {2: 4.302653, 11: 2.200985}
"""Two-sided 5 % of Student's t by degrees of freedom (any table)."""


def wedge(wards: int, nights: int, order: Ints) -> Flags:
    """[wards, nights] who has visits: the k-th of the order from the (k + 1)-th period on."""
    starts = (np.arange(1, wards + 1) * nights) // (wards + 1)
    held = np.zeros((wards, nights), np.bool_)
    for ward, start in zip(order, starts, strict=True):
        held[ward, start:] = True
    return held


def wedge_rejects(counts: Ints, order: Ints) -> bool:
    """Whether an effect is found. `counts` are [wards, nights]."""
    slope, error = wedge_slope(counts, order)
    return abs(slope) > T_95[len(counts) * (len(counts) - 1) - 1] * error


def wedge_slope(counts: Ints, order: Ints) -> tuple[float, float]:
    """Log rate ratio and its standard error (Hussey & Hughes 2007, "Design and analysis of stepped
    wedge cluster randomized trials"), with wards and periods as fixed effects."""
    wards, nights = counts.shape
    edges = (np.arange(wards + 2) * nights) // (wards + 1)
    y: Floats = np.log(np.add.reduceat(counts, edges[:-1], axis=1) + 0.5)
    held = np.where(wedge(wards, nights, order)[:, edges[:-1]], 1.0, 0.0)
    x, y = _within(held), _within(y)
    slope = float((x * y).sum() / (x * x).sum())
    free = (wards - 1) * wards - 1
    error = float(((y - slope * x) ** 2).sum() / free / (x * x).sum()) ** 0.5
    return slope, error


def halves(wards: int, nights: int, chosen: Ints) -> Flags:
    """[wards, nights]: the chosen ones from the middle on."""
    held = np.zeros((wards, nights), np.bool_)
    held[chosen, nights // 2 :] = True
    return held


def halves_reject(counts: Ints, chosen: Ints) -> bool:
    """Whether an effect is found."""
    change, error = halves_change(counts, chosen)
    return abs(change) > T_95[len(counts) - 2] * error


def halves_change(counts: Ints, chosen: Ints) -> tuple[float, float]:
    """Change of the chosen wards' logs less that of the others, and its standard error (t of two
    groups). `counts` are [wards, nights]."""
    wards, nights = counts.shape
    after, before = counts[:, nights // 2 :].sum(axis=1), counts[:, : nights // 2].sum(axis=1)
    change = np.log(after + 0.5) - np.log(before + 0.5)
    mine = np.isin(np.arange(wards), chosen)
    groups = change[mine], change[~mine]
    free = wards - 2
    spread = sum(float(((g - g.mean()) ** 2).sum()) for g in groups) / free
    error = (spread * sum(1 / len(g) for g in groups)) ** 0.5
    return float(groups[0].mean() - groups[1].mean()), error


def _within(table: Floats) -> Floats:
    """Less the means of rows and columns."""
    rows, columns = table.mean(axis=1, keepdims=True), table.mean(axis=0, keepdims=True)
    return np.asarray(table - rows - columns + table.mean())
