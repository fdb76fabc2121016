"""`sejuk simulate`: one JSON, whoever stopped it on the way, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Answer, check_refused_as_json, sejuk

SHORT = ("--nights", 2, "--past", 1, "--policies", "present,greedy,uniform", "--jobs", 1, "--json")


def simulate(district: Path, out: Path, *more: object) -> Answer:
    return sejuk("simulate", "--district", district, "--out", out, *SHORT, *more)


@pytest.fixture(scope="module")
def whole(melati: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder of two worlds, and what was said on stdout."""
    out = tmp_path_factory.mktemp("simulated") / "hasil"
    answer = simulate(melati, out, "--worlds", 2)
    assert answer.code == 0, answer.err
    assert "50 %" in answer.err  # progress
    return out, answer.out


def test_all_figures_of_all_policies(whole: tuple[Path, str]) -> None:
    out, said = whole
    assert (out / "ringkasan.json").read_text() == said
    page = Answer(code=0, out=said, err="").json()
    assert page["worlds"] == 2
    assert list(page["policies"]) == ["present", "greedy", "uniform"]
    visits = page["policies"]["greedy"]["visits"]
    assert visits["low"] <= visits["mean"] <= visits["high"]
    assert (out / "beban.svg").read_text().startswith("<svg")
    assert sorted(f.name for f in (out / "dunia").iterdir()) == ["00001.json", "00002.json"]


def test_a_second_run_goes_on_and_says_the_same(
    melati: Path, whole: tuple[Path, str], tmp_path: Path
) -> None:
    out, said = whole
    begun = tmp_path / "hasil"
    assert simulate(melati, begun, "--worlds", 1).code == 0
    kept = (begun / "dunia" / "00001.json").stat().st_mtime_ns
    (begun / "dunia" / "00002.json").write_bytes(b"{half a fi")  # what a power cut may leave
    answer = simulate(melati, begun, "--worlds", 2)
    assert answer.out == said
    assert (begun / "dunia" / "00001.json").stat().st_mtime_ns == kept
    for name in ("dunia/00002.json", "ringkasan.json", "beban.svg", "simulasi.json"):
        assert (begun / name).read_bytes() == (out / name).read_bytes()


def test_processes_and_no_folder_change_nothing(melati: Path, whole: tuple[Path, str]) -> None:
    answer = sejuk("simulate", "--district", melati, *SHORT, "--worlds", 2)
    assert answer.out == whole[1]


def test_another_simulation_is_not_mixed_in(melati: Path, whole: tuple[Path, str]) -> None:
    answer = simulate(melati, whole[0], "--worlds", 2, "--seed", 4)
    check_refused_as_json(answer, "other_simulation")


def test_worlds_of_another_program_are_not_mixed_in(
    melati: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Versions have the same number from one release to the next."""
    assert simulate(melati, tmp_path / "hasil", "--worlds", 1).code == 0
    monkeypatch.setattr("sejuk.app.simulate.program_digest", lambda: "another")
    answer = simulate(melati, tmp_path / "hasil", "--worlds", 2)
    check_refused_as_json(answer, "other_simulation")


def test_what_is_not_ours_is_left_alone(melati: Path, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting")
    check_refused_as_json(simulate(melati, tmp_path, "--worlds", 1), "folder_not_ours")
    assert [entry.name for entry in tmp_path.iterdir()] == ["surat.txt"]


@pytest.mark.parametrize(
    "options",
    [
        ("--worlds", 0),
        ("--nights", 0),
        ("--past", -1),
        ("--jobs", 0),
        ("--policies", "present,nobody"),
        ("--policies", "greedy,greedy"),
        ("--preset", "slow"),
    ],
)
def test_options_that_cannot_be(melati: Path, tmp_path: Path, options: tuple[object, ...]) -> None:
    check_refused_as_json(simulate(melati, tmp_path / "hasil", *options), "bad_option")
    assert not (tmp_path / "hasil").exists()
