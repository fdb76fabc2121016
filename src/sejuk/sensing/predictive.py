"""How good a forecast was: the log score of negative binomials, and where a count fell in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaln

Floats = NDArray[np.float64]


def log_score(counts: Floats, shape: Floats, rate: Floats) -> Floats:
    """[…] log probability of each count, of which the rate is Gamma(shape, rate).

    Weighted counts, which are not whole, have the density that joins the whole ones. A rate of
    infinity (no exposure) scores 0, whatever came.
    """
    chance = 1.0 / (1.0 + rate)  # of one more
    score = -shape * np.log1p(1.0 / rate)
    some = (counts > 0) & np.isfinite(rate)
    y, a, p = counts[some], shape[some], chance[some]
    score[some] += gammaln(a + y) - gammaln(a) - gammaln(y + 1.0) + y * np.log(p)
    return score


def randomised_pit(counts: Floats, shape: Floats, rate: Floats, uniform: Floats) -> Floats:
    """[…] uniform on 0 … 1 when the forecast is right (Smith 1985): the probability of less than
    what came, and a drawn part of the probability of just that.

    Of small counts no plain interval has 80 %: 0 alone may have 95 %. The randomised one has.
    """
    below = np.where(counts > 0, _cumulative(counts - 1.0, shape, rate), 0.0)
    return below + uniform * (_cumulative(counts, shape, rate) - below)


def better(scores: Sequence[Floats], margin: float = 2.0) -> int:
    """Which of the forecasts to use: the first, unless another is better and stays so.

    Args:
        scores: of each forecast its log scores, day by day.
        margin: in nats, of the earlier days, as Akaike asks of one more parameter, twice.

    The other is chosen on the earlier half of the days and must win again on the later half.
    """
    half = len(scores[0]) // 2
    early = [float(score[:half].sum()) for score in scores]
    chosen = int(np.argmax(early))
    late = float((scores[chosen][half:] - scores[0][half:]).sum())
    return chosen if early[chosen] > early[0] + margin and late > 0 else 0


def _cumulative(counts: Floats, shape: Floats, rate: Floats) -> Floats:
    """P(count ≤ counts): Abramowitz & Stegun 1964, equation 26.5.26."""
    return np.asarray(betainc(shape, np.maximum(counts, 0.0) + 1.0, rate / (1.0 + rate)))
