"""A cloud: its settings and the parts that it is made of."""

from pathlib import Path

from aksess.chance import SeededChance
from aksess.clock import FakeClock
from aksess.cloud.local import Cloud
from aksess.testing.keys import Lender
from tests.cloud_fixtures import Ask


def test_a_cloud_is_the_same_one_when_its_folder_is_opened_again(tmp_path: Path, lender: Lender) -> None:
    """Tomorrow's plan finds yesterday's tenant, subscription and operator."""
    first = Cloud(FakeClock(), SeededChance(1), lender.stock(), tmp_path)
    first.close()
    again = Cloud(FakeClock(), SeededChance(2), lender.stock(), tmp_path)
    again.close()

    assert first.settings == again.settings


def test_the_secret_of_the_operator_is_in_no_repr(cloud: Cloud) -> None:
    assert cloud.settings.operator_secret not in repr(cloud.settings)


def test_a_token_for_anybody_is_one_that_the_cloud_verifies(ask: Ask) -> None:
    """What the fixtures hand out passes the steps that every service goes through."""
    claims = ask.cloud.tokens.verify(ask.token("9f9f9f9f-0000-0000-0000-000000000001", "https://vault.azure.net"))

    assert isinstance(claims, dict)
    assert "https://vault.azure.net" == claims["aud"]
