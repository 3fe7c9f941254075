"""The lock files: pinned, hashed, and silent about where packages come from."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

LOCKS = ("build", "runtime", "dev")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
PLACES = re.compile(
    r"https?:|ftp:|file:/|git\+| @ |^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host|--no-index)\b",
    re.MULTILINE,
)


def lock(name: str) -> str:
    """The text of requirements/NAME.txt."""
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def pins(name: str) -> dict[str, str]:
    """Package to version."""
    return dict(PIN.findall(lock(name)))


def normal(requirement: str) -> str:
    """The name of a requirement as an index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place(name: str) -> None:
    """Neither host, folder, index nor repository: those are the reader's own."""
    assert PLACES.search(lock(name)) is None


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes(name: str) -> None:
    """A package without a hash would be whatever the index says it is."""
    blocks = re.split(r"\n(?=[a-z0-9])", lock(name))
    pinned = [block for block in blocks if PIN.match(block)]

    assert pinned
    assert [] == [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block]
    assert [] == [block.splitlines()[0] for block in blocks[1:] if not PIN.match(block)]


def test_what_ships_is_what_was_tested() -> None:
    """The runtime's versions are the development's versions."""
    tested = pins("dev")

    assert {} == {name: version for name, version in pins("runtime").items() if tested.get(name) != version}
    assert {} == {name: version for name, version in pins("build").items() if tested.get(name) != version}


@pytest.mark.parametrize(("extra", "name"), [("", "runtime"), ("demo", "runtime"), ("", "dev"), ("dev", "dev")])
def test_everything_that_is_asked_for_is_locked(extra: str, name: str) -> None:
    """A requirement that is not locked would not be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["optional-dependencies"][extra] if extra else project["dependencies"]

    assert set() == {normal(each) for each in asked} - pins(name).keys()
