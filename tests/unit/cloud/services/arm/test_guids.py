"""GUIDs in requests."""

import pytest

from aksess.cloud.services.arm.guids import is_guid, plain


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("11111111-2222-3333-4444-555555555555", True),
        ("AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", True),
        ("11111111222233334444555555555555", False),
        ("11111111-2222-3333-4444-555555555555\n", False),
        ("{11111111-2222-3333-4444-555555555555}", False),
        ("1111111g-2222-3333-4444-555555555555", False),
        ("", False),
    ],
)
def test_a_guid_has_its_hyphens_and_nothing_else(text: str, wanted: bool) -> None:
    """Either case."""
    assert wanted is is_guid(text)


def test_some_messages_print_it_plain() -> None:
    """With no hyphens."""
    assert "11111111222233334444555555555555" == plain("11111111-2222-3333-4444-555555555555")
