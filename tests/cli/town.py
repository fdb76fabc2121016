"""The invented town Melati as files: 600 m of streets, four neighbourhoods, seven places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.geo.melati import grid, lonlat, square

SIDE = 300
"""Width of a neighbourhood, metres: 2 × 2 of them on a grid of streets 100 m apart."""

PLACES = (
    ("pos", "Pos Polisi Melati", "polisi", (150, 150)),
    ("pasar", "Pasar Melati", "pasar", (450, 150)),
    ("sekolah", "Sekolah Melati", "sekolah", (150, 450)),
    ("kantor", "Kantor Melati", "kantor", (450, 450)),
    ("warung-1", "Warung Sudut", "pasar", (200, 500)),
    ("warung-2", "Warung Sudut", "pasar", (500, 100)),
    ("klinik", "Klinik Melati", "klinik", (100, 300)),
)


def roads() -> list[dict[str, object]]:
    return [
        feature("LineString", line.coords, {"highway": line.highway, "name": line.name})
        for line in grid(7, 7)
    ]


def areas(extra: Mapping[str, object] | None = None) -> list[dict[str, object]]:
    squares = [
        square(str(n), (n % 2) * SIDE, (n // 2) * SIDE, SIDE, name=f"RW 0{n + 1}") for n in range(4)
    ]
    return [
        feature(
            "Polygon",
            area.rings[0],
            {"id": area.id, "name": area.name, "kelurahan": area.ward, **(extra or {})},
        )
        for area in squares
    ]


def places_csv(extra_heading: str = "", extra_cell: str = "") -> str:
    """With one more column at the end where it is given."""
    lines = ["id,nama,jenis,lon,lat" + (f",{extra_heading}" if extra_heading else "")]
    for id_, name, kind, at in PLACES:
        lon, lat = lonlat(at)
        lines.append(f"{id_},{name},{kind},{lon},{lat}" + (f",{extra_cell}" if extra_cell else ""))
    return "\n".join(lines) + "\n"


def feature(kind: str, coordinates: object, properties: Mapping[str, object]) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def write_geojson(path: Path, features: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def write_town(folder: Path, *, extra: str = "", value: str = "") -> Path:
    """Write `jalan.geojson`, `rw.geojson` and `titik.csv`; `extra`: one more column in both."""
    folder.mkdir()
    write_geojson(folder / "jalan.geojson", roads())
    write_geojson(folder / "rw.geojson", areas({extra: value} if extra else None))
    (folder / "titik.csv").write_text(places_csv(extra, value), "utf-8")
    return folder


def build_options(town: Path) -> tuple[object, ...]:
    return (
        *("--roads", town / "jalan.geojson", "--areas", town / "rw.geojson"),
        *("--places", town / "titik.csv", "--name", "Melati", "--year", "2024"),
    )
