"""Which addresses name an account of social media, and so somebody (guarantees G8 and G15).

They are neither kept as evidence nor asked for anything: nobody's account is looked at.
"""

from __future__ import annotations

ACCOUNT_HOSTS = frozenset(
    {
        "bsky.app",
        "facebook.com",
        "fb.com",
        "fb.watch",
        "instagram.com",
        "kaskus.co.id",
        "line.me",
        "linkedin.com",
        "snackvideo.com",
        "t.me",
        "telegram.me",
        "threads.com",
        "threads.net",
        "tiktok.com",
        "twitter.com",
        "wa.me",
        "whatsapp.com",
        "x.com",
        "youtu.be",
        "youtube.com",
    }
)


def names_an_account(host: str) -> bool:
    """True for such a host and all below it: `m.facebook.com`."""
    parts = host.lower().rstrip(".").split(".")
    return any(".".join(parts[n:]) in ACCOUNT_HOSTS for n in range(len(parts)))
