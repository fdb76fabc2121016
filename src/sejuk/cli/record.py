"""`sejuk record`: upkeep."""

from __future__ import annotations

import msgspec

from sejuk.cli.options import AsJson, RecordFolder
from sejuk.cli.talk import give, say


def rebuild_command(record: RecordFolder, /, *, as_json: AsJson = False) -> None:
    """Buat ulang semua tabel dari catatan. Makes all tables from the log again."""
    from sejuk.app.context import clock
    from sejuk.app.record.rebuild import rebuild_tables

    done = rebuild_tables(record, clock())
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(done)))
    else:
        give(f"{done.tables} tabel / tables, {done.rows} baris / rows")
    if done.changed:
        say(f"i Berubah / changed: {', '.join(done.changed)}")
    say("✓")


def expire_command(record: RecordFolder, /, *, as_json: AsJson = False) -> None:
    """Musnahkan kunci yang sudah waktunya. Destroys keys whose days have ended.

    Server melakukannya sendiri; perintah ini untuk catatan tanpa server.
    """
    from sejuk.app.context import clock
    from sejuk.app.record.rebuild import end_what_is_due

    done = end_what_is_due(record, clock())
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(done)))
    else:
        for sort in ("text", "track", "photo"):
            give(f"{sort}: {done.keys.get(sort, 0)} kunci / keys, {done.rows.get(sort, 0)} baris")
    say("✓")
