"""A district on disk: the same back, the same bytes, and no traceback from damage."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from sejuk.files.district import load_district, save_district
from sejuk.files.writing import MANIFEST, read_manifest, write_folder
from sejuk.model.district import District
from sejuk.problems import ProblemError

FILES = ("district.json", "network.npz", "travel.npz")


def equal(a: object, b: object) -> bool:
    """Equal structs, arrays compared by type, shape and every element."""
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b)
    if isinstance(a, msgspec.Struct):
        return all(equal(getattr(a, f), getattr(b, f)) for f in a.__struct_fields__)
    return a == b


def refused(folder: Path) -> str:
    with pytest.raises(ProblemError) as caught:
        load_district(folder)
    assert caught.value.do("id")
    return caught.value.code


def resealed(folder: Path, name: str, content: bytes) -> None:
    """Change one file and its digest, as somebody who edits on purpose would."""
    files = {file: (folder / file).read_bytes() for file in FILES} | {name: content}
    write_folder(folder, files)


def test_comes_back_equal(tmp_path: Path, hamlet: District) -> None:
    save_district(hamlet, tmp_path / "kebun")
    assert equal(load_district(tmp_path / "kebun"), hamlet)


def test_equal_districts_have_equal_bytes(
    tmp_path: Path, hamlet: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_district(hamlet, tmp_path / "a")
    # Another day, and dictionaries filled in another order.
    monkeypatch.setattr("time.time", lambda: 1.0e9)
    dropped = dict(reversed(hamlet.report.lines_dropped.items()))
    report = msgspec.structs.replace(hamlet.report, lines_dropped=dropped)
    save_district(msgspec.structs.replace(hamlet, report=report), tmp_path / "b")
    for name in (*FILES, MANIFEST):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_folders_that_are_no_district(tmp_path: Path) -> None:
    assert refused(tmp_path / "tidak-ada") == "not_a_district"
    assert refused(tmp_path) == "not_a_district"
    (tmp_path / "berkas").write_bytes(b"x")
    assert refused(tmp_path / "berkas") == "not_a_district"
    write_folder(tmp_path / "rencana", {"plan.json": b"{}"})
    assert refused(tmp_path / "rencana") == "not_a_district"


def test_every_missing_file_is_noticed(tmp_path: Path, hamlet: District) -> None:
    for name in FILES:
        save_district(hamlet, tmp_path / name)
        (tmp_path / name / name).unlink()
        assert refused(tmp_path / name) == "district_damaged"


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_flipped_and_cut_bytes_never_give_a_traceback(
    tmp_path: Path, hamlet: District, name: str
) -> None:
    save_district(hamlet, tmp_path / "kebun")
    path = tmp_path / "kebun" / name
    whole = path.read_bytes()
    dice = np.random.default_rng(1)
    for _ in range(60):
        at = int(dice.integers(len(whole)))
        cut = whole[:at]
        flipped = whole[:at] + bytes([whole[at] ^ (1 << int(dice.integers(8)))]) + whole[at + 1 :]
        for broken in (cut, flipped):
            path.write_bytes(broken)
            try:
                loaded = load_district(tmp_path / "kebun")
            except ProblemError as problem:
                assert problem.code in {"district_damaged", "not_a_district"}  # noqa: PT017
            else:  # only the manifest's version may read otherwise without harm
                assert name == MANIFEST
                assert equal(loaded, hamlet)


@pytest.mark.parametrize("name", FILES)
def test_damage_under_a_matching_digest_is_noticed_by_its_shape(
    tmp_path: Path, hamlet: District, name: str
) -> None:
    """Load or refuse: what loads has sound indexes, whatever was flipped."""
    save_district(hamlet, tmp_path / "kebun")
    whole = (tmp_path / "kebun" / name).read_bytes()
    dice = np.random.default_rng(2)
    for _ in range(25):
        at = int(dice.integers(len(whole)))
        flipped = whole[:at] + bytes([whole[at] ^ (1 << int(dice.integers(8)))]) + whole[at + 1 :]
        resealed(tmp_path / "kebun", name, flipped)
        try:
            loaded = load_district(tmp_path / "kebun")
        except ProblemError as problem:
            assert problem.code in {  # noqa: PT017 — either outcome is right
                "district_damaged",
                "not_a_district",
                "district_version",
            }
        else:
            assert loaded.network.head.max() < len(loaded.network.lon)
            assert loaded.police_post in loaded.place_index()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"version": 1', b'"version": 2', "district_version"),
        (b"sejuk-district", b"other-district", "district_damaged"),
        (b'"police_post": "pos"', b'"police_post": "x"', "district_damaged"),
        (b'"id": "w1"', b'"id": "w2"', "district_damaged"),
        (b'"node": 0', b'"node": 99', "district_damaged"),
        (b'"kind": "market"', b'"kind": "temple"', "district_damaged"),
        (b'"zone": "Asia/Jakarta"', b'"zone": "Laut/Jawa"', "district_damaged"),
        (b'"opens": null', b'"opens": 2000', "district_damaged"),
        (b'"zone"', b'"religion": "x", "zone"', "district_damaged"),
    ],
)
def test_an_edited_page(
    tmp_path: Path, hamlet: District, old: bytes, new: bytes, code: str
) -> None:
    save_district(hamlet, tmp_path / "kebun")
    page = (tmp_path / "kebun" / "district.json").read_bytes()
    assert old in page
    resealed(tmp_path / "kebun", "district.json", page.replace(old, new, 1))
    assert refused(tmp_path / "kebun") == code


def test_arrays_that_do_not_fit(tmp_path: Path, hamlet: District) -> None:
    for number, (field, value) in enumerate(
        {
            "tail": np.array([0, 9], np.int32),
            "street": np.array([0, 2], np.int32),
            "highway": np.array([0, -1], np.int32),
            "shape_start": np.array([0, 3, 3], np.int32),
            "length_m": np.array([1.0, np.nan]),
            "lon": np.zeros(3),
        }.items()
    ):
        network = msgspec.structs.replace(hamlet.network, **{field: value})
        folder = tmp_path / str(number)
        save_district(msgspec.structs.replace(hamlet, network=network), folder)
        assert refused(folder) == "district_damaged", field


def test_a_built_folder_is_rebuilt_in_place(tmp_path: Path, hamlet: District) -> None:
    save_district(hamlet, tmp_path / "kebun")
    save_district(msgspec.structs.replace(hamlet, name="Kebun Baru"), tmp_path / "kebun")
    assert load_district(tmp_path / "kebun").name == "Kebun Baru"
    assert read_manifest(tmp_path / "kebun") is not None
