"""Plots of simulated worlds: one point for each world and policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sejuk.reporting.plot import Series, plot


class OneWorld(Protocol):
    """What is plotted of a world."""

    @property
    def policies(self) -> Mapping[str, Figures]: ...


class Figures(Protocol):
    """Of a policy in it."""

    @property
    def visits(self) -> float: ...
    @property
    def neighbourhoods(self) -> float: ...
    @property
    def incidents(self) -> int: ...
    @property
    def burden_gini(self) -> float: ...


def simulation_plots(worlds: Sequence[OneWorld]) -> dict[str, str]:
    """File name → SVG. At least one world with at least one policy."""
    return {
        "beban.svg": _plot(
            worlds,
            "incidents (share of all policies' mean)",
            "burden Gini",
            lambda figures, mean: (figures.incidents / mean if mean else 1.0, figures.burden_gini),
        ),
        "jangkauan.svg": _plot(
            worlds,
            "visits a night",
            "neighbourhoods a night",
            lambda figures, _mean: (figures.visits, figures.neighbourhoods),
        ),
    }


def _plot(
    worlds: Sequence[OneWorld],
    x: str,
    y: str,
    point: Callable[[Figures, float], tuple[float, float]],
) -> str:
    """Incidents differ more between worlds than between policies: they are shown in means."""
    names = list(worlds[0].policies)
    means = [sum(f.incidents for f in w.policies.values()) / len(w.policies) for w in worlds]
    return plot(
        [
            Series(
                name=name,
                points=tuple(
                    point(world.policies[name], mean)
                    for world, mean in zip(worlds, means, strict=True)
                ),
            )
            for name in names
        ],
        x=x,
        y=y,
    )
