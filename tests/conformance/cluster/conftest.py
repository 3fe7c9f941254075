"""A local Azure whose clusters have a real control plane; skipped in one line where its programs cannot be had."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.cluster.assets import NoPrograms, assets
from tests.conformance.cluster.azure import Azure


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder with etcd and the programs of Kubernetes' control plane."""
    if shutil.which("kubectl") is None:
        pytest.skip("there is no kubectl on PATH")
    try:
        return assets()
    except NoPrograms as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def azure(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azure]:
    """One for all tests of a module, with the example in it."""
    azure = Azure.at(tmp_path_factory.mktemp("azure"), programs)
    azure.up()
    try:
        yield azure
    finally:
        azure.leave()


@pytest.fixture
def own(programs: Path, tmp_path: Path) -> Iterator[Azure]:
    """One for a single test, not up yet."""
    azure = Azure.at(tmp_path, programs)
    try:
        yield azure
    finally:
        azure.leave()
