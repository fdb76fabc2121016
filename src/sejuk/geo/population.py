"""Residents of each neighbourhood: given, or shared out by residential street."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from sejuk.model.place import Neighbourhood


def split_population(
    total: int, neighbourhoods: Sequence[Neighbourhood]
) -> tuple[Neighbourhood, ...]:
    """Share a district's residents out by metres of residential street, as an estimate.

    Without any residential street: by area. Whole people, by largest remainder, so that the
    parts add up to the total. Neighbourhoods with a given number keep it, and the others
    share what is left of the total.
    """
    unknown = [i for i, n in enumerate(neighbourhoods) if n.population is None]
    rest = total - sum(n.population or 0 for n in neighbourhoods)
    if not unknown or rest < 0:
        return tuple(neighbourhoods)
    weights = np.array([neighbourhoods[i].residential_m for i in unknown])
    if weights.sum() == 0:
        weights = np.array([neighbourhoods[i].area_ha for i in unknown])
    exact = rest * weights / weights.sum()
    people = np.floor(exact).astype(int)
    for i in np.argsort(people - exact, kind="stable")[: rest - int(people.sum())]:
        people[i] += 1
    result = list(neighbourhoods)
    for i, n in zip(unknown, people.tolist(), strict=True):
        result[i] = msgspec.structs.replace(result[i], population=n, population_estimated=True)
    return tuple(result)
