"""Settings that contradict one another are refused when they are made."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.inject import InvalidSettings, Profile, Settings, Sidecar, TokenEndpoint, sidecar_for

ENDPOINT: dict[str, Any] = {
    "suffix": "identity-binding",
    "audience": "api://AKSIdentityBinding",
    "url": "https://p",
}


@pytest.mark.parametrize(
    ("endpoint", "settings", "says"),
    [
        ({}, {"profile": Profile.LEGACY}, "profile"),
        ({"suffix": ""}, {}, "suffix"),
        ({"audience": ""}, {}, "audience"),
        ({"audience": "API://azureadtokenexchange"}, {}, "default audience"),
        ({"url": ""}, {}, "URL"),
    ],
)
def test_an_impossible_token_endpoint_is_refused(endpoint: Any, settings: Any, says: str) -> None:
    """Each contradiction is named."""
    with pytest.raises(InvalidSettings, match=says):
        Settings("t", token_endpoint=TokenEndpoint(**ENDPOINT | endpoint), **settings)


def test_strict_compat_accepts_an_endpoint_without_url() -> None:
    """The reference starts without the URL of the token proxy."""
    endpoint = TokenEndpoint(**ENDPOINT | {"url": ""})

    assert endpoint == Settings("t", token_endpoint=endpoint, strict_compat=True).token_endpoint
    assert "azure.workload.identity/use-identity-binding" == endpoint.annotation


@pytest.mark.parametrize(
    ("version", "sidecar"),
    [
        ("v1.32.0", Sidecar.NATIVE),
        ("v1.32.0-eks-5ca49cb", Sidecar.NATIVE),
        ("1.32.0-rc.1", Sidecar.NATIVE),
        ("v2.0.0", Sidecar.NATIVE),
        ("v1.31.14", Sidecar.CLASSIC),
        ("v0.99.0", Sidecar.CLASSIC),
        ("unknown", Sidecar.CLASSIC),
    ],
)
def test_the_servers_version_decides_the_sidecar(version: str, sidecar: Sidecar) -> None:
    """Native from 1.32 on; suffixes do not lower it."""
    assert sidecar == sidecar_for(version)
