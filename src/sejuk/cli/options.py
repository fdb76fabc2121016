"""Options that several commands share, read from text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sejuk.problems import refuse

if TYPE_CHECKING:
    from cyclopts import Token

    from sejuk.app.gather import NightOptions
    from sejuk.model.pin import Pin

MOST_SEED = 2**32 - 1


def whole(_type: type[int], tokens: Sequence[Token]) -> int:
    """A whole number in plain digits; the parser itself would take 1.5 for 1."""
    text = tokens[0].value
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


DistrictFolder = Annotated[
    Path,
    Parameter(help="Folder wilayah dari `sejuk district build`. A district's folder."),
]
RecordFolder = Annotated[Path, Parameter(help="Folder catatan. The record's folder.")]
RosterFile = Annotated[
    Path | None,
    Parameter(name="--roster", help="Kuat pers (CSV). Without it: the example of ten people."),
]
TensionFile = Annotated[
    Path | None,
    Parameter(name="--tension", help="Suhu per wilayah (CSV). Without it: all areas equal."),
]
SettingsFile = Annotated[
    Path | None, Parameter(name="--settings", help="Angka perencanaan (TOML). Planning settings.")
]
PresentFile = Annotated[
    Path | None,
    Parameter(name="--present", help="Rute yang biasa dipakai (CSV). Your habitual route."),
]
DateText = Annotated[
    str | None,
    Parameter(name="--date", help="Tanggal mulai, 2024-11-28; bawaan: hari ini / today."),
]
FromText = Annotated[str, Parameter(name="--from", help="Jam mulai. Start, e.g. 22:00.")]
ToText = Annotated[str, Parameter(name="--to", help="Jam selesai. End, e.g. 01:00.")]
CrewCount = Annotated[
    int | None,
    Parameter(
        name="--crews",
        converter=whole,
        help="Jumlah tim. Number of crews; default: by the rule.",
    ),
]
Seed = Annotated[int, Parameter(name="--seed", converter=whole, help="Benih acak. Random seed.")]
PresetName = Annotated[
    str, Parameter(name="--preset", help="quick, standard, best: lamanya mencari / search effort.")
]
EngineName = Annotated[
    str | None,
    Parameter(name="--engine", help="sejuk, pyvrp: mesin pencari / search engine."),
]
ProofName = Annotated[
    str | None,
    Parameter(
        name="--proof",
        help="none, short, full: jarak terbukti ke rencana terbaik dan harga aturan / proven gap "
        "and prices of rules; bawaan menurut preset / default by preset.",
    ),
]
DrawIt = Annotated[
    bool,
    Parameter(
        name="--draw",
        negative="",
        help="Undi satu dari rencana yang hampir terbaik. Draw among near-best plans.",
    ),
]
DrawWith = Annotated[
    str | None,
    Parameter(name="--draw-with", help="BENIH:GARAM untuk mengulang undian. To repeat a draw."),
]
ExtraVisits = Annotated[
    int | None,
    Parameter(
        name="--extra",
        converter=whole,
        help="Kunjungan tambahan per malam lewat rotasi adil. Extra visits a night by fair "
        "rotation.",
    ),
]
VetoTexts = Annotated[
    tuple[str, ...],
    Parameter(
        name="--veto",
        negative="",
        help="Titik yang tidak ikut rotasi, boleh berulang. A place that takes no part in it.",
    ),
]
PinTexts = Annotated[
    tuple[str, ...],
    Parameter(
        name="--pin",
        negative="",
        help="Titik yang wajib didatangi, boleh berulang. A visit that must be: "
        "TITIK[@22:30|#BLOK][=TIM].",
    ),
]
BanTexts = Annotated[
    tuple[str, ...],
    Parameter(
        name="--ban",
        negative="",
        help="Titik yang tidak boleh didatangi, boleh berulang. A place that no crew goes to.",
    ),
]
AsJson = Annotated[
    bool, Parameter(name="--json", negative="", help="Data JSON di stdout. JSON on stdout.")
]


def night_options(
    district: Path,
    *,
    roster: Path | None,
    tension: Path | None,
    settings: Path | None,
    present: Path | None,
    day: str | None,
    start: str,
    end: str,
    crews: int | None,
    seed: int,
    preset: str,
    engine: str | None = None,
    nights: int = 1,
    pins: tuple[str, ...] = (),
    bans: tuple[str, ...] = (),
    proof: str | None = None,
    draw: bool = False,
    draw_with: str | None = None,
    extra: int | None = None,
    vetoed: tuple[str, ...] = (),
) -> NightOptions:
    """The options as values. Raises `bad_option` for a date, hour or seed that cannot be."""
    from sejuk.app.gather import NightOptions

    return NightOptions(
        district=district,
        date=None if day is None else read_date(day),
        start=read_time("--from", start),
        end=read_time("--to", end),
        roster=roster,
        tension=tension,
        settings=settings,
        present=present,
        crews=crews,
        seed=read_seed(seed),
        preset=preset,
        engine=engine,
        nights=nights,
        pins=tuple(read_pin(text) for text in pins) or None,
        bans=bans or None,
        proof=proof,
        draw=draw,
        draw_with=draw_with,
        extra=extra,
        vetoed=vetoed,
    )


def read_pin(text: str) -> Pin:
    """`pasar`, `pasar@22:30`, `pasar#2` (the second block), `pasar=A`, `pasar@22:30=A`."""
    from sejuk.model.pin import Pin

    rest, _, crew = text.rpartition("=") if "=" in text else (text, "", "")
    place, at, hour = rest.rpartition("@")
    nth: int | None = None
    if not at:
        place, found = rest, re.fullmatch(r"(.+)#([1-9]\d?)", rest)
        if found:
            place, nth = found[1], int(found[2]) - 1
    if not place.strip() or ("=" in text and not crew.strip()):
        expected = "TITIK[@22:30|#2][=A]"
        raise refuse("bad_option", option="--pin", value=text[:40], expected=expected)
    return Pin(
        place=place.strip(),
        at=read_time("--pin", hour) if at else None,
        block=nth,
        crew=crew.strip() or None,
    )


def read_seed(seed: int) -> int:
    """0 … 2³² − 1, what every generator of the search takes."""
    if not 0 <= seed <= MOST_SEED:
        value = str(seed)[:40] if abs(seed) < 10**40 else "…"
        raise refuse("bad_option", option="--seed", value=value, expected=f"0 … {MOST_SEED}")
    return seed


def read_date(text: str, option: str = "--date") -> date:
    """`2024-11-28`, of a year that calendars and time zones know."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not 1970 <= found.year <= 2999:
        raise refuse("bad_option", option=option, value=text[:40], expected="2024-11-28")
    return found


def read_time(option: str, text: str) -> time:
    """`22:00` or `22.00`; `24:00` is midnight."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text.strip())
    hours, minutes = (int(part) for part in found.groups()) if found else (99, 99)
    if hours == 24 and minutes == 0:
        hours = 0
    if hours > 23 or minutes > 59:
        raise refuse("bad_option", option=option, value=text[:40], expected="22:00")
    return time(hours, minutes)
