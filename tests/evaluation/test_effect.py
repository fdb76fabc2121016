"""The estimator on experiments counted on fingers, and against other programs."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from sejuk.evaluation.effect import effect
from sejuk.model.effect import EffectSheet, Verdict
from sejuk.model.experiment import Experiment, OutcomeKind
from sejuk.problems import ProblemError
from sejuk.simulation.effect.rivals import halves_change, wedge, wedge_slope
from tests.evaluation.melati import cells, experiment, told

SIX = {"a": "+-", "b": "+-", "c": "-+", "d": "-+", "e": "+-", "f": "-+"}
"""Two blocks, three of six drawn in each."""
TWO_STRATA = {"a": "inner", "b": "inner", "c": "inner", "d": "outer", "e": "outer", "f": "outer"}
REPORTS = {("a", 0): 2, ("b", 1): 1, ("c", 2): 4, ("d", 0): 3, ("e", 5): 5, ("f", 3): 2}


def sheet(made: Experiment, reports: dict[tuple[str, int], int], **more: object) -> EffectSheet:
    return effect(made, told(reports), seed=1, **more)  # type: ignore[arg-type]


def test_the_estimate_is_arithmetic() -> None:
    """Block 0: 3 reports in 9 drawn area-nights, 7 in 9 others. Block 1: 2 against 5. With equal
    nights each stratum has weight 1/2: (3 + 2) / (7 + 5)."""
    found = sheet(experiment(SIX), REPORTS)
    assert found.effect.ratio == pytest.approx(5 / 12)
    assert (found.drawn.reports, found.undrawn.reports) == (5, 12)
    assert (found.drawn.area_nights, found.undrawn.area_nights) == (18, 18)
    assert (found.areas, found.blocks) == (6, 2)


def test_p_is_that_of_all_possible_draws() -> None:
    """20 · 20 draws of three of six are equally likely; each counted, none drawn by chance."""
    found = sheet(experiment(SIX), REPORTS, count=20_000)
    block = [np.array([2, 1, 4, 3, 0, 0]), np.array([0, 0, 0, 0, 5, 2])]
    made = [np.array([1, 1, 0, 0, 1, 0]), np.array([0, 0, 1, 1, 0, 1])]

    def statistic(lots: tuple[np.ndarray, np.ndarray]) -> float:
        sign = [2 * lot - 1 for lot in lots]
        difference = sum((s * y).sum() for s, y in zip(sign, block, strict=True))
        return abs(float(difference / np.sqrt(sum((y**2).sum() for y in block))))

    threes = [np.isin(np.arange(6), chosen) * 1 for chosen in itertools.combinations(range(6), 3)]
    far = [statistic(pair) >= statistic((made[0], made[1])) - 1e-9
           for pair in itertools.product(threes, threes)]  # fmt: skip
    assert found.effect.p == pytest.approx(np.mean(far), abs=0.015)


def test_rates_are_those_of_statsmodels() -> None:
    """Its pooled risk ratio is Mantel & Haenszel's, with area-nights for persons."""
    stats = pytest.importorskip("statsmodels.api")
    found = sheet(experiment(SIX, thousandths=500, strata=TWO_STRATA), REPORTS)
    tables = []
    for block, stratum in itertools.product((0, 1), ("inner", "outer")):
        rows = []
        for lot in "+-":
            areas = [a for a in SIX if SIX[a][block] == lot and TWO_STRATA[a] == stratum]
            events = sum(n for (a, t), n in REPORTS.items() if a in areas and t // 3 == block)
            rows.append([events, 3 * len(areas) - events])
        tables.append(np.array(rows, float))
    theirs = stats.stats.StratifiedTable(tables, shift_zeros=False).riskratio_pooled
    assert found.effect.ratio == pytest.approx(theirs, rel=1e-12)


def test_a_large_trial_is_that_of_a_poisson_regression() -> None:
    """statsmodels' GLM with a term for each block; MH and maximum likelihood agree where counts are
    large, and its standard error agrees with the interval where counts are Poisson."""
    stats = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(4)
    lots = {str(k): "".join("+-"[(k + b) % 2] for b in range(10)) for k in range(20)}
    reports = {
        (area, 3 * b + n): int(rng.poisson(6 * (1 + b / 5) * (0.8 if lot == "+" else 1)))
        for area, row in lots.items()
        for b, lot in enumerate(row)
        for n in range(3)
    }
    found = sheet(experiment(lots), reports)
    keys = list(reports)
    drawn = [lots[a][t // 3] == "+" for a, t in keys]
    x = np.column_stack([drawn, *([t // 3 == b for _, t in keys] for b in range(10))]) * 1.0
    fit = stats.GLM([reports[key] for key in keys], x, family=stats.families.Poisson()).fit()
    low, high = np.exp(fit.conf_int()[0])
    assert found.effect.ratio == pytest.approx(float(np.exp(fit.params[0])), rel=2e-3)
    assert found.effect.low == pytest.approx(low, rel=0.02)
    assert found.effect.high == pytest.approx(high, rel=0.02)
    assert found.verdict is Verdict.FEWER


def test_what_was_done_changes_compliance_and_nothing_else() -> None:
    """Intention to treat: 2 of 18 visits were dropped."""
    as_drawn = sheet(experiment(SIX), REPORTS)
    otherwise = sheet(experiment(SIX, missed=[("a", 0), ("c", 5)]), REPORTS)
    assert otherwise.effect == as_drawn.effect
    assert as_drawn.delivery.rate == 1
    assert otherwise.delivery.rate == pytest.approx(16 / 18)


def test_a_vetoed_area_is_no_part_of_its_block() -> None:
    """Its 4 reports of block 0 are outside; in block 1 it takes part again."""
    lots = {"a": "+-", "b": "+-", "c": "v+", "d": "-+", "e": "-+", "f": "-+"}
    made = Experiment(
        cells=tuple(
            cell for cell in cells(lots)
            if not (cell.block == "1" and cell.area == "f")
        )
    )  # fmt: skip
    assert made.vetoed == 1
    assert effect(made, told(REPORTS), seed=1).left_out.outside == 4 + REPORTS["f", 3]


def test_the_first_night_of_each_block_can_be_left_out() -> None:
    """Without nights 0 and 3: drawn b 1; undrawn c 4, e 5."""
    found = sheet(experiment(SIX), REPORTS)
    assert found.without_first_night is not None
    assert found.without_first_night.ratio == pytest.approx(1 / 9)
    nightly = sheet(experiment(SIX, nights=1), {("a", 0): 2, ("c", 0): 1})
    assert nightly.without_first_night is None


def test_unequal_probabilities_are_weighed() -> None:
    """Hájek: strata of p 0.25 and 0.75; each report by one over the probability of its arm.
    Drawn: a 2/0.25, e and f 5 + 2 by 0.75; undrawn: b, c, d 1 + 4 by 0.75, 3 by 0.25."""
    lots = {"a": "+", "b": "-", "c": "-", "g": "-", "d": "-", "e": "+", "f": "+", "h": "+"}
    thousandths = dict.fromkeys("abcg", 250_000) | dict.fromkeys("defh", 750_000)
    made = Experiment(
        cells=tuple(
            msgspec.structs.replace(
                cell, millionths=thousandths[cell.area], stratum=str(thousandths[cell.area])
            )
            for cell in cells(lots)
        )
    )
    reports = {("a", 0): 2, ("b", 1): 1, ("c", 2): 4, ("d", 0): 3, ("e", 2): 5, ("f", 1): 2}
    found = sheet(made, reports)
    drawn = (2 / 0.25 + 7 / 0.75) / (3 / 0.25 + 9 / 0.75)
    undrawn = (5 / 0.75 + 3 / 0.25) / (9 / 0.75 + 3 / 0.25)
    assert found.averaged is not None
    assert found.averaged.ratio == pytest.approx(drawn / undrawn)
    # Mantel–Haenszel, by stratum: a·C/T − c·A/T.
    assert found.effect.ratio == pytest.approx(
        (2 * 9 / 12 + 7 * 3 / 12) / (5 * 3 / 12 + 3 * 9 / 12)
    )


def test_no_reports_and_no_reports_on_one_side() -> None:
    nothing = sheet(experiment(SIX), {})
    assert (nothing.verdict, nothing.effect.ratio, nothing.effect.p) == (Verdict.NOTHING, None, 1)
    assert nothing.smallest_detectable is None
    only_undrawn = sheet(experiment(SIX), {("c", 0): 2, ("d", 0): 1})
    assert (only_undrawn.effect.ratio, only_undrawn.effect.low) == (0, 0)
    only_drawn = sheet(experiment(SIX), {("a", 0): 2})
    assert (only_drawn.effect.ratio, only_drawn.effect.high) == (None, None)
    assert only_drawn.verdict is Verdict.OPEN


def test_harms_have_a_line_of_their_own() -> None:
    """Eleven complaints, all where visits were: none of them is a disturbance."""
    lots = {str(k): "".join("+-"[(k + b) % 2] for b in range(6)) for k in range(8)}
    complaints = {(a, 3 * row.index("+")): 1 for a, row in lots.items()} | {("0", 7): 3}
    outcomes = (*told(one_each(lots)), *told(complaints, OutcomeKind.COMPLAINT))
    found = effect(experiment(lots), outcomes, seed=1)
    complaint, backlash = found.harms
    assert (complaint.drawn.reports, complaint.undrawn.reports) == (11, 0)
    assert found.harmful == (complaint,)
    assert backlash.drawn.reports == backlash.undrawn.reports == 0
    assert found.drawn.reports + found.undrawn.reports == len(lots)


def one_each(lots: dict[str, str]) -> dict[tuple[str, int], int]:
    """One for each area, on the first night."""
    return {(area, 0): 1 for area in lots}


def test_equal_arguments_give_equal_sheets() -> None:
    first, second = (sheet(experiment(SIX), REPORTS) for _ in range(2))
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
    other = effect(experiment(SIX), told(REPORTS), seed=2)
    assert other.effect.ratio == first.effect.ratio
    assert (other.effect.p, other.effect.low) != (first.effect.p, first.effect.low)


def bad() -> Iterator[object]:
    same = cells(SIX)
    yield pytest.param((*same, same[0]), "design_cell_twice", id="twice")
    moved = msgspec.structs.replace(same[1], assigned=False, delivered=False)
    yield pytest.param((same[0], moved, *same[2:]), "design_block_mixed", id="mixed")
    yield pytest.param(cells(dict.fromkeys(SIX, "++")), "design_not_drawn", id="all drawn")
    alone = cells({"a": "+"}, thousandths=500)
    yield pytest.param(alone, "design_nothing_to_compare", id="alone")


@pytest.mark.parametrize(("given", "code"), list(bad()))
def test_what_no_draw_can_have_made_is_refused(given: object, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        Experiment(cells=given)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_veto_and_neighbours_are_checked() -> None:
    with pytest.raises(ProblemError) as refused:
        msgspec.structs.replace(cells({"a": "v"})[0], assigned=True)
    assert refused.value.code == "design_vetoed_drawn"
    with pytest.raises(ProblemError) as refused:
        Experiment(cells=cells(SIX), neighbours=(("a", "z"),))
    assert refused.value.code == "neighbour_unknown"


def test_rivals_are_those_of_other_programs() -> None:
    """diff-diff's estimate and statsmodels' least squares, on one draw of wards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = pytest.importorskip("diff_diff")
        stats = pytest.importorskip("statsmodels.api")
        pandas = pytest.importorskip("pandas")
        counts = np.random.default_rng(2).poisson(3.0, (4, 56))
        chosen = np.array([0, 2])
        rows = [
            {
                "ward": w,
                "treated": int(w in chosen),
                "post": half,
                "y": np.log(counts[w, 28 * half : 28 * (half + 1)].sum() + 0.5),
            }
            for w in range(4)
            for half in (0, 1)
        ]
        theirs = package.DifferenceInDifferences().fit(
            pandas.DataFrame(rows), outcome="y", treatment="treated", time="post"
        )
        assert halves_change(counts, chosen)[0] == pytest.approx(theirs.att)

        order = np.array([1, 3, 0, 2])
        edges = (np.arange(6) * 56) // 5
        y = np.log(np.add.reduceat(counts, edges[:-1], axis=1) + 0.5).ravel()
        held = wedge(4, 56, order)[:, edges[:-1]].ravel()
        ward, period = np.repeat(np.arange(4), 5), np.tile(np.arange(5), 4)
        x = np.column_stack(
            [held, *(ward == w for w in range(4)), *(period == t for t in range(1, 5))]
        )
        fit = stats.OLS(y, x * 1.0).fit()
        slope, error = wedge_slope(counts, order)
        assert slope == pytest.approx(fit.params[0])
        assert error == pytest.approx(fit.bse[0])
