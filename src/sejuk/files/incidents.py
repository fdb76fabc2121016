"""Kinds of incidents and what they weigh, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sejuk.model.report import IncidentKind


@cache
def incident_kinds() -> dict[str, IncidentKind]:
    """Kind → what it weighs."""
    text = (files("sejuk.files") / "data" / "incidents.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["severity"]
    return {kind: IncidentKind(severity=severity) for kind, severity in rows.items()}
