"""Words of papers and the table of the daily return: our own, overlaid by a user's file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sejuk.files.source import read_text, shown
from sejuk.model.paper_words import PaperWords, ReturnTable
from sejuk.problems import refuse

WORDS, RETURN = "papers.toml", "lhgk.toml"
T = TypeVar("T")


def paper_words(path: Path | None = None) -> PaperWords:
    """The package's words, with those of a user's file in their place.

    Raises ProblemError: those of `read_text`, paper_words_malformed.
    """
    return _overlaid(WORDS, path, PaperWords)


def return_table(path: Path | None = None) -> ReturnTable:
    """The package's categories and kinds, with a user's added or in their place.

    Raises as `paper_words`.
    """
    return _overlaid(RETURN, path, ReturnTable)


def _overlaid(name: str, path: Path | None, kind: type[T]) -> T:
    values = _own(name)
    if path is None:
        return msgspec.convert(values, kind)
    text = read_text(path, max_megabytes=1)
    try:
        return msgspec.convert(_over(values, tomllib.loads(text)), kind)
    except (ValueError, RecursionError) as error:
        raise refuse("paper_words_malformed", file=path.name, detail=shown(error)) from None


def _over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged; everything else, lists too, takes the place of what was there."""
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _over(old, value)
        else:
            merged[key] = value
    return merged


@cache
def _own(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sejuk.files").joinpath(f"data/{name}").read_text("utf-8"))
