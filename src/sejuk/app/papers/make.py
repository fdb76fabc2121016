"""The papers of a night, by name, each made of the same account; and the order sheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from sejuk.app.papers.facts import night_facts, order_on_paper
from sejuk.app.record.opening import open_for_upkeep
from sejuk.files.papers import paper_words, return_table
from sejuk.files.source import read_text
from sejuk.model.night import NightAccount, OrderPaper
from sejuk.model.paper_words import PaperWords, ReturnTable
from sejuk.operations.account import account_of
from sejuk.problems import refuse
from sejuk.reporting.data import plan_from_json
from sejuk.reporting.papers.activity import activity_report
from sejuk.reporting.papers.daily_return import return_csv, return_workbook
from sejuk.reporting.papers.order_sheet import OrderSheet, order_sheet
from sejuk.reporting.papers.order_word import order_docx
from sejuk.store.record import Record

OrderForm = Literal["pdf", "docx"]
ReturnForm = Literal["xlsx", "csv"]
LIVE = "/app/langsung/"
"""The page of the operations room that shows an order as it is."""


class OwnWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a user has of their own; None: the package's."""

    words: Path | None = None
    codes: Path | None = None

    def read(self) -> tuple[PaperWords, ReturnTable]:
        """Raises the problems of `paper_words`."""
        return paper_words(self.words), return_table(self.codes)


def read_account(folder: Path, order: str | None, now: datetime) -> NightAccount:
    """Of a record in a folder, by whoever holds it. Raises as `night_facts` and what opening
    raises."""
    with open_for_upkeep(folder, now) as record:
        return account_in(record, order, now)


def account_in(record: Record, order: str | None, now: datetime) -> NightAccount:
    """Of an open record. Raises as `night_facts`."""
    return account_of(night_facts(record, order, now))


def activity_text(account: NightAccount, own: OwnWords) -> str:
    """Laporan hasil giat."""
    words, table = own.read()
    return activity_report(account, words, table.kinds)


def release_text(account: NightAccount, own: OwnWords) -> str:
    """Rilis Humas."""
    # It knows what may be told to the public by way of numerics, which take a second to load.
    from sejuk.reporting.papers.release import press_release  # noqa: PLC0415

    return press_release(account, own.read()[0])


def return_file(account: NightAccount, own: OwnWords, form: ReturnForm) -> bytes:
    """LHGK."""
    table = own.read()[1]
    return return_csv(account, table) if form == "csv" else return_workbook(account, table)


def order_from_record(
    folder: Path, order: str | None, own: OwnWords, url: str | None, now: datetime
) -> OrderSheet:
    """Raises as `order_on_paper` and what opening raises."""
    with open_for_upkeep(folder, now) as record:
        return sheet_in(record, order, own, url)


def sheet_in(record: Record, order: str | None, own: OwnWords, url: str | None) -> OrderSheet:
    """Of an open record. Raises as `order_on_paper`."""
    found = order_on_paper(record, order)
    link = f"{url.rstrip('/')}{LIVE}{found.paper.id}" if url else ""
    return order_sheet(found.plan, found.district, found.paper, own.read()[0], link)


def order_from_plan(plan_file: Path, folder: Path, own: OwnWords) -> OrderSheet:
    """A draft of what `sejuk plan` made, without a record.

    Raises `not_a_plan`, `not_this_district` and the problems of the readers.
    """
    from sejuk.files.district import load_district  # noqa: PLC0415 – numerics, a second to load

    plan, district = plan_from_json(read_text(plan_file).encode()), load_district(folder)
    if plan.district != district.name:
        raise refuse("not_this_district", plan=plan.district, district=district.name)
    return order_sheet(plan, district, OrderPaper(), own.read()[0])


def order_file(sheet: OrderSheet, form: OrderForm) -> bytes:
    """Surat perintah."""
    if form == "docx":
        return order_docx(sheet)
    # The typesetter is 80 MB that only this form needs.
    from sejuk.reporting.papers.order_pdf import order_pdf  # noqa: PLC0415

    return order_pdf(sheet)
