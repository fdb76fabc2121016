"""`sejuk rumour import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.options import AsJson
from sejuk.cli.talk import give, say

if TYPE_CHECKING:
    from sejuk.app.factchecks.bring_in import BroughtIn, FromSource

MOST_SHOWN = 20


def import_command(
    *sources: Annotated[
        str,
        Parameter(
            name="SOURCE",
            allow_leading_hyphen=True,  # for `-` alone
            help="Berkas, `-` (masukan baku), atau alamat http(s). A file, `-` or an address: "
            "ClaimReview, Mafindo JSON, RSS, Atom, HTML, CSV.",
        ),
    ],
    out: Annotated[
        Path | None,
        Parameter(
            name="--out",
            help="Tabel CSV; yang sudah ada di dalamnya tetap. A table; what it has stays.",
        ),
    ] = None,
    own_network: Annotated[
        bool,
        Parameter(
            name="--own-network",
            negative="",
            help="Alamat di jaringan sendiri boleh ditanya. Addresses of the own network too.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Membawa masuk cek fakta yang sudah terbit. Brings in fact-checks of others."""
    from sejuk.app.factchecks.bring_in import STDIN, bring_in, brought_in_json
    from sejuk.app.factchecks.fetch import Limits
    from sejuk.files.factchecks.reading import MEGABYTES
    from sejuk.problems import refuse

    for source in sources:
        if source.startswith("-") and source != STDIN:
            raise refuse("unknown_option", option=source[:40], help="sejuk rumour import --help")
    if not sources:
        raise refuse("missing_option", option="SOURCE", help="sejuk rumour import --help")
    stdin = sys.stdin.buffer.read(MEGABYTES * 1_000_000 + 1) if STDIN in sources else b""
    if len(stdin) > MEGABYTES * 1_000_000:
        raise refuse("file_too_large", file="stdin", size=f">{MEGABYTES}", limit=MEGABYTES)
    found = bring_in(sources, out=out, stdin=stdin, limits=Limits(own_network=own_network))
    for told in found.sources:
        for remark in _remarks(told):
            say(remark)
    give(brought_in_json(found) if as_json else _table(found, out))


def _remarks(source: FromSource) -> list[str]:
    """What somebody should know of a source that did not come in whole."""
    lines = []
    if source.problem:
        lines += [
            f"✗ {source.problem['id']}",
            f"✗ {source.problem['en']} [{source.problem['code']}]",
        ]
    if source.skipped:
        items = ", ".join(f"{one.item or '?'} ({one.why})" for one in source.skipped[:MOST_SHOWN])
        lines.append(f"! {source.source}: tidak terpakai / left out: {items}")
    return lines


def _table(found: BroughtIn, out: Path | None) -> str:
    """A line for each source, then the checks where no table was asked for."""
    lines = [
        f"{one.source}: belum ada yang baru / nothing new"
        if one.unchanged
        else f"{one.source}: {one.checks} cek fakta / fact-checks ({one.form}), {one.new} baru"
        for one in found.sources
        if not one.problem
    ]
    if out is not None:
        return "\n".join([*lines, f"{out}: {len(found.checks)}"])
    shown = found.checks[:MOST_SHOWN]
    lines += [f"{one.verdict_word or '–'} | {one.title} | {one.publisher}" for one in shown]
    if len(found.checks) > len(shown):
        lines.append(f"… {len(found.checks) - len(shown)}")
    return "\n".join(lines)
