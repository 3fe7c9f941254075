"""The addresses that names get inside a pod's network: one of 198.18.0.0/15 for each (RFC 2544 reserves the range)."""

from __future__ import annotations

import ipaddress
from typing import Final

_FIRST: Final = int(ipaddress.IPv4Address("198.18.0.1"))
# The range has 131,072 addresses; names beyond that take the place of the oldest.
_MOST: Final = 131_000


class Names:
    """Gives each name an address, and finds the name of an address again."""

    def __init__(self) -> None:
        self._address: dict[str, str] = {}
        self._name: dict[str, str] = {}
        self._next = 0

    def address_of(self, name: str) -> str:
        """Return the address of a name, a new one at the first call."""
        found = self._address.get(name)
        if found is not None:
            return found
        address = str(ipaddress.IPv4Address(_FIRST + self._next))
        self._next = (self._next + 1) % _MOST
        replaced = self._name.get(address)
        if replaced is not None:
            del self._address[replaced]
        self._address[name], self._name[address] = address, name
        return address

    def host_at(self, address: str) -> str:
        """Return the name that was given an address; any other address as it is."""
        return self._name.get(address, address)
