"""Two ways to show a success that never was, each with no effect at all.

*Before and after*: reports of the second week after a vote against the first: unrest after a vote
dies away by itself. *The hottest third*: patrols go to the third of the areas with most reports in
a fortnight, and the next fortnight has fewer there: what was highest by chance is lower the next
time (Galton 1886, regression towards mediocrity).
"""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.simulation.effect.world import Town, rates, usual_rates

WEEK, FORTNIGHT = 7, 14


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """Changes that would be claimed, −1 … ; the truth is 0 for both."""

    before_after: float
    hottest_third: float


def naive_claims(town: Town, rng: np.random.Generator, towns: int = 1000) -> Claims:
    """Of the pooled reports of many towns; `town.pulse` is that of the vote, and the hottest third
    is sought when it is over."""
    weeks = np.zeros(2)
    fortnights = np.zeros(2)
    usual_times = msgspec.structs.replace(town, pulse=0.0)
    for _ in range(towns):
        usual = usual_rates(town, rng)
        after_vote = rng.poisson(rates(town, usual, FORTNIGHT, rng)).sum(axis=0)
        weeks += after_vote[:WEEK].sum(), after_vote[WEEK:].sum()
        later = rng.poisson(rates(usual_times, usual, 2 * FORTNIGHT, rng))
        first, second = later[:, :FORTNIGHT].sum(axis=1), later[:, FORTNIGHT:].sum(axis=1)
        hottest = np.argsort(-first, kind="stable")[: -(-len(first) // 3)]
        fortnights += first[hottest].sum(), second[hottest].sum()
    return Claims(
        before_after=float(weeks[1] / weeks[0] - 1),
        hottest_third=float(fortnights[1] / fortnights[0] - 1),
    )
