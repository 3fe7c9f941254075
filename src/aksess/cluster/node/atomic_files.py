"""The files of a volume on disk, replaced all at once as the kubelet does.

Each version is a folder ``..N`` of its own; the link ``..data`` points at the current one, and a rename moves it
(kubernetes/kubernetes, pkg/volume/util/atomic_writer.go). A reader sees the old files or the new ones.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from aksess.cluster.node.volume_files import File, VolumeFailed

_DATA: Final = "..data"


def write_files(folder: Path, files: Mapping[str, File]) -> bool:
    """Put these files in the place of all that are there.

    Args:
        folder: the volume's; it is made if it is missing.
        files: by path relative to it.

    Returns:
        Whether anything was different.

    Raises:
        OSError: a file cannot be written.
        VolumeFailed: a path leads out of the volume, or is one of the names that the volume keeps for itself.
    """
    for path in files:
        _check_path(path)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    before = _current(folder)
    if before is not None and _same(before, files):
        return False
    fresh = folder / f"..{_number(before) + 1:06d}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    fresh.chmod(0o755)
    for path, file in files.items():
        target = fresh / path
        _make_folders(target.parent, fresh)
        target.write_bytes(file.content)
        target.chmod(file.mode)
    _point(folder, _DATA, fresh.name)
    _link_tops(folder, {Path(path).parts[0] for path in files})
    if before is not None:
        shutil.rmtree(before, ignore_errors=True)
    return True


def _check_path(path: str) -> None:
    """Refuse what validatePath of atomic_writer.go refuses."""
    if path.startswith("/"):
        raise VolumeFailed(f"invalid path: must be relative path: {path}")
    if ".." in PurePosixPath(path).parts:
        raise VolumeFailed(f"invalid path: must not contain '..': {path}")
    if path.startswith(".."):
        raise VolumeFailed(f"invalid path: must not start with '..': {path}")


def _make_folders(folder: Path, top: Path) -> None:
    """The folders of a path, open to every user of the container whatever the umask."""
    if folder != top and not folder.exists():
        _make_folders(folder.parent, top)
        folder.mkdir()
        folder.chmod(0o755)


def _current(folder: Path) -> Path | None:
    link = folder / _DATA
    return folder / os.readlink(link) if link.is_symlink() else None


def _number(version: Path | None) -> int:
    digits = version.name.lstrip(".") if version is not None else ""
    return int(digits) if digits.isdecimal() else 0


def _same(version: Path, files: Mapping[str, File]) -> bool:
    there = {str(path.relative_to(version)): path for path in version.rglob("*") if path.is_file()}
    return there.keys() == files.keys() and all(
        path.read_bytes() == files[name].content and path.stat().st_mode & 0o7777 == files[name].mode
        for name, path in there.items()
    )


def _link_tops(folder: Path, tops: set[str]) -> None:
    for top in tops:
        if not (folder / top).is_symlink():
            _point(folder, top, f"{_DATA}/{top}")
    for entry in folder.iterdir():
        if entry.is_symlink() and entry.name != _DATA and entry.name not in tops:
            entry.unlink()


def _point(folder: Path, name: str, target: str) -> None:
    draft = folder / f"..{name.lstrip('.')}_tmp"
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(folder / name)
