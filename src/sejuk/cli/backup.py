"""`sejuk backup` and `sejuk restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, RecordFolder
from sejuk.cli.talk import give, say


def backup_command(
    record: RecordFolder,
    /,
    *,
    out: Annotated[Path, Parameter(name="--out", help="Berkas cadangan baru. The new backup.")],
    as_json: AsJson = False,
) -> None:
    """Cadangan catatan, tanpa kunci; juga saat server berjalan. A backup, checked after writing.

    Teks, posisi dan foto di dalamnya hanya terbaca dengan kunci di folder catatan itu, dan hanya
    sampai kuncinya dimusnahkan.
    """
    from sejuk.app.context import clock
    from sejuk.app.record.back_up import back_up

    done = back_up(record, out, clock())
    if as_json:
        page = {"file": str(out), "entries": done.size, "root": done.root.hex()}
        give(msgspec.json.format(msgspec.json.encode(page)))
    else:
        give(f"{done.size} entri / entries, akar / root {done.root.hex()}")
    say(f"✓ {out}")


def restore_command(
    backup: Annotated[Path, Parameter(help="Cadangan. From `sejuk backup`.")],
    /,
    *,
    out: Annotated[
        Path, Parameter(name="--out", help="Folder catatan, yang lama atau baru. The record.")
    ],
    as_json: AsJson = False,
) -> None:
    """Pulihkan cadangan; hentikan server dulu. A record from a backup; stop the server before.

    Basis data yang ada disimpan di samping. Gawai mengirim lagi yang belum ada di cadangan.
    """
    from sejuk.app.context import clock
    from sejuk.app.record.back_up import bring_back

    done = bring_back(backup, out, clock())
    if as_json:
        page = {
            "folder": str(out),
            "entries": done.size,
            "asked_again": done.asked_again,
            "aside": done.aside and str(done.aside),
        }
        give(msgspec.json.format(msgspec.json.encode(page)))
    else:
        give(f"{done.size} entri / entries")
    if done.asked_again:
        say(
            f"i {done.asked_again} entri tanpa kunci: gawai diminta mengirim lagi. "
            "Entries whose keys are not here: their devices are asked to send them again."
        )
    if done.aside:
        say(f"i Basis data sebelumnya / the database that was here: {done.aside}")
    say(f"✓ {out}")
