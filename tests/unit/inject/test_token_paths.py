"""Names and paths, compared with vectors computed from the reference's rule."""

from __future__ import annotations

import pytest

from aksess.inject import LEGACY_PATH, RESERVED_PATH, Profile, reserved_volume
from aksess.inject.token_paths import display_name, main_path


@pytest.mark.parametrize(
    ("name", "generated", "digits"),
    [
        ("pod", "", "425c89ed5bb78a7623fae60fd8a6f6"),
        ("", "web-7c9d-", "ef87b666c30fd2a12947d567ab3cf8"),
        ("", "", "7ae265465cf68a19ccd3c91d70dc31"),
    ],
)
def test_volume_names_are_the_references(name: str, generated: str, digits: str) -> None:
    """Thirty digits of the SHA-256 of the name shown, 63 characters in all."""
    volume = reserved_volume(display_name(name, generated))

    assert f"azure-workload-identity-reserved-{digits}" == volume
    assert 63 == len(volume)


def test_a_name_that_is_no_unicode_has_a_volume_name_too() -> None:
    """A lone surrogate, which JSON can spell, is not an error."""
    assert 63 == len(reserved_volume("\ud800"))


def test_the_variable_names_the_newest_place_of_a_profile() -> None:
    """Up to 1.5.1 the old file, else the new one."""
    assert "/var/run/secrets/azure/tokens/azure-identity-token" == LEGACY_PATH.token_file
    assert "/var/run/secrets/azure/wi/token/azure-identity-token" == RESERVED_PATH.token_file
    assert [LEGACY_PATH, RESERVED_PATH, RESERVED_PATH] == [main_path(profile) for profile in Profile]
