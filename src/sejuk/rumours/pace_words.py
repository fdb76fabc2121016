"""Growth in the words of whoever reads it."""

from __future__ import annotations

from sejuk.problems import Both
from sejuk.rumours.growth import Growth, Trend

_TREND: dict[Trend, Both] = {
    Trend.GROWING: Both("makin meluas", "spreading"),
    Trend.FALLING: Both("mereda", "fading"),
    Trend.UNCLEAR: Both("belum jelas naik atau turun", "not clear whether it rises or falls"),
}


def growth_words(growth: Growth) -> Both:
    """One line: the trend, how likely growth is, and the pace with its interval."""
    if growth.thin:
        return Both(
            f"data tipis: {growth.seen} kali lagi sesudah yang pertama",
            f"thin data: {growth.seen} more after the first",
        )
    pace = growth.pace
    trend = _TREND[growth.trend]
    if growth.trend is Trend.UNCLEAR or pace is None:
        part = f"{growth.probability:.0%}"
        return Both(f"{trend.id} (peluang meluas {part})", f"{trend.en} ({part} likely to grow)")
    how = Both("menjadi dua kali", "doubles") if pace.doubles else Both("tinggal separuh", "halves")
    low, high = f"{pace.shortest:.1f}", "…" if pace.longest is None else f"{pace.longest:.1f}"
    days = f"{pace.days:.1f}"
    return Both(
        f"{trend.id}: {how.id} tiap {_comma(days)} hari ({_comma(low)}–{_comma(high)})",
        f"{trend.en}: {how.en} every {days} days ({low}–{high})",
    )


def _comma(number: str) -> str:
    return number.replace(".", ",")
