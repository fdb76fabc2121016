"""Example input files, all invented, for `sejuk plan --example DIR`."""

from __future__ import annotations

from importlib.resources import files

NAMES = ("roster.csv", "suhu.csv", "titik.csv", "rute_sekarang.csv", "BACA_SAYA.txt")


def example_files() -> dict[str, bytes]:
    """File name → content; the forms fit the built-in sample district."""
    folder = files("sejuk.files").joinpath("data/examples")
    return {name: folder.joinpath(name).read_bytes() for name in NAMES}
