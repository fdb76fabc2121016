"""What is told of an entry that is not of its form: which one, and what may stand there."""

from __future__ import annotations

import re

import msgspec

from sejuk.model.ids import REFERENCE_PATTERN
from sejuk.problems import Both, ProblemError, refuse

_REGEX = re.compile(
    r"matching regex (?P<pattern>'.*')(?: - at `\$\.?(?P<where>[^`]*)`)?$", re.DOTALL
)
_ALLOWED = {
    repr(REFERENCE_PATTERN): Both(
        "huruf, angka, spasi dan tanda . , : ; ( ) / - saja, paling banyak 120, "
        "tidak dengan lima belas angka berturut-turut; misalnya Sprin/123/XI/2024",
        "letters, digits, spaces and the signs . , : ; ( ) / - only, at most 120, "
        "not with fifteen digits in a row; such as Sprin/123/XI/2024",
    )
}
_AS_DOCUMENTED = Both("bentuk yang tertulis di /openapi.json", "the form that /openapi.json gives")
_NAMES = {
    "number": Both("nomor surat perintah", "number of the written order"),
    "tni_request": Both("nomor permintaan TNI", "number of the request for soldiers"),
    "request_number": Both("nomor permintaan TNI", "number of the request for soldiers"),
    "legal_basis": Both("dasar hukum", "legal basis"),
}


def not_of_its_form(error: msgspec.ValidationError, field: str = "") -> ProblemError | None:
    """`entry_malformed` for an entry with signs that it may not have; None for any other error.

    Args:
        field: its name, where the error does not say it.
    """
    found = _REGEX.search(str(error))
    if found is None:
        return None
    where = re.sub(r"[^\w.]+", "", found["where"] or "") or field
    name = where.rpartition(".")[2]
    return refuse(
        "entry_malformed",
        entry=_NAMES.get(name, Both(where, where)),
        allowed=_ALLOWED.get(found["pattern"], _AS_DOCUMENTED),
    )
