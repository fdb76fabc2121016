"""The press release (rilis): who, what, when, where, why and how in six paragraphs.

It is read by everybody. Names and quotes are marked blanks that a person fills, residents stand in
it by role, and what residents told is only counted where it is not small: a two in one district in
one night could point at a household (guarantee G2).
"""

from __future__ import annotations

from sejuk.disclosure import LEAST
from sejuk.model.night import NightAccount
from sejuk.model.paper_words import PaperWords
from sejuk.reporting.papers.phrases import day, filled, listed, pillars, situation, span, strength

MOST_LANDMARKS = 6
"""More names of places make no sentence."""


def press_release(account: NightAccount, words: PaperWords) -> str:
    """Text with a headline; one blank line between paragraphs."""
    here = account.district
    simulated = ("[SIMULASI – bukan kejadian nyata]",) if account.synthetic else ()
    return "\n\n".join(
        (
            *simulated,
            f"{listed(pillars(account.strength))} Patroli Dialogis Bersama di {here}",
            _lead(account, words),
            _who(account),
            _why(account, words),
            _how(account),
            _result(account),
            _quotes(here),
            f"({filled(words.release_from, here)})\n",
        )
    )


def _lead(account: NightAccount, words: PaperWords) -> str:
    seat = filled(words.seat, account.district)
    return (
        f"{seat} – {listed(pillars(account.strength))} melaksanakan patroli dialogis bersama di "
        f"{account.district} pada {day(account.shift.date)}, pukul {span(account.shift)}."
    )


def _who(account: NightAccount) -> str:
    crews = len(account.crews)
    return (
        "Kegiatan dipimpin oleh [nama, pangkat, dan jabatan pimpinan: diisi] bersama "
        "[pejabat TNI dan Pemda yang hadir: diisi]. Sebanyak "
        f"{account.total} personel diturunkan, terdiri atas {strength(account.strength)}, "
        f"yang bergerak dalam {crews} tim gabungan."
    )


def _why(account: NightAccount, words: PaperWords) -> str:
    return filled(words.release_reason, account.district)


def _how(account: NightAccount) -> str:
    wards = [line.ward for line in account.wards if line.ward]
    where = f"wilayah {listed(wards)}" if wards else f"wilayah {account.district}"
    some = listed(account.landmarks[:MOST_LANDMARKS])
    known = f", antara lain {some}" if some else ""
    return (
        f"Patroli menyambangi {account.points.done} dari {account.points.of} titik sasaran di "
        f"{where}{known}.{_said(account)}"
    )


def _said(account: NightAccount) -> str:
    """Only what crews entered: no talk and no message that was not."""
    done = []
    if account.dialogues:
        done.append("menyapa dan mendengarkan warga")
    if account.messages:
        done.append("menyampaikan pesan kamtibmas")
    return f" Petugas {' serta '.join(done)}." if done else ""


def _result(account: NightAccount) -> str:
    sentences = []
    if account.concerns.of >= LEAST:
        sentences.append(
            f"Warga menyampaikan {account.concerns.of} keluhan dan aspirasi, yang dicatat untuk "
            "ditindaklanjuti."
        )
    else:
        sentences.append("Keluhan dan aspirasi warga dicatat untuk ditindaklanjuti.")
    sentences.append(
        "Kabar yang beredar diteruskan untuk diperiksa; masyarakat diimbau menunggu penjelasan "
        "resmi dan tidak menyebarkan kabar yang belum pasti."
    )
    sentences.append(_situation(account))
    return " ".join(sentences)


def _situation(account: NightAccount) -> str:
    if account.vulnerable or account.happenings or account.alarms.of:
        return "[uraian situasi untuk umum: diisi Humas setelah diperiksa]"
    return f"Sampai patroli selesai situasi terpantau {situation(account)}."


def _quotes(here: str) -> str:
    return (
        "[kutipan Kapolres: diisi]\n\n"
        f"[kutipan Kapolsek {here}: diisi]\n\n"
        "[tanggapan warga, sebut perannya saja, misalnya pengurus RT: diisi]"
    )
