"""`sejuk sense scan` and `sejuk sense knox`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson
from sejuk.cli.talk import give, say

if TYPE_CHECKING:
    from sejuk.app.sense_knox import KnoxPage
    from sejuk.app.sense_scan import FoundCluster, FoundClusters

ScanSettingsFile = Annotated[
    Path,
    Parameter(name="--settings", help="Angka pemindaian (JSON). What to look for; JSON."),
]


def scan_command(
    events: Annotated[
        Path, Parameter(help="location_id,cases[,date][,expected] (CSV). The events.")
    ],
    /,
    *,
    locations: Annotated[
        Path,
        Parameter(
            name="--locations",
            help="location_id,lat,lon[,population] (CSV). Where the locations are.",
        ),
    ],
    settings: ScanSettingsFile,
    as_json: AsJson = False,
) -> None:
    """Gugus kejadian menurut tempat dan waktu. Clusters in space and time, as SaTScan has them."""
    from sejuk.app.sense_scan import scan_files

    say("… memindai / scanning")
    found = scan_files(events, locations, settings)
    give(msgspec.json.format(msgspec.json.encode(found)) if as_json else _clusters(found))


def knox_command(
    events: Annotated[Path, Parameter(help="x_m,y_m,date (CSV). The events.")],
    /,
    *,
    settings: ScanSettingsFile,
    as_json: AsJson = False,
) -> None:
    """Kejadian berulang di dekatnya (tabel Knox). Near repeats: a Knox table."""
    from sejuk.app.sense_knox import knox_file

    say("… menghitung pasangan / counting pairs")
    found = knox_file(events, settings)
    give(msgspec.json.format(msgspec.json.encode(found)) if as_json else _knox(found))


MOST_SHOWN = 10
SHOWN_IDS = 8
MINUS = "–"


def _clusters(found: FoundClusters) -> str:
    """The ten most likely ones, a line each."""
    head = (
        f"{found.model}: {found.cases} kasus, {found.zones} zona, "
        f"{found.replicates} ulangan acak, benih {found.seed}"
    )
    if not found.clusters:
        return f"{head}\nTidak ada gugus."
    titles = ("mulai", "selesai", "teramati", "harapan", "LLR", "p", "berulang")
    lines = [head, "no " + "".join(f"{title:>12}" for title in titles) + "  lokasi"]
    for n, one in enumerate(found.clusters[:MOST_SHOWN], 1):
        lines.append(f"{n:>2} " + "".join(f"{cell:>12}" for cell in _cells(one)) + _ids(one))
    more = len(found.clusters) - MOST_SHOWN
    if more > 0:
        lines.append(f"… dan {more} gugus lain; semuanya dengan --json")
    return "\n".join(lines)


def _cells(one: FoundCluster) -> tuple[str, ...]:
    return (
        one.start or MINUS,
        one.end or MINUS,
        str(one.observed),
        f"{one.expected:.2f}",
        f"{one.llr:.6f}",
        f"{one.p:.4g}",
        MINUS if one.recurrence is None else f"{one.recurrence:.1f}",
    )


def _ids(one: FoundCluster) -> str:
    shown = ", ".join(one.location_ids[:SHOWN_IDS])
    more = len(one.location_ids) - SHOWN_IDS
    return f"  {shown}" + (f" … +{more}" if more > 0 else "")


def _knox(found: KnoxPage) -> str:
    """A row for each band of space; each cell is observed / expected (p)."""
    times = _bands(found.time_bands_days)
    drawn = f"{found.replicates} acakan, benih {found.seed}"
    lines = [
        f"{found.events} kejadian, {drawn}: teramati/harapan (p)",
        f"{'meter':>14}" + "".join(f"{time + ' hari':>24}" for time in times),
    ]
    for row, name in enumerate(_bands(found.space_bands_m)):
        cells = zip(found.observed[row], found.expected[row], found.p[row], strict=True)
        texts = (f"{seen}/{usual:.1f} ({p:.3g})" for seen, usual, p in cells)
        lines.append(f"{name:>14}" + "".join(f"{text:>24}" for text in texts))
    return "\n".join(lines)


def _bands(edges: tuple[float, ...]) -> list[str]:
    ends = [*(f"{edge:g}" for edge in edges[1:]), "∞"]
    return [f"[{low:g}, {high})" for low, high in zip(edges, ends, strict=True)]
