"""Addresses for names, inside a pod's network."""

from __future__ import annotations

import ipaddress

from aksess.pods.network.names import Names

RANGE = ipaddress.ip_network("198.18.0.0/15")


def test_a_name_keeps_its_address_and_is_found_again() -> None:
    names = Names()
    first, second = names.address_of("a.test"), names.address_of("b.test")

    assert first != second
    assert first == names.address_of("a.test")
    assert ("a.test", "b.test") == (names.host_at(first), names.host_at(second))


def test_an_address_that_no_name_was_given_stays_an_address() -> None:
    assert "169.254.169.254" == Names().host_at("169.254.169.254")


def test_more_names_than_addresses_replace_the_oldest() -> None:
    names = Names()
    addresses = {names.address_of(f"n{number}.test") for number in range(131_010)}

    assert all(ipaddress.ip_address(each) in RANGE for each in (min(addresses), max(addresses)))
    assert 131_000 == len(addresses)
    assert "n131000.test" == names.host_at(names.address_of("n131000.test"))
