"""Why something of the input is not in the district, in words."""

from __future__ import annotations

BUILD_REASONS: dict[str, tuple[str, str]] = {
    "outside_areas": (
        "lebih dari 100 m di luar semua wilayah",
        "more than 100 m outside all neighbourhoods",
    ),
    "no_street_near": (
        "tidak ada jalan yang bisa dilalui dengan berjalan kaki dalam 200 m",
        "no street usable on foot within 200 m",
    ),
    "off_network": (
        "di potongan jalan yang terputus dari jaringan utama",
        "on a piece of street that does not join the main network",
    ),
    "merged": (
        "digabung dengan titik sejenis dalam 15 m di jalan yang sama",
        "merged with a place of the same kind within 15 m on the street",
    ),
    "over_limit": (
        "melebihi jumlah titik terbanyak untuk satu wilayah perencanaan",
        "beyond the most places a district may have",
    ),
    "no_street_inside": (
        "tidak ada jalan di dalam wilayah; memakai jalan terdekat",
        "no street inside the neighbourhood; the nearest street stands in",
    ),
    "unreachable_motorbike": (
        "tidak terjangkau sepeda motor; hanya berjalan kaki",
        "out of reach by motorbike; on foot only",
    ),
    "unreachable_car": (
        "tidak terjangkau mobil",
        "out of reach by car",
    ),
    "unreachable_foot": (
        "tidak terjangkau dengan berjalan kaki",
        "out of reach on foot",
    ),
    "motorway": ("jalan tol", "a motorway"),
    "bus_only": ("jalur khusus bus", "a lane for buses only"),
    "no_access": ("tertutup untuk umum", "closed to the public"),
    "unknown_highway": ("bukan jenis jalan yang dikenal", "no known kind of street"),
    "single_point": ("ruas tanpa panjang", "a line without length"),
}
"""Reason (of places, neighbourhoods, street lines) → words in Indonesian and in English."""
