"""The pytest plugin: ``local_azure`` for each test, over a server that the session starts at its first use.

Nothing heavy is imported until a test asks: every pytest run of everybody who has aksess installed loads this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aksess.testing.azure import LocalAzure
    from aksess.testing.server import ServerThread


@pytest.fixture(scope="session")
def aksess_server() -> Iterator[ServerThread]:
    """The server behind every ``local_azure`` of this session, in a thread."""
    from aksess.testing.server import ServerThread

    with ServerThread() as server:
        yield server


@pytest.fixture
def local_azure(aksess_server: ServerThread) -> Iterator[LocalAzure]:
    """A local Azure that no other test sees, empty, with the operator's listener open."""
    from aksess.testing.azure import LocalAzure

    with LocalAzure(aksess_server) as azure:
        yield azure
