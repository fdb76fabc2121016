"""The figures of the planner and the district builder, measured now, as one JSON document.

    python benchmarks/figures.py [--quick]

Every number is of this run on this machine; the real streets come from ../shared/data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GEO = Path(__file__).parent.parent.parent / "shared" / "data" / "geo"
SEJUK = Path(sys.executable).parent / "sejuk"
NIGHT_25 = """pilar,peran,jumlah,kendaraan,pos
polri,katim,10,jalan kaki,
tni,anggota,8,jalan kaki,
satpol pp,anggota,4,jalan kaki,
dishub,anggota,3,jalan kaki,
"""
"""The other real night of PLANNING.md: 25 people, the split assumed."""


def main() -> None:
    """Measure everything and print it."""
    seeds = "3" if "--quick" in sys.argv else "20"
    if not GEO.is_dir():
        sys.exit("needs the real streets of ../shared/data/geo")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "kuat.csv").write_text(NIGHT_25)
        figures = {
            "cores": os.cpu_count(),
            "help_seconds": min(timed("--help")["seconds"] for _ in range(5)),
            "build_johar_baru": build(work / "jb", "johar_baru", places=True),
            "build_central_jakarta": build(work / "cj", "jakarta_pusat", places=False),
            "johar_baru_10_people": compare(work / "jb", seeds),
            "johar_baru_25_people": night_25(work),
            "johar_baru_25_people_7_nights": week_25(work),
            "simulated": simulated(work / "jb"),
        }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def timed(*arguments: str) -> dict[str, float]:
    """Seconds and peak memory of one command; its output is thrown away."""
    return run(*arguments)[1]


def run(*arguments: str) -> tuple[str, dict[str, float]]:
    """A command's stdout, seconds and peak megabytes of its own process."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        before = time.perf_counter()
        process = subprocess.Popen([SEJUK, *arguments], stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        out.seek(0), err.seek(0)
        if status:
            sys.exit(err.read().decode())
        peak = used.ru_maxrss / 1024
        return out.read().decode(), {"seconds": round(seconds, 2), "megabytes": round(peak)}


def build(out: Path, areas: str, *, places: bool) -> dict[str, float]:
    """A district on the streets of all Central Jakarta."""
    options = ["--roads", str(GEO / "jakarta_pusat_roads_osm2012.geojson")]
    options += ["--areas", str(GEO / f"{areas}_rw_osm2012.geojson")]
    options += ["--places", str(GEO / "johar_baru_poi_osm.geojson")] if places else []
    return timed("district", "build", *options, "--out", str(out))


def compare(district: Path, seeds: str) -> dict[str, object]:
    """Five plans of the night of 1 May 2025, over random weights."""
    out, cost = run(
        *("compare", str(district), "--json", "--weights-seeds", seeds),
        *("--date", "2025-05-01", "--from", "00:00", "--to", "03:00"),
    )
    return {**json.loads(out), **cost}


def night_25(work: Path) -> dict[str, float]:
    """Standard preset, four hours: the second run, as the first loads what Python compiles."""
    options = ["plan", str(work / "jb"), "--roster", str(work / "kuat.csv")]
    options += ["--date", "2025-05-01", "--from", "21:00", "--to", "01:00"]
    timed(*options, "--out", str(work / "first"))
    return timed(*options, "--out", str(work / "second"))


def week_25(work: Path) -> dict[str, float]:
    """Seven nights: how many neighbourhoods are served at least once, and the rules broken."""
    options = ["plan", str(work / "jb"), "--roster", str(work / "kuat.csv"), "--nights", "7"]
    options += ["--date", "2025-05-01", "--from", "21:00", "--to", "01:00", "--json"]
    out, cost = run(*options)
    plans = json.loads(out)
    served = {c["id"] for plan in plans for c in plan["cover"] if c["visits"]}
    unmet = sum(len(plan["unmet"]) for plan in plans)
    return {"neighbourhoods_served": len(served), "unmet": unmet, **cost}


def simulated(district: Path) -> dict[str, object]:
    """Few worlds and nights; `benchmarks/simulate.py` says what each policy takes."""
    options = ["--worlds", "4", "--nights", "14", "--from", "00:00", "--to", "03:00", "--json"]
    options += ["--policies", "present,uniform,greedy,manual,sejuk"]
    options = ["simulate", "--district", str(district), *options]
    out, cost = run(*options)
    return {**json.loads(out), **cost}


if __name__ == "__main__":
    main()
