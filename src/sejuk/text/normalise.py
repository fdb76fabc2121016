"""The words of a text in one spelling, however people typed them."""

from __future__ import annotations

import re
import unicodedata

from sejuk.text.lexicon import lexicon

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_TWICE = re.compile(r"\b([^\W\d_]{3,})2\b")
_WORD = re.compile(r"\d+|[^\W\d_]+")


def normalise(text: str) -> str:
    """The words with one space between each; the same again when done again."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Lower case without accents, addresses, signs and stretched letters; chat spellings in full.

    `50rb` becomes `50 ribu`, `hati2` becomes `hati`, `10.000` becomes `10000`.
    """
    text = _INVISIBLE.sub("", _folded(text))
    text = _ADDRESS.sub(" ", text)
    text = _REPEATED.sub(r"\1", text)
    text = _THOUSANDS.sub("", text)
    text = _TWICE.sub(r"\1", text)
    spellings = lexicon().spellings
    found: list[str] = []
    for word in _WORD.findall(text):
        full = spellings.get(word)
        if full is None:
            found.append(word)
        else:
            found.extend(full.split())
    return found


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()
