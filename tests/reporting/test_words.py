"""No text is missing in one language, none is missing for a code, none is unused."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from sejuk.model.force import Agency, Mode
from sejuk.model.place import PlaceKind
from sejuk.model.plan import StopKind
from sejuk.problems import Both
from sejuk.reporting.figures import SHOWN
from sejuk.reporting.words import join, say, say_code, words

SOURCE = Path(__file__).parents[2] / "src" / "sejuk"
BY_CODE = {"reason", "what", "unmet_reason", "note"}
"""Sections whose keys come with the data."""


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(words()))
def test_both_languages_say_it_with_the_same_facts(key: str) -> None:
    both = words()[key]
    assert both.id.strip()
    assert both.en.strip()
    assert facts(both.id) == facts(both.en)


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("agency", [a.value for a in Agency]),
        ("mode", [m.value for m in Mode]),
        ("place_kind", [k.value for k in PlaceKind]),
        ("stop_kind", [k.value for k in StopKind]),
        ("figure", [shown.code for shown in SHOWN]),
        ("plan", ["sejuk", "named", "filled", "single", "manual"]),
        ("plan_meaning", ["sejuk", "named", "filled", "single", "manual"]),
    ],
)
def test_every_code_has_words(section: str, codes: list[str]) -> None:
    assert [c for c in codes if f"{section}.{c}" not in words()] == []


def used_codes(call: str, field: str) -> set[str]:
    """Text constants given as `field` to `call(...)` anywhere in planning."""
    trees = [ast.parse(file.read_text("utf-8")) for file in (SOURCE / "planning").rglob("*.py")]
    return {
        keyword.value.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call
        for keyword in node.keywords
        if keyword.arg == field
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
    }


def test_everything_planning_reports_has_words() -> None:
    keys = words()
    assert {c for c in used_codes("Unmet", "what") if f"what.{c}" not in keys} == set()
    assert {c for c in used_codes("Reason", "code") if f"reason.{c}" not in keys} == set()
    assert {
        c
        for c in used_codes("Unmet", "reason")
        if not any(k.startswith("unmet_reason.") and k.endswith(c) for k in keys)
    } == set()


def test_no_text_is_unused() -> None:
    files = [*(SOURCE / "reporting").rglob("*.py"), *(SOURCE / "reporting").rglob("*.html")]
    source = "\n".join(file.read_text("utf-8") for file in files)
    dynamic = set(re.findall(r'["\'](\w+)\.["\']? ?[~{]', source)) | set(
        re.findall(r'(?:say_code|code)\(\s*"(\w+)"', source)
    )
    unused = [
        key
        for key in words()
        if f'"{key}"' not in source
        and f"'{key}'" not in source
        and key.split(".")[0] not in dynamic
    ]
    assert unused == []


def test_numbers_follow_the_language() -> None:
    assert say("stop.value", value=1234.5) == Both("nilai 1.234,5", "value 1,234.5")


def test_unknown_code_stands_as_it_is() -> None:
    assert say_code("note", "from_the_future") == Both("from_the_future", "from_the_future")


def test_unknown_key_is_a_defect() -> None:
    with pytest.raises(KeyError):
        say("no.such")


def test_join_uses_each_languages_glue() -> None:
    assert join([Both("a", "b"), Both("c", "d")], Both(" dan ", " and ")) == Both(
        "a dan c", "b and d"
    )
