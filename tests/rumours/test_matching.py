"""Which claim a message is about: invented claims and messages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.rumours.matching import Document, build_index, candidates, extended, same

CLAIMS = {
    "air": "Air sumur di RW 03 beracun karena pabrik cat, warga dilarang minum",
    "listrik": "Listrik padam tiga hari di seluruh kecamatan mulai Senin malam",
    "kotak": "Kotak suara di TPS 12 Kelurahan Melati dibuka sebelum waktunya oleh petugas",
    "culik": "Penculik anak berkeliling di Kota Bekasi memakai mobil putih dan menyamar badut",
    "bank": "Bank Cempaka menaikkan biaya transfer menjadi Rp150.000 per bulan",
    "sekolah": "Sekolah diliburkan satu minggu karena akan ada demo besar di balai kota",
    "beras": "Pemerintah membagikan beras gratis lewat tautan pendaftaran",
}
INDEX = build_index(Document(id=key, text=text) for key, text in CLAIMS.items())


def check(message: str, claim: str | None, *, preselected: bool | None = None) -> None:
    """Which claim comes first, and whether it is preselected; None: either."""
    found = candidates(INDEX, message)
    assert (found[0].id if found else None) == claim
    assert not any(one.same for one in found[1:])
    if preselected is not None:
        assert found[0].same is preselected


def test_a_message_finds_its_claim() -> None:
    check("Ass. mohon info, apa betul air sumur kita di RW 03 beracun gara2 pabrik cat itu?", "air")
    check("lampu bakal padam 3 hari ya mulai senin malem??", "listrik")
    check("hati2 bunda ada penculikan anak, pelakunya nyamar jd badut", "culik")
    check("BERASSS GRATISSS dari pemerintah!!! daftar di tautan ini", "beras")


def test_nothing_in_common_finds_nothing() -> None:
    for message in ("", "👍", "xyzzy qwfp", "98765"):
        check(message, None)
    assert candidates(build_index([]), "air sumur beracun") == ()


def test_a_claim_in_other_spelling_is_preselected() -> None:
    check(
        "AWAS!! kotak suara di TPS 12 kelurahan Melati dibukaaa sblm waktunya oleh petugas, sebar!",
        "kotak",
        preselected=True,
    )
    check(
        "yg punya anak hati2!! penculik anak berkeliling di Bekasi memakai mobil putih & menyamar "
        "badut",
        "culik",
        preselected=True,
    )


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        # The usual mistake: the same template with another number, place or name.
        ("Kotak suara di TPS 14 Kelurahan Melati dibuka sebelum waktunya oleh petugas", "kotak"),
        ("Kotak suara di TPS 12 Kelurahan Mawar dibuka sebelum waktunya oleh petugas", "kotak"),
        (
            "Penculik anak berkeliling di Kota Depok memakai mobil putih dan menyamar badut",
            "culik",
        ),
        ("Bank Kenanga menaikkan biaya transfer menjadi Rp150.000 per bulan mulai besok", "bank"),
        ("Bank Cempaka menaikkan biaya transfer menjadi 75 ribu per bulan mulai besok", "bank"),
        # Too short to say which.
        ("Air sumur di RW 03 beracun", "air"),
    ],
)
def test_another_number_place_or_name_is_not_preselected(message: str, claim: str) -> None:
    check(message, claim, preselected=False)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("Gempa besar di Kupang malam ini, warga diminta mengungsi", "Ambon", ("place",)),
        ("Demo besar tanggal 27 November di depan balai kota siang", "29", ("number",)),
        ("Lurah Budi Santoso ditangkap karena menjual bantuan warga", "Hartono", ("name",)),
        ("Harga tiket bus naik menjadi 50 ribu sejak hari Senin", "75", ("number",)),
    ],
)
def test_templates(one: str, other: str, against: tuple[str, ...]) -> None:
    """One word of the text is another: never the same, though all else is."""
    swapped = {"place": "Kupang", "number": one[one.find("27") :][:2] or "50", "name": "Santoso"}
    word = "50" if "50" in one else swapped[against[0]]
    judged = same(one, one.replace(word, other), INDEX)
    assert set(against) <= set(judged.against)
    assert judged.probability <= 0.5
    assert not judged.same


def test_a_city_is_no_other_place_than_its_province() -> None:
    one = "Pabrik petasan di Semarang meledak dan menewaskan belasan pekerja malam tadi"
    assert same(one, one.replace("Semarang", "Jawa Tengah"), INDEX).against == ()
    assert same(one, one.replace("Semarang", "Jateng"), INDEX).against == ()
    assert "place" in same(one, one.replace("Semarang", "Jawa Timur"), INDEX).against


def test_a_number_is_the_same_however_written() -> None:
    one = "Biaya parkir di pasar naik menjadi Rp50.000 mulai minggu depan kata pengelola"
    assert same(one, one.replace("Rp50.000", "50rb"), INDEX).against == ()
    assert "number" in same(one, one.replace("50.000", "5.000"), INDEX).against


MESSAGES = st.lists(
    st.sampled_from(sorted({word for text in CLAIMS.values() for word in text.split()} | {"zzz"})),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(max_examples=40)
@given(one=MESSAGES, other=MESSAGES)
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    first, second = same(one, other, INDEX), same(other, one, INDEX)
    assert first.probability == pytest.approx(second.probability, abs=1e-9)
    assert (first.same, first.against) == (second.same, second.against)


@settings(max_examples=40)
@given(message=MESSAGES)
def test_reasons_add_up(message: str) -> None:
    for found in candidates(INDEX, message):
        assert 0 <= found.probability <= 1
    alone = same(message, CLAIMS["kotak"], INDEX)
    log_odds = sum(reason.amount for reason in alone.reasons)
    assert alone.probability == pytest.approx(1 / (1 + 2.718281828459045**-log_odds), abs=1e-6)


@settings(max_examples=20)
@given(order=st.permutations(sorted(CLAIMS)), message=MESSAGES, cut=st.integers(0, len(CLAIMS)))
def test_order_of_the_index_does_not_matter(order: list[str], message: str, cut: int) -> None:
    documents = [Document(id=key, text=CLAIMS[key]) for key in order]
    grown = extended(build_index(documents[:cut]), documents[cut:])
    expected = candidates(INDEX, message)
    for index in (build_index(documents), grown):
        found = candidates(index, message)
        assert [one.id for one in found] == [one.id for one in expected]
        assert [one.score for one in found] == pytest.approx([one.score for one in expected])


def test_a_claim_itself_scores_highest() -> None:
    for key, text in CLAIMS.items():
        found = candidates(INDEX, text)
        assert found[0].id == key
        assert all(one.score < found[0].score for one in found[1:])
        itself = same(text, text, INDEX)
        assert all(
            same(text, other, INDEX).probability < itself.probability
            for name, other in CLAIMS.items()
            if name != key
        )


def test_at_most_five_and_at_most_one_preselected() -> None:
    copies = [
        f"{CLAIMS['air']} bagian {word}"
        for word in ("dua", "tiga", "empat", "lima", "enam", "tujuh")
    ]
    index = build_index(Document(id=str(n), text=text) for n, text in enumerate(copies))
    found = candidates(index, CLAIMS["air"])
    assert len(found) == 5
    assert sum(one.same for one in found) <= 1
    assert len(candidates(index, CLAIMS["air"], limit=3)) == 3
    scores = [one.score for one in found]
    assert all(a >= b for a, b in itertools.pairwise(scores))


@pytest.mark.parametrize("label", ["[SALAH] ", "[HOAX]", "(CEK FAKTA) ", "[Klarifikasi]: "])
def test_a_label_before_a_title_says_nothing(label: str) -> None:
    with_it = [Document(id=key, text=label + text) for key, text in CLAIMS.items()]
    message = "hati2 bunda ada penculikan anak, pelakunya nyamar jd badut"
    assert candidates(build_index(with_it), message) == candidates(INDEX, message)
    assert same("[Bekasi] " + message, message, INDEX) != same(message, message, INDEX)


def test_an_earlier_sighting_in_the_index_is_found_too() -> None:
    """Documents may be longer than the message."""
    sighting = (
        "Barusan dapat kiriman dari grup sebelah, katanya jembatan gantung di kampung kami retak "
        "dan akan ditutup sampai tahun depan, semua angkot harus memutar lewat pasar lama"
    )
    index = extended(INDEX, [Document(id="lihat", text=sighting)])
    found = candidates(index, "jembatan gantung retak, ditutup sampai tahun depan ya? angkot mutar")
    assert found[0].id == "lihat"


def test_a_claim_is_not_ahead_of_itself() -> None:
    """The desk keeps a claim, its answer and its sightings under one name each."""
    said = {f"{key}/claim/0": text for key, text in CLAIMS.items()}
    said["kotak/sighting/7"] = "Kotak suara TPS 12 kelurahan Melati dibuka sebelum waktunya!!"
    said["kotak/answer/1"] = "Kotak suara di TPS 12 Melati dibuka petugas sebelum waktunya"
    index = build_index(Document(id=name, text=text) for name, text in said.items())
    message = "katanya kotak suara di TPS 12 kelurahan melati udah dibuka duluan sama petugas ya"
    for_itself = candidates(index, message)[0]
    of_claim = candidates(index, message, claim_of=lambda name: name.partition("/")[0])[0]
    assert (for_itself.id, for_itself.same) == (of_claim.id, False)
    assert of_claim.same
