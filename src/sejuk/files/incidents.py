"""Kinds of incidents and what they weigh, by one data file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sejuk.model.report import IncidentKind


@cache
def incident_kinds() -> dict[str, IncidentKind]:
    """Kind → what it weighs, and what it is taken together with."""
    text = (files("sejuk.files") / "data" / "incidents.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    group_of = {kind: group for group, kinds in table["groups"].items() for kind in kinds}
    return {
        kind: IncidentKind(severity=severity, group=group_of.get(kind, ""))
        for kind, severity in table["severity"].items()
    }
