"""Getting a folder ready to be served: a record, the first administrator's code, a district."""

from __future__ import annotations

from pathlib import Path

from sejuk.app.accounts.begin import first_link
from sejuk.app.call import PublicCall
from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from sejuk.store.record import open_record
from sejuk.text.redact import redact

SAMPLE = "contoh"


def ready(folder: Path, *, sample: bool) -> str | None:
    """Makes what is missing; the code for the first administrator, or None when there is one.

    Raises the problems of the record, and `write_failed`.
    """
    with open_record(folder, redact=redact, now=clock(), create=True) as record:
        code = first_link(PublicCall(record=record, now=clock()))
    districts = folder / FOLDER
    districts.mkdir(exist_ok=True)
    if sample and not (districts / SAMPLE).exists():
        # Maps take a second to load, which only this needs.
        from sejuk.app.build_district import sample_district, write_district  # noqa: PLC0415

        write_district(sample_district(), districts / SAMPLE)
    return code
