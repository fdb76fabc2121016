"""How hard a text is to read, so that two drafts of one answer can be compared.

LIX (C.-H. Björnsson, Läsbarhet, 1968; in English: J. Anderson, "Lix and Rix: variations on a
little-known readability index", Journal of Reading 26, 1983) is words per sentence plus the
percentage of words of more than six letters. It needs no dictionary and no counting of syllables.
It was fitted to Swedish: Indonesian builds words with affixes (`menyebarluaskan`), so its figures
run higher and its school grades mean nothing here. Use it to see which of two drafts is plainer,
and look at the sentences that are pointed out.
"""

from __future__ import annotations

import re

import msgspec

MOST_WORDS = 20
"""Of a sentence read in one go; M. Cutts, Oxford Guide to Plain English: 15–20 on average."""
LONG_LETTERS = 7

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?![ \t\r\n]|$)[^.!?\n]*)*(?:[.!?]+|\n|$)")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,:][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    words: int
    sentences: int
    long_words: int
    """Of more than six letters."""
    lix: float
    """0 for a text without words."""
    long_sentences: tuple[tuple[int, int], ...]
    """Begin and end of each sentence of more than 20 words."""


def reading(text: str) -> Reading:
    """What there is to read; a line end ends a sentence, the point in `22.00` does not."""
    words = sentences = long_words = 0
    too_long: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        found = _WORD.findall(match[0])
        if not found:
            continue
        sentences += 1
        words += len(found)
        long_words += sum(len(_LETTERS.findall(word)) >= LONG_LETTERS for word in found)
        if len(found) > MOST_WORDS:
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            too_long.append((begin, match.start() + len(match[0].rstrip())))
    return Reading(
        words=words,
        sentences=sentences,
        long_words=long_words,
        lix=words / sentences + 100 * long_words / words if words else 0.0,
        long_sentences=tuple(too_long),
    )
