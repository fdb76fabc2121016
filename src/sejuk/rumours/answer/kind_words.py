"""What goes to residents threatens nobody and puts no label on anybody (guarantee G8)."""

from __future__ import annotations

from sejuk.problems import refuse
from sejuk.text.phrases import check_phrases, refused


def require_kind(text: str, *, claim: str = "", sourced: bool = True) -> None:
    """Raises `answer_phrase`, with the first such words and what to write instead."""
    found = refused(check_phrases(text, claim=claim, sourced=sourced))
    if found:
        raise refuse(
            "answer_phrase",
            phrase=text[found[0].begin : found[0].end][:80],
            why=found[0].what,
            instead=found[0].instead,
        )
