"""What the tests with the real SDKs share."""

from __future__ import annotations

import pytest

from aksess.testing.azure import LocalAzure
from tests.sdk.workload import Workload, put_workload


@pytest.fixture
def workload(local_azure: LocalAzure) -> Workload:
    """A cluster, an identity, a vault."""
    return put_workload(local_azure)
