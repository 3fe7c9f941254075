"""The region, where a typing error is told and next year's region is not refused."""

from __future__ import annotations

import pytest

from aksess.azure_facts.regions import OTHER_CLOUDS, REGIONS
from aksess.model import Model, Problems, parse


def located(region: str) -> Model | Problems:
    return parse(f"aksess: 1\nlocation: {region}\nresourceGroup: r\n")


@pytest.mark.parametrize(("region", "near"), [("westeuorpe", "westeurope"), ("uksoth", "uksouth")])
def test_a_typing_error_is_an_error(region: str, near: str) -> None:
    """Where a known region is surely meant."""
    answer = located(region)

    assert isinstance(answer, Problems)
    assert (2, 11, f"did you mean `{near}`?") == (
        answer.found[0].line,
        answer.found[0].column,
        answer.found[0].hint,
    )


@pytest.mark.parametrize(
    ("region", "says"),
    [
        ("westus9", "is not a known region"),
        ("atlantis", "is not a known region"),
        ("eastasia", "may not support federated credentials"),
    ],
)
def test_what_may_be_right_is_a_warning(region: str, says: str) -> None:
    """New regions, and those that lag behind."""
    answer = located(region)

    assert isinstance(answer, Model)
    assert [True] == [says in warning.says for warning in answer.warnings]


@pytest.mark.parametrize("region", ["West Europe", "westEurope"])
def test_a_display_name_is_one_problem(region: str) -> None:
    """The rule for names says what is expected."""
    answer = located(region)

    assert isinstance(answer, Problems)
    assert 1 == len(answer.found)
    assert "a region's short name" in answer.found[0].says


@pytest.mark.parametrize("region", sorted(OTHER_CLOUDS))
def test_a_region_of_another_cloud_is_an_error(region: str) -> None:
    """Azure Resource Manager of the public cloud refuses it, and so does the local one."""
    answer = located(region)

    assert isinstance(answer, Problems)
    assert "another cloud" in str(answer)


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_public_region_is_accepted(region: str) -> None:
    """The file and the local Resource Manager read one list."""
    assert isinstance(located(region), Model)
