"""`BACA-DULU.txt`, `README.txt`: the verdict first, what each file is, how to check it oneself."""

from __future__ import annotations

from collections.abc import Iterator

from sejuk.model.guarantee import Guarantees, Tally
from sejuk.model.oversight import Found, Summary, Verdict
from sejuk.problems import Both
from sejuk.reporting.resources import resource_text

FAULTS = {
    "damaged": Both("basis data rusak", "the database is damaged"),
    "gap": Both("ada entri yang hilang", "entries are missing"),
    "changed": Both("entri diubah", "an entry was changed"),
    "root": Both("tidak sama dengan checkpoint", "not what the checkpoint signed"),
    "truncated": Both("entri di akhir hilang", "entries at the end are missing"),
    "signature": Both("checkpoint tidak ditandatangani catatan ini", "a checkpoint is not signed"),
    "tree": Both("hash tersimpan keliru", "a kept hash is wrong"),
    "numbers": Both("nomor gawai keliru", "what devices are told is wrong"),
    "draw": Both(
        "benih undian bukan yang dijanjikan", "a revealed seed is not the one committed to"
    ),
    "table": Both("tabel tidak sesuai catatan", "a table is not what the log gives"),
}
"""Words of what an audit can find."""


def readme(summary: Summary, results: Tally, guarantees: Guarantees, language: str) -> str:
    """The page in one language."""
    counts = summary.counts
    return resource_text(f"templates/oversight/readme.{language}.txt").format(
        made_at=f"{summary.made_at:%Y-%m-%d %H:%M} UTC",
        version=summary.version,
        program=summary.program,
        source=summary.source,
        verdict=_list(_verdict(summary, language)),
        found=_list(_found(summary, language)),
        counts=counts,
        guarantees=_list(_results(results, language)),
        size=summary.verdict.size,
        root=summary.verdict.root,
        admissions=_list(one.of(language) for one in guarantees.admissions),
    )


def _verdict(summary: Summary, language: str) -> Iterator[str]:
    verdict = summary.verdict
    if verdict.is_whole:
        text = _WHOLE.of(language).format(size=verdict.size)
        yield f"**{text}**"
    else:
        yield f"**{_NOT_WHOLE.of(language)}**"
        yield from (_fault(one, language) for one in verdict.findings)
    if not summary.readable:
        yield f"**{_UNREADABLE.of(language)}**"
    yield from (text.of(language).format(v=verdict) for text in _of_checkpoints(verdict))


def _fault(found: Found, language: str) -> str:
    where = f" [{found.first}–{found.last}]" if found.last else ""
    what = f" ({found.what})" if found.what else ""
    return f"{FAULTS[found.fault].of(language)}{where}{what}"


def _of_checkpoints(verdict: Verdict) -> Iterator[Both]:
    if not verdict.checkpoints:
        yield _NO_CHECKPOINT
    elif verdict.signed < verdict.size:
        yield _SIGNED_PART
    else:
        yield _SIGNED_ALL
    yield _WITNESSED if verdict.witnessed else _NO_WITNESS
    yield _AGAINST if verdict.against else _NOT_AGAINST
    if verdict.against and not verdict.trusted_key:
        yield _OWN_KEY


def _found(summary: Summary, language: str) -> Iterator[str]:
    counts = summary.counts
    for text, number in (
        (_OUTLIVED if counts.outlived else _ENDED, 0),
        (_BROKEN if counts.broken else _RULES, counts.approvals),
        (_NOT_CHECKED, counts.not_checked),
        (_DIFFER if counts.differ else _RERUN, counts.rerun),
    ):
        if number or text in {_OUTLIVED, _ENDED}:
            yield text.of(language).format(c=counts)


def _results(results: Tally, language: str) -> Iterator[str]:
    if results.last is None:
        yield _NEVER_RUN.of(language)
        return
    yield _RAN.of(language).format(t=results, on=f"{results.last:%Y-%m-%d}")
    if results.not_run:
        yield _LEFT_OUT.of(language).format(t=results)
    if results.older or results.missing:
        yield _STALE.of(language).format(n=len(results.older) + len(results.missing), t=results)


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


_WHOLE = Both(
    "Catatannya utuh: {size} entri diperiksa, tidak ada yang berubah atau hilang.",
    "The record is whole: {size} entries were checked, none was changed or is missing.",
)
_NOT_WHOLE = Both(
    "Catatannya TIDAK utuh. Yang ditemukan:", "The record is NOT whole. What was found:"
)
_UNREADABLE = Both(
    "Catatannya tidak dapat dibaca sampai akhir; yang ada di sini hanya hasil pemeriksaan.",
    "The record cannot be read to its end; only this verdict is in the folder.",
)
_NO_CHECKPOINT = Both(
    "Belum ada checkpoint: tidak ada yang ditandatangani. Minta `sejuk audit checkpoint`.",
    "There is no checkpoint yet: nothing is signed. Ask for `sejuk audit checkpoint`.",
)
_SIGNED_PART = Both(
    "Checkpoint terakhir menandatangani {v.signed} dari {v.size} entri; yang sesudahnya belum.",
    "The newest checkpoint signs {v.signed} of {v.size} entries; those after it are not signed.",
)
_SIGNED_ALL = Both(
    "Semua entri ditandatangani oleh {v.checkpoints} checkpoint.",
    "All entries are signed, by {v.checkpoints} checkpoints.",
)
_WITNESSED = Both(
    "{v.witnessed} checkpoint juga ditandatangani saksi dari instansi lain.",
    "{v.witnessed} checkpoints are also signed by a witness of another agency.",
)
_NO_WITNESS = Both(
    "Tidak ada saksi: siapa yang menguasai server dapat menulis ulang semuanya tanpa terlihat.",
    "No witness has signed: whoever holds the server could have written all of it anew, unseen.",
)
_AGAINST = Both(
    "Dibandingkan dengan {v.against} checkpoint yang Anda bawa.",
    "Compared with {v.against} checkpoints that you brought.",
)
_NOT_AGAINST = Both(
    "Tidak dibandingkan dengan checkpoint dari luar: ini hanya menunjukkan catatannya cocok dengan "
    "dirinya sendiri.",
    "Not compared with a checkpoint from outside: this shows only that the record agrees with "
    "itself.",
)
_OWN_KEY = Both(
    "Tanda tangan diperiksa dengan kunci dari catatan itu sendiri; cocokkan `keys.txt` lewat jalur "
    "lain.",
    "Signatures were checked with the record's own key; compare `keys.txt` by another way.",
)
_ENDED = Both(
    "Tidak ada yang disimpan lebih lama dari batasnya (`expiry.csv`).",
    "Nothing is kept longer than it may be (`expiry.csv`).",
)
_OUTLIVED = Both(
    "**{c.outlived} hal tersegel atau kunci melewati batas waktunya (`expiry.csv`).**",
    "**{c.outlived} sealed things or keys are older than they may be (`expiry.csv`).**",
)
_RULES = Both(
    "Rencana yang disetujui dan sudah lewat: pemeriksa tidak menemukan aturan yang dilanggar.",
    "Approved plans whose night is over: the checker finds no broken rule.",
)
_BROKEN = Both(
    "**{c.broken} rencana yang disetujui melanggar aturan (`plans.csv`).**",
    "**{c.broken} approved plans break a rule (`plans.csv`).**",
)
_NOT_CHECKED = Both(
    "{c.not_checked} rencana tidak dapat diperiksa: wilayahnya tidak ada di sini.",
    "{c.not_checked} plans could not be checked: their district is not here.",
)
_RERUN = Both(
    "{c.rerun} rencana dibuat ulang: sama sampai bita terakhir.",
    "{c.rerun} plans were made again: the same to the last byte.",
)
_DIFFER = Both(
    "**{c.differ} dari {c.rerun} rencana yang dibuat ulang keluar berbeda (`plans.csv`).**",
    "**{c.differ} of {c.rerun} plans that were made again came out differently (`plans.csv`).**",
)
_NEVER_RUN = Both(
    "Belum ada hasil uji untuk perangkat lunak ini.",
    "There is no result of the tests for this software.",
)
_RAN = Both(
    "{t.held} dari {t.guarantees} jaminan terbukti: {t.passed} dari {t.tests} uji lulus, "
    "{t.caught} dari {t.mutations} perusakan sengaja ketahuan, {on}.",
    "{t.held} of {t.guarantees} guarantees are proved: {t.passed} of {t.tests} tests passed, "
    "{t.caught} of {t.mutations} mutations caught, {on}.",
)
_LEFT_OUT = Both(
    "{t.not_run} uji yang lama tidak dijalankan; namanya ada di `guarantees.json`.",
    "{t.not_run} long tests were left out; `guarantees.json` names them.",
)
_STALE = Both(
    "Usang untuk {n} dari {t.guarantees} jaminan: perangkat lunaknya diubah sesudah itu.",
    "Stale for {n} of {t.guarantees} guarantees: the software was changed afterwards.",
)
