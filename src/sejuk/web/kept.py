"""Answers that a browser keeps: a tag says what it has, and 304 that it is still so."""

from __future__ import annotations

import gzip

from sejuk.web.endpoint import Media

REVALIDATED = "no-cache"
"""Kept, and asked about each time."""
UNCHANGING = "public, max-age=31536000, immutable"
"""For what has its digest in its name."""


def kept(
    content: bytes,
    packed: bytes | None,
    kind: str,
    tag: str,
    request: dict[str, str],
    *,
    keep: str = REVALIDATED,
    more: dict[str, str] | None = None,
) -> Media:
    """The content, packed where the browser takes that, or that nothing has changed.

    Args:
        content: as it is; may be empty where only `packed` is at hand.
        packed: the same as gzip; None: not worth it.
        request: headers in lower case.
    """
    headers = {
        "etag": f'"{tag}"',
        "cache-control": keep,
        "vary": "accept-encoding",
        **(more or {}),
    }
    if f'"{tag}"' in request.get("if-none-match", ""):
        return Media(content=b"", kind=kind, headers=headers, status=304)
    if packed is not None and "gzip" in request.get("accept-encoding", ""):
        return Media(content=packed, kind=kind, headers={**headers, "content-encoding": "gzip"})
    plain = content or (gzip.decompress(packed) if packed is not None else b"")
    return Media(content=plain, kind=kind, headers=headers)
