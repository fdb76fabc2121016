"""Which tags of a street are kept, whatever file it comes from, and how their values read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sejuk.files.source import clean_name

ACCESS_TAGS = (
    *("access", "area", "bus", "foot", "footway", "junction", "lanes", "motor_vehicle"),
    *("motorcar", "motorcycle", "motorroad", "oneway:bus", "oneway:foot", "oneway:motorcycle"),
    *("oneway:psv", "psv", "service", "vehicle"),
)
"""OSM keys that decide who may use a street and which way; all others are dropped."""

OTHER_LINES = (
    *("aerialway", "aeroway", "barrier", "boundary", "building", "landuse", "man_made"),
    *("natural", "power", "railway", "route", "waterway"),
)
"""A line with one of these keys and no `highway` is no street."""

NO_HIGHWAY = "road"
"""OSM's own value for a street whose class nobody knows."""

_LIST = re.compile(r"\[\s*(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<bare>[^\],]+))")
_HSTORE = re.compile(r'"(?P<key>[^"]+)"\s*=>\s*"(?P<value>[^"]*)"')
_WORDS = {"true": "yes", "false": "no", "1": "yes", "0": "no"}


def tag_text(value: object) -> str | None:
    """A tag's value as OSM would write it: the first of a list, `yes` for True, `2` for 2.0.

    OSMnx writes the values of merged streets as `['residential', 'tertiary']`.
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float):
        return str(value)
    text = clean_name(value)
    if text is None or text.casefold() in {"none", "nan", "null"}:
        return None
    match = _LIST.match(text)
    return clean_name(match[match.lastgroup or 0]) if match else text


def access_tags(properties: Mapping[str, object]) -> dict[str, str]:
    """The tags of `ACCESS_TAGS` that have a value, in that order."""
    found = {key: tag_text(properties.get(key)) for key in ACCESS_TAGS}
    return {key: value for key, value in found.items() if value is not None}


def oneway(value: object) -> str | None:
    """OSM's `oneway` as text; what Python and GIS programs write for it is turned back."""
    text = tag_text(value)
    return _WORDS.get(text.casefold(), text) if text else None


def unpacked(properties: Mapping[str, object]) -> Mapping[str, object]:
    """With GDAL's `other_tags` (`"oneway"=>"yes","bus"=>"no"`) spread into single tags."""
    packed = properties.get("other_tags")
    if not isinstance(packed, str):
        return properties
    return {m["key"]: m["value"] for m in _HSTORE.finditer(packed)} | dict(properties)
