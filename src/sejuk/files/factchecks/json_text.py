"""JSON read without trust: its depth is looked at before it is read."""

from __future__ import annotations

import re

import msgspec

from sejuk.problems import refuse

MAX_DEPTH = 40
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
"""A string that does not end takes the rest, or each of its quotes would begin another."""


def read_json(source: str, text: str) -> object:
    """The value. Raises ProblemError: json_too_deep, json_broken."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise refuse("json_too_deep", source=source, limit=MAX_DEPTH)
        elif sign in "]}":
            depth -= 1
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise refuse("json_broken", source=source, detail=str(error)[:120]) from None
