"""A workbook (.xlsx) of plain tables: texts and whole numbers, a bold heading, ruled cells.

Office Open XML (ECMA-376, part 1, section 18). Text stands in cells as text, so that a spreadsheet
runs none of it as a formula.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sejuk.reporting.papers.package import RELATION, content_types, packed, relations, said, xml

Cell = str | int | float
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN, TITLE, HEADING, RULED, TOTAL = range(5)
"""Indices of the cell formats below."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    head: tuple[tuple[Cell, ...], ...]
    """Lines above the table; the last `headings` of them are its headings."""
    headings: int
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in characters."""
    totals: int = 0
    """So many rows at the end are sums."""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file; equal sheets give equal bytes."""
    names = [f"sheet{n}" for n in range(1, len(sheets) + 1)]
    kinds = {f"/xl/worksheets/{name}.xml": f"{_KIND}.worksheet+xml" for name in names}
    targets = {f"r{name}": ("worksheet", f"worksheets/{name}.xml") for name in names}
    tabs = "".join(
        f'<sheet name="{said(sheet.title)}" sheetId="{n}" r:id="rsheet{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{tabs}</sheets></workbook>'
    return packed(
        {
            "[Content_Types].xml": content_types(
                {
                    "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
                    "/xl/styles.xml": f"{_KIND}.styles+xml",
                    **kinds,
                },
                {"xml": "application/xml"},
            ),
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": xml(book),
            "xl/_rels/workbook.xml.rels": relations({**targets, "rs": ("styles", "styles.xml")}),
            "xl/styles.xml": xml(_STYLES),
            **{
                f"xl/worksheets/{name}.xml": xml(_sheet(sheet))
                for name, sheet in zip(names, sheets, strict=True)
            },
        }
    )


def _sheet(sheet: Sheet) -> str:
    above = len(sheet.head)
    below = f"A{above + 1}"
    first_sum = len(sheet.rows) - sheet.totals
    lines = [
        _row(n, line, HEADING if n > above - sheet.headings else TITLE if n == 1 else PLAIN)
        for n, line in enumerate(sheet.head, 1)
    ]
    lines += [
        _row(above + n + 1, line, RULED if n < first_sum else TOTAL)
        for n, line in enumerate(sheet.rows)
    ]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, 1)
    )
    return (
        f'<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{above}" topLeftCell="{below}" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], form: int) -> str:
    inside = "".join(_cell(f"{_letter(n)}{number}", cell, form) for n, cell in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def _cell(where: str, cell: Cell, form: int) -> str:
    if isinstance(cell, int | float):
        return f'<c r="{where}" s="{form}"><v>{cell}</v></c>'
    text = f'<is><t xml:space="preserve">{said(cell)}</t></is>'
    return f'<c r="{where}" s="{form}" t="inlineStr">{text}</c>'


def _letter(column: int) -> str:
    """Of at most 26 columns: a table that has more fits no page."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]


_SIDES = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3EAED"/></patternFill></fill></fills>'
    f'<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    f"<border>{_SIDES}<diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" '
    f'applyBorder="1" applyAlignment="1">{_WRAPPED}</xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" '
    f'applyAlignment="1">{_WRAPPED}</xf>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" '
    f'applyBorder="1" applyAlignment="1">{_WRAPPED}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
