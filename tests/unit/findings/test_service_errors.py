"""Error codes of ARM and of the data planes."""

from __future__ import annotations

import pytest

from aksess.chain import Link
from aksess.findings import CATALOGUE, for_service_error
from aksess.findings.service_errors import SERVICE_ERRORS


@pytest.mark.parametrize("code", SERVICE_ERRORS)
def test_a_code_is_explained_whatever_its_case(code: str) -> None:
    """By a finding of the catalogue."""
    assert for_service_error(code) in CATALOGUE
    assert for_service_error(code) is for_service_error(f" {code.upper()} ")


@pytest.mark.parametrize(
    ("code", "link"),
    [
        ("ForbiddenByRbac", Link.GRANT),
        ("AccessDenied", Link.GRANT),
        ("AuthorizationPermissionMismatch", Link.GRANT),
        ("AuthorizationFailed", Link.GRANT),
        ("ForbiddenByFirewall", Link.NETWORK),
        ("AuthorizationFailure", Link.NETWORK),
        ("SecretNotFound", Link.OBJECT),
    ],
)
def test_a_code_is_explained_at_its_link(code: str, link: Link) -> None:
    """Storage's AuthorizationFailure is the network, ARM's AuthorizationFailed the role."""
    finding = for_service_error(code)

    assert finding is not None
    assert link is finding.link


def test_another_code_is_not_explained() -> None:
    """Nothing is guessed."""
    assert for_service_error("BadParameter") is None
