"""No column on faith, party, ethnicity or votes is kept, whatever it is called."""

from __future__ import annotations

import pytest

from sejuk.files.forbidden import forbidden_columns, refuse_forbidden
from sejuk.problems import ProblemError


@pytest.mark.parametrize(
    "name",
    [
        *("religion", "party", "ethnicity", "vote", "RELIGION", " Votes "),
        *("agama", "partai", "suku", "etnis", "suara", "pilihan", "paslon", "kepercayaan"),
        *("jumlah_suara", "agama_mayoritas", "party_share", "PartyShare", "jumlahSuara"),
        *("suara2024", "perolehan suara 01", "Suku Bangsa", "suku_mayoritas", "ras"),
        *("pemilih_tetap", "jumlahpemilih", "parpol", "voteshare", "pct-muslim", "DPT", "isSARA"),
    ],
)
def test_forbidden(name: str) -> None:
    assert forbidden_columns([name]) == (name,)


@pytest.mark.parametrize(
    "name",
    [
        *("id", "rw", "kel_name", "population", "penduduk", "suhu", "bawah", "atas", "kategori"),
        *("pilar", "peran", "jumlah", "kendaraan", "amenity", "asal", "tingkat", "sarana"),
        *("terrace", "parts", "dptr", "place_of_worship", "nama", "luas", "status", "kerasan"),
    ],
)
def test_allowed(name: str) -> None:
    assert forbidden_columns([name]) == ()


def test_refusal_names_the_column_and_the_file() -> None:
    refuse_forbidden("suhu.csv", ["id_wilayah", "suhu"])
    with pytest.raises(ProblemError) as caught:
        refuse_forbidden("suhu.csv", ["id_wilayah", "Jumlah Suara"])
    assert caught.value.code == "forbidden_column"
    assert caught.value.facts == {"file": "suhu.csv", "column": "Jumlah Suara"}
