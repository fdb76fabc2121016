"""`sejuk redact`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sejuk.cli.talk import give


def redact_command(
    text: Annotated[
        Path,
        Parameter(
            help="Berkas teks; - untuk masukan baku. A file; - for stdin.",
            allow_leading_hyphen=True,
        ),
    ],
    /,
) -> None:
    """Teks tanpa nomor, alamat, dan tanda pengenal. A text without what identifies a person."""
    from sejuk.app.redact_text import redact_file

    give(redact_file(None if str(text) == "-" else text))
