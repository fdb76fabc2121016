"""The neighbourhoods as one picture of its own: outlines and names, nothing of what happened there.

It has colours of its own in attributes, so that it needs no style and looks the same in the dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sejuk.model.district import District
from sejuk.reporting.map.areas import outline, place_name, short_names, ward_borders, wards
from sejuk.reporting.map.boxes import Room
from sejuk.reporting.map.projection import Projection, fit

GROUND = "#f3f1ea"
TONES = ("#e2e8dd", "#ebe3d3", "#dbe4ec", "#eadfe5")
"""Of wards, one after the other."""
LINE, BORDER, NAME = "#8f8a7d", "#5f5b52", "#3f3c36"
FONT = 17.0
"""Map units: legible where 800 of them are 360 px wide, by pinching."""


def public_map(district: District) -> str:
    """SVG, as wide as the page wants it."""
    projection = fit(district)
    parts = (*_areas(district, projection), *_names(district, projection))
    size = f"{projection.width:g} {projection.height:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img">'
        f"<title>{escape(district.name)}</title>"
        f'<rect width="100%" height="100%" fill="{GROUND}"/>{"".join(parts)}</svg>'
    )


def map_height(district: District) -> int:
    """At a width of 800."""
    return round(fit(district).height)


def _areas(district: District, projection: Projection) -> Iterator[str]:
    tone_of = {ward: TONES[n % len(TONES)] for n, ward in enumerate(wards(district))}
    yield f'<g stroke="{LINE}" stroke-width="1" stroke-linejoin="round" fill-rule="evenodd">'
    for hood in district.neighbourhoods:
        yield f'<path fill="{tone_of[hood.ward]}" d="{outline(hood, projection)}"/>'
    yield "</g>"
    border = ward_borders(district, projection)
    yield f'<path fill="none" stroke="{BORDER}" stroke-width="2" d="{border}"/>'


def _names(district: District, projection: Projection) -> Iterator[str]:
    room = Room(projection.width, projection.height)
    yield (
        f'<g font-family="system-ui, sans-serif" font-size="{FONT:g}" fill="{NAME}" '
        'text-anchor="middle" dominant-baseline="central">'
    )
    for hood in district.neighbourhoods:
        rings = [projection.line(ring) for rings in hood.rings for ring in rings]
        found = place_name(short_names(hood), FONT, rings, room)
        if found is not None:
            text, (x, y) = found
            yield f'<text x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'
    yield "</g>"
