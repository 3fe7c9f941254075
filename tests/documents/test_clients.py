"""The page of clients says the versions that are run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "reference" / "clients.md"
LANGUAGES = ROOT / "tests" / "conformance" / "languages"
# Below the clients: nobody asks for them by name.
BELOW = {"azure-common", "azure-core", "azure-mgmt-core", "azure-mgmt-resource-deployments"}


def pinned() -> Iterator[tuple[str, str]]:
    """Every client that a test runs, by the name that the page calls it, and its version."""
    yield from json.loads((LANGUAGES / "node" / "package.json").read_text())["dependencies"].items()
    yield from re.findall(r"^\s+\S+/(az\w+(?:/v\d)?) v(\S+)$", (LANGUAGES / "go" / "go.mod").read_text(), re.MULTILINE)
    java = (LANGUAGES / "java" / "pom.xml").read_text()
    yield from re.findall(r"<artifactId>(azure-[\w-]+)</artifactId>\s*<version>([^<]+)", java)
    dotnet = (LANGUAGES / "dotnet" / "Read.csproj").read_text()
    yield from re.findall(r'Include="([\w.]+)" Version="([^"]+)"', dotnet)


def locked() -> Iterator[tuple[str, str]]:
    """Every package of Azure's that the Python tests are locked to."""
    lock = (ROOT / "requirements" / "dev.txt").read_text()
    yield from (each for each in re.findall(r"^(azure-[\w-]+)==(\S+)", lock, re.MULTILINE) if each[0] not in BELOW)


def test_every_client_of_every_language_is_there_with_its_version() -> None:
    """What the lock files of the small programs pin."""
    page = PAGE.read_text()

    assert [] == [pin for pin in pinned() if f"`{pin[0]}` {pin[1]}" not in page]


def test_every_python_package_is_there_with_its_version() -> None:
    """In a row of its own, or in one with its neighbours."""
    rows = [row for row in PAGE.read_text().splitlines() if row.startswith("| `azure-")]

    assert [] == [
        (name, version)
        for name, version in locked()
        if not any(version in row and re.search(rf"`(?:{name}|-{name.rpartition('-')[2]})`", row) for row in rows)
    ]
