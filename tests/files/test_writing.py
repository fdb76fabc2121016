"""A folder is written whole or not at all, and never over what is not ours."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sejuk.files.writing import MANIFEST, check_folder, read_manifest, whole_folder, write_folder
from sejuk.problems import ProblemError

OLD = {"plan.json": b"old", "gpx/tim-1.gpx": b"old route"}
NEW = {"plan.json": b"new", "halaman.html": b"<p>"}


def content(folder: Path) -> dict[str, bytes]:
    """Everything in the folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(folder: Path, files: dict[str, bytes] = NEW) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        write_folder(folder, files)
    assert caught.value.do("id")
    assert caught.value.what("en")
    return caught.value


def test_writes_files_subfolders_and_a_manifest(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "hasil", OLD, run_files={"run.json": b"{}"})
    assert content(tmp_path / "a" / "hasil") == OLD | {"run.json": b"{}"}
    manifest = read_manifest(tmp_path / "a" / "hasil")
    assert manifest is not None
    # printf old | sha256sum
    assert manifest.files["plan.json"] == (
        "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4"
    )
    assert manifest.files["run.json"] is None
    assert names(tmp_path / "a") == ["hasil"]


def test_equal_files_give_equal_manifests(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", OLD, run_files={"run.json": b"3 s"})
    write_folder(tmp_path / "b", dict(reversed(OLD.items())), run_files={"run.json": b"5 s"})
    assert (tmp_path / "a" / MANIFEST).read_bytes() == (tmp_path / "b" / MANIFEST).read_bytes()


def test_an_earlier_folder_of_ours_is_replaced_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "hasil", OLD)
    write_folder(tmp_path / "hasil", NEW)
    assert content(tmp_path / "hasil") == NEW
    assert names(tmp_path) == ["hasil"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "hasil").mkdir()
    write_folder(tmp_path / "hasil", NEW)
    assert content(tmp_path / "hasil") == NEW


def test_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "hasil").symlink_to(tmp_path / "disk")
    write_folder(tmp_path / "hasil", NEW)
    assert (tmp_path / "hasil").is_symlink()
    assert content(tmp_path / "disk") == NEW


def _foreign_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "foto.jpg").write_bytes(b"x")


def _foreign_file_in_ours(folder: Path) -> None:
    write_folder(folder, OLD)
    (folder / "catatan.txt").write_bytes(b"x")


def _edited_file_in_ours(folder: Path) -> None:
    write_folder(folder, OLD)
    (folder / "plan.json").write_bytes(b"edited by hand")


def _manifest_of_another_program(folder: Path) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_bytes(b'{"made_by": "other", "version": "1", "files": {}}')


def _junk_manifest(folder: Path) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_bytes(b"[" * 100_000)


@pytest.mark.parametrize(
    "prepare",
    [
        _foreign_folder,
        _foreign_file_in_ours,
        _edited_file_in_ours,
        _manifest_of_another_program,
        _junk_manifest,
    ],
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    prepare(tmp_path / "hasil")
    before = content(tmp_path / "hasil")
    assert refused(tmp_path / "hasil").code == "folder_not_ours"
    assert content(tmp_path / "hasil") == before
    assert names(tmp_path) == ["hasil"]


def test_run_files_may_change_between_runs(tmp_path: Path) -> None:
    write_folder(tmp_path / "hasil", OLD, run_files={"run.json": b"1"})
    (tmp_path / "hasil" / "run.json").write_bytes(b"2")
    write_folder(tmp_path / "hasil", NEW)
    assert content(tmp_path / "hasil") == NEW


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "hasil").write_bytes(b"x")
    assert refused(tmp_path / "hasil").code == "not_a_folder"
    assert refused(tmp_path / "hasil" / "dalam").code == "not_a_folder"


def test_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sini" / "dalam").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "sini" / "dalam")
    assert refused(Path()).code == "folder_is_current"
    assert refused(Path("..")).code == "folder_is_current"


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refused(tmp_path / "a" / "hasil").code in {"write_failed", "not_a_folder"}


def test_no_permission(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert refused(tmp_path / "a" / "hasil").code == "no_permission"
    finally:
        tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "manifest.json", ".", "a//b", ""])
def test_names_that_would_leave_the_folder_are_a_defect(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a relative file name"):
        write_folder(tmp_path / "hasil", {name: b"x"})


class Fault:
    """Lets the first `after` calls of a system function pass, then fails: once or for ever."""

    def __init__(self, real: Callable[..., object], after: int, code: int, *, once: bool) -> None:
        self.real, self.left, self.code, self.once, self.hit = real, after, code, once, False

    def __call__(self, *args: object, **kwargs: object) -> object:
        if self.left > 0 or (self.once and self.hit):
            self.left -= 1
            return self.real(*args, **kwargs)
        self.hit = True
        raise OSError(self.code, os.strerror(self.code))


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize(
    ("call", "once"),
    [
        ("rename", True),
        ("rename", False),
        ("fsync", True),
        ("fsync", False),
        ("mkdir", True),
        ("mkdir", False),
        ("open", True),  # who cannot open a folder for ever cannot clean up either
    ],
)
def test_whatever_fails_the_old_or_the_new_content_is_there_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, existing: bool, once: bool
) -> None:
    """Fail the 1st, 2nd, … call of one system function until a run meets no fault."""
    for after in range(20):
        folder = tmp_path / str(after) / "hasil"
        folder.parent.mkdir()
        if existing:
            write_folder(folder, OLD)
        fault = Fault(getattr(os, call), after, errno.ENOSPC, once=once)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fault)
            try:
                write_folder(folder, NEW)
                code = None
            except ProblemError as problem:
                code = problem.code
        if code is None:
            assert content(folder) == NEW
        elif code == "write_interrupted":  # the disk refused to put the old folder back, too
            kept = [path for path in folder.parent.iterdir() if "sejuk-old" in path.name]
            assert [content(path) for path in kept] == [OLD]
        else:
            assert code == "disk_full"
            assert content(folder) == OLD if existing else not folder.exists()
            assert names(folder.parent) == (["hasil"] if existing else [])
        if not fault.hit:
            return
    pytest.fail("twenty faults and no end")


def test_a_write_that_stops_in_the_middle(tmp_path: Path) -> None:
    """The system lets files grow to 1,000 bytes only, so that the second file is cut."""
    write_folder(tmp_path / "hasil", OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        problem = refused(tmp_path / "hasil", NEW | {"peta.html": b"x" * 5000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert problem.code == "write_failed"
    assert content(tmp_path / "hasil") == OLD
    assert names(tmp_path) == ["hasil"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "no_permission"),
        (errno.EIO, "write_failed"),
    ],
)
def test_what_the_system_says_becomes_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: str
) -> None:
    monkeypatch.setattr(os, "fsync", Fault(os.fsync, 0, code, once=False))
    assert refused(tmp_path / "a" / "b" / "hasil").code == expected
    assert names(tmp_path) == []


def test_an_interrupt_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "hasil", OLD)
    renames = iter([None, KeyboardInterrupt(), None])
    real = os.rename

    def rename(a: Path, b: Path) -> None:
        stop = next(renames)
        if stop:
            raise stop
        real(a, b)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "hasil", NEW)
    assert content(tmp_path / "hasil") == OLD
    assert names(tmp_path) == ["hasil"]


def test_a_whole_folder_takes_its_place_with_a_manifest_and_its_modes(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "catatan"
    for text in (b"one", b"two"):
        with whole_folder(folder) as fresh:
            assert fresh.parent == folder.parent, "so that it can be renamed into place"
            (fresh / "keys").mkdir(mode=0o700)
            (fresh / "keys" / "signing.key").write_bytes(text)
            (fresh / "keys" / "signing.key").chmod(0o600)
    assert content(folder) == {"keys/signing.key": b"two"}
    assert stat.S_IMODE((folder / "keys" / "signing.key").stat().st_mode) == 0o600
    assert names(tmp_path / "a") == ["catatan"]
    check_folder(folder)
    (folder / "keys" / "signing.key").write_bytes(b"of a user")
    with pytest.raises(ProblemError, match="folder_not_ours"), whole_folder(folder):
        raise AssertionError("nothing is made for it")


def test_a_whole_folder_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", OLD)

    def fail() -> None:
        with whole_folder(tmp_path / "a") as fresh:
            (fresh / "plan.json").write_bytes(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert content(tmp_path / "a") == OLD
    assert names(tmp_path) == ["a"]
