"""Which stops of different crews are one meeting."""

from __future__ import annotations

from typing import NamedTuple

from sejuk.model.plan import Plan, Stop, StopKind
from sejuk.reporting.names import crew_letters

TOGETHER_SECONDS = 600
"""Twin stops may start some minutes apart (a window of 5), never this far."""


class Twin(NamedTuple):
    """One crew's part in a meeting."""

    number: str
    """`B4`."""
    stop: Stop


def meetings(plan: Plan) -> tuple[tuple[Twin, ...], ...]:
    """Joint visits and rendezvous, each with the stops that make it up, by time."""
    letters = crew_letters(plan)
    twins = sorted(
        (
            (
                stop.start,
                stop.place,
                stop.kind.value,
                f"{letters[route.crew.id]}{number}",
                stop,
                who,
            )
            for route in plan.routes
            for number, stop in enumerate(route.stops, 1)
            if stop.kind in {StopKind.JOINT, StopKind.RENDEZVOUS}
            for who in [frozenset((route.crew.id, *stop.meets))]
        ),
        key=lambda twin: twin[:4],
    )
    groups: list[tuple[Stop, frozenset[str], list[Twin]]] = []
    for start, place, _, number, stop, who in twins:
        for first, crews, group in groups:
            same = (first.place, first.kind, crews) == (place, stop.kind, who)
            if same and start - first.start < TOGETHER_SECONDS:
                group.append(Twin(number, stop))
                break
        else:
            groups.append((stop, who, [Twin(number, stop)]))
    return tuple(tuple(sorted(group, key=lambda t: t.number)) for _, _, group in groups)
