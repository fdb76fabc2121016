"""Fair rotations in the invented district Melati: small enough to count on fingers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sejuk.model.experiment import Cell, Experiment, Outcome, OutcomeKind
from sejuk.model.kinds.field import Origin

FIRST = date(2024, 11, 28)


def night(number: int) -> date:
    """0 is the first."""
    return FIRST + timedelta(days=number)


def cells(
    lots: Mapping[str, str],
    *,
    nights: int = 3,
    thousandths: int = 500,
    strata: Mapping[str, str] | None = None,
    missed: Iterable[tuple[str, int]] = (),
) -> tuple[Cell, ...]:
    """Area → its lots, a letter for each block: `+` drawn, `-` not, `v` vetoed.

    `missed`: (area, night) of which the visit was dropped.
    """
    missed = set(missed)
    return tuple(
        Cell(
            area=area,
            night=night(block * nights + n),
            block=str(block),
            stratum=(strata or {}).get(area, "Melati"),
            millionths=0 if lot == "v" else 1000 * thousandths,
            assigned=lot == "+",
            delivered=lot == "+" and (area, block * nights + n) not in missed,
            vetoed=lot == "v",
        )
        for area, row in lots.items()
        for block, lot in enumerate(row)
        for n in range(nights)
    )


def experiment(lots: Mapping[str, str], **more: object) -> Experiment:
    return Experiment(cells=cells(lots, **more))  # type: ignore[arg-type]


def told(
    reports: Mapping[tuple[str, int], int], what: OutcomeKind = OutcomeKind.DISTURBANCE
) -> tuple[Outcome, ...]:
    """(area, night) → reports of residents."""
    return tuple(
        Outcome(area=area, night=night(n), origin=Origin.RESIDENT, what=what, count=count)
        for (area, n), count in reports.items()
    )
