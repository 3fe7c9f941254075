"""Quantities are exact numbers."""

from decimal import Decimal

import pytest

from aksess.cluster.node.quantity import divide, parse_quantity


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", "1"), ("500m", "0.5"), ("1Gi", "1073741824"), ("2k", "2000"), ("1e3", "1000"), ("1.5Mi", "1572864")],
)
def test_suffixes_of_two_and_of_ten_are_read(text: str, number: str) -> None:
    assert Decimal(number) == parse_quantity(text)


@pytest.mark.parametrize("text", ["", "five", "1Qi", "1 Gi"])
def test_what_is_no_quantity_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="expected a quantity such as 500m or 1Gi"):
        parse_quantity(text)


def test_the_downward_api_rounds_up_and_takes_a_missing_divisor_for_one() -> None:
    assert 1 == divide(parse_quantity("500m"), "")
    assert 1 == divide(parse_quantity("500m"), "0")
    assert 500 == divide(parse_quantity("500m"), "1m")
    assert 1024 == divide(parse_quantity("1Gi"), "1Mi")
