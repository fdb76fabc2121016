"""The order sheet as a Word file: the same parts as the PDF, to be edited and signed."""

from __future__ import annotations

from collections.abc import Sequence

from sejuk.reporting.papers import word
from sejuk.reporting.papers.order_sheet import Grid, OrderSheet, Section
from sejuk.reporting.papers.phrases import breakable
from sejuk.reporting.papers.word import CM, INNER
from sejuk.typeset.qr import qr_png

_LABEL, _COLON = round(3.3 * CM), round(0.5 * CM)
HANG = 340
"""How far numbered lines are set in."""
SECTION_WIDTHS = (_LABEL, _COLON, INNER - _LABEL - _COLON)


def order_docx(sheet: OrderSheet) -> bytes:
    """Equal sheets give equal bytes."""
    code = qr_png(sheet.link)[0] if sheet.link else None
    blocks = [
        *([word.paragraph(sheet.mark, bold=True, align="center", after=120)] if sheet.mark else []),
        _head(sheet, with_code=code is not None),
        word.paragraph("SURAT PERINTAH", bold=True, size=13, align="center", after=0),
        word.paragraph(f"Nomor: {sheet.number}", align="center", after=160),
        _sections(sheet.opening),
        word.paragraph("DIPERINTAHKAN", bold=True, align="center", after=100),
        _sections(sheet.orders),
        *_signing(sheet),
        word.paragraph("Tembusan:", bold=True, size=9.5, after=0, keep=True),
        *(word.paragraph(line, size=9.5, after=0, hang=HANG) for line in _numbered(sheet.copies)),
        word.page_break(),
        word.paragraph("LAMPIRAN I – SUSUNAN TIM", bold=True, keep=True),
        *_grids(sheet.crews, (1.0, 5.0, 3.2, 2.2, 2.1, 3.1)),
        word.paragraph("LAMPIRAN II – RUTE DAN JADWAL", bold=True, keep=True),
        *_grids(sheet.timetables, (1.0, 2.6, 4.6, 3.9, 2.4, 2.1)),
    ]
    return word.document(blocks, f"Surat Perintah {sheet.number}", code)


def _head(sheet: OrderSheet, *, with_code: bool) -> str:
    left = [word.paragraph(line, size=10, align="center", after=0) for line in sheet.letterhead]
    right = []
    if with_code:
        right = [word.image(2.4), word.paragraph("keadaan terakhir", size=7.5, align="right")]
    half = round(8.4 * CM)
    return word.columns([[left, right]], (half, INNER - half))


def _sections(sections: Sequence[Section]) -> str:
    return word.columns(
        [
            [
                [word.paragraph(section.label)],
                [word.paragraph(":")],
                [
                    word.paragraph(line, after=40, hang=HANG if "\t" in line else 0)
                    for line in _numbered(section.lines)
                ],
            ]
            for section in sections
        ],
        SECTION_WIDTHS,
    )


def _signing(sheet: OrderSheet) -> list[str]:
    signed = [
        [
            word.paragraph(one.office, bold=True, align="center", after=900, keep=True),
            word.paragraph("_" * 30, align="center", after=0, keep=True),
            word.paragraph("nama, pangkat, NRP/NIP", size=8.5, align="center", after=0, keep=True),
            word.paragraph(one.note, size=8.5, align="center", after=160, faint=True),
        ]
        for one in sheet.signatures
    ]
    pairs = [signed[n : n + 2] for n in range(0, len(signed), 2)]
    rows = [[*pair, *([[]] * (2 - len(pair)))] for pair in pairs]
    issued = "\n".join(sheet.issued)
    return [
        word.paragraph(issued, align="right", after=160, keep=True),
        word.columns(rows, (INNER // 2, INNER - INNER // 2)),
    ]


def _grids(grids: Sequence[Grid], widths_cm: Sequence[float]) -> list[str]:
    scale = INNER / sum(widths_cm)
    widths = [round(cm * scale) for cm in widths_cm]
    blocks = []
    for grid in grids:
        blocks += [
            word.paragraph(grid.title, bold=True, keep=True),
            word.table(
                [grid.headings, *([breakable(cell) for cell in row] for row in grid.rows)], widths
            ),
            word.paragraph(grid.foot, size=9, after=200, faint=True),
        ]
    return blocks


def _numbered(lines: Sequence[str]) -> list[str]:
    if len(lines) == 1:
        return list(lines)
    return [f"{n}.\t{line}" for n, line in enumerate(lines, 1)]
