"""Names of containers and queues."""

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.names import check_name


@pytest.mark.parametrize("name", ["abc", "1-2", "x" * 63])
def test_a_name_that_keeps_the_rules_passes(name: str) -> None:
    check_name(name)


def test_a_special_name_passes_where_it_is_one() -> None:
    check_name("$root", ("$root",))
    with pytest.raises(Fault, match="invalid characters"):
        check_name("$root")


@pytest.mark.parametrize("name", ["", "ab", "x" * 64, "A"])
def test_the_length_is_looked_at_first(name: str) -> None:
    with pytest.raises(Fault, match="length is not within the permissible limits"):
        check_name(name)


@pytest.mark.parametrize("name", ["a--b", "-ab", "ab-", "a_b", "Abc", "abc\n", "\u0661bc"])
def test_other_characters_are_refused(name: str) -> None:
    with pytest.raises(Fault, match="invalid characters"):
        check_name(name)
