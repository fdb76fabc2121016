"""Names of places that the input does not name, as people there would say them."""

from __future__ import annotations

from collections.abc import Iterable

from sejuk.model.place import PlaceKind

_KIND_WORDS = {
    PlaceKind.POLICE: "Kantor polisi",
    PlaceKind.OFFICE: "Kantor",
    PlaceKind.POST: "Pos",
    PlaceKind.MARKET: "Pasar",
    PlaceKind.SCHOOL: "Sekolah",
    PlaceKind.WORSHIP: "Rumah ibadah",
    PlaceKind.CLINIC: "Klinik",
    PlaceKind.POLLING: "TPS",
}
_STREET_WORDS = ("jalan", "jl", "jl.", "gang", "gg", "gg.", "lorong", "jln", "jln.")


def street_label(name: str) -> str:
    """A street's name with its kind: `Jalan Rawa Selatan 3`, `Gang Kelinci`."""
    return name if name.split(maxsplit=1)[0].lower() in _STREET_WORDS else f"Jalan {name}"


def point_label(kind: PlaceKind, street: str | None, area: str) -> str:
    """`Sekolah, Jalan Rawa Selatan 3`, by the neighbourhood where the street has no name."""
    where = street_label(street) if street else area
    return f"{_KIND_WORDS.get(kind, 'Titik')}, {where}"


def junction_label(streets: Iterable[str], area: str) -> str:
    """`Simpang A – B`, `Simpang A` or `Simpang di RW 05 Galur`."""
    names = sorted(set(streets))
    return f"Simpang {' – '.join(names[:2])}" if names else f"Simpang di {area}"


def stretch_label(street: str | None, area: str) -> str:
    """A point along a street."""
    return f"{street_label(street)}, {area}" if street else f"Jalan di {area}"


def told_apart(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    if name not in taken:
        return name
    return next(f"{name} ({i})" for i in range(2, len(taken) + 3) if f"{name} ({i})" not in taken)
