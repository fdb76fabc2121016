"""An answer for tests: an invented office, an invented claim."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from sejuk.model.answer import Answer, AnswerKind, SourceCited
from sejuk.model.claim import SourceKind

WIB = timezone(timedelta(hours=7))
ISSUED = datetime(2024, 11, 28, 22, 30, tzinfo=WIB)
KPU = SourceCited(
    kind=SourceKind.ELECTION_BODY,
    title="KPU Kota Melati, hasil rekapitulasi",
    url="https://kpu.example/rekap",
    published=date(2024, 11, 28),
)


def answer(**other: object) -> Answer:
    fields: dict[str, Any] = {
        "kind": AnswerKind.FALSE,
        "about": "isu-7",
        "claim": "Kotak suara di TPS 04 dibawa pulang",
        "fact": "Kotak suara TPS 04 ada di gudang kecamatan, tersegel, dijaga saksi.",
        "short": "Kotak suara TPS 04 ada di gudang kecamatan, tersegel.",
        "sources": (KPU,),
        "issued_by": "Polsek Melati",
        "issued": ISSUED,
        "objection": "Loket aduan Polsek Melati, Jl. Kenanga 1",
    }
    if other.get("kind") is AnswerKind.AHEAD:
        fields["claim"] = ""
    return Answer(**{**fields, **other})
