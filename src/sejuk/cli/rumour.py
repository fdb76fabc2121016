"""`sejuk rumour match` and `sejuk rumour same`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson
from sejuk.cli.talk import give, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sejuk.app.match_texts import Matched, SamePair


def match_command(
    *,
    index: Annotated[
        Path, Parameter(name="--index", help="id,text (CSV): klaim, jawaban. Claims and answers.")
    ],
    queries: Annotated[
        Path, Parameter(name="--queries", help="id,text (CSV): pesan. Messages to look up.")
    ],
    as_json: AsJson = False,
) -> None:
    """Lima klaim terdekat untuk setiap pesan. The five nearest claims of each message."""
    from sejuk.app.match_texts import match_files

    say("… mencocokkan / matching")
    found = match_files(index, queries)
    give(msgspec.json.format(msgspec.json.encode(found)) if as_json else _matches(found))


def same_command(
    *,
    pairs: Annotated[
        Path, Parameter(name="--pairs", help="a,b (CSV): dua teks. Two texts in each row.")
    ],
    as_json: AsJson = False,
) -> None:
    """Apakah dua teks menyatakan hal yang sama. Whether two texts say the same."""
    from sejuk.app.match_texts import same_file

    found = same_file(pairs)
    give(msgspec.json.format(msgspec.json.encode(found)) if as_json else _pairs(found))


def _matches(found: Sequence[Matched]) -> str:
    """Five lines or fewer for each message; `=` marks what is preselected."""
    lines = []
    for one in found:
        lines.append(f"{one.id}: {'' if one.candidates else 'tidak ada / none'}".rstrip())
        lines += [
            f"  {'=' if c.id == one.same else ' '} {c.probability:4.2f}  {c.id}"
            f"{_against(c.against)}"
            for c in one.candidates
        ]
    return "\n".join(lines)


def _pairs(found: Sequence[SamePair]) -> str:
    return "\n".join(
        f"{'=' if one.same else '≠'} {one.probability:4.2f}{_against(one.against)}" for one in found
    )


_WHY = {
    "few_words": "terlalu pendek / too short",
    "number": "angka lain / another number",
    "place": "tempat lain / another place",
    "name": "nama lain / another name",
}


def _against(codes: Sequence[str]) -> str:
    return f"  ({', '.join(_WHY[code] for code in codes)})" if codes else ""
