"""Getting ready to serve: the districts beside the record, a port for a while."""

from __future__ import annotations

import socket
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


def free_port() -> int:
    """One on this machine that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
