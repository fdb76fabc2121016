"""What a publisher's word for its verdict means in ours; None for what has no such meaning."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from sejuk.model.claim import Verdict

_MARK = re.compile(r"^\s*[\[(]\s*([^\])]{2,40}?)\s*[\])]\s*[:\-–]?\s*")
_PREFIX = re.compile(r"^\s*(?:cek fakta|hoaks atau fakta|fact ?check)\s*[:\-–]\s*", re.IGNORECASE)
FALSE_SHARE, TRUE_SHARE = 0.125, 0.875
"""Of the way from the worst to the best rating: 1 and 5 of 5 count whole, the rest in part."""


def verdict_of(word: str) -> Verdict | None:
    """`[SALAH]`, `Misleading Content`; None for a word that has no such meaning."""
    return _table().get(_key(word))


def is_known(word: str) -> bool:
    """It is in `verdicts.toml`, if only as what has no verdict."""
    return _key(word) in _table()


def verdict_of_rating(value: object, worst: object, best: object) -> Verdict | None:
    """By the place of a number between the worst and the best, 1 and 5 where not given."""
    numbers = [_number(value), _number(worst, 1.0), _number(best, 5.0)]
    rating, low, high = numbers
    if rating is None or low is None or high is None or not low < high or not low <= rating <= high:
        return None
    share = (rating - low) / (high - low)
    if share <= FALSE_SHARE:
        return Verdict.FALSE
    return Verdict.TRUE if share >= TRUE_SHARE else Verdict.PARTLY_TRUE


def parted(title: str) -> tuple[str, str]:
    """A title's mark and the rest: `[SALAH] Kotak dibawa` → `SALAH`, `Kotak dibawa`."""
    title = _PREFIX.sub("", title)
    found = _MARK.match(title)
    if found is None or not title[found.end() :].strip():
        return "", title.strip()
    return found[1], title[found.end() :].strip()


def _number(value: object, default: float | None = None) -> float | None:
    if isinstance(value, bool) or value in (None, ""):
        return default
    try:
        return float(value) if isinstance(value, (int, float, str)) else None
    except ValueError:
        return None


def _key(word: str) -> str:
    return " ".join(re.findall(r"[a-z]+", word.casefold()))


@cache
def _table() -> dict[str, Verdict | None]:
    text = (files("sejuk.files") / "data" / "verdicts.toml").read_text(encoding="utf-8")
    return {
        _key(word): None if name == "none" else Verdict(name)
        for name, forms in tomllib.loads(text).items()
        for word in forms
    }
