"""What the tests with the real SDKs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aksess.testing.azure import LocalAzure
from tests.sdk.arm import Arm, at_arm
from tests.sdk.workload import Workload, put_workload


@pytest.fixture
def workload(local_azure: LocalAzure) -> Workload:
    """A cluster, an identity, a vault."""
    return put_workload(local_azure)


@pytest.fixture
def arm(local_azure: LocalAzure) -> Iterator[Arm]:
    """The operator at ARM, with a resource group."""
    with at_arm(local_azure) as arm:
        yield arm
