"""What a vault keeps is in no log by accident."""

from __future__ import annotations

import pytest

from aksess.cloud.services.keyvault.records import KeyVersion, Pending, SecretVersion

KEPT = (
    SecretVersion(id="1", created=1, updated=1, value="hidden"),
    KeyVersion(id="1", created=1, updated=1, kty="EC", ops=[], public={}, pem="hidden"),
    Pending(request_id="r", version="1", csr="c", issuer={}, status="inProgress", pem="hidden"),
)


@pytest.mark.parametrize("record", KEPT)
def test_nothing_secret_is_in_a_repr(record: object) -> None:
    """Neither a value nor a key; the version is."""
    assert "hidden" not in repr(record)
    assert "'1'" in repr(record)
