"""`sejuk audit oversight`: one folder for those who oversee, with all that they need to check it.

Nothing is written into the record. What the folder says is made from the log alone, so that tables
that were changed by hand change nothing; a record that does not hold gives a folder that says so.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from sejuk.app.oversight.acts import act_files
from sejuk.app.oversight.ends import end_files
from sejuk.app.oversight.orders import Orders, order_files
from sejuk.app.oversight.published import published_files
from sejuk.app.record.verify import Verified, database_in, verify
from sejuk.files.guarantees import guarantees, last_run, program_digest
from sejuk.files.writing import check_folder, digest, write_folder
from sejuk.model.guarantee import GuaranteeRun, Tally, tally
from sejuk.model.oversight import Counts, Found, Summary, Verdict
from sejuk.problems import ProblemError, refuse
from sejuk.reporting.oversight.readme import readme
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import read_note
from sejuk.store.ledger.own import keys_in
from sejuk.store.record import KEYS
from sejuk.store.replay import replayed
from sejuk.version import __version__

SUMS = "SHA256SUMS"


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """`guarantees.json`."""

    tally: Tally
    runs: tuple[GuaranteeRun, ...]


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    summary: Summary
    verified: Verified
    altered: tuple[str, ...]
    """Documents that are not what the log names, by digest."""
    files: int

    @property
    def problem(self) -> ProblemError | None:
        """What is wrong beside what the audit found."""
        source = self.summary.source
        if self.altered:
            return refuse("record_corrupt", file=source, detail=f"document {self.altered[0]}")
        return (
            None if self.summary.readable else refuse("record_corrupt", file=source, detail="log")
        )


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    """What could be read of the log."""

    files: dict[str, bytes] = {}
    counts: Counts = Counts()
    altered: tuple[str, ...] = ()
    readable: bool = True


def hand_over(
    target: Path,
    out: Path,
    *,
    against: Sequence[Path],
    keys: Sequence[str],
    rerun: bool,
    now: datetime,
) -> HandedOver:
    """Writes the folder `out`, also where the record does not hold.

    Args:
        target: a record's folder, or a backup.
        against: checkpoints that somebody else holds.
        keys: public keys of the record that are known from elsewhere.
        rerun: make plans again and compare.
        now: as of when; the same record at the same moment gives the same bytes.

    Raises `record_missing` for what is no record, and what `verify` and `write_folder` raise.
    """
    check_folder(out)
    file = database_in(target)
    if file is None:
        raise refuse("record_missing", folder=str(target))
    verified = verify(target, against, keys)
    folder = target if target.is_dir() else None
    read = _read(file, folder, now, rerun=rerun)
    summary = Summary(
        made_at=now,
        version=__version__,
        program=program_digest(),
        source=target.resolve().name,
        verdict=_verdict(verified, read.files, len(against)),
        readable=read.readable,
        counts=read.counts,
    )
    results = Results(
        tally=tally(guarantees().all, last_run(), program_digest()), runs=last_run().runs
    )
    files = read.files | {
        "summary.json": _json(summary),
        "verification.json": _json(msgspec.structs.replace(verified, source=summary.source)),
        "keys.txt": "".join(f"{key.text()}\n" for key in keys_in(file)).encode(),
        "guarantees.json": _json(results),
        "BACA-DULU.txt": readme(summary, results.tally, guarantees(), "id").encode(),
        "README.txt": readme(summary, results.tally, guarantees(), "en").encode(),
    }
    files[SUMS] = "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()
    write_folder(out, files)
    return HandedOver(summary=summary, verified=verified, altered=read.altered, files=len(files))


def _read(file: Path, folder: Path | None, now: datetime, *, rerun: bool) -> _Read:
    """Everything that the log gives; nothing but that it cannot be read, where it cannot."""
    keys = folder / KEYS if folder is not None else None
    if keys is not None and not os.access(keys, os.R_OK | os.X_OK):
        keys = None  # an auditor need not be let near them
    try:
        with replayed(file) as place:
            acts = act_files(place)
            orders = order_files(place, folder, now, rerun=rerun)
            ends = end_files(place, keys, now)
            told = published_files(place, folder, now)
    except ProblemError as problem:
        if problem.code != "record_corrupt":
            raise
        return _Read(readable=False)
    counts = _counts(orders)
    return _Read(
        files=acts | orders.files | ends.files | told.files,
        counts=msgspec.structs.replace(
            counts,
            operations=ends.operations,
            outlived=ends.outlived,
            figures=told.figures,
            answers=told.answers,
        ),
        altered=(*(one.digest for one in orders.versions if not one.intact), *told.altered),
    )


def _counts(orders: Orders) -> Counts:
    signed = [one for one in orders.versions if one.is_signed]
    return Counts(
        orders=len(orders.rows),
        over=len({one.order.order for one in orders.versions}),
        approvals=sum(len(row.signatures) for row in orders.rows),
        draws=orders.draws,
        revealed=orders.revealed,
        interventions=orders.interventions,
        short_falls=orders.short_falls,
        not_checked=sum(one.broken is None for one in signed),
        broken=sum(bool(one.broken) for one in signed),
        rerun=sum(one.again in {"same", "different"} for one in orders.versions),
        differ=sum(one.again == "different" for one in orders.versions),
    )


def _verdict(verified: Verified, files: dict[str, bytes], against: int) -> Verdict:
    notes = [content for name, content in files.items() if name.startswith("checkpoints/")]
    read = []
    for content in notes:
        try:
            note = read_note(content, source="record")
            read.append((read_checkpoint(note, source="record"), note))
        except ProblemError:  # told of by the findings
            continue
    return Verdict(
        is_whole=not verified.findings,
        size=verified.size,
        root=verified.root,
        checkpoints=len(notes),
        signed=max((found.size for found, _ in read), default=0),
        witnessed=sum(
            any(signature.name != found.origin for signature in note.signatures)
            for found, note in read
        ),
        against=against,
        trusted_key=verified.trusted_key,
        findings=tuple(
            Found(fault=one.fault, first=one.first, last=one.last, what=one.what)
            for one in verified.findings
        ),
    )


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
