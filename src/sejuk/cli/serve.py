"""`sejuk serve`."""

from __future__ import annotations

from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from msgspec.structs import replace

from sejuk.cli.options import whole
from sejuk.cli.talk import say
from sejuk.problems import refuse

if TYPE_CHECKING:
    from sejuk.app.server_settings import ServerSettings

FOLDER = Path("sejuk-data")


def serve_command(
    folder: Annotated[
        Path, Parameter(help="Folder catatan. Folder of the record; made if missing.")
    ] = FOLDER,
    /,
    *,
    address: Annotated[
        str, Parameter(name="--address", help="Alamat jaringan. Network address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, Parameter(name="--port", converter=whole, help="Porta, 1–65535. Port.")
    ] = 8080,
    url: Annotated[
        str | None,
        Parameter(name="--url", help="Alamat yang diketik orang. The address that people type."),
    ] = None,
    proxy: Annotated[
        str | None,
        Parameter(
            name="--proxy",
            help="Alamat proksi di depan; baku: mesin ini. Of the proxy in front; default: here.",
        ),
    ] = None,
    sample: Annotated[
        bool,
        Parameter(name="--sample", negative=(), help="Dengan wilayah contoh. With the sample."),
    ] = False,
) -> None:
    """Server untuk ruang kendali dan gawai tim. The server for the operations room and crews."""
    from sejuk.app.serve import ready

    settings = server_settings(folder, address=address, port=port, url=url, proxy=proxy)
    ready(folder, sample=sample)

    def tell(code: str | None) -> None:
        if code is not None:
            say("Administrator pertama: buka tautan ini, satu kali, dalam 24 jam.")
            say("First administrator: open this link, once, within 24 hours.")
            say(f"  {settings.url}/mulai/{code}")
        say(f"Melayani di / serving at {settings.url}  (Ctrl-C: berhenti / stop)")

    # By name: the command and the server do not know each other.
    import_module("sejuk.web.run").run(settings, address=address, port=port, tell=tell)


def server_settings(
    folder: Path, *, address: str, port: int, url: str | None, proxy: str | None = None
) -> ServerSettings:
    """Raises `bad_option`, and `address_not_secure` for passwords over an open network."""
    from sejuk.app.server_settings import ServerSettings

    try:
        loopback = ip_address(address).is_loopback
    except ValueError:
        raise refuse(
            "bad_option", option="--address", value=address, expected="127.0.0.1"
        ) from None
    if not 1 <= port <= 65535:
        raise refuse("bad_option", option="--port", value=port, expected="1 … 65535")
    shown = f"[{address}]" if ":" in address else address
    found = (url or f"http://{shown}:{port}").rstrip("/")
    if not found.startswith(("http://", "https://")) or found.count("/") != 2:
        raise refuse("bad_option", option="--url", value=found, expected="https://contoh.id")
    if not loopback and not found.startswith("https://"):
        raise refuse("address_not_secure", address=address)
    settings = ServerSettings(folder=str(folder.resolve()), url=found)
    if proxy is None:
        return settings
    try:
        known = str(ip_address(proxy))
    except ValueError:
        raise refuse("bad_option", option="--proxy", value=proxy, expected="127.0.0.1") from None
    return replace(settings, proxies=frozenset({known}))
