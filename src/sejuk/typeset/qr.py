"""QR codes for cards and papers; their light margin is left to the layout."""

from __future__ import annotations

import io


def qr_svg(address: str) -> tuple[str, int]:
    """An SVG of the code, and its modules a side."""
    import segno  # noqa: PLC0415 – only papers with an address need it

    out, code = io.BytesIO(), segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode(), len(code.matrix)


def qr_png(address: str, scale: int = 8) -> tuple[bytes, int]:
    """A PNG of the code, and its modules a side; for files that hold no SVG."""
    import segno  # noqa: PLC0415

    out, code = io.BytesIO(), segno.make(address, error="m", micro=False)
    code.save(out, kind="png", border=0, scale=scale)
    return out.getvalue(), len(code.matrix)
