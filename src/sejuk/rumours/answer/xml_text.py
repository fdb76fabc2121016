"""XML written by hand: elements in order, every text escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, section 2.2: what may stand in no document, however it is written."""


def element(name: str, inside: str = "", **attributes: str) -> str:
    """One element around what is XML already; attributes are escaped."""
    pairs = "".join(f" {key}={quoteattr(_clean(value))}" for key, value in attributes.items())
    return f"<{name}{pairs}>{inside}</{name}>\n" if inside else f"<{name}{pairs}/>\n"


def leaf(name: str, text: str, **attributes: str) -> str:
    """One element with a text, which is escaped."""
    return element(name, escape(_clean(text)), **attributes)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
