"""Linear programmes that grow by columns and rows, in HiGHS. The only importer of highspy."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import highspy
import msgspec
import numpy as np
from numpy.typing import NDArray

INFINITE = float(highspy.kHighsInf)


class Sparse(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Rows or columns one after the other: vector k holds entries start[k] … start[k + 1] − 1."""

    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: NDArray[np.float64]


class Solution(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    objective: float
    value: NDArray[np.float64]
    """[columns]"""
    dual: NDArray[np.float64]
    """[rows] change of the objective with the row's right side."""
    optimal: bool


def sparse(vectors: Sequence[dict[int, float]]) -> Sparse:
    """From index → value of each vector."""
    return Sparse(
        start=np.concatenate(([0], np.cumsum([len(v) for v in vectors]))).astype(np.int32),
        index=np.array([i for v in vectors for i in v], np.int32),
        value=np.array([x for v in vectors for x in v.values()], np.float64),
    )


class GrowingProgramme:
    """Minimise cost · x between bounds. Invariant: what was added stays, in the order added."""

    def __init__(self) -> None:
        with _standard_output_closed():
            self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no types here
        self._highs.setOptionValue("output_flag", False)  # noqa: FBT003
        # One thread, and the primal simplex: after new columns the old basis stays feasible.
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("random_seed", 0)
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("solver", "simplex")
        self._highs.setOptionValue("simplex_strategy", 4)

    def add_rows(
        self, low: NDArray[np.float64], high: NDArray[np.float64], entries: Sparse
    ) -> None:
        n = len(low)
        self._highs.addRows(
            n, low, high, len(entries.index), entries.start[:-1], entries.index, entries.value
        )

    def add_columns(
        self,
        cost: NDArray[np.float64],
        low: NDArray[np.float64],
        high: NDArray[np.float64],
        entries: Sparse,
    ) -> None:
        n = len(cost)
        self._highs.addCols(
            n, cost, low, high, len(entries.index), entries.start[:-1], entries.index, entries.value
        )

    def solve(self) -> Solution:
        """The optimum of the linear programme."""
        self._highs.run()
        return self._solution()

    def solve_whole(
        self, whole: NDArray[np.int64], *, seconds: float, gap: float, nodes: int
    ) -> Solution:
        """The best solution found with these columns whole; `optimal` False when none was."""
        self._highs.setOptionValue("presolve", "on")
        self._highs.setOptionValue("solver", "choose")
        self._highs.setOptionValue("time_limit", float(seconds))
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("mip_max_nodes", nodes)
        self._highs.changeColsIntegrality(
            len(whole),
            whole.astype(np.int32),
            np.full(len(whole), highspy.HighsVarType.kInteger.value, np.uint8),
        )
        self._highs.run()
        return self._solution()

    def _solution(self) -> Solution:
        found = self._highs.getSolution()
        info = self._highs.getInfo()
        status = self._highs.getModelStatus()
        return Solution(
            objective=float(info.objective_function_value),
            value=np.array(found.col_value, np.float64),
            dual=np.array(found.row_dual, np.float64),
            optimal=status == highspy.HighsModelStatus.kOptimal or info.primal_solution_status == 2,
        )


@contextmanager
def _standard_output_closed() -> Iterator[None]:
    """HiGHS 1.16 prints its name when it is made, before it can be told to be silent."""
    with ONE_AT_A_TIME:
        sys.stdout.flush()
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)


ONE_AT_A_TIME = threading.Lock()
"""There is one standard output: a second thread would keep the closed one for the open one."""
