"""Compiles the kernels of planning once, before several processes of tests would each do it.

    python scripts/kernels.py

They are kept on disk; where they are kept already this takes some seconds.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import time
from pathlib import Path

import msgspec

from sejuk.app.build_district import sample_district, write_district
from sejuk.app.context import silent
from sejuk.app.first_start import compile_kernels
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import search_of
from sejuk.planning.drawn import drawn_night
from sejuk.planning.proof import ProofParams


def main() -> None:
    """Draws a plan of a short night in the sample district, and proves nearly nothing of it."""
    sys.stderr.write("Menyusun kernel perencanaan …  (Compiling the kernels of planning …)\n")
    with tempfile.TemporaryDirectory(prefix="sejuk-") as folder:
        district = Path(folder) / "contoh"
        write_district(sample_district(), district)
        options = NightOptions(district=district, end=time(0), preset="sim")
        proof = ProofParams(pricings=1, tolerance=4e-3)
        search = msgspec.structs.replace(search_of(options, silent), proof=proof)
        compile_kernels(search, draws=True)
        drawn_night(gather(options).night, search, bytes(32), bytes(16))


if __name__ == "__main__":
    main()
