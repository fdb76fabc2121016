"""The districts that this server plans for: folders beside its record."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sejuk.model.district import District
from sejuk.problems import refuse

FOLDER = "wilayah"


def district_named(folder: Path, name: str) -> District:
    """A district by its name. Raises `district_unknown`."""
    found = districts(folder)
    if name not in found:
        raise refuse("district_unknown", name=name, known=", ".join(sorted(found)) or "–")
    return found[name]


def the_district(folder: Path, name: str | None) -> District:
    """The one that is named, or the only one there is. Raises `district_unknown`."""
    found = districts(folder)
    if name is None and len(found) == 1:
        return next(iter(found.values()))
    return district_named(folder, name or "–")


def districts(folder: Path) -> dict[str, District]:
    """Name → district, of each folder under the server's `wilayah`."""
    return {district.name: district for _, district in district_folders(folder)}


def district_path(folder: Path, name: str) -> Path:
    """The folder of a district. Raises `district_unknown`."""
    for path, district in district_folders(folder):
        if district.name == name:
            return path
    raise refuse("district_unknown", name=name, known="–")


def district_folders(folder: Path) -> list[tuple[Path, District]]:
    """Each folder under the server's `wilayah` with its district."""
    root = folder / FOLDER
    paths = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return [(path, _load(path, path.stat().st_mtime_ns)) for path in paths]


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int) -> District:
    # Numerics take a second to load, and a server that was struck down must be up at once.
    from sejuk.files.district import load_district  # noqa: PLC0415

    return load_district(path)
