"""Which neighbourhoods a night explores: drawn by lot, those longest without a visit more often.

What patrols see, they see where they go. So a part of every night goes where a lot falls, with a
chance for everyone: what is learned there says something about places, not about where crews like
to go, and the recorded probabilities make it possible to weigh it (Horvitz & Thompson 1952).
"""

from __future__ import annotations

from collections.abc import Mapping

from sejuk.draw.probability import ONE, probabilities, systematic
from sejuk.draw.seed import SEED_BYTES, below, numbers, shuffled
from sejuk.model.exploration import AreaChance, Exploration

LEAST = 50
"""Thousandths: nobody's chance is less."""


def draw_exploration(
    waiting: Mapping[str, float], visits: int, share: float, *, seed: int, label: str
) -> Exploration | None:
    """The neighbourhoods of one night; None where there is nothing to draw.

    Args:
        waiting: neighbourhood id → nights since its last visit, above 0; chances are in proportion.
        visits: how many the night has, at most.
        share: of them that go to drawn neighbourhoods, at least: each of these gets one.
        seed: of the plan; `label` says which night of which district it is.
    """
    wanted = max(-(-round(visits * share * ONE) // ONE), -(-LEAST * len(waiting) // ONE))
    count = min(wanted, len(waiting))
    if share <= 0 or not count:
        return None
    chances = probabilities(waiting, count, least=LEAST, most=ONE)
    stream = numbers(seed.to_bytes(SEED_BYTES), f"exploration {label}")
    order = shuffled(list(chances.items()), stream)
    drawn = set(systematic(order, below(ONE, stream)))
    return Exploration(
        label=f"exploration {label}",
        chances=tuple(AreaChance(area=area, thousandths=k) for area, k in chances.items()),
        drawn=tuple(area for area in chances if area in drawn),
    )
