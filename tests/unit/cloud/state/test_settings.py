"""What makes one cloud itself."""

import re
from pathlib import Path

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.seed import new_settings
from aksess.cloud.oidc.signing_keys import SigningKeyPool
from aksess.random_source import SeededRandomSource, SystemRandomSource


def test_no_two_clouds_are_alike() -> None:
    random_source = SystemRandomSource()
    one, two = new_settings(random_source), new_settings(random_source)

    assert one.tenant != two.tenant
    assert one.operator_secret != two.operator_secret


def test_the_operators_secret_is_not_shown() -> None:
    settings = new_settings(SeededRandomSource("x"))

    assert settings.operator_secret not in repr(settings)


def test_the_operators_secret_is_no_option_of_a_command() -> None:
    """``az login --password -x…`` misses its argument."""
    secrets = [new_settings(SeededRandomSource(seed)).operator_secret for seed in range(500)]

    assert all(re.fullmatch(r"[0-9a-f]{3}8Q~[A-Za-z0-9_-]{35}", secret) for secret in secrets)
    assert 500 == len(set(secrets))


def test_a_data_directory_keeps_its_identity(tmp_path: Path) -> None:
    """Tomorrow's plan must find yesterday's tenant, subscription and operator."""
    key_pool = SigningKeyPool()
    first = Cloud(FakeClock(0.0), SystemRandomSource(), key_pool, tmp_path)
    first.close()

    second = Cloud(FakeClock(0.0), SystemRandomSource(), key_pool, tmp_path)

    assert first.settings == second.settings
    second.close()
    key_pool.close()
