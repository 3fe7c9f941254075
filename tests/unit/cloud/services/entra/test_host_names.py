"""Where Entra is."""

import pytest

from aksess.cloud.services.entra.host_names import is_entra, is_entras_own


@pytest.mark.parametrize("host", ["login.microsoftonline.com", "STS.windows.net", "westeurope.login.microsoft.com"])
def test_the_public_clouds_names_are_entras(host: str) -> None:
    assert is_entra(host)


@pytest.mark.parametrize(
    "host", ["", "microsoft.com", "login.microsoftonline.us", "a.b.login.microsoft.com", "*.login.microsoftonline.com"]
)
def test_another_clouds_name_is_not(host: str) -> None:
    assert not is_entra(host)


@pytest.mark.parametrize(
    ("issuer", "own"),
    [
        ("https://login.microsoftonline.com/t/v2.0", True),
        ("https://sts.windows.net/t/", True),
        ("https://westeurope.oic.prod-aks.azure.com/t/u/", False),
        ("https://login.microsoftonline.com.example/", False),
        ("https://[", False),
    ],
)
def test_entras_own_tokens_are_told_by_their_issuer(issuer: str, own: bool) -> None:
    assert own is is_entras_own(issuer)
