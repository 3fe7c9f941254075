"""A projected volume on this machine, written as the kubelet writes one.

A reader sees the old files or the new ones, never half of each: the files stand in a folder of their own, ``..data``
points at it, and a rename moves the pointer (kubernetes/kubernetes, pkg/volume/util/atomic_writer.go). Files have
mode 0644, as a volume without ``defaultMode`` has; who may come in is decided by the folder above.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_DATA = "..data"


class Volume:
    """folder: where the volume is mounted, made here. paths of files are relative, ``token/azure-identity-token``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written = 0
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, files: Mapping[str, bytes]) -> None:
        """All files at once, in place of those before. Raises OSError."""
        self._written += 1
        fresh = self.folder / f"..{self._written:06d}"
        for path, content in files.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod(0o644)
        before = self._current()
        self._point(_DATA, fresh.name)
        for top in {Path(path).parts[0] for path in files}:
            if not (self.folder / top).is_symlink():
                self._point(top, f"{_DATA}/{top}")
        if before is not None:
            shutil.rmtree(before, ignore_errors=True)

    def _current(self) -> Path | None:
        link = self.folder / _DATA
        return self.folder / os.readlink(link) if link.is_symlink() else None

    def _point(self, name: str, target: str) -> None:
        draft = self.folder / f"{name}_tmp"
        draft.symlink_to(target)
        draft.replace(self.folder / name)
