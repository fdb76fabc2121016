"""Invented names: wards, and streets after flowers, fruits, birds and trees."""

from __future__ import annotations

import numpy as np

from sejuk.geo.kampung.ground import Ground, Line

DISTRICT = "Kampung Contoh"
"""`Contoh` is "example": nobody takes it for a real district."""

WARDS = ("Sukasejuk", "Mekarteduh", "Rawacontoh", "Tanjungdamai")

STREETS = tuple(
    (
        "Melati Kenanga Mawar Anggrek Cempaka Dahlia Teratai Kamboja Flamboyan Bugenvil Seruni "
        "Kemuning Soka Tulip Wijayakusuma Asoka Sedap_Malam Alamanda Kecubung Kacapiring "
        "Mangga Rambutan Durian Manggis Salak Nangka Jambu Belimbing Sawo Duku Kedondong Sirsak "
        "Srikaya Markisa Delima Kelengkeng Cermai Pepaya Semangka Melon "
        "Merpati Kutilang Kenari Cendrawasih Rajawali Murai Kepodang Gelatik Pipit Jalak Camar "
        "Bangau Elang Nuri Kakatua Beo Perkutut Walet Merak Parkit "
        "Beringin Mahoni Cemara Akasia Trembesi Angsana Pinus Ketapang Bambu Sengon Randu Waru"
    )
    .replace("_", "~")
    .split()
)

MAIN = {
    "bank": ("Jalan Inspeksi Kali Teduh", "Kali Teduh"),
    "primary": ("Jalan Raya Contoh", "Contoh"),
    "tertiary_east": ("Jalan Pasar Sejuk", "Pasar Sejuk"),
    "tertiary_west": ("Jalan Taman Sejuk", "Taman Sejuk"),
}
"""Kind of line → its name, and what its gangs are called after."""


def street_names(ground: Ground, rng: np.random.Generator) -> list[str | None]:
    """[lines] lanes each have a name, numbered when the list is used up; gangs their lane's."""
    pool = [STREETS[i].replace("~", " ") for i in rng.permutation(len(STREETS))]
    parents = joined_lines(ground)
    base: list[str] = []
    names: list[str | None] = []
    lanes, gangs = 0, dict[str, int]()
    for number, line in enumerate(ground.lines):
        if not line.is_street():
            base.append("")
            names.append(None)
        elif line.kind in {"gang", "alley"}:
            base.append(base[parents[number]])
            gangs[base[number]] = gangs.get(base[number], 0) + 1
            names.append(f"Gang {base[number]} {gangs[base[number]]}")
        elif line.kind in MAIN:
            names.append(MAIN[line.kind][0])
            base.append(MAIN[line.kind][1])
        else:
            turn, which = divmod(lanes, len(pool))
            lanes += 1
            base.append(pool[which])
            names.append(f"Jalan {pool[which]}" + (f" {turn + 1}" if turn else ""))
    return names


def joined_lines(ground: Ground) -> list[int]:
    """[lines] the earlier street that each street starts or ends on; itself without one."""
    first_on: dict[int, int] = {}
    parents = []
    for number, line in enumerate(ground.lines):
        street: list[int] = line.street_points() if line.is_street() else []
        ends = [p for p in (street[:1] + street[-1:]) if p in first_on]
        parents.append(min((first_on[p] for p in ends), default=number))
        for point in street:
            first_on.setdefault(point, number)
    return parents


def highway_of(line: Line) -> str:
    """The OSM class; gangs are residential too, as in the real map."""
    if line.kind == "primary":
        return "primary"
    return "residential" if line.kind in {"lane", "gang", "alley"} else "tertiary"
