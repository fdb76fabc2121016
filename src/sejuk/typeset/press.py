"""A layout and its words to PNG, SVG or PDF, the same bytes each time.

Layouts are typst; words reach them as JSON alone and are never read as layout. Fonts are the
package's own and those inside typst, never the machine's, so that a card looks the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from typst import Fonts

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


def picture(
    layout: str, words: Mapping[str, Value], form: Literal["png", "svg"], scale: float = 1.0
) -> bytes:
    """One page as a picture.

    Args:
        layout: typst; reads its words with `json(bytes(sys.inputs.words))`.
        scale: pixels of a PNG for each point of the layout.
    """
    return _pressed(layout, words, form, scale=scale)


def paper(layout: str, words: Mapping[str, Value], made: datetime | None = None) -> bytes:
    """All pages as a PDF, dated `made`; without it, 1970."""
    return _pressed(layout, words, "pdf", made or datetime(1970, 1, 1, tzinfo=UTC))


def _pressed(
    layout: str,
    words: Mapping[str, Value],
    form: Literal["png", "svg", "pdf"],
    made: datetime | None = None,
    scale: float = 1.0,
) -> bytes:
    import typst  # noqa: PLC0415 - 80 MB that only cards and papers need

    made_of = {"words": json.dumps(words, ensure_ascii=False, sort_keys=True)}
    found = typst.compile(
        layout.encode(),
        format=form,
        ppi=72.0 * scale,
        sys_inputs=made_of,
        font_paths=_fonts(),
        timestamp=made,
    )
    if not isinstance(found, bytes):
        raise TypeError("a picture has one page")  # a layout that runs over: a defect of ours
    return found


@cache
def _fonts() -> Fonts:
    import typst  # noqa: PLC0415

    folder = str(files("sejuk.typeset").joinpath("fonts"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
