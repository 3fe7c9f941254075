"""Addresses of pods."""

import pytest

from aksess.cluster.node.addresses import PodAddresses


def test_each_pod_has_an_address_of_its_own() -> None:
    addresses = PodAddresses("10.244.0.0/16")

    assert ["10.244.0.2", "10.244.0.3"] == [addresses.take("a"), addresses.take("b")]


def test_a_pod_that_comes_back_has_the_address_that_it_had() -> None:
    addresses = PodAddresses("10.244.0.0/16")

    assert "10.244.0.9" == addresses.take("a", "10.244.0.9")
    assert "10.244.0.2" == addresses.take("b", "10.244.0.9")
    assert "10.244.0.3" == addresses.take("c", "192.168.0.1")


def test_an_address_is_not_given_out_again_at_once() -> None:
    addresses = PodAddresses("10.244.0.0/24")
    addresses.release(addresses.take("a"))

    assert "10.244.0.3" == addresses.take("b")


def test_a_full_range_is_said_by_name() -> None:
    addresses = PodAddresses("10.244.0.0/29")
    taken = {addresses.take(str(number)) for number in range(5)}

    assert {f"10.244.0.{number}" for number in range(2, 7)} == taken
    with pytest.raises(OSError, match=r"every pod IP of 10\.244\.0\.0/29 is taken"):
        addresses.take("one more")
