"""The fair rotation: which places get the extra visits of a block of nights.

Randomised systematic sampling with unequal probabilities (Madow 1949, "On the theory of
systematic sampling, II"; in random order: Hartley & Rao 1962). The units of each stratum are
laid end to end in drawn order, the strata in drawn order too, each as long as its probability;
one number u falls on the first unit length, and the units under u, u + 1, u + 2, … are drawn.

Exactly, whatever the order: unit i is drawn with p_i, the budget is spent to the last visit,
and a stratum gets ⌊Σp⌋ or ⌈Σp⌉ of it. Lengths and u are whole thousandths, so a draw can be
repeated on paper.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date

from sejuk.draw.probability import fitting_budget, fitting_units, probabilities, systematic
from sejuk.draw.seed import below, commit, numbers, shuffled
from sejuk.model.place import area_order
from sejuk.model.rotation import Rotation, RotationFrame, RotationUnit, Stratum
from sejuk.problems import refuse

NIGHTS = 3
"""Of one block: one draw holds for so many nights."""
ONE = 1000


def rotation_frame(
    *,
    begins: date,
    risk: Mapping[str, float],
    ward: Mapping[str, str],
    budget: int,
    vetoed: frozenset[str] = frozenset(),
    nights: int = NIGHTS,
) -> RotationFrame:
    """Strata and probabilities of the places in `risk`, less the vetoed.

    Probabilities follow the mean risk of a stratum, so that within one all places are alike. A
    budget too small to give everybody 0.2 leaves the least tense places out; one too large to
    give nobody more than 0.8 is cut. Raises `bad_rotation_budget` for a budget below 1, and
    `no_rotation` when fewer than two places are left.
    """
    if budget < 1:
        raise refuse("bad_rotation_budget", budget=budget)
    asked = sorted((p for p in risk if p not in vetoed), key=lambda p: (-risk[p], area_order(p)))
    among = asked[: fitting_units(len(asked), budget)]
    budget = fitting_budget(len(among), budget)
    if budget < 1:
        raise refuse("no_rotation", places=len(among))
    strata = _strata(among, risk, ward)
    p = probabilities(_mean_risk(strata, risk), budget)
    units = tuple(
        RotationUnit(place=place, stratum=strata[place], thousandths=p[place])
        for place in sorted(among, key=lambda place: (strata[place], area_order(place)))
    )
    return RotationFrame(
        begins=begins,
        nights=nights,
        budget=budget,
        units=units,
        vetoed=tuple(sorted(vetoed.intersection(risk), key=area_order)),
        left_out=tuple(sorted(asked[len(among) :], key=area_order)),
    )


def draw_rotation(frame: RotationFrame, seed: bytes, salt: bytes) -> Rotation:
    """The rotation that this seed draws. The stream's label is the frame's digest."""
    digest = frame_digest(frame)
    return Rotation(
        frame=frame,
        frame_digest=digest,
        drawn=drawn_units(frame, numbers(seed, f"rotation {digest}")),
        commitment=commit(seed, salt),
    )


def drawn_units(frame: RotationFrame, stream: Iterator[int]) -> tuple[str, ...]:
    """Places drawn by a stream, in the frame's order: also how evaluation draws again."""
    order = _order(frame.units, stream)
    start = below(ONE, stream)
    drawn = set(systematic(((unit.place, unit.thousandths) for unit in order), start))
    return tuple(unit.place for unit in frame.units if unit.place in drawn)


def frame_digest(frame: RotationFrame) -> str:
    """SHA-256 of the frame as text: recorded with the commitment, it fixes who takes part."""
    lines = [
        [frame.begins.isoformat(), frame.nights, frame.budget],
        [[u.place, u.stratum.ward, u.stratum.tercile, u.thousandths] for u in frame.units],
        list(frame.vetoed),
        list(frame.left_out),
    ]
    text = json.dumps(lines, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _strata(
    ranked: list[str], risk: Mapping[str, float], ward: Mapping[str, str]
) -> dict[str, Stratum]:
    """Terciles of the district by risk, `ranked` from the highest; equal risk, equal tercile."""
    third = -(-len(ranked) // 3)
    first: dict[float, int] = {}
    for rank, place in enumerate(ranked):
        first.setdefault(round(risk[place], 9), rank)
    return {
        place: Stratum(ward=ward[place], tercile=3 - first[round(risk[place], 9)] // third)
        for place in ranked
    }


def _mean_risk(strata: Mapping[str, Stratum], risk: Mapping[str, float]) -> dict[str, float]:
    """Place → mean risk of its stratum."""
    among: dict[Stratum, list[float]] = {}
    for place, stratum in strata.items():
        among.setdefault(stratum, []).append(risk[place])
    return {place: sum(among[stratum]) / len(among[stratum]) for place, stratum in strata.items()}


def _order(units: tuple[RotationUnit, ...], stream: Iterator[int]) -> list[RotationUnit]:
    """Strata in drawn order, and the units of each in drawn order."""
    strata: dict[Stratum, list[RotationUnit]] = {}
    for unit in units:
        strata.setdefault(unit.stratum, []).append(unit)
    order = shuffled(sorted(strata), stream)
    return [unit for stratum in order for unit in shuffled(strata[stratum], stream)]
