"""One address is asked, with limits on everything, and never one inside by mistake."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.factchecks.bring_in import ASKED, bring_in
from sejuk.app.factchecks.fetch import Known, Limits, fetch
from sejuk.problems import ProblemError
from tests.cli.command import check_refused, check_refused_as_json, done, sejuk
from tests.factchecks.misbehaving import ETAG, MODIFIED, Server, misbehaving
from tests.factchecks.samples import CLAIM, CSV, FORMS

LIMITS = Limits(
    connect_seconds=0.3, total_seconds=0.6, megabytes=0.3, redirects=3, own_network=True
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with misbehaving() as running:
        yield running


def check_problem(code: str, address: str, limits: Limits = LIMITS) -> ProblemError:
    with pytest.raises(ProblemError) as found:
        fetch(address, limits=limits)
    assert found.value.code == code, found.value
    assert found.value.what("id") != found.value.what("en")
    return found.value


@pytest.mark.parametrize(
    ("path", "form"),
    [("/rss", "rss"), ("/gzip", "rss"), ("/deflate", "rss"), ("/moved", "rss"), ("/json", "")],
)
def test_what_is_whole_comes_whole(server: Server, path: str, form: str) -> None:
    assert fetch(server.url(path), limits=LIMITS).content == FORMS[form or "claim_review"]


def test_it_says_little_of_itself(server: Server) -> None:
    fetch(server.url("/conditional"), limits=LIMITS)
    fetch(server.url("/conditional"), limits=LIMITS)
    headers = server.heard[-1][1]
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"].startswith("sejuk/")


def test_asks_only_for_what_has_changed(server: Server) -> None:
    first = fetch(server.url("/conditional"), limits=LIMITS)
    assert first.known == Known(etag=ETAG, modified=MODIFIED)
    again = fetch(server.url("/conditional"), first.known, LIMITS)
    assert again.content is None
    assert again.known == first.known
    other = fetch(server.url("/conditional"), Known(etag='"b"', modified=MODIFIED), LIMITS)
    assert other.content == FORMS["rss"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/none", "fetch_status"),
        ("/error", "fetch_status"),
        ("/picture", "fetch_wrong_type"),
        ("/no-type", "fetch_wrong_type"),
        ("/br", "fetch_wrong_type"),
        ("/truncated", "fetch_failed"),
        ("/gzip-truncated", "fetch_failed"),
        ("/not-gzip", "fetch_failed"),
        ("/huge", "fetch_too_large"),
        ("/bomb", "fetch_too_large"),
        ("/drip", "fetch_timeout"),
        ("/drip-head", "fetch_timeout"),
        ("/silent", "fetch_timeout"),
        ("/no-http", "fetch_failed"),
        ("/nothing", "fetch_failed"),
        ("/many-headers", "fetch_failed"),
        ("/long-header", "fetch_failed"),
        ("/chunks-broken", "fetch_failed"),
        ("/loop", "fetch_redirects"),
        ("/to-file", "address_refused"),
        ("/to-nonsense", "address_refused"),
    ],
)
def test_what_servers_do_wrong(server: Server, path: str, code: str) -> None:
    check_problem(code, server.url(path))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://periksa.example/a",
        "http://",
        "http:///a",
        "http://budi:sandi@periksa.example/",
        "http://periksa.example:99999/",
        "http://[::1/",
        "http://" + "a" * 3000,
        "http://a..example/",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    check_problem("address_refused", address)


INSIDE = """
    127.0.0.1 localhost 127.1 2130706433 0x7f.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.0.1
    169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 [::1] [::] [fe80::1] [fc00::1]
    [::ffff:127.0.0.1] [::ffff:10.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [ff02::1]
"""


@pytest.mark.parametrize("host", INSIDE.split())
def test_nothing_inside_is_asked_unless_told(host: str) -> None:
    limits = msgspec.structs.replace(LIMITS, own_network=False)
    check_problem("address_own_network", f"http://{host}:9/a", limits)


def resolved(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[Any]:
    """Names lead where they are said to, and connections go to the test's server; who is asked."""
    asked: list[Any] = []
    really, connect = socket.getaddrinfo, socket.create_connection

    def looked_up(host: str, port: int, *more: int, **named: int) -> list[Any]:
        if host not in names:
            return list(really(host, port, *more, **named))
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, (ip, port)) for ip in names[host]]

    def connected(place: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(place[0])
        return connect(("127.0.0.1", place[1]), timeout)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", connected)
    return asked


OUTSIDE = "93.184.215.14"


@pytest.mark.parametrize("path", ["/to-loopback", "/to-metadata"])
@pytest.mark.parametrize("own_network", [True, False])
def test_nobody_outside_can_send_it_inside(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str, *, own_network: bool
) -> None:
    asked = resolved(monkeypatch, {"periksa.example": [OUTSIDE]})
    limits = msgspec.structs.replace(LIMITS, own_network=own_network)
    address = f"http://periksa.example:{server.server_port}{path}"
    check_problem("address_own_network", address, limits)
    assert asked == [OUTSIDE], "it connects to what it has looked at, and no further"


def test_a_name_that_leads_both_ways_leads_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolved(monkeypatch, {"dua.example": [OUTSIDE, "10.0.0.1"]})
    limits = msgspec.structs.replace(LIMITS, own_network=False)
    check_problem("address_own_network", "http://dua.example/", limits)
    assert asked == []


def test_no_problem_repeats_a_key(server: Server) -> None:
    problem = check_problem("fetch_status", server.url("/none?key=rahasia"))
    assert "rahasia" not in problem.what("id") + problem.what("en")


# `sejuk rumour import`, whole.


def test_a_table_grows_and_keeps_what_it_has(server: Server, tmp_path: Path) -> None:
    out = tmp_path / "cek.csv"
    file = tmp_path / "sendiri.csv"
    file.write_text(CSV, encoding="utf-8")
    done("rumour", "import", file, "--out", out)
    told = done(
        "rumour", "import", server.url("/conditional?key=rahasia"), "--own-network",
        "--out", out, "--json",
    ).json()  # fmt: skip
    # The one that both have is the same by publisher, address and claim.
    assert [s["new"] for s in told["sources"]] == [1]
    assert len(told["checks"]) == len(out.read_text("utf-8").splitlines()) - 1 == 3
    assert "rahasia" not in (out.with_name(out.name + ASKED)).read_text()
    before = out.read_bytes()
    again = done(
        "rumour", "import", server.url("/conditional?key=rahasia"), "--own-network", "--out", out
    )
    assert "nothing new" in again.out
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/malformed", "feed_broken"),
        ("/laughs", "xml_entities"),
        ("/deep", "json_too_deep"),
        ("/bad-charset", "not_utf8"),
    ],
)
def test_contents_that_are_wrong(server: Server, tmp_path: Path, path: str, code: str) -> None:
    out = tmp_path / "cek.csv"
    with pytest.raises(ProblemError) as found:
        bring_in([server.url(path)], out=out, limits=LIMITS)
    assert found.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_what_was_good_is_kept(server: Server, tmp_path: Path) -> None:
    out = tmp_path / "cek.csv"
    sources = [server.url(path) for path in ("/cut-feed", "/error", "/html")]
    found = bring_in(sources, out=out, limits=LIMITS)
    assert [(s.checks, s.problem and s.problem["code"]) for s in found.sources] == [
        (1, None),
        (0, "fetch_status"),
        (2, None),
    ]
    assert [s.why for s in found.sources[0].skipped] == ["file_truncated"]
    assert CLAIM in out.read_text("utf-8")


def test_own_notes_are_not_written_over(tmp_path: Path) -> None:
    out, source = tmp_path / "cek.csv", tmp_path / "a.csv"
    out.write_text(CSV, encoding="utf-8")
    source.write_text("klaim\nJembatan\n", encoding="utf-8")
    check_refused(sejuk("rumour", "import", source, "--out", out), "file_exists")
    assert out.read_text("utf-8") == CSV


def test_the_command_line(tmp_path: Path) -> None:
    check_refused(sejuk("rumour", "import"), "missing_option")
    check_refused(sejuk("rumour", "import", "--outt", "x"), "unknown_option")
    check_refused(sejuk("rumour", "import", tmp_path / "tiada"), "file_missing")
    check_refused_as_json(
        sejuk("rumour", "import", "http://127.0.0.1:9/", "--json"), "address_own_network"
    )
    file = tmp_path / "a.json"
    file.write_bytes(FORMS["mafindo"])
    assert "Kotak Suara Dibawa Pulang" in done("rumour", "import", file).out
    assert len(json.loads(done("rumour", "import", file, "--json").out)["checks"]) == 3
