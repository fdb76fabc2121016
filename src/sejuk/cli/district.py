"""`sejuk district build` and `sejuk district sample`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, Seed, read_seed, whole
from sejuk.cli.talk import give, progress_on_stderr, say

if TYPE_CHECKING:
    from sejuk.model.district import District

OutFolder = Annotated[Path, Parameter(name="--out", help="Folder hasil. Where the district goes.")]


def build_command(
    *,
    out: OutFolder,
    roads: Annotated[
        Path | None, Parameter(name="--roads", help="Jalan: .geojson atau .graphml (OSMnx).")
    ] = None,
    osm: Annotated[Path | None, Parameter(name="--osm", help="OSM: .pbf atau .osm.")] = None,
    areas: Annotated[
        Path | None,
        Parameter(name="--areas", help="Poligon RW (.geojson). Without it: cells of about 5 ha."),
    ] = None,
    places: Annotated[
        Path | None, Parameter(name="--places", help="Titik: .csv atau .geojson. Places.")
    ] = None,
    name: Annotated[str | None, Parameter(name="--name", help="Nama wilayah. Its name.")] = None,
    zone: Annotated[
        str, Parameter(name="--zone", help="Asia/Jakarta, Asia/Makassar, Asia/Jayapura.")
    ] = "Asia/Jakarta",
    vintage: Annotated[
        str | None,
        Parameter(name="--year", help="Tahun data peta. Year of the map; else from file names."),
    ] = None,
    population: Annotated[
        int | None,
        Parameter(
            name="--population", converter=whole, help="Penduduk seluruhnya. Total population."
        ),
    ] = None,
    settings: Annotated[
        Path | None, Parameter(name="--settings", help="Angka perencanaan (TOML).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Wilayah dari peta jalan, RW dan titik. A district from streets, areas and places."""
    from sejuk.app.build_district import DistrictFiles, district_from_files, write_district
    from sejuk.files.writing import check_folder

    files = DistrictFiles(roads=roads, osm=osm, areas=areas, places=places, settings=settings)
    check_folder(out)
    with progress_on_stderr() as progress:
        progress("district", 0.0)
        built = district_from_files(
            files,
            vintage=vintage or year_in_names(roads, osm, areas),
            name=name,
            zone=zone,
            population=population,
        )
        progress("write", 0.9)
        write_district(built, out)
    show_district(built, out, as_json=as_json)


def sample_command(
    *,
    out: OutFolder,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Wilayah contoh (data sintetis). The sample district: synthetic, and labelled so."""
    from sejuk.app.build_district import sample_district, write_district
    from sejuk.files.writing import check_folder

    read_seed(seed)
    check_folder(out)
    with progress_on_stderr() as progress:
        progress("district", 0.0)
        built = sample_district(seed)
        write_district(built, out)
    show_district(built, out, as_json=as_json)


def year_in_names(*paths: Path | None) -> str:
    """The year that a file's name tells (`osm2012`), or that it is unknown."""
    for path in paths:
        found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", path.name) if path else None
        if found:
            return found.group()
    return "tahun tidak diketahui"


def show_district(built: District, out: Path, *, as_json: bool) -> None:
    """What became of the input: on stdout as JSON, or as a short report."""
    report = built.report
    if as_json:
        page = {
            "name": built.name,
            "synthetic": built.source.synthetic,
            "neighbourhoods": len(built.neighbourhoods),
            "places": len(built.places),
            "borders": sum(len(place.neighbourhoods) == 2 for place in built.places),
            "police_post": built.police_post,
            "report": report,
        }
        give(msgspec.json.format(msgspec.json.encode(page)))
        return
    give(
        f"{built.name}: {len(built.neighbourhoods)} RW, {len(built.places)} titik, "
        f"{report.street_km:.1f} km jalan, {report.nodes} simpul"
    )
    for mode, nodes in report.nodes_kept.items():
        dropped = report.nodes - nodes
        give(f"  {mode}: {nodes} simpul terhubung; {dropped} tidak dipakai / not used")
    for reason, count in report.lines_dropped.items():
        give(f"  {count} garis jalan ditinggalkan / lines left out: {reason}")
    if report.cells:
        say(
            "i Tanpa berkas RW: wilayah dipotong menjadi petak ± 5 ha. "
            "No areas given: cut into cells of about 5 ha."
        )
    for left in report.left_out[:20]:
        say(f"i {left.what} {left.id}: {left.reason} {left.detail}".rstrip())
    if len(report.left_out) > 20:
        say(f"i … {len(report.left_out) - 20} lagi / more (--json)")
    say(f"✓ {out}")
