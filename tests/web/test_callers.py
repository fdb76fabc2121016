"""Callers are counted by names that lead nowhere the day after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sejuk.app.server_settings import ServerSettings
from sejuk.web.callers import Callers, network
from sejuk.web.server import _address

TODAY, TOMORROW = date(2024, 11, 28), date(2024, 11, 29)


def test_the_same_address_has_one_name_a_day() -> None:
    callers = Callers()
    first = callers.name("203.0.113.7", TODAY)
    assert callers.name("203.0.113.7", TODAY) == first
    assert callers.name("203.0.113.8", TODAY) != first
    assert callers.name("203.0.113.7", TOMORROW) != first
    # Also back on the same day: its key is gone.
    assert callers.name("203.0.113.7", TODAY) != first


def test_the_name_depends_on_chance_alone() -> None:
    """Nobody who knows address and day can work it out, or try all addresses of the world."""
    assert Callers().name("203.0.113.7", TODAY) != Callers().name("203.0.113.7", TODAY)
    fixed = [Callers(chance=lambda count: b"k" * count).name("203.0.113.7", TODAY) for _ in "ab"]
    assert fixed[0] == fixed[1]
    assert len(fixed[0]) == 16  # eight bytes in hexadecimal


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # a household has a /64
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("203.0.113.7", "203.0.113.70", False),
        ("testclient", "testclient", True),
        ("", "203.0.113.7", False),
    ],
)
def test_a_household_is_one_caller(a: str, b: str, same: bool) -> None:
    assert (network(a) == network(b)) == same


class Asked:
    """A request, as far as its address goes."""

    def __init__(self, peer: str, told: str) -> None:
        self.client: Any = type("Client", (), {"host": peer})
        self.headers = {"x-forwarded-for": told}


@pytest.mark.parametrize(
    ("url", "peer", "told", "who"),
    [
        ("https://a.example", "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        # Of a list the last: the one that our own proxy wrote.
        ("https://a.example", "127.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("https://a.example", "10.0.0.9", "203.0.113.7", "10.0.0.9"),
        ("http://a.example", "127.0.0.1", "203.0.113.7", "127.0.0.1"),
    ],
)
def test_only_the_proxy_is_believed(url: str, peer: str, told: str, who: str) -> None:
    asked: Any = Asked(peer, told)
    assert _address(asked, ServerSettings(folder="", url=url)) == who
    other = ServerSettings(folder="", url="https://a.example", proxies=frozenset({"10.0.0.9"}))
    from_elsewhere: Any = Asked("10.0.0.9", "203.0.113.7")
    assert _address(from_elsewhere, other) == "203.0.113.7"
