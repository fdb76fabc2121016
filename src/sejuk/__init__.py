"""sejuk plans, runs and accounts for joint territorial patrols that keep a district calm.

The library in one screen; names load what they need when they are first used:

    district = load_district(Path("wilayah"))
    planned = plan(NightOptions(district=Path("wilayah"), date=date(2024, 11, 28)), silent)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sejuk.version import __version__

if TYPE_CHECKING:
    from sejuk.app.build_district import district_from_files, sample_district
    from sejuk.app.compare_plans import compare
    from sejuk.app.context import silent
    from sejuk.app.gather import NightOptions
    from sejuk.app.plan_night import plan, write_plans
    from sejuk.files.district import load_district, save_district
    from sejuk.model.district import District
    from sejuk.model.force import Roster
    from sejuk.model.plan import Plan
    from sejuk.model.settings import PlanningSettings
    from sejuk.model.time import Shift
    from sejuk.model.values import Tension
    from sejuk.planning.verify import verify
    from sejuk.problems import ProblemError

__all__ = [
    "District",
    "NightOptions",
    "Plan",
    "PlanningSettings",
    "ProblemError",
    "Roster",
    "Shift",
    "Tension",
    "__version__",
    "compare",
    "district_from_files",
    "load_district",
    "plan",
    "sample_district",
    "save_district",
    "silent",
    "verify",
    "write_plans",
]

_HOME = {
    "District": "sejuk.model.district",
    "NightOptions": "sejuk.app.gather",
    "Plan": "sejuk.model.plan",
    "PlanningSettings": "sejuk.model.settings",
    "ProblemError": "sejuk.problems",
    "Roster": "sejuk.model.force",
    "Shift": "sejuk.model.time",
    "Tension": "sejuk.model.values",
    "compare": "sejuk.app.compare_plans",
    "district_from_files": "sejuk.app.build_district",
    "load_district": "sejuk.files.district",
    "plan": "sejuk.app.plan_night",
    "sample_district": "sejuk.app.build_district",
    "save_district": "sejuk.files.district",
    "silent": "sejuk.app.context",
    "verify": "sejuk.planning.verify",
    "write_plans": "sejuk.app.plan_night",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sejuk' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
