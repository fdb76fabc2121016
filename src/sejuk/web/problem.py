"""A problem as RFC 9457 wants it (`application/problem+json`), in the reader's language."""

from __future__ import annotations

import msgspec

from sejuk.problems import ProblemError

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: str
    """`urn:sejuk:problem:CODE`."""
    status: int
    code: str
    """See the page of problems."""
    title: str
    """What happened."""
    detail: str
    """What to do."""


def problem_of(error: ProblemError, language: str) -> Problem:
    """The problem that an exception tells of."""
    return Problem(
        type=f"urn:sejuk:problem:{error.code}",
        status=error.kind.status,
        code=error.code,
        title=error.what(language),
        detail=error.do(language),
    )


def language_of(accept_language: str) -> str:
    """`id` or `en`, whichever `Accept-Language` likes better; Indonesian when it says nothing."""
    best, found = 0.0, "id"
    for part in accept_language[:200].split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        quality = _quality(parameter)
        if language in {"id", "in", "en"} and quality > best:
            best, found = quality, "en" if language == "en" else "id"
    return found


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
