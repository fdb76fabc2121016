"""The words of a text in one spelling, however people typed them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sejuk.text.lexicon import lexicon

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
SAID_TWICE = 3
"""Letters from which on a 2 behind a word says it twice: `hati2`, but not `rw2`."""
_TOKEN = re.compile(r"[^\W\d_]+(?:2(?!\w))?|\d+")


def normalise(text: str) -> str:
    """The words with one space between each; the same again when done again."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Lower case without accents, addresses, signs and stretched letters; chat spellings in full.

    `50rb` becomes `50 ribu`, `hati2` becomes `hati`, `10.000` becomes `10000`.
    """
    text = _folded(text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    text = _THOUSANDS.sub("", text)
    return [word for token in _TOKEN.findall(text) for word in in_full(token)]


@lru_cache(maxsize=2**16)
def in_full(token: str) -> tuple[str, ...]:
    """`hati2` said once, letters not stretched, in full."""
    if token.isdigit():
        return (token,)
    said = token.removesuffix("2")
    word = _REPEATED.sub(r"\1", said)
    full = tuple(lexicon().spellings.get(word, word).split())
    return full if said == token or len(said) >= SAID_TWICE else (*full, "2")


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
