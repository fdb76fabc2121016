"""The activity report (laporan hasil giat) as WhatsApp text, in the order that reports have.

Lines are broken where a phone shows them whole. Bold is `*…*`, which holds within one line alone,
so that each line of a title has its own; signs that WhatsApp reads as layout are taken out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from sejuk.model.night import Happening, NightAccount
from sejuk.model.paper_words import Kind, PaperWords
from sejuk.reporting.papers.phrases import (
    NIHIL,
    at,
    day,
    filled,
    kind,
    listed,
    share,
    situation,
    span,
    strength,
    together,
    wards,
)

WIDTH = 40
"""Characters that a usual phone shows in one line of a chat."""
_LAYOUT = re.compile(r"[*_~`]")
_NUMBERED = re.compile(r"\b(RT|RW|TPS|Tim) (?=\d)")
"""Stays in one line."""


def activity_report(account: NightAccount, words: PaperWords, kinds: Mapping[str, Kind]) -> str:
    """The whole text. What did not happen is `nihil`, and nothing is left out for being zero."""
    here = account.district
    lines = [
        *_bold(f"LAPORAN HASIL GIAT {together(account.strength)} {here}".upper()),
        "",
        *_item("Yth.", filled(words.report_to, here)),
        *_block("Tembusan:", (filled(copy, here) for copy in words.report_copies)),
        *_item("Dari:", filled(words.report_from, here)),
        *(_item("CATATAN:", "malam simulasi, bukan kejadian nyata") if account.synthetic else ()),
        *_sections(account, words, kinds),
        "",
        *_wrapped(filled(words.report_closing, here)),
    ]
    return "\n".join(lines) + "\n"


def _sections(account: NightAccount, words: PaperWords, kinds: Mapping[str, Kind]) -> Iterator[str]:
    paper, shift = account.paper, account.shift
    basis = paper.legal_basis or tuple(filled(b, account.district) for b in words.legal_basis)
    yield from _head(1, "DASAR")
    yield from _points((*basis, f"Surat Perintah Nomor {paper.number or '[nomor: diisi]'}"))
    yield from _head(2, "WAKTU")
    yield from _points((day(shift.date), f"pukul {span(shift)}"))
    yield from _head(3, "KUAT PERSONEL")
    yield from _points((strength(account.strength), f"Jumlah: {account.total} orang"))
    for crew in account.crews:
        yield from _points((f"Tim {crew.crew}: {strength(crew.strength)}",))
    yield from _head(4, "PIMPINAN GIAT")
    yield from _points(("[nama dan pangkat: diisi]",))
    yield from _head(5, "RUTE")
    for crew in account.crews:
        way = " → ".join((crew.post, *crew.route, crew.post))
        yield from _points((f"Tim {crew.crew}: {way}",))
    yield from _head(6, "SASARAN")
    yield from _points((f"{account.points.of} titik, antara lain di:",))
    yield from _points(wards(account) or (NIHIL,))
    if account.landmarks:
        yield from _points((listed(account.landmarks),))
    yield from _head(7, "KEGIATAN")
    yield from _done(account)
    yield from _head(8, "HASIL")
    yield from _results(account, kinds)
    yield from _head(9, "SITUASI")
    yield from _points((f"Situasi {situation(account)}.",))
    yield from _head(10, "DOKUMENTASI")
    yield from _points(("[foto: dilampirkan]",))


def _done(account: NightAccount) -> Iterator[str]:
    shift = account.shift
    began = at(account.began, shift) if account.began else NIHIL
    ended = at(account.ended, shift) if account.ended else "belum"
    yield from _item("a.", f"Apel dan AAP: {began}; apel penutup: {ended}.", 1)
    yield from _item("b.", "Patroli ke titik sasaran dan dialog warga (hasil di angka 8).", 1)
    calm = f"disampaikan {account.messages} kali" if account.messages else NIHIL
    yield from _item("c.", f"Pesan kamtibmas: {calm}.", 1)


def _results(account: NightAccount, kinds: Mapping[str, Kind]) -> Iterator[str]:
    dialogues = f"{account.dialogues} kali, {account.residents} warga"
    concerns = f"{account.concerns.of} (ditindaklanjuti {account.concerns.done})"
    claims = f"{account.claims.of} (terjawab {account.claims.done})" if account.claims.of else NIHIL
    heard = (
        f"; kabar {account.heard} kali, belum dipilah {account.unsorted}" if account.heard else ""
    )
    alarms = f"{account.alarms.of} (selesai {account.alarms.done})" if account.alarms.of else NIHIL
    rows = (
        ("a. Titik didatangi", share(account.points)),
        ("b. Titik lain", str(account.others) if account.others else NIHIL),
        ("c. Sambang ≥ 10 menit", str(account.visits) if account.visits else NIHIL),
        ("d. Sambang bersama", share(account.joint) if account.joint.of else NIHIL),
        ("e. Dialog", dialogues if account.dialogues else NIHIL),
        ("f. Keluhan/aspirasi", concerns if account.concerns.of else NIHIL),
        ("g. Temuan lapangan", str(account.findings) if account.findings else NIHIL),
        ("h. Isu terdengar", claims + heard),
        ("i. Tanda darurat petugas", alarms),
        ("j. Kegiatan warga dilayani", str(len(account.gatherings) or NIHIL)),
        ("k. Kejadian menonjol", str(len(account.happenings) or NIHIL)),
    )
    for name, value in rows:
        letter, _, label = name.partition(" ")
        yield from _item(letter, f"{label}: {value}", 1)
    for happening in account.happenings:
        yield from _item("–", _told(happening, account, kinds), 2)


def _told(happening: Happening, account: NightAccount, kinds: Mapping[str, Kind]) -> str:
    where = f", {happening.where}" if happening.where else ""
    return f"{at(happening.at, account.shift)}: {kind(happening.what, kinds)}{where}"


def _head(number: int, title: str) -> Iterator[str]:
    yield ""
    yield from _bold(f"{number}. {title}")


def _bold(text: str) -> list[str]:
    return [f"*{line}*" for line in textwrap.wrap(_plain(text), WIDTH - 2)]


def _points(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _item("-", text)


def _item(sign: str, text: str, depth: int = 0) -> Iterator[str]:
    first = f"{sign} "
    yield from textwrap.wrap(
        _plain(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * (len(first) if len(first) < 4 else 2 + depth),
        break_on_hyphens=False,
    )


def _block(title: str, texts: Iterable[str]) -> Iterator[str]:
    yield title
    yield from _points(texts)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(_plain(text), WIDTH, break_on_hyphens=False)


def _plain(text: str) -> str:
    return _NUMBERED.sub("\\1\u00a0", _LAYOUT.sub("", text))
