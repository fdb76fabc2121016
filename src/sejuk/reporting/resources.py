"""The package's own templates, styles, scripts and words: the one place that reads them."""

from __future__ import annotations

from importlib.resources import files


def resource_text(path: str) -> str:
    """Text of a file of this package, such as `templates/plan.html` or `templates/words.toml`."""
    return files("sejuk.reporting").joinpath(path).read_text(encoding="utf-8")
