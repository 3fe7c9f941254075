"""Writing the two roots: hand-written HCL that reads ``aksess.yaml`` itself, copied as it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

ROOTS = ("infra", "workloads")


@dataclass(frozen=True, slots=True)
class Written:
    """What ``scaffold`` did. kept: files that were there already and differ; they were left alone."""

    created: tuple[Path, ...]
    same: tuple[Path, ...]
    kept: tuple[Path, ...]


def scaffold(folder: Path, example: str) -> Written:
    """Write ``aksess.yaml`` (with the text ``example``), ``infra/`` and ``workloads/`` into folder.

    Nothing that is there is overwritten.

    Raises:
        OSError: the folder cannot be written.
    """
    created: list[Path] = []
    same: list[Path] = []
    kept: list[Path] = []
    for target, text in _everything(folder, example):
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            # A link that leads nowhere is somebody's too: nothing is written through it.
            with target.open("x", encoding="utf-8") as file:
                file.write(text)
            created.append(target)
        elif target.read_text(encoding="utf-8", errors="replace") == text:
            same.append(target)
        else:
            kept.append(target)
    return Written(tuple(created), tuple(same), tuple(kept))


def _everything(folder: Path, example: str) -> list[tuple[Path, str]]:
    wanted = [(folder / "aksess.yaml", example), (folder / ".gitignore", IGNORED)]
    for root in ROOTS:
        source = files("aksess.terraform") / "roots" / root
        wanted += [(folder / root / each.name, each.read_text(encoding="utf-8")) for each in _sorted(source)]
    return wanted


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted((each for each in folder.iterdir() if each.is_file()), key=lambda each: each.name)


# State holds what outputs hold, a cluster's client key among it: it never belongs into git.
IGNORED = """.terraform/
*.tfstate
*.tfstate.*
*.tfplan
"""
