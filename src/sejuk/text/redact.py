"""Takes out of free text what identifies a person by its pattern (guarantee G1).

Patterns only: a name has none, and the writer is asked to look for names before sending. What
remains is sealed and ends.
"""

from __future__ import annotations

import re

MARK = "█"
"""Stands where something was taken out."""

_SEPARATED_DIGITS = r"\d(?:[ .\-/()]{0,2}\d)"
_PATTERNS = (
    # E-mail before handles: it holds one.
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    # Accounts on social media, and links to them.
    re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{2,}"),
    re.compile(
        r"(?:https?://)?(?:www\.|m\.)?(?:wa\.me|t\.me|facebook\.com|fb\.com|instagram\.com|"
        r"tiktok\.com|twitter\.com|x\.com|youtube\.com)/[^\s<>]+",
        re.IGNORECASE,
    ),
    # NIK (16), family card (16), bank accounts (10–16), telephones (9–13, also +62 and with
    # separators): no number in a report needs nine digits or more.
    re.compile(rf"(?<![\w])\+?\(?{_SEPARATED_DIGITS}{{8,}}\b"),
    # Number plates: B 1234 ABC. One or two letters, one to four digits, one to three letters.
    re.compile(r"\b[A-Z]{1,2}[ .\-]?\d{1,4}[ .\-]?[A-Z]{1,3}\b"),
)


def redact(text: str) -> str:
    """The text with each such pattern replaced by one mark."""
    for pattern in _PATTERNS:
        text = pattern.sub(MARK, text)
    return text
