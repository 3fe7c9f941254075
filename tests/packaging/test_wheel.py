"""What ships: the built wheel, not the folder that we work in."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "aksess"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    program = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as archive:
        archive.extractall(unpacked)
    return unpacked


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Terraform files, data and ``py.typed`` too, and nothing beside them."""
    written = {
        path.relative_to(PACKAGE)
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".terraform" not in path.parts
    }
    shipped = {path.relative_to(wheel / "aksess") for path in (wheel / "aksess").rglob("*") if path.is_file()}

    assert written == shipped
    assert Path("py.typed") in shipped


def test_the_wheel_brings_the_command_and_the_plugin(wheel: Path) -> None:
    """``aksess`` on the path, and the fixtures in pytest."""
    (listed,) = wheel.glob("*.dist-info/entry_points.txt")
    entries = ConfigParser()
    entries.read(listed)

    assert "aksess.cli.main:main" == entries["console_scripts"]["aksess"]
    assert "aksess.testing.plugin" == entries["pytest11"]["aksess"]


def test_the_wheel_carries_its_licence(wheel: Path) -> None:
    """The text of Apache-2.0 and the notice, and their name where tools look for it."""
    (metadata,) = wheel.glob("*.dist-info/METADATA")
    said = Parser().parsestr(metadata.read_text())

    assert "Apache-2.0" == said["License-Expression"]
    assert ["LICENSE", "NOTICE"] == said.get_all("License-File")


def test_the_wheel_works_without_the_sources(wheel: Path, tmp_path: Path) -> None:
    """Imported from where it was unpacked, its version is the one that its metadata names."""
    (metadata,) = wheel.glob("*.dist-info/METADATA")
    seen = subprocess.run(
        [sys.executable, "-c", "import aksess; print(aksess.__file__, aksess.__version__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert [str(wheel / "aksess" / "__init__.py"), Parser().parsestr(metadata.read_text())["Version"]] == (
        seen.stdout.split()
    )
