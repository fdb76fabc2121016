"""`sejuk report`: papers of a night from the record, so that nobody types a figure twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, RecordFolder, read_date
from sejuk.cli.talk import give, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.papers.make import OwnWords
    from sejuk.model.night import NightAccount
    from sejuk.reporting.papers.order_sheet import OrderSheet

OrderId = Annotated[
    str | None,
    Parameter(name="--order", help="Nomor dalam catatan, o-…; bawaan: yang terakhir / the last."),
]
WordsFile = Annotated[
    Path | None,
    Parameter(name="--words", help="Kata-kata kantor Anda (TOML). Your office's own words."),
]
CodesFile = Annotated[
    Path | None,
    Parameter(name="--codes", help="Kode kategori LHGK (TOML). Category codes of your own."),
]
OutFile = Annotated[
    Path | None, Parameter(name="--out", help="Berkas hasil; bawaan: stdout. Where it goes.")
]
OrderOut = Annotated[
    Path, Parameter(name="--out", help="Berkas hasil, .pdf atau .docx. Where it goes.")
]


def activity_command(
    record: RecordFolder,
    /,
    *,
    order: OrderId = None,
    words: WordsFile = None,
    codes: CodesFile = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Laporan hasil giat untuk WhatsApp. The activity report, as text for a chat."""
    from sejuk.app.papers.make import activity_text

    account = _account(record, order)
    _give_text(account, activity_text(account, _own(words, codes)), out, as_json=as_json)


def release_command(
    record: RecordFolder,
    /,
    *,
    order: OrderId = None,
    words: WordsFile = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Rilis Humas; nama dan kutipan diisi orang. A press release; people fill names and quotes."""
    from sejuk.app.papers.make import release_text

    account = _account(record, order)
    _give_text(account, release_text(account, _own(words)), out, as_json=as_json)


def lhgk_command(
    record: RecordFolder,
    /,
    *,
    order: OrderId = None,
    codes: CodesFile = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """LHGK menurut kode, .xlsx atau .csv. The daily return by category, for a spreadsheet."""
    from sejuk.app.papers.make import return_file

    account, own = _account(record, order), _own(codes=codes)
    form = _form(out, "csv", "xlsx") if out else "csv"
    content = return_file(account, own, "xlsx" if form == "xlsx" else "csv")
    if out is not None:
        _write(out, content)
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(account)))
    elif out is None:
        give(content.decode("utf-8-sig"))


def order_command(
    record: Annotated[
        Path | None, Parameter(help="Folder catatan; tanpa ini: --plan. The record's folder.")
    ] = None,
    /,
    *,
    out: OrderOut,
    order: OrderId = None,
    plan: Annotated[
        Path | None,
        Parameter(name="--plan", help="plan.json dari `sejuk plan`: sebuah konsep. A draft."),
    ] = None,
    district: Annotated[
        Path | None, Parameter(name="--district", help="Folder wilayahnya. Of that plan.")
    ] = None,
    words: WordsFile = None,
    url: Annotated[
        str | None,
        Parameter(name="--url", help="Alamat server, untuk kode QR. The server, for a QR code."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Surat perintah, PDF atau Word. The order sheet, as PDF or to be edited in Word."""
    from sejuk.app.papers.make import order_file

    form = _form(out, "pdf", "docx")
    sheet = _sheet(record, plan, district, order, _own(words), url)
    _write(out, order_file(sheet, "docx" if form == "docx" else "pdf"))
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(sheet)))


def anev_command(
    record: RecordFolder,
    /,
    *,
    out: Annotated[Path, Parameter(name="--out", help="Berkas hasil, .pdf. Where it goes.")],
    district: Annotated[
        str | None,
        Parameter(name="--district", help="Nama wilayah, jika ada beberapa. Which, of several."),
    ] = None,
    week: Annotated[
        str | None,
        Parameter(name="--week", help="Satu hari dari pekannya; bawaan: hari ini. A day of it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Anev mingguan, dua halaman PDF. The weekly review on two pages."""
    from sejuk.app.context import clock
    from sejuk.app.papers.week import read_week
    from sejuk.reporting.papers.review import review_pdf

    _form(out, "pdf")
    day = None if week is None else read_date(week, "--week")
    found = read_week(record, district, day, clock())
    _write(out, review_pdf(found))
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(found)))


def _sheet(
    record: Path | None,
    plan: Path | None,
    district: Path | None,
    order: str | None,
    own: OwnWords,
    url: str | None,
) -> OrderSheet:
    from sejuk.app.context import clock
    from sejuk.app.papers.make import order_from_plan, order_from_record

    if record is not None:
        return order_from_record(record, order, own, url, clock())
    if plan is None or district is None:
        missing = "RECORD" if plan is None else "--district"
        raise refuse("missing_option", option=missing, help="sejuk report order --help")
    return order_from_plan(plan, district, own)


def _account(record: Path, order: str | None) -> NightAccount:
    from sejuk.app.context import clock
    from sejuk.app.papers.make import read_account

    return read_account(record, order, clock())


def _own(words: Path | None = None, codes: Path | None = None) -> OwnWords:
    from sejuk.app.papers.make import OwnWords

    return OwnWords(words=words, codes=codes)


def _give_text(account: NightAccount, text: str, out: Path | None, *, as_json: bool) -> None:
    if out is not None:
        _write(out, text.encode())
    if as_json:
        give(msgspec.json.format(msgspec.json.encode(account)))
    elif out is None:
        give(text)


def _form(out: Path, *forms: str) -> str:
    form = out.suffix.removeprefix(".").lower()
    if form not in forms:
        expected = ", ".join(f".{form}" for form in forms)
        raise refuse("bad_option", option="--out", value=out.name[:40], expected=expected)
    return form


def _write(out: Path, content: bytes) -> None:
    from sejuk.files.single import write_new_file

    write_new_file(out, content)
    say(f"✓ {out}")
