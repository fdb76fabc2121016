"""Getting a folder ready to be served: its districts beside the record."""

from __future__ import annotations

from pathlib import Path

from sejuk.app.districts import FOLDER

SAMPLE = "contoh"


def ready(folder: Path, *, sample: bool) -> None:
    """Makes the folder of districts, and the sample district in it. Raises `write_failed`."""
    districts = folder / FOLDER
    districts.mkdir(parents=True, exist_ok=True)
    if sample and not (districts / SAMPLE).exists():
        # Maps take a second to load, which only this needs.
        from sejuk.app.build_district import sample_district, write_district  # noqa: PLC0415

        write_district(sample_district(), districts / SAMPLE)
