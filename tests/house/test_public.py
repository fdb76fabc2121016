"""What `import sejuk` offers: complete, sorted, and no longer than a screen."""

from __future__ import annotations

import types

import sejuk

SCREEN_LINES = 40


def test_public_names_fit_a_screen_once_each() -> None:
    # Their order is ruff's (RUF022): classes, then functions.
    assert len(set(sejuk.__all__)) == len(sejuk.__all__) <= SCREEN_LINES


def test_public_names_exist() -> None:
    assert [name for name in sejuk.__all__ if not hasattr(sejuk, name)] == []


def test_nothing_else_looks_public() -> None:
    seen = {
        name
        for name, value in vars(sejuk).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert seen - {"annotations", "import_module", "TYPE_CHECKING"} <= set(sejuk.__all__)
