"""Settings from a JSON object: each key once, each value of its kind and within its bounds."""

from __future__ import annotations

import difflib
import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from sejuk.files.source import read_text, shown
from sejuk.problems import ProblemError, refuse

Choice = TypeVar("Choice", bound=StrEnum)


class Values(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    given: dict[str, object]

    def wrong(self, key: str, allowed: str) -> ProblemError:
        """The problem of one key."""
        value = shown(self.given.get(key))
        return refuse("bad_setting", file=self.file, key=key, value=value, allowed=allowed)

    def has(self, key: str) -> bool:
        return key in self.given

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        value = self.given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.wrong(key, f"{low} … {high} (0, 1, 2, …)")
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self.given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong(key, f"{low:g} … {high:g} (0.5, 1, 2.5, …)")
        if not low <= value <= high and value != default:
            raise self.wrong(key, f"{low:g} … {high:g} (0.5, 1, 2.5, …)")
        return float(value)

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """One of the words of `kind`; what follows in brackets or behind a comma explains."""
        value = self.given.get(key, default.value)
        words = {word.value: word for word in kind}
        if isinstance(value, str):
            if value.casefold() in words:
                return words[value.casefold()]
            start = re.split(r"\s*[,(]", value, maxsplit=1)[0].strip().casefold()
            if start in words:
                return words[start]
        raise self.wrong(key, "; ".join(words))

    def only_true(self, key: str) -> None:
        """For a choice that is not there yet, but that files of others name."""
        if self.given.get(key, True) is not True:
            raise self.wrong(key, "true")

    def day(self, key: str) -> date | None:
        """`2024-11-28`; None where the key is absent."""
        if key not in self.given:
            return None
        value = self.given[key]
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.wrong(key, "2024-11-28") from None

    def year(self, key: str) -> int | None:
        """`2024`, as a number or text."""
        if key not in self.given:
            return None
        if not re.fullmatch(r"[0-9]{4}", str(self.given[key])):
            raise self.wrong(key, "2024")
        return int(str(self.given[key]))


def read_values(path: Path, known: Collection[str]) -> Values:
    """The keys of a JSON object.

    Raises ProblemError: those of `read_text`, settings_not_json, unknown_setting, and bad_setting
    for a key that stands there twice.
    """
    text = read_text(path, max_megabytes=1)
    twice: list[str] = []

    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        twice.extend(key for key, n in Counter(key for key, _ in found).items() if n > 1)
        return dict(found)

    try:
        given = json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise refuse("settings_not_json", file=path.name, detail=shown(error)) from None
    if not isinstance(given, dict):
        raise refuse("settings_not_json", file=path.name, detail=type(given).__name__)
    for key in given:
        if key not in known:
            closest = difflib.get_close_matches(key[:80], known, cutoff=0.4) or sorted(known)
            raise refuse(
                "unknown_setting", file=path.name, key=shown(key), allowed=", ".join(closest)
            )
    values = Values(file=path.name, given=given)
    for key in twice:
        raise values.wrong(key, "1 ×")
    return values


def edges(values: Values, key: str) -> tuple[float, ...]:
    """Bands as `[0, 100, 200]`, or as text, `[0,100) [100,200) [200,inf)`: their lower edges.

    Raises ProblemError (bad_setting) unless they begin at 0, grow, and leave nothing between.
    """
    allowed = "[0, 100, 200]; [0,100) [100,200) [200,inf)"
    value = values.given.get(key)
    if isinstance(value, str):
        pairs = re.findall(r"\[\s*([0-9.]+)\s*,\s*([0-9.]+|inf)\s*\)", value)
        left = re.sub(r"\[[^\[\]()]*\)", "", value).strip(" ,;")
        found = [_edge(low) for low, _ in pairs]
        joined = [_edge(high) for _, high in pairs] == [*found[1:], math.inf]
        if left or not joined:
            raise values.wrong(key, allowed)
    elif isinstance(value, list) and all(_is_number(edge) for edge in value):
        found = [float(edge) for edge in value]
    else:
        raise values.wrong(key, allowed)
    if not found or found[0] != 0 or not _grow(found):
        raise values.wrong(key, allowed)
    return tuple(found)


def _edge(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _grow(found: Iterable[float]) -> bool:
    ordered = list(found)
    finite = all(math.isfinite(edge) for edge in ordered)
    return finite and all(a < b for a, b in itertools.pairwise(ordered))
