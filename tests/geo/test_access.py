"""Who may use which street: rows of tags, expected modes along and against the line."""

from __future__ import annotations

import pytest

from sejuk.files.rules import street_rules
from sejuk.geo.access import access_of
from sejuk.model.district import MODE_BIT, RoadLine
from sejuk.model.force import MODES


def letters(bits: int) -> str:
    """`fmc` for foot, motorbike and car."""
    return "".join(mode.value[0] for mode in MODES if bits & MODE_BIT[mode])


def check(expected: str, highway: str, oneway: str | None = None, **tags: str) -> None:
    name = tags.pop("name", None)
    line = RoadLine(highway=highway, coords=(), name=name, oneway=oneway, tags=tags)
    found = access_of(line, street_rules())
    assert expected == (found.dropped or f"{letters(found.forward)} {letters(found.backward)}")


@pytest.mark.parametrize(
    ("expected", "highway", "oneway", "tags"),
    [
        ("fmc fmc", "residential", None, {}),
        ("fmc fmc", "residential", "no", {}),
        ("fmc f", "residential", "yes", {}),
        ("fmc f", "residential", "true", {}),
        ("fmc f", "residential", "1", {}),
        ("f fmc", "residential", "-1", {}),
        ("f fmc", "residential", "reverse", {}),
        ("fmc f", "tertiary", None, {"junction": "roundabout"}),
        ("f fmc", "tertiary", "-1", {"junction": "roundabout"}),
        ("fmc fmc", "tertiary", "no", {"junction": "roundabout"}),
        ("f f", "footway", None, {}),
        ("f f", "steps", None, {}),
        ("f f", "path", None, {}),
        ("fm fm", "path", None, {"motorcycle": "yes"}),
        ("f f", "footway", None, {"access": "yes"}),
        ("mc mc", "residential", None, {"foot": "no"}),
        ("fm fm", "residential", None, {"motor_vehicle": "no", "motorcycle": "yes"}),
        ("f f", "residential", None, {"motor_vehicle": "no"}),
        ("f f", "residential", None, {"access": "private", "foot": "yes"}),
        ("no_access", "residential", None, {"access": "private"}),
        ("motorway", "motorway", "yes", {"foot": "yes"}),
        ("motorway", "motorway_link", None, {}),
        ("bus_only", "busway", None, {}),
        ("bus_only", "bus_guideway", None, {}),
        ("bus_only", "service", None, {"name": "Busway Koridor 99"}),
        ("fmc fmc", "residential", None, {"name": "Jalan Busway"}),
        ("bus_only", "service", None, {"access": "no", "bus": "yes"}),
        ("bus_only", "primary", "yes", {"access": "no", "psv": "designated"}),
        ("f f", "service", None, {"access": "no", "bus": "yes", "foot": "yes"}),
        ("unknown_highway", "proposed", None, {}),
    ],
)
def test_modes(expected: str, highway: str, oneway: str | None, tags: dict[str, str]) -> None:
    check(expected, highway, oneway, **tags)
