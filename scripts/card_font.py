"""Makes the font of cards and papers from the one that the front end has.

    pip install fonttools brotli
    python scripts/card_font.py

Two weights of Source Sans 3 (Latin) as plain TrueType, which typst reads; under another name, as
its licence (OFL, reserved name `Source`) asks of a changed version.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
SOURCE = (
    ROOT / "frontend/node_modules/@fontsource-variable/source-sans-3/files"
    "/source-sans-3-latin-wght-normal.woff2"
)
TARGET = ROOT / "src/sejuk/typeset/fonts"
FAMILY = "Sejuk Sans"
BOLD, REGULAR = 0x20, 0x40
"""Bits of OS/2.fsSelection."""


def main() -> None:
    """Writes both files; the same bytes each time."""
    for weight, style in ((400, "Regular"), (700, "Bold")):
        font = instantiateVariableFont(TTFont(SOURCE), {"wght": weight})
        font.flavor = None
        told = {1: FAMILY, 2: style, 3: f"SejukSans-{style}", 4: f"{FAMILY} {style}"}
        told |= {6: f"SejukSans-{style}", 16: FAMILY, 17: style}
        for record in font["name"].names:
            record.string = told.get(record.nameID, record.string)
        if style == "Bold":
            font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~REGULAR | BOLD
            font["head"].macStyle |= 1
        font["OS/2"].usWeightClass = weight
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(TARGET / f"SejukSans-{style}.ttf")


if __name__ == "__main__":
    main()
