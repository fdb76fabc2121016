"""`sejuk demo`: tonight's plan for the sample district, and a night that goes round once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.cli.crews import read_speed
from sejuk.cli.options import AsJson, DateText, PresetName, Seed, night_options, whole
from sejuk.cli.plan import say_example_roster, show_plans
from sejuk.cli.serve import server_settings
from sejuk.cli.story import story
from sejuk.cli.talk import progress_on_stderr, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.demo_night.people import Shown

FIRST_YEAR, LAST_YEAR = 1971, 2998
"""The story begins weeks before its night and ends days after: a record goes from 1970 to 2999."""
PAGES = (
    "rencana/rencana.html",
    "malam/rencana.html",
    "malam/rencana-besok.html",
    "malam/halaman-publik.html",
)
PAPERS = (
    "surat-perintah/surat-perintah.pdf",
    "malam/laporan-hasil-giat.txt",
    "malam/rilis-humas.txt",
    "malam/lhgk.xlsx",
    "malam/anev.pdf",
)
"""Where a newcomer looks first; there is more beside them."""


def demo_command(
    *,
    out: Annotated[Path, Parameter(name="--out", help="Folder hasil. Where it goes.")] = Path(
        "demo"
    ),
    date: DateText = None,
    seed: Seed = 0,
    preset: PresetName = "standard",
    as_json: AsJson = False,
    serve: Annotated[
        bool,
        Parameter(name="--serve", negative=(), help="Kamar operasi, hidup. The room, live."),
    ] = False,
    folder: Annotated[
        Path | None,
        Parameter(name="--folder", help="Folder catatan, untuk --serve. Of the record."),
    ] = None,
    port: Annotated[int, Parameter(name="--port", converter=whole, help="Porta. Port.")] = 8080,
    speed: Annotated[
        str,
        Parameter(name="--speed", help="Detik giat dalam satu detik. Shift seconds in a second."),
    ] = "20",
) -> None:
    """Wilayah contoh: rencana malam ini, dan satu malam tiruan dari laporan sampai laporan.

    The sample district: tonight's plan, and a simulated night from reports to reports.

    Dengan --serve: server dengan malam contoh yang berjalan. With --serve: a sample night, live.
    """
    if serve:
        show_night(folder, port=port, speed=read_speed(speed))
        return
    from sejuk.app.demo import demo

    options = night_options(
        out / "wilayah",
        roster=None,
        tension=None,
        settings=None,
        present=None,
        day=date,
        start="22:00",
        end="01:00",
        crews=None,
        seed=seed,
        preset=preset,
    )
    if options.date is not None and not FIRST_YEAR <= options.date.year <= LAST_YEAR:
        expected = f"{FIRST_YEAR} … {LAST_YEAR}"
        raise refuse("bad_option", option="--date", value=date, expected=expected)
    say_example_roster(None)
    # By name: the command and the server do not know each other.
    go_round = import_module("sejuk.web.demo").go_round
    with progress_on_stderr() as progress:
        done = demo(options, out, progress, go_round)
    show_plans(done.planned, as_json=as_json)
    say("✓ Satu malam, satu putaran, waktu tiruan / one night, once round, in simulated time:")
    for line in story(done.turned):
        say(f"  {line}")
    say("✓ Buka di peramban / open in a browser:")
    for name in PAGES:
        say(f"  {(out / name).resolve().as_uri()}")
    say("✓ Kertas malam itu / the papers of that night:")
    for name in PAPERS:
        say(f"  {out / name}")


def show_night(folder: Path | None, *, port: int, speed: float) -> None:
    """The operations room with a simulated night, until Ctrl-C."""
    from sejuk.app.serve import SAMPLE, ready
    from sejuk.files.district import load_district

    with tempfile.TemporaryDirectory(prefix="sejuk-") as temporary:
        chosen = folder or Path(temporary)
        settings = server_settings(chosen, address="127.0.0.1", port=port, url=None)
        say("i Menyiapkan malam contoh … / preparing a sample night …")
        ready(chosen, sample=True)
        district = load_district(chosen / "wilayah" / SAMPLE).name

        def tell(link: str, offices: Sequence[Shown]) -> None:
            say("✓ Buka tautan ini dan pilih jabatan / open this link and choose an office:")
            say(f"  {link}")
            for office in offices:
                say(f"    {office.name:<28} {link}/{office.account}")
            say(f"    {'Halaman umum / public page':<28} {settings.url}/publik")
            say(f"  Waktu berjalan {speed:g} × (Ctrl-C: berhenti) / time runs {speed:g} ×")

        import_module("sejuk.web.demo").run_demo(
            settings, port=port, district=district, speed=speed, tell=tell
        )
