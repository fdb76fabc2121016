"""A light Indonesian affix stripper, so that `penculikan` and `diculik` are one word.

Own rules after the morphology in Sneddon et al. 2010, *Indonesian: A Comprehensive Grammar*, ch. 1;
no dictionary of roots. Where `meN-` and `peN-` swallow the root's first letter (`tipu` – `menipu`),
k, p, t and s before a vowel are left out of every stem, so that both agree.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 3
_VOWELS = frozenset("aiueo")
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = (
    *("memper", "diper", "menge", "penge", "meng", "peng", "meny", "peny", "mem", "pem"),
    *("men", "pen", "ber", "ter", "per", "me", "pe", "di", "ke", "se"),
)
_BEFORE_SONORANTS = ("me", "pe")
_SONORANTS = frozenset("lrwymn")
_SWALLOWED = frozenset("kpts")


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """Of one lower-case word. Numbers, and words of at most four letters, are left as they are."""
    if len(word) < 5 or not word.isalpha():
        return word
    root = _without_prefixes(_without_suffixes(word))
    if len(root) > SHORTEST and root[0] in _SWALLOWED and root[1] in _VOWELS:
        root = root[1:]
    return root if len(root) >= SHORTEST else word


def _without_suffixes(word: str) -> str:
    for group in (_PARTICLES, _OWNERS, _SUFFIXES):
        for ending in group:
            if word.endswith(ending) and len(word) - len(ending) > SHORTEST:
                word = word[: -len(ending)]
                break
    return word


def _without_prefixes(word: str) -> str:
    for _ in range(2):
        for prefix in _PREFIXES:
            rest = word[len(prefix) :]
            least = SHORTEST if len(prefix) >= 3 else SHORTEST + 1
            if not word.startswith(prefix) or len(rest) < least:
                continue
            if prefix in _BEFORE_SONORANTS and rest[0] not in _SONORANTS:
                continue
            word = _restored(prefix, rest)
            break
        else:
            break
    return word


def _restored(prefix: str, rest: str) -> str:
    """With the letter that the prefix swallowed."""
    if prefix in {"meny", "peny"}:
        return "s" + rest
    if rest[0] in _VOWELS and prefix in {"mem", "pem"}:
        return "p" + rest
    if rest[0] in _VOWELS and prefix in {"men", "pen"}:
        return "t" + rest
    return rest
