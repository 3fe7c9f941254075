"""Each import contract can fail: a violation planted in a copy of the package breaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}

# contract id: the file that is planted, in the package, and what it imports
PLANTS = {
    "direction": ("chain/planted_direction.py", "aksess.cloud.planted"),
    "strangers": ("webhook/planted_strangers.py", "aksess.cloud.planted"),
    "pure": ("chain/planted_pure.py", "socket"),
    "facts": ("azure_facts/planted_facts.py", "socket"),
    "admission": ("inject/planted_admission.py", "aksess.clock"),
    "leaves": ("clock.py", "asyncio"),
    "rooms": ("cloud/state/planted_rooms.py", "aksess.cloud.identity"),
    "services": ("cloud/services/planted_one/__init__.py", "aksess.cloud.services.planted_other"),
    "sockets": ("cloud/services/planted_one/__init__.py", "aksess.cloud.edge"),
    "database": ("cloud/planted.py", "sqlite3"),
    "http": ("cloud/planted.py", "httptools"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says about a copy of the package in which every contract is violated, by contract name."""
    home = tmp_path_factory.mktemp("planted")
    package = home / "aksess"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    _plant(package, "cloud/planted.py", None)
    _plant(package, "cloud/services/planted_other/__init__.py", None)
    for place, imported in PLANTS.values():
        _plant(package, place, imported)
    report = _lint(home)

    assert 1 == report.returncode, report.stdout + report.stderr
    return _by_contract(report.stdout)


def _plant(package: Path, place: str, imported: str | None) -> None:
    file = package / place
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / "__init__.py").touch()
    with file.open("a") as written:
        written.write(f"\nimport {imported}\n" if imported else "\n")


def _lint(home: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(home), "COLUMNS": "300", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _by_contract(printed: str) -> dict[str, str]:
    """The report's paragraph of each broken contract: its name underlined with as many hyphens."""
    lines = printed.splitlines()
    heads = [
        index for index, line in enumerate(lines[:-1]) if line in NAMES.values() and lines[index + 1] == "-" * len(line)
    ]
    ends = [*heads[1:], len(lines)]
    return {lines[start]: "\n".join(lines[start:end]) for start, end in zip(heads, ends, strict=True)}


def test_every_contract_has_a_planted_violation() -> None:
    """A contract that cannot fail holds nothing."""
    assert NAMES.keys() == PLANTS.keys()


@pytest.mark.parametrize("contract", PLANTS)
def test_a_contract_is_broken_by_its_planted_violation(contract: str, said: dict[str, str]) -> None:
    """The linter names the module that was planted and what it imports, under the contract's own name."""
    place, imported = PLANTS[contract]
    module = "aksess." + place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    paragraph = said[NAMES[contract]]

    assert module in paragraph
    assert imported in paragraph


def test_every_package_is_named_by_the_contract_of_directions() -> None:
    """A new folder has to say where it stands."""
    direction = next(contract for contract in CONTRACTS if contract["id"] == "direction")
    placed = {word.strip("() ") for layer in direction["layers"] for word in layer.replace("|", ":").split(":")}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}

    assert set() == folders - placed
    assert direction["exhaustive"] is True


def test_every_part_in_the_middle_is_a_stranger() -> None:
    """The two contracts that list the middle list the same parts."""
    direction, strangers = (
        next(contract["layers"] for contract in CONTRACTS if contract["id"] == wanted)
        for wanted in ("direction", "strangers")
    )

    assert strangers == [each.replace(":", "|") for each in direction[2:4]]
