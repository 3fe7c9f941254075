"""What makes one cloud itself."""

import re
from pathlib import Path

from aksess.chance import SeededChance, SystemChance
from aksess.clock import FakeClock
from aksess.cloud.keyring import KeyStock
from aksess.cloud.local import Cloud
from aksess.cloud.settings import new_settings


def test_no_two_clouds_are_alike() -> None:
    chance = SystemChance()
    one, two = new_settings(chance), new_settings(chance)

    assert one.tenant != two.tenant
    assert one.operator_secret != two.operator_secret


def test_the_operators_secret_is_not_shown() -> None:
    settings = new_settings(SeededChance("x"))

    assert settings.operator_secret not in repr(settings)


def test_the_operators_secret_is_no_option_of_a_command() -> None:
    """``az login --password -x…`` misses its argument."""
    secrets = [new_settings(SeededChance(seed)).operator_secret for seed in range(500)]

    assert all(re.fullmatch(r"[0-9a-f]{3}8Q~[A-Za-z0-9_-]{35}", secret) for secret in secrets)
    assert 500 == len(set(secrets))


def test_a_data_directory_keeps_its_identity(tmp_path: Path) -> None:
    """Tomorrow's plan must find yesterday's tenant, subscription and operator."""
    stock = KeyStock()
    first = Cloud(FakeClock(0.0), SystemChance(), stock, tmp_path)
    first.close()

    second = Cloud(FakeClock(0.0), SystemChance(), stock, tmp_path)

    assert first.settings == second.settings
    second.close()
    stock.close()
