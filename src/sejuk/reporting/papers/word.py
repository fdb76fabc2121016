"""A Word file (.docx) of paragraphs, tables and one picture.

Office Open XML (ECMA-376, part 1, section 17). A4; widths in twentieths of a point (dxa), pictures
in English metric units (EMU), as the format has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sejuk.reporting.papers.package import RELATION, content_types, packed, relations, said, xml

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE, MARGIN = (11906, 16838), 1247
INNER = PAGE[0] - 2 * MARGIN
"""What a line may be wide."""
CM = 567
EMU_OF_CM = 360_000
FAINT, SHADE = "42545D", "E3EAED"


def document(blocks: Iterable[str], foot: str, picture: bytes | None = None) -> bytes:
    """The file from its blocks; equal blocks give equal bytes.

    Args:
        foot: at the bottom of each page, before its number.
        picture: the PNG that `image` shows.
    """
    size = f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
    sides = "".join(f' w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    margins = f'<w:pgMar{sides} w:header="600" w:footer="600" w:gutter="0"/>'
    end = f'<w:sectPr><w:footerReference w:type="default" r:id="rf"/>{size}{margins}</w:sectPr>'
    names = (
        f'xmlns:w="{MAIN}" xmlns:r="{RELATION}" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
        f'xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture"'
    )
    body = f"<w:document {names}><w:body>{''.join(blocks)}{end}</w:body></w:document>"
    pages = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    pages += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    footer = f"<w:ftr {names}><w:p>{_run(f'{foot}  ·  ', size=8)}{pages}</w:p></w:ftr>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "/word/document.xml": f"{_KIND}.document.main+xml",
                "/word/styles.xml": f"{_KIND}.styles+xml",
                "/word/footer1.xml": f"{_KIND}.footer+xml",
            },
            {"xml": "application/xml", "png": "image/png"},
        ),
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": xml(body),
        "word/_rels/document.xml.rels": relations(
            {"rs": ("styles", "styles.xml"), "rf": ("footer", "footer1.xml")}
            | ({"rp": ("image", "media/code.png")} if picture else {})
        ),
        "word/styles.xml": xml(_STYLES),
        "word/footer1.xml": xml(footer),
    }
    return packed(parts | ({"word/media/code.png": picture} if picture else {}))


def paragraph(
    text: str,
    *,
    bold: bool = False,
    size: float = 10.5,
    align: str = "left",
    after: int = 60,
    keep: bool = False,
    faint: bool = False,
    hang: int = 0,
) -> str:
    """One paragraph; `\\n` breaks its line, a tab goes to where a hanging line begins.

    Args:
        keep: on one page with what follows.
        hang: how far all lines but the first are set in.
    """
    runs = "<w:r><w:br/></w:r>".join(
        _run(line, bold=bold, size=size, faint=faint) for line in text.split("\n")
    )
    return _paragraph(runs, align=align, after=after, keep=keep, hang=hang)


def image(side_cm: float, align: str = "right") -> str:
    """The document's picture, square."""
    side = round(side_cm * EMU_OF_CM)
    extent = f'cx="{side}" cy="{side}"'
    blip = '<pic:blipFill><a:blip r:embed="rp"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    shape = (
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    )
    about = '<pic:nvPicPr><pic:cNvPr id="1" name="QR"/><pic:cNvPicPr/></pic:nvPicPr>'
    drawn = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="1" name="QR" descr="QR"/><a:graphic><a:graphicData uri="{DRAWING}/picture">'
        f"<pic:pic>{about}{blip}{shape}</pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
    return _paragraph(drawn, align=align)


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[int], *, heading: bool = True, size: float = 9.5
) -> str:
    """A ruled table; its first row is repeated on each page. Cells are texts."""
    cells = [
        [
            _cell(
                [paragraph(c, bold=heading and n == 0, size=size, after=0)],
                w,
                shaded=heading and n == 0,
            )
            for c, w in zip(row, widths, strict=True)
        ]
        for n, row in enumerate(rows)
    ]
    return _table(cells, widths, ruled=True, heading=heading)


def columns(rows: Sequence[Sequence[Sequence[str]]], widths: Sequence[int]) -> str:
    """Cells of blocks beside each other, without rules."""
    cells = [
        [_cell(blocks, w, shaded=False) for blocks, w in zip(row, widths, strict=True)]
        for row in rows
    ]
    return _table(cells, widths, ruled=False, heading=False)


def page_break() -> str:
    """What follows begins on a new page."""
    return _paragraph('<w:r><w:br w:type="page"/></w:r>')


def _table(
    rows: Sequence[Sequence[str]], widths: Sequence[int], *, ruled: bool, heading: bool
) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = f'w:val="single" w:sz="4" w:color="{FAINT}"' if ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    wide, high = (100, 50) if ruled else (0, 0)
    inner = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # A row is never cut by the end of a page.
    once, repeated = (
        "<w:trPr><w:cantSplit/></w:trPr>",
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
    )
    inside = "".join(
        f"<w:tr>{repeated if heading and n == 0 else once}{''.join(row)}</w:tr>"
        for n, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{inner}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
    )


def _cell(blocks: Sequence[str], width: int, *, shaded: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if shaded else ""
    inside = "".join(blocks) or _paragraph("")
    # A cell ends with a paragraph, as the format wants it.
    end = "" if inside.endswith("</w:p>") else _paragraph("")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inside}{end}</w:tc>'


def _paragraph(
    runs: str, *, align: str = "left", after: int = 60, keep: bool = False, hang: int = 0
) -> str:
    together = "<w:keepNext/><w:keepLines/>" if keep else ""
    inset = f'<w:ind w:left="{hang}" w:hanging="{hang}"/>' if hang else ""
    return (
        f'<w:p><w:pPr>{together}<w:spacing w:before="0" w:after="{after}"/>{inset}'
        f'<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    )


def _run(text: str, *, bold: bool = False, size: float = 10.5, faint: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    colour = f'<w:color w:val="{FAINT}"/>' if faint else ""
    form = f'<w:rPr>{weight}{colour}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
    parts = (f'<w:t xml:space="preserve">{said(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{form}{'<w:tab/>'.join(parts)}</w:r>"


_STYLES = (
    f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
    '<w:sz w:val="21"/><w:lang w:val="id-ID"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style></w:styles>"
)
