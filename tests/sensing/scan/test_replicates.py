"""Floors save time and change nothing; without numba the same is found."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from sejuk.kernels.compiled import CompilingError
from sejuk.sensing.scan import compiled, replicates
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.settings import Engine, ScanSettings
from sejuk.sensing.scan.zones import Distance, circles

COUNTS = np.random.default_rng(4).poisson(0.2, (30, 50)).astype(np.int64)
ZONES = circles(np.random.default_rng(5).random((30, 2)), Distance.CARTESIAN)


def maxima(engine: Engine = Engine.FASTEST) -> list[float]:
    settings = ScanSettings(replicates=60, engine=engine)
    return [round(highest, 9) for highest in scan(COUNTS, ZONES, settings, 3).maxima]


@pytest.mark.parametrize("engine", [Engine.KERNELS, Engine.NUMPY])
@pytest.mark.parametrize(
    ("pilot", "reached_by", "first_floor"),
    [
        (16, 1.0, 4.0),  # nearly all are below the floor, and searched again
        (16, 0.0, 4.0),
        (1, 0.1, 0.0),  # everything is searched without a floor
        (60, 0.1, 99.0),  # a first floor that nothing reaches
    ],
)
def test_the_floor_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch,
    engine: Engine,
    pilot: int,
    reached_by: float,
    first_floor: float,
) -> None:
    usual = maxima(engine)
    assert min(usual) > 0
    monkeypatch.setattr(replicates, "PILOT", pilot)
    monkeypatch.setattr(replicates, "REACHED_BY", reached_by)
    monkeypatch.setattr(replicates, "FIRST_FLOOR", first_floor)
    assert maxima(engine) == usual


def test_where_kernels_cannot_be_compiled_numpy_takes_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = maxima(Engine.NUMPY)

    def fails(*_: object) -> None:
        raise CompilingError("no such instruction")

    monkeypatch.setattr(compiled, "maxima", fails)
    assert maxima() == usual
    with pytest.raises(CompilingError):
        maxima(Engine.KERNELS)


def test_without_numba() -> None:
    program = """
import sys
sys.modules["numba"] = None
import numpy as np
from sejuk.sensing.scan.permutation import scan
from sejuk.sensing.scan.settings import Engine, ScanSettings
from sejuk.sensing.scan.zones import circles
counts = np.random.default_rng(1).poisson(1.0, (4, 9))
zones = circles(np.random.default_rng(2).random((4, 2)))
print(scan(counts, zones, ScanSettings(replicates=9), 1).maxima.round(9).tolist())
try:
    scan(counts, zones, ScanSettings(replicates=9, engine=Engine.KERNELS), 1)
except ImportError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    found, message = done.stdout.splitlines()
    counts = np.random.default_rng(1).poisson(1.0, (4, 9))
    zones = circles(np.random.default_rng(2).random((4, 2)))
    ours = scan(counts, zones, ScanSettings(replicates=9, engine=Engine.KERNELS), 1)
    assert found == str(ours.maxima.round(9).tolist())
    assert message == "the kernels of the scan need numba"


def test_no_replicates() -> None:
    result = scan(COUNTS, ZONES, ScanSettings(replicates=0), 1)
    assert result.maxima.tolist() == []
    assert {cluster.p for cluster in result.clusters} == {1.0}
    assert result.clusters[0].gumbel_p is None
