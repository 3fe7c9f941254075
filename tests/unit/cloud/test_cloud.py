"""A cloud: its settings and the parts that it is made of."""

from pathlib import Path

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.random_source import SeededRandomSource
from aksess.testing.keys import Lender
from tests.cloud_fixtures import Ask


def test_a_cloud_is_the_same_one_when_its_folder_is_opened_again(tmp_path: Path, lender: Lender) -> None:
    """Tomorrow's plan finds yesterday's tenant, subscription and operator."""
    first = Cloud(FakeClock(), SeededRandomSource(1), lender.key_pool(), tmp_path)
    first.close()
    again = Cloud(FakeClock(), SeededRandomSource(2), lender.key_pool(), tmp_path)
    again.close()

    assert first.settings == again.settings


def test_the_secret_of_the_operator_is_in_no_repr(cloud: Cloud) -> None:
    assert cloud.settings.operator_secret not in repr(cloud.settings)


def test_a_token_for_anybody_is_one_that_the_cloud_verifies(ask: Ask) -> None:
    """What the fixtures hand out passes the steps that every service goes through."""
    claims = ask.cloud.tokens.verify(ask.token("9f9f9f9f-0000-0000-0000-000000000001", "https://vault.azure.net"))

    assert isinstance(claims, dict)
    assert "https://vault.azure.net" == claims["aud"]
