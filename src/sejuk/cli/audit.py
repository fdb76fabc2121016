"""`sejuk audit`: is the record what it was?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, RecordFolder
from sejuk.cli.talk import give, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sejuk.app.record.verify import Verified
    from sejuk.problems import ProblemError
    from sejuk.store.ledger.audit import Finding

NoteFiles = Annotated[
    list[Path],
    Parameter(
        name="--against",
        negative=(),
        show_default=False,
        help="Checkpoint yang dipegang saksi. A checkpoint that a witness holds; may be repeated.",
    ),
]
RecordKeys = Annotated[
    list[str],
    Parameter(
        name="--key",
        negative=(),
        show_default=False,
        help="Kunci publik catatan, nama+nomor+kunci. The record's public key, as you know it.",
    ),
]
OutFile = Annotated[
    Path | None, Parameter(name="--out", help="Berkas hasil; bawaan: stdout. Where it goes.")
]


def verify_command(
    target: Annotated[
        Path,
        Parameter(help="Folder catatan, cadangan, atau berkas audit. Record, backup or bundle."),
    ],
    /,
    *,
    against: NoteFiles = [],  # noqa: B006 – never changed
    key: RecordKeys = [],  # noqa: B006 – never changed
    as_json: AsJson = False,
) -> None:
    """Periksa catatan. Checks every entry, and that it goes on from what witnesses hold."""
    from sejuk.app.record.verify import verify

    found = verify(target, against, key)
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(found)))
    else:
        give(_report(found))
    if not against:
        say(
            "i Tanpa --against hanya terlihat apakah catatan cocok dengan dirinya sendiri. "
            "Without --against this shows only that the record agrees with itself."
        )
    elif not found.trusted_key:
        say(
            "i Tanda tangan diperiksa dengan kunci dari catatan itu sendiri. "
            "Signatures were checked with the record's own key; give it with --key."
        )
    if found.findings:
        raise problem_of(found.source, found.findings)


def problem_of(source: str, findings: Sequence[Finding]) -> ProblemError:
    """The one problem to tell of, the worst first."""
    of_the_log = [f for f in findings if f.fault in {"gap", "changed", "root", "truncated"}]
    if of_the_log:
        first, last = min(f.first for f in of_the_log), max(f.last for f in of_the_log)
        return refuse("record_altered", source=source, first=first, last=last)
    worst = findings[0]
    if worst.fault == "draw":
        return refuse("draw_not_as_committed", order=worst.what, position=worst.first)
    if worst.fault in {"damaged", "signature"}:
        return refuse("record_corrupt", file=source, detail=worst.what or str(worst.fault))
    return refuse("tables_differ", folder=source)


def checkpoint_command(
    record: RecordFolder,
    /,
    *,
    add: Annotated[
        list[Path],
        Parameter(
            name="--add",
            negative=(),
            show_default=False,
            help="Checkpoint yang sudah ditandatangani saksi. A note that a witness has signed.",
        ),
    ] = [],  # noqa: B006 – never changed
    out: OutFile = None,
) -> None:
    """Tanda tangani catatan sampai saat ini. Signs the record as it is, for witnesses to hold."""
    from sejuk.app.context import clock
    from sejuk.app.record.checkpoint import checkpoint

    taken = checkpoint(record, add, clock())
    _give_or_write(taken.note.encode(), out)
    say(f"i Kunci publik / public key: {taken.key}")


def bundle_command(
    record: RecordFolder,
    /,
    *,
    since: Annotated[
        Path | None,
        Parameter(name="--since", help="Checkpoint terakhir saksi. The witness's last checkpoint."),
    ] = None,
    entries: Annotated[
        bool,
        Parameter(
            name="--entries",
            negative=(),
            help="Sertakan isi entri, tanpa yang disegel. With the entries, but nothing sealed.",
        ),
    ] = False,
    out: OutFile = None,
) -> None:
    """Berkas audit untuk saksi. A checkpoint with the proof that it goes on from an earlier one."""
    from sejuk.app.context import clock
    from sejuk.app.record.checkpoint import bundle

    _give_or_write(bundle(record, since, with_entries=entries, now=clock()), out)


def witness_command(
    bundle: Annotated[Path, Parameter(help="Berkas audit. From `sejuk audit bundle`.")],
    /,
    *,
    state: Annotated[
        Path,
        Parameter(
            name="--state", help="Folder saksi: kunci dan checkpoint terakhir. What it remembers."
        ),
    ],
    name: Annotated[
        str | None,
        Parameter(name="--name", help="Nama saksi, satu kali, tanpa spasi. Its name, once."),
    ] = None,
    out: OutFile = None,
) -> None:
    """Saksi dari instansi lain. Checks a bundle against what this witness holds, and signs it."""
    from sejuk.app.context import clock
    from sejuk.app.record.witness import witness_bundle

    done = witness_bundle(bundle, state, name, clock())
    _give_or_write(done.note.encode(), out)
    if done.first:
        say(
            f"i Checkpoint pertama dari {done.origin}: cocokkan kuncinya lewat jalur lain. "
            "The first checkpoint of this record: compare its key by another way."
        )
    say(f"✓ {done.size} entri / entries")
    say(f"i Kunci publik saksi / the witness's public key: {done.key}")


def oversight_command(
    target: Annotated[Path, Parameter(help="Folder catatan atau cadangan. Record or backup.")],
    /,
    *,
    out: Annotated[Path, Parameter(name="--out", help="Folder hasil. The folder to write.")],
    against: NoteFiles = [],  # noqa: B006 – never changed
    key: RecordKeys = [],  # noqa: B006 – never changed
    rerun: Annotated[
        bool,
        Parameter(
            name="--rerun",
            negative=(),
            help="Buat ulang rencana dan bandingkan. Make plans again and compare; takes long.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Berkas pengawasan. A whole folder for an overseer, that can be checked without sejuk."""
    from sejuk.app.context import clock
    from sejuk.app.oversight.hand_over import hand_over

    done = hand_over(target, out, against=against, keys=key, rerun=rerun, now=clock())
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(done.summary)))
    else:
        give(_report(done.verified))
    say(f"✓ {out}: {done.files} berkas / files; BACA-DULU.txt, README.txt")
    if done.verified.findings:
        raise problem_of(done.verified.source, done.verified.findings)
    if done.problem is not None:
        raise done.problem


def _give_or_write(content: bytes, out: Path | None) -> None:
    if out is None:
        give(content)
        return
    from sejuk.files.single import write_new_file

    write_new_file(out, content)
    say(f"✓ {out}")


def _report(found: Verified) -> str:
    sign = "✗" if found.findings else "✓"
    lines = [
        f"{sign} {found.source}: {found.size} entri / entries",
        f"  akar / root: {found.root}",
        f"  {found.checkpoints} checkpoint dibandingkan / compared",
    ]
    return "\n".join([*lines, *(f"  ✗ {_line(finding)}" for finding in found.findings)])


def _line(finding: Finding) -> str:
    from sejuk.reporting.oversight.readme import FAULTS

    where = f" [{finding.first}–{finding.last}]" if finding.last else ""
    what = f" ({finding.what})" if finding.what else ""
    words = FAULTS[finding.fault]
    return f"{words.id} / {words.en}{where}{what}"
