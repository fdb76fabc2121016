"""Plain plots as SVG text: points and lines on two axes, nothing more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import msgspec

WIDTH, HEIGHT = 720, 440
FONT = 'font-family="sans-serif" font-size="12" role="img"'
LEFT, RIGHT, TOP, BOTTOM = 64, 168, 24, 48
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444")
"""Okabe & Ito's, which colour-blind readers tell apart; each series has its own mark besides."""
MARKS = ("●", "■", "▲", "◆", "✚", "★", "✖")


class Series(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    points: tuple[tuple[float, float], ...]
    joined: bool = False


def plot(
    series: Sequence[Series],
    *,
    x: str,
    y: str,
    log: bool = False,
) -> str:
    """An SVG document; log: both axes logarithmic."""
    xs = [px for one in series for px, _ in one.points]
    ys = [py for one in series for _, py in one.points]
    across, along = _axis(xs, log=log), _axis(ys, log=log)
    inner_w, inner_h = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (
            LEFT + across.part(point[0]) * inner_w,
            TOP + (1 - along.part(point[1])) * inner_h,
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f"<title>{escape(y)} / {escape(x)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for tick in across.ticks:
        px = at((tick, along.ticks[0]))[0]
        parts.append(
            f'<path d="M{px:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>'
            f'<text x="{px:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick:g}</text>'
        )
    for tick in along.ticks:
        py = at((across.ticks[0], tick))[1]
        parts.append(
            f'<path d="M{LEFT} {py:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
            f'<text x="{LEFT - 6}" y="{py + 4:.1f}" text-anchor="end">{tick:g}</text>'
        )
    middle = LEFT + inner_w / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>')
    up = TOP + inner_h / 2
    parts.append(
        f'<text x="16" y="{up}" text-anchor="middle" transform="rotate(-90 16 {up})">'
        f"{escape(y)}</text>"
    )
    for n, one in enumerate(series):
        colour, mark = COLOURS[n % len(COLOURS)], MARKS[n % len(MARKS)]
        places = [at(point) for point in one.points]
        if one.joined and len(places) > 1:
            line = "L".join(f"{px:.1f} {py:.1f}" for px, py in places)
            parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [
            f'<text x="{px:.1f}" y="{py + 4:.1f}" text-anchor="middle" fill="{colour}">'
            f"{mark}</text>"
            for px, py in places
        ]
        ky = TOP + 14 + 20 * n
        parts.append(
            f'<text x="{WIDTH - RIGHT + 14}" y="{ky}" fill="{colour}">{mark}</text>'
            f'<text x="{WIDTH - RIGHT + 32}" y="{ky}">{escape(one.name)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


class _Axis(msgspec.Struct, frozen=True, kw_only=True):
    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool

    def part(self, value: float) -> float:
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def _axis(values: Sequence[float], *, log: bool) -> _Axis:
    low, high = min(values), max(values)
    if log:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        ticks = tuple(
            m * 10.0**e
            for e in range(first, last + 1)
            for m in (1, 2, 5)
            if low / 2.5 <= m * 10.0**e <= high * 2.5
        )
    else:
        if low == high:
            low, high = low - 0.5, high + 0.5
        span = high - low
        step = 10.0 ** math.floor(math.log10(span))
        step *= next(m for m in (0.2, 0.5, 1, 2) if span / (step * m) <= 8)
        start = math.floor(low / step)
        count = math.ceil(high / step) - start + 1
        ticks = tuple(round((start + n) * step, 9) for n in range(count))
    return _Axis(low=min(ticks[0], low), high=max(ticks[-1], high), ticks=ticks, log=log)
