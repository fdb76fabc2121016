"""The page on settings has every key of planning.toml, with the default that is in force."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from sejuk.model.settings import PlanningSettings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"
DEFAULTS = ROOT / "src" / "sejuk" / "files" / "data" / "planning.toml"
# Rows: | `key` | default | unit | meaning | why |
ROW = re.compile(r"^\| `(\w+)` \| ([\d.]+) \| ([^|]*) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_page_lists_every_setting_with_its_default() -> None:
    rows = ROW.findall(PAGE.read_text("utf-8"))
    defaults = tomllib.loads(DEFAULTS.read_text("utf-8"))
    assert {key: float(value) for key, value, *_ in rows} == defaults
    assert [key for key, *_ in rows] == list(defaults), "in the order of the file"


def test_every_setting_has_a_default() -> None:
    assert set(tomllib.loads(DEFAULTS.read_text("utf-8"))) == set(
        PlanningSettings.__struct_fields__
    )
