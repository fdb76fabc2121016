"""The effect of extra visits, from a recorded draw and what residents reported meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.evaluation.exposure import by_exposure, exposures
from sejuk.evaluation.power import smallest_detectable
from sejuk.evaluation.ratio import Parts, parts, ratio
from sejuk.evaluation.redraw import redraws
from sejuk.evaluation.weights import hajek, mantel_haenszel
from sejuk.model.effect import Arm, Delivery, EffectSheet, Harm, LeftOut, Ratio
from sejuk.model.experiment import ONE, Experiment, Outcome, OutcomeKind, Unit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

REDRAWS = 1999
HARMS = (OutcomeKind.COMPLAINT, OutcomeKind.BACKLASH)


class Ground(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The units in arrays, and who is drawn in each draw: row 0 the one that was made."""

    units: tuple[Unit, ...]
    drawn: Flags
    millionths: Ints
    stratum: Ints
    """[units] of its block, 0 … n−1, rising."""


def effect(
    experiment: Experiment,
    outcomes: Iterable[Outcome],
    *,
    seed: int,
    other_origins: int = 0,
    count: int = REDRAWS,
) -> EffectSheet:
    """The sheet. Equal arguments give an equal sheet.

    Args:
        outcomes: of residents; they cannot be made of anything else.
        other_origins: reports of other origins that were not counted, for the sheet to say so.
        count: of redraws.
    """
    ground = ground_of(experiment, count, np.random.default_rng(seed))
    counted, outside = _counted(ground.units, outcomes)
    nights, reports = _summed(ground.units, counted[OutcomeKind.DISTURBANCE], skip=0)
    found = stratified(ground, nights, reports)
    return EffectSheet(
        first=min(unit.nights[0] for unit in ground.units),
        last=max(unit.nights[-1] for unit in ground.units),
        areas=len({unit.area for unit in ground.units}),
        blocks=len({unit.block for unit in ground.units}),
        vetoed=experiment.vetoed,
        drawn=_arm(ground.drawn[0], nights, reports),
        undrawn=_arm(~ground.drawn[0], nights, reports),
        effect=ratio(found),
        averaged=_averaged(ground, nights, reports),
        without_first_night=_later_nights(ground, counted[OutcomeKind.DISTURBANCE]),
        exposure=by_exposure(
            exposures(ground.drawn, ground.units, experiment.neighbours), nights, reports
        )
        if experiment.neighbours
        else None,
        smallest_detectable=smallest_detectable(found),
        delivery=_delivery(experiment),
        harms=tuple(_harm(ground, what, counted[what]) for what in HARMS),
        left_out=LeftOut(other_origins=other_origins, outside=outside),
        redraws=count,
        seed=seed,
    )


def ground_of(experiment: Experiment, count: int, rng: np.random.Generator) -> Ground:
    """The draw that was made and `count` that might have been."""
    units = experiment.units()
    made = np.array([[unit.assigned for unit in units]], np.bool_)
    names = [(unit.block, unit.stratum) for unit in units]
    index = {name: k for k, name in enumerate(dict.fromkeys(names))}
    return Ground(
        units=units,
        drawn=np.concatenate([made, redraws(units, count, rng)]),
        millionths=np.array([unit.millionths for unit in units], np.int64),
        stratum=np.array([index[name] for name in names], np.int64),
    )


Counted = dict[tuple[str, date], int]


def _counted(
    units: Sequence[Unit], outcomes: Iterable[Outcome]
) -> tuple[dict[OutcomeKind, Counted], int]:
    """Reports of each kind by area and night, and how many have no part in it."""
    taking_part = {(unit.area, night) for unit in units for night in unit.nights}
    found: dict[OutcomeKind, Counted] = {what: {} for what in OutcomeKind}
    outside = 0
    for one in outcomes:
        where = one.area, one.night
        if where in taking_part:
            found[one.what][where] = found[one.what].get(where, 0) + one.count
        else:
            outside += one.count
    return found, outside


def _summed(units: Sequence[Unit], counted: Counted, *, skip: int) -> tuple[Floats, Floats]:
    """[units] nights and reports, without so many first nights of each block."""
    first: dict[str, list[date]] = {}
    for unit in units:
        first[unit.block] = sorted({*first.get(unit.block, ()), *unit.nights})
    nights = [[n for n in u.nights if n not in first[u.block][:skip]] for u in units]
    reports = [
        sum(counted.get((unit.area, night), 0) for night in kept)
        for unit, kept in zip(units, nights, strict=True)
    ]
    return np.array([len(kept) for kept in nights], np.float64), np.array(reports, np.float64)


def stratified(ground: Ground, nights: Floats, reports: Floats) -> Parts:
    """Mantel–Haenszel's difference in every draw. Args are [units]."""

    def weigh(some: slice) -> Floats:
        return mantel_haenszel(ground.drawn[some], ground.millionths, nights, ground.stratum)

    return _parts(weigh, ground, reports)


def _parts(weigh: Callable[[slice], Floats], ground: Ground, reports: Floats) -> Parts:
    made = ground.drawn[0]
    still, moved = np.where(made, 0.0, reports), np.where(made, reports, 0.0)
    return parts(weigh, len(ground.drawn), still, moved)


def _averaged(ground: Ground, nights: Floats, reports: Floats) -> Ratio | None:
    if len(set(ground.millionths.tolist())) == 1:
        return None
    p = ground.millionths / ONE

    def weigh(some: slice) -> Floats:
        return hajek(ground.drawn[some], ~ground.drawn[some], p, 1 - p, nights)

    return ratio(_parts(weigh, ground, reports))


def _later_nights(ground: Ground, counted: Counted) -> Ratio | None:
    nights, reports = _summed(ground.units, counted, skip=1)
    return ratio(stratified(ground, nights, reports)) if nights.any() else None


def _harm(ground: Ground, what: OutcomeKind, counted: Counted) -> Harm:
    nights, reports = _summed(ground.units, counted, skip=0)
    return Harm(
        what=what,
        drawn=_arm(ground.drawn[0], nights, reports),
        undrawn=_arm(~ground.drawn[0], nights, reports),
        effect=ratio(stratified(ground, nights, reports)),
    )


def _arm(members: Flags, nights: Floats, reports: Floats) -> Arm:
    return Arm(area_nights=int(nights[members].sum()), reports=int(reports[members].sum()))


def _delivery(experiment: Experiment) -> Delivery:
    taking_part = [cell for cell in experiment.cells if not cell.vetoed]
    drawn = [cell for cell in taking_part if cell.assigned]
    undrawn = [cell for cell in taking_part if not cell.assigned]
    return Delivery(
        drawn_due=len(drawn),
        drawn_visited=sum(cell.delivered for cell in drawn),
        undrawn_due=len(undrawn),
        undrawn_visited=sum(cell.delivered for cell in undrawn),
    )
