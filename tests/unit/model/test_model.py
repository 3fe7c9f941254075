"""What the package offers, and what it costs to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aksess import model
from aksess.model import EXAMPLE, Model, RoleGrant, VaultTarget, load


def test_the_bundled_example_is_faultless() -> None:
    """The vault and the workload of the demonstration, without a warning."""
    example = load(EXAMPLE)

    assert isinstance(example, Model)
    assert () == example.warnings
    assert ["widemo-kv"] == [vault.name for vault in example.vaults]
    assert [("wi-api", (RoleGrant(VaultTarget("widemo-kv"), ("Key Vault Secrets User",)),))] == [
        (workload.name, workload.access) for workload in example.workloads
    ]


def test_yaml_is_imported_only_to_read_a_file() -> None:
    """Commands that need only the nouns do not pay for the parser."""
    program = (
        "import sys, aksess.model; print({'yaml', 'pydantic', 'ruamel'} & {name.split('.')[0] for name in sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "set()" == ran.stdout.strip()


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The late names do not swallow mistakes."""
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        model.__getattr__("lod")


def test_everything_that_is_offered_is_there() -> None:
    """Late names too."""
    assert [] == [name for name in model.__all__ if not hasattr(model, name)]
