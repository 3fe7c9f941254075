from __future__ import annotations

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.numbers import header_number, read_number
from tests.storage_scene import Shop


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_decimal_number_is_read(text: str, number: int) -> None:
    assert number == read_number(text)


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1e3", "٣", " 1", "9" * 19, "9" * 5000])
def test_what_is_no_number_is_none(text: str) -> None:
    """Longer ones than anybody needs are none either."""
    assert read_number(text) is None


def test_a_header_is_a_number_or_not_there(shop: Shop) -> None:
    def number(headers: dict[str, str]) -> int | None:
        return header_number(Call(shop.cloud, shop.cloud.operator, "GET", "h", "/", "", headers), "x-n")

    assert (None, 5) == (number({}), number({"x-n": "5"}))
    with pytest.raises(Fault):
        number({"x-n": "five"})
