"""`sejuk serve`: what it refuses before it listens. That it serves is tested in tests/web."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.cli.command import check_refused, sejuk


@pytest.mark.parametrize(
    "options",
    [
        ("--port", "0"),
        ("--port", "65536"),
        ("--address", "rumah"),
        ("--url", "patroli.contoh.id"),
        ("--url", "https://contoh.id/di/sini"),
    ],
)
def test_bad_options(tmp_path: Path, options: tuple[str, ...]) -> None:
    check_refused(sejuk("serve", tmp_path / "data", *options), "bad_option")
    assert not (tmp_path / "data").exists()


def test_no_passwords_over_an_open_network(tmp_path: Path) -> None:
    answer = sejuk("serve", tmp_path / "data", "--address", "0.0.0.0")  # noqa: S104 – refused
    check_refused(answer, "address_not_secure")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        check_refused(sejuk("serve", tmp_path / "data", "--port", port), "port_taken")


def test_a_record_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(b"not a database, but long enough to look like one" * 40)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = str(trial.getsockname()[1])
    check_refused(sejuk("serve", tmp_path, "--port", port), "record_corrupt")
