"""From a line of a log to its findings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.findings import CATALOGUE, recognise
from aksess.findings.recognition import PHRASES


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AADSTS700213: No matching federated identity record found for presented assertion subject 'x'.", ["WI305"]),
        ('{"error_codes":[700211],"error_description":"AADSTS700211: No matching…"}', ["WI302"]),
        ("AADSTS7002138: The subject matches with case-insensitive comparison", ["WI306"]),
        ("AADSTS70025 … then AADSTS700213 … then AADSTS70025", ["WI301", "WI305"]),
        ("(Forbidden) Caller is not authorized …\nInner error: {'code': 'ForbiddenByRbac'}", ["WI601"]),
        ("AKV10022: Invalid audience. Expected https://vault.azure.net", ["WI610"]),
        ("ErrorCode:AuthorizationPermissionMismatch", ["WI601"]),
        (
            "WorkloadIdentityCredential authentication unavailable. The workload options are not fully\n configured.",
            ["WI111"],
        ),
        ("token expiration 600 not valid. Expected value to be between 3600 and 86400", ["WI105"]),
        ("Get https://login…: dial tcp: lookup login.microsoftonline.com: i/o timeout", ["WI503"]),
        ("everything is fine", []),
        ("AADSTS50126: Invalid username or password.", []),
        ("", []),
    ],
)
def test_an_error_is_recognised_in_its_text(text: str, codes: list[str]) -> None:
    """Each finding once, codes before phrases."""
    assert codes == [finding.code for finding in recognise(text)]


def test_phrases_are_looked_for_in_lower_case() -> None:
    """Or they would never be found; and each leads to the catalogue."""
    assert [] == [phrase for phrase, finding in PHRASES if phrase != phrase.lower() or finding not in CATALOGUE]


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    """Nothing that a user pastes is an error of ours."""
    assert set(recognise(text)) <= set(CATALOGUE)
