"""What a simulated night leaves behind: the papers of the product, by file name."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec

from sejuk.app.call import PublicCall
from sejuk.app.districts import district_path
from sejuk.app.gather import NightOptions, gather
from sejuk.app.orders.paper import input_files
from sejuk.app.papers.make import (
    account_in,
    activity_text,
    order_file,
    release_text,
    return_file,
    sheet_in,
)
from sejuk.app.papers.serve import PACKAGED
from sejuk.app.papers.week import week_in
from sejuk.app.plan_night import plan_files
from sejuk.app.public.as_file import public_file
from sejuk.app.sensing.rows import TensionLook
from sejuk.app.strength import Line, text_of
from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.reporting.papers.review import review_pdf
from sejuk.store.record import Record

Files = dict[str, bytes]


def order_sheets(record: Record, order: str) -> Files:
    """The order as it was released, to be printed and to be edited. No server will be there to
    which a code on it could lead."""
    sheet = sheet_in(record, order, PACKAGED, None)
    return {
        "surat-perintah.pdf": order_file(sheet, "pdf"),
        "surat-perintah.docx": order_file(sheet, "docx"),
    }


def plan_page_of(folder: Path, plan: Plan, strength: tuple[Line, ...], tension: str) -> bytes:
    """The plan with its reasons, by the strength and the tension from which it was made."""
    with input_files(text_of(strength), tension) as (roster_file, tension_file):
        options = NightOptions(
            district=district_path(folder, plan.district),
            date=plan.shift.date,
            start=plan.shift.start,
            end=plan.shift.end,
            roster=roster_file,
            tension=tension_file,
        )
        return plan_files(gather(options), plan)["rencana.html"]


def tension_file(look: TensionLook) -> bytes:
    """Each area with the terms that add up to its tension, as the server answers."""
    return msgspec.json.format(msgspec.json.encode(look), indent=1) + b"\n"


def morning_papers(record: Record, order: str, now: datetime) -> Files:
    """What goes to superiors, to statistics and to the press."""
    account = account_in(record, order, now)
    return {
        "laporan-hasil-giat.txt": activity_text(account, PACKAGED).encode(),
        "rilis-humas.txt": release_text(account, PACKAGED).encode(),
        "lhgk.xlsx": return_file(account, PACKAGED, "xlsx"),
        "lhgk.csv": return_file(account, PACKAGED, "csv"),
    }


def review_papers(call: PublicCall, district: District, day: date) -> Files:
    """The week's review and what everybody may see, once the week's figures are published."""
    return {
        "anev.pdf": review_pdf(week_in(call.record, district.name, day, call.now)),
        "halaman-publik.html": public_file(call, district, "id").encode(),
        "public-page.html": public_file(call, district, "en").encode(),
    }
