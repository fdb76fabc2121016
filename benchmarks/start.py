"""What the first and the second start of `sejuk plan` pay for compiled kernels, as JSON.

    python benchmarks/start.py DISTRICT_FOLDER [--preset quick] [--proof none]

The same night is planned three times in processes of their own: with an empty folder for kernels,
with the folder that the first left, and within one process for the second time, which compiles
and loads nothing. What the second start pays is the difference of the last two, libraries among
it; of that `loads_kernels` is spent on taking compiled kernels from disk. CPU seconds of the
process and of its helpers are given beside those of the clock: other work on the machine does not
count in them. The first start has a helper compile while it compiles itself.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

NIGHT = ("--date", "2025-05-01", "--from", "22:00", "--to", "01:00")
RUN = """
import json, resource, sys, time
from sejuk.cli.main import run
loading = [0.0, 0]
def watch_numba():  # which tells nobody what it takes
    from numba.core.caching import Cache
    plain = Cache.load_overload
    def timed(cache, *asked):
        begun = time.process_time()
        loading[1] += 1
        found = plain(cache, *asked)
        loading[1] -= 1
        if not loading[1]:  # one may load another
            loading[0] += time.process_time() - begun
        return found
    Cache.load_overload = timed
def cpu():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)
seconds = []
for turn in range({times}):
    begun, before, loading[0] = time.perf_counter(), cpu(), 0.0
    if not turn:
        watch_numba()
    code = run({words!r})
    took = (time.perf_counter() - begun, cpu() - before, loading[0])
    seconds.append([round(part, 2) for part in took])
    assert code == 0
print(json.dumps(seconds), file=sys.stderr)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("district", type=Path)
    parser.add_argument("--preset", default="quick")
    parser.add_argument("--proof", default="none")
    asked = parser.parse_args()
    words = [
        *("plan", str(asked.district), *NIGHT, "--json"),
        *("--preset", asked.preset, "--proof", asked.proof),
    ]
    with tempfile.TemporaryDirectory() as kernels:
        [cold] = _runs(words, 1, kernels)
        warm, again = _runs(words, 2, kernels)
    result = {
        name: {"seconds": clock, "cpu_seconds": cpu, "loads_kernels": loads}
        for name, (clock, cpu, loads) in (
            ("first", cold),
            ("second", warm),
            ("same_process", again),
        )
    }
    pays = {
        "second_pays_cpu_seconds": round(warm[1] - again[1], 2),
        "first_pays_cpu_seconds": round(cold[1] - again[1], 2),
        "first_to_second": round(cold[1] / warm[1], 1),
    }
    sys.stdout.write(json.dumps(result | pays, indent=2) + "\n")


def _runs(words: list[str], times: int, kernels: str) -> list[tuple[float, ...]]:
    """Seconds, CPU seconds and those for loading kernels, of each run in one new process."""
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(times=times, words=words)],
        env={**os.environ, "NUMBA_CACHE_DIR": kernels},
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(row) for row in json.loads(done.stderr.splitlines()[-1])]


if __name__ == "__main__":
    main()
