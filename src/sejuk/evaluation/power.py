"""The smallest reduction that a sample would have shown in 80 of 100 cases.

Of the redraws' own spread, so that everything that made the reports bunch is in it: the log of a
ratio has the standard error √(v·(1/θ + 1)/2), where v is its variance when nothing has an effect
and 1/θ comes from the first arm's having fewer reports. The smallest detectable θ solves
log θ = −(1.96 + 0.84)·standard error.
"""

from __future__ import annotations

import math

import numpy as np

from sejuk.evaluation.ratio import Parts

REACH = 1.959964 + 0.841621
"""Standard errors: 5 % two-sided, 80 % power."""
LEAST = 0.01
HALVINGS = 40


def smallest_detectable(of: Parts) -> float | None:
    """Reduction, 0 … 1; None where not even one of 99 % would have been seen."""
    mean_arm = float(of.size.mean()) / 2
    if mean_arm <= 0:
        return None
    sums = of.still + of.moved
    variance = float(np.mean(sums * sums)) / (mean_arm * mean_arm)

    def seen(theta: float) -> bool:
        return -math.log(theta) >= REACH * math.sqrt(variance * (1 / theta + 1) / 2)

    # As θ falls, what it needs grows faster than what it is: seen at most between two ratios.
    tried = np.exp(np.linspace(0, math.log(LEAST), 400))[1:]
    first = next((float(theta) for theta in tried if seen(float(theta))), None)
    if first is None:
        return None
    low, high = first, first * float(tried[0] / tried[1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if seen(middle) else (low, middle)
    return 1 - low
