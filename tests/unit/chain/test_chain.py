"""The names of the chain: all there, and loaded when they are asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from aksess import chain


@pytest.mark.parametrize("name", chain.__all__)
def test_every_name_is_there(name: str) -> None:
    """What ``__all__`` promises can be had."""
    assert getattr(chain, name) is not None


def test_the_type_checker_sees_what_runs() -> None:
    """The imports that only a type checker reads name the same modules and names."""
    tree = ast.parse(Path(chain.__file__).read_text())
    read = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "chain" in str(node.module)]
    seen = {alias.name: node.module for node in read for alias in node.names}

    assert seen == chain._HOMES
    assert sorted(seen) == sorted(chain.__all__)


def test_an_unknown_name_is_refused() -> None:
    """As in any module."""
    unknown = "guess"

    with pytest.raises(AttributeError, match="has no attribute 'guess'"):
        getattr(chain, unknown)


def test_a_link_is_had_without_what_is_decided() -> None:
    """Commands that only name things start without the rest."""
    asks = "import sys; from aksess.chain import Link; print('aksess.chain.grants' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)

    assert "False" == said.stdout.strip()
