"""How a server is set up: by the command line, and by nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """So many requests at once, and so many a minute in the long run."""

    burst: int
    per_minute: float


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    folder: str
    url: str = "http://127.0.0.1:8080"
    """The address that people type; the only one that is answered."""
    door: Rate = Rate(burst=60, per_minute=30)
    """Signing in and codes, by address. A whole station may be behind one."""
    guess: Rate = Rate(burst=10, per_minute=10)
    """Signing in with one account, wherever it is tried from."""
    usual: Rate = Rate(burst=200, per_minute=600)
    """Of one session, or of one address that is not signed in."""
    heavy: Rate = Rate(burst=5, per_minute=10)
    """Planning and checking plans."""
    tell: Rate = Rate(burst=12, per_minute=0.5)
    """The public forms, by address: thirty an hour. Half a kampung may share one address."""
    ask: Rate = Rate(burst=20, per_minute=2)
    """Tickets, by address; a code has 40 bits."""
    public: Rate = Rate(burst=120, per_minute=10)
    """Public forms from everywhere together, and tickets: a flood ends here, not in the record."""
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})
    """Addresses of the proxy in front, which is believed when it says who calls (X-Forwarded-For),
    where people come by HTTPS. Nobody else is."""

    @property
    def secure(self) -> bool:
        """People come by HTTPS, which a proxy in front of this server provides."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def cookie(self) -> str:
        """The prefix makes browsers insist on HTTPS and on this host alone."""
        return "__Host-sejuk" if self.secure else "sejuk"
