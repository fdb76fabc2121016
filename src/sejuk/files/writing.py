"""Writing a folder of files: all of them or none, and never over what sejuk did not write.

The files are written to a hidden folder beside the target and flushed to disk; then the
old folder is renamed aside, the new one into place and the old one deleted. Whatever fails
before the last step leaves the old folder as it was. `manifest.json` lists every file
with its SHA-256, by which a later run knows which files are its own to replace.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

import msgspec

from sejuk.problems import ProblemError, refuse
from sejuk.version import __version__

MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What sejuk wrote into a folder."""

    made_by: str
    version: str
    files: dict[str, str | None]
    """Relative name → SHA-256; None for files that differ from run to run."""


def write_folder(
    folder: Path, files: Mapping[str, bytes], *, run_files: Mapping[str, bytes] | None = None
) -> None:
    """Write `files` (relative name with `/` → content) as the whole content of `folder`.

    `run_files` differ from run to run (seconds, machine): they are written too, but listed
    without their digest, so that equal plans have equal manifests.

    Raises `folder_not_ours` for a folder holding anything that sejuk did not write or that
    was changed since, `not_a_folder`, `folder_is_current`, `no_permission`, `disk_full`,
    `write_failed`.
    """
    every = dict(files) | dict(run_files or {})
    for name in every:
        _check_name(name)
    every[MANIFEST] = _manifest(files, run_files or {})
    with _as_problem(folder):
        target = folder.resolve()
        _check_replaceable(folder, target)
        with _made_parents(target.parent):
            _write_beside(target, every)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder for whoever writes files by other means, such as a database: when the body is
    done it becomes `folder`, with a manifest; when it fails, nothing has changed.

    Raises as `write_folder`.
    """
    with ExitStack() as stack:
        with _as_problem(folder):
            target = folder.resolve()
            _check_replaceable(folder, target)
            stack.enter_context(_made_parents(target.parent))
            fresh = _unused(target, "new")
            stack.callback(shutil.rmtree, fresh, ignore_errors=True)
            fresh.mkdir()
        yield fresh  # what fails there is no fault of the folder
        with _as_problem(folder):
            paths = sorted(path for path in fresh.rglob("*") if path.is_file())
            files = {path.relative_to(fresh).as_posix(): path.read_bytes() for path in paths}
            (fresh / MANIFEST).write_bytes(_manifest(files, {}))
            _sync_folder(fresh)
            # Again: somebody may have begun to use it meanwhile.
            _check_replaceable(folder, target)
            _swap(target, fresh)


def check_folder(folder: Path) -> None:
    """Refuse a folder that `write_folder` could not replace, before any work is done for it."""
    with _as_problem(folder):
        _check_replaceable(folder, folder.resolve())


def write_file(folder: Path, name: str, content: bytes) -> None:
    """One file of a folder that grows: whole or not at all, whatever happens meanwhile.

    Raises as `write_folder`, but for `folder_not_ours`: that is for the caller to see.
    """
    with _as_problem(folder):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder that sejuk wrote; None for any other folder."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return manifest if manifest.made_by == "sejuk" else None


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal, as in the manifest."""
    return hashlib.sha256(content).hexdigest()


def _manifest(files: Mapping[str, bytes], run_files: Mapping[str, bytes]) -> bytes:
    digests: dict[str, str | None] = {name: digest(files[name]) for name in files}
    digests |= dict.fromkeys(run_files)
    manifest = Manifest(made_by="sejuk", version=__version__, files=dict(sorted(digests.items())))
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or name in {".", MANIFEST}:
        raise ValueError(f"not a relative file name: {name!r}")


def _check_replaceable(folder: Path, target: Path) -> None:
    """Refuse a target whose replacement would lose something that is not ours."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise refuse("not_a_folder", folder=str(folder))
    if Path.cwd().resolve().is_relative_to(target):
        raise refuse("folder_is_current", folder=str(folder))
    foreign = _first_foreign(target)
    if foreign is not None:
        raise refuse("folder_not_ours", folder=str(folder), file=foreign)


def _first_foreign(target: Path) -> str | None:
    """The first file that sejuk did not write, or that was changed since; None if all is ours."""
    manifest = read_manifest(target)
    ours = manifest.files if manifest else {}
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if name == MANIFEST and manifest:
            continue
        if name not in ours or path.is_symlink():
            return name
        expected = ours[name]
        if expected is not None and digest(path.read_bytes()) != expected:
            return name
    return None


def _write_beside(target: Path, files: Mapping[str, bytes]) -> None:
    fresh = _unused(target, "new")
    try:
        _write_all(fresh, files)
        _swap(target, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(target: Path, fresh: Path) -> None:
    """Put `fresh` in the place of `target`; on any failure the old content stays there."""
    if not target.exists():
        fresh.rename(target)
    else:
        aside = _unused(target, "old")
        target.rename(aside)
        try:
            fresh.rename(target)
        except BaseException as error:
            try:
                aside.rename(target)
            except OSError:
                raise refuse("write_interrupted", folder=str(target), kept=str(aside)) from error
            raise
        shutil.rmtree(aside, ignore_errors=True)
    # The new content is in place; a disk that cannot confirm its parent changes nothing of it.
    with suppress(OSError):
        _sync_folder(target.parent)


def _write_all(fresh: Path, files: Mapping[str, bytes]) -> None:
    fresh.mkdir()
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    for path in (fresh, *(p for p in fresh.rglob("*") if p.is_dir())):
        _sync_folder(path)


def _sync_folder(path: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unused(target: Path, role: str) -> Path:
    """A hidden name beside the target that nobody uses."""
    for number in range(10_000):
        path = target.with_name(f".{target.name}.sejuk-{role}-{os.getpid()}-{number}")
        if not os.path.lexists(path):
            return path
    raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))


@contextmanager
def _made_parents(parent: Path) -> Iterator[None]:
    """Make the missing parents; take them away again when the body fails."""
    missing = [p for p in (parent, *parent.parents) if not p.exists()]
    try:
        parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _as_problem(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _problem_of(error, folder) from error
    except RuntimeError as error:  # a loop of symbolic links, Python < 3.13
        raise refuse("write_failed", folder=str(folder), detail=str(error)) from error


def _problem_of(error: OSError, folder: Path) -> ProblemError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return refuse("disk_full", folder=str(folder))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return refuse("no_permission", folder=str(folder))
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return refuse("not_a_folder", folder=str(folder))
    return refuse("write_failed", folder=str(folder), detail=error.strerror or str(error))
