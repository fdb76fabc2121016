"""Return to normal (M9): for each neighbourhood, what crews see and residents tell of daily life.

Looks of one night are alike: the same rain, the same crew. So they are counted as fewer than they
are, by the design effect 1 + (n̄ − 1)·ρ (Kish 1965, 5.4), with ρ from the variance between and
within the nights of all neighbourhoods together (one-way analysis of variance; Donner & Klar 2000,
1.3). The interval is Jeffreys's, Beta(x + ½, n − x + ½), with these counts (Brown, Cai & DasGupta
2001); a look of which two of three signs are as usual is two thirds of a success.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv

from sejuk.model.daily_life import AreaNormal, Fear, Look, Normal, RatedPlace, Share, Sign, Told
from sejuk.model.kinds.field import Mood, Observed

Floats = NDArray[np.float64]

FEWEST_NIGHTS = 3
FEWEST_LOOKS = 8
"""Less than either is thin, whatever it shows."""
WIDEST = 0.5
"""An interval this wide says next to nothing."""
CALM = frozenset({Mood.SEJUK, Mood.HANGAT})

Seen = list[tuple[str, date, float]]
"""Area, night, and the part that was as usual."""


def normal(
    areas: Sequence[str],
    looks: Iterable[Look],
    fears: Iterable[Fear],
    places: Iterable[RatedPlace],
    *,
    first: date,
    last: date,
) -> Normal:
    """Of the nights `first` … `last`, both included, for each of `areas`."""
    within = [look for look in looks if first <= look.night <= last]
    seen: dict[Sign, Seen] = {
        Sign.DAILY_LIFE: [
            (look.area, look.night, part) for look in within if (part := _usual(look)) is not None
        ],
        Sign.CALM: [(look.area, look.night, float(look.mood in CALM)) for look in within],
    }
    effects = {sign: design_effect(what) for sign, what in seen.items()}
    told = [fear.area for fear in fears if first <= fear.night <= last]
    rated = list(places)
    return Normal(
        first=first,
        last=last,
        areas=tuple(
            AreaNormal(
                area=area,
                signs={
                    sign: share([one for one in what if one[0] == area], effects[sign])
                    for sign, what in seen.items()
                },
                fears=times_told(told.count(area)),
                places=sum(one.area == area for one in rated),
                safe_places=sum(one.area == area and one.safe for one in rated),
            )
            for area in areas
        ),
        design_effects=effects,
    )


def look_of(observed: Observed, area: str, night: date) -> Look:
    """What a crew tapped at a stop; `area` and `night` are those of the stop."""
    return Look(
        area=area,
        night=night,
        mood=observed.mood,
        stalls_open=observed.stalls_open,
        people_outside=observed.people_outside,
        traffic_usual=observed.traffic_usual,
    )


def times_told(count: int) -> Told:
    """With Jeffreys's interval of a Poisson mean, Gamma(x + ½)."""
    low, high = gammaincinv(count + 0.5, np.array([0.025, 0.975])).tolist()
    return Told(count=count, low=low if count else 0.0, high=high)


def design_effect(seen: Seen) -> float:
    """At least 1: how many looks count as one, from all nights of all areas together."""
    groups: dict[tuple[str, date], list[float]] = {}
    for area, night, part in seen:
        groups.setdefault((area, night), []).append(part)
    sizes = np.array([len(group) for group in groups.values()], np.float64)
    areas = sorted({area for area, _ in groups})
    spare, inner = len(groups) - len(areas), len(seen) - len(groups)
    if spare < 1 or inner < 1:
        return 1.0
    of_area = {a: _mean([p for (b, _), g in groups.items() if b == a for p in g]) for a in areas}
    between = sum(len(g) * (_mean(g) - of_area[a]) ** 2 for (a, _), g in groups.items()) / spare
    within = sum((p - _mean(g)) ** 2 for g in groups.values() for p in g) / inner
    usual = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(groups) - 1)
    spread = between + (usual - 1) * within
    rho = min(max((between - within) / spread, 0.0), 1.0) if spread > 0 else 0.0
    # What a look's weight is in a mean over nights of unequal size.
    return float(1 + ((sizes**2).sum() / sizes.sum() - 1) * rho)


def share(seen: Seen, effect: float) -> Share:
    """Of one area, with looks counted as so many fewer."""
    nights = len({night for _, night, _ in seen})
    n = len(seen) / effect
    usual = sum(part for _, _, part in seen) / effect
    low, high = jeffreys(usual, n)
    thin = nights < FEWEST_NIGHTS or n < FEWEST_LOOKS or high - low > WIDEST
    return Share(
        mean=usual / n if seen else None,
        low=low,
        high=high,
        looks=len(seen),
        nights=nights,
        thin=thin,
    )


def jeffreys(usual: float, n: float) -> tuple[float, float]:
    """95 % limits of a proportion; 0 and 1 where nothing, or everything, was as usual."""
    low, high = betaincinv(usual + 0.5, n - usual + 0.5, np.array([0.025, 0.975])).tolist()
    return (0.0 if usual == 0 else low), (1.0 if usual >= n else high)


def _usual(look: Look) -> float | None:
    """Part of the signs that could be seen; None: none could."""
    known = [
        sign for sign in (look.stalls_open, look.people_outside, look.traffic_usual)
        if sign is not None
    ]  # fmt: skip
    return sum(known) / len(known) if known else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
