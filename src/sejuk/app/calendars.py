"""Days on which more is expected, from the files in the server's folder `kalender`.

Each is a CSV or an iCalendar file; an empty file with the name of a preset, `jakarta-2024`, stands
for the preset.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sejuk.model.report import Occasion

FOLDER = "kalender"


def occasions_of(folder: Path, zone: str) -> tuple[Occasion, ...]:
    """Of all calendars of this server. Raises what `read_calendar` raises."""
    root = folder / FOLDER
    paths = sorted(path for path in root.iterdir() if path.is_file()) if root.is_dir() else []
    return tuple(o for path in paths for o in _read(path, path.stat().st_mtime_ns, zone))


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, zone: str) -> tuple[Occasion, ...]:
    # Loading it takes a while, and a server that was struck down must be up at once.
    from sejuk.files.calendar import PRESETS, read_calendar  # noqa: PLC0415

    return read_calendar(Path(path.name) if path.name in PRESETS else path, zone)
