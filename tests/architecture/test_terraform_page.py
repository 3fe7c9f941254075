"""The page of Terraform's resources is what the conformance tests run."""

from __future__ import annotations

from tools.write_terraform import CONFIGURATIONS, PAGE, VERSIONS, page


def test_the_page_is_the_configurations() -> None:
    """``python -m tools.write_terraform`` writes it."""
    assert page() == PAGE.read_text()


def test_every_folder_of_configurations_is_a_column() -> None:
    """A provider version that is tested is told: its folder ends in its number."""
    assert {folder.name for folder in CONFIGURATIONS.glob("*-[0-9]")} == set(VERSIONS)
