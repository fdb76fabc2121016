"""`sejuk crews`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from sejuk.cli.options import AsJson, DistrictFolder, RosterFile, Seed, TensionFile, read_seed
from sejuk.cli.talk import give, progress_on_stderr, say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.crews.walk import Walked

LINK = re.compile(r"(http://[^/\s]+)/mulai/([A-Za-z0-9_-]{43})")


def crews_command(
    district: DistrictFolder,
    /,
    *,
    plan: Annotated[Path, Parameter(name="--plan", help="plan.json dari `sejuk plan`.")],
    roster: RosterFile = None,
    tension: TensionFile = None,
    speed: Annotated[
        str,
        Parameter(name="--speed", help="Detik giat dalam satu detik. Shift seconds in a second."),
    ] = "60",
    url: Annotated[
        str | None,
        Parameter(name="--link", help="Tautan administrator pertama. The first link of a server."),
    ] = None,
    sos: Annotated[
        bool, Parameter(name="--sos", negative="--no-sos", help="Satu tim menekan SOS. One SOS.")
    ] = True,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Tim tiruan menjalankan rencana lewat API. Simulated crews walk a plan over the API."""
    from sejuk.app.crews.walk import CrewOptions, read_night, walk_night

    options = CrewOptions(
        district=district,
        plan=plan,
        roster=roster,
        tension=tension,
        speed=read_speed(speed),
        seed=read_seed(seed),
        sos=sos,
    )
    night = read_night(options)
    with progress_on_stderr() as progress:
        if url is not None:
            address, code = read_link(url)
            walked = walk_night(night, address, code, options, progress)
        else:
            with own_server(district) as (address, code):
                walked = walk_night(night, address, code, options, progress)
    give(msgspec.json.encode(walked) if as_json else summary(walked))


def read_speed(text: str) -> float:
    """Raises `bad_option`."""
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", text) or float(text) <= 0:
        raise refuse("bad_option", option="--speed", value=text[:40], expected="60")
    return float(text)


def read_link(text: str) -> tuple[str, str]:
    """Address and code of a link. Raises `bad_option`."""
    found = re.fullmatch(r"(https?://[^/\s]+)/mulai/([A-Za-z0-9_-]{43})", text.strip())
    if found is None:
        raise refuse("bad_option", option="--link", value=text[:60], expected="http://…/mulai/…")
    return found[1], found[2]


@contextmanager
def own_server(district: Path) -> Iterator[tuple[str, str]]:
    """A server of our own, with this district, for as long as it is needed; address and code."""
    from sejuk.app.crews.client import wait_until_up
    from sejuk.app.serve import free_port

    with tempfile.TemporaryDirectory(prefix="sejuk-") as name:
        folder = Path(name)
        (folder / "wilayah").mkdir()
        (folder / "wilayah" / "ini").symlink_to(district.resolve())
        port = str(free_port())
        command = [sys.executable, "-m", "sejuk", "serve", name, "--port", port]
        server = subprocess.Popen(  # noqa: S603 – our own command
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            address, code = _greeting(server)
            wait_until_up(address)
            say(f"i Server sementara / temporary server: {address}")
            yield address, code
        finally:
            server.terminate()
            server.wait()
            if server.stderr:
                server.stderr.close()


def summary(walked: Walked) -> str:
    """One line for people."""
    return (
        f"{walked.order}: {walked.crews} tim, {walked.acknowledged}/{walked.made} kejadian "
        f"diterima dalam {walked.seconds:.0f} s, {walked.alarms_closed} SOS ditangani, "
        f"kiriman paling lambat {walked.slowest_push_ms:.0f} ms"
    )


def _greeting(server: subprocess.Popen[str]) -> tuple[str, str]:
    """The link that the server shows. Raises `server_unreachable` when it ends first."""
    seen = []
    for line in server.stderr or ():
        seen.append(line)
        found = LINK.search(line)
        if found:
            return found[1], found[2]
    raise refuse("server_unreachable", detail=" ".join("".join(seen).split())[-200:])
