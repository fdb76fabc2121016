"""Names as people type them, brought to one form so that they can be compared."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_STREET_WORDS = re.compile(r"^(?:jalan|jln|jl|gang|gg|lorong) (?=\S)")


def fold_name(text: str) -> str:
    """Lower case, no accents, no punctuation: `Tanah  Tinggi-4` → `tanah tinggi 4`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def street_key(text: str) -> str:
    """`fold_name` without a leading word for street: `Jl. Galur` → `galur`."""
    return _STREET_WORDS.sub("", fold_name(text))


def closest_names(text: str, names: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Up to `count` of `names` that look most like `text`, best first, each spelling once."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(street_key(name), name)
    found = difflib.get_close_matches(street_key(text)[:80], by_key, n=count, cutoff=0.5)
    return tuple(by_key[key] for key in found)
