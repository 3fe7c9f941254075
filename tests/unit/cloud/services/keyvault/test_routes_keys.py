"""The paths of keys."""

from __future__ import annotations

import pytest

from tests.unit.cloud.services.keyvault.conftest import Bench

USES = ("encrypt", "decrypt", "wrapkey", "wrapKey", "unwrapkey", "unwrapKey", "sign", "verify")


@pytest.mark.parametrize("use", USES)
def test_a_use_is_found_by_version_by_name_and_with_an_empty_version(bench: Bench, use: str) -> None:
    """Clients send all three, in either case; a body that is wrong says that they were found."""
    for path in (f"/keys/k/{'0' * 32}/{use}", f"/keys/k/{use}", f"/keys/k//{use}"):
        assert 400 == bench("POST", path, {}).status
