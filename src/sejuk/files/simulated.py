"""The folder of a simulation: what it is of, and one file for each world that is done.

A simulation that was stopped goes on where it was; each file is written whole or not at all.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from sejuk.files.writing import write_file
from sejuk.problems import refuse

ABOUT, SUMMARY, WORLDS = "simulasi.json", "ringkasan.json", "dunia"


def open_simulation(folder: Path, about: dict[str, object]) -> None:
    """Begin one, or go on with the same.

    Raises `folder_not_ours`, `other_simulation`, and those of `write_file`.
    """
    about = msgspec.json.decode(msgspec.json.encode(about))
    path = folder / ABOUT
    if folder.is_dir() and not path.is_file():
        foreign = min((entry.name for entry in folder.iterdir()), default=None)
        if foreign is not None:
            raise refuse("folder_not_ours", folder=str(folder), file=foreign)
    if not path.is_file():
        write_file(folder, ABOUT, msgspec.json.format(msgspec.json.encode(about), indent=1) + b"\n")
        return
    try:
        known = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    except (OSError, msgspec.MsgspecError):
        raise refuse("folder_not_ours", folder=str(folder), file=ABOUT) from None
    differs = [name for name in {**known, **about} if known.get(name) != about.get(name)]
    if differs:
        raise refuse("other_simulation", folder=str(folder), what=", ".join(differs))


def world_file(number: int) -> str:
    """Name of a world's file in the folder."""
    return f"{WORLDS}/{number:05d}.json"


def read_world(folder: Path, number: int) -> bytes | None:
    """What was written of it; None: it is not done."""
    try:
        return (folder / world_file(number)).read_bytes()
    except OSError:
        return None
