"""Why something of a file was not read, in words; beside `BUILD_REASONS` of geo."""

from __future__ import annotations

FILE_REASONS: dict[str, tuple[str, str]] = {
    "never_kept": (
        "data agama, partai, suku, dan suara tidak pernah disimpan",
        "religion, party, ethnicity and votes are never kept",
    ),
    "no_geometry": ("tanpa bentuk di peta", "without a shape on the map"),
    "no_length": ("garis tanpa panjang", "a line without length"),
    "not_a_line": ("bukan garis", "not a line"),
    "not_a_point": ("bukan titik", "not a point"),
    "not_a_street": ("bukan jalan", "not a street"),
    "twin": (
        "ruas yang sama, ditulis sekali lagi untuk arah sebaliknya",
        "the same street, written once more for the other direction",
    ),
}
"""Reason → what a person reads, in Indonesian and in English."""
