"""Pod IPs, given out in order from the cluster's range. No interface has them; the network table leads to them."""

from __future__ import annotations

import ipaddress
from typing import Final

# The first address that AKS gives a node in its default virtual network, 10.224.0.0/16.
HOST_IP: Final = "10.224.0.4"


class PodAddresses:
    """The addresses of one node. cidr: the range; its first address is left for the node."""

    def __init__(self, cidr: str) -> None:
        self._range = ipaddress.ip_network(cidr)
        self._last = 1
        self._taken: dict[str, str] = {}

    def take(self, uid: str, wanted: str = "") -> str:
        """An address for a pod; the one that it had before where that is free.

        Raises:
            OSError: every address of the range is taken.
        """
        if wanted and wanted not in self._taken and ipaddress.ip_address(wanted) in self._range:
            self._taken[wanted] = uid
            return wanted
        for _ in range(self._range.num_addresses):
            self._last = self._last + 1 if self._last + 2 < self._range.num_addresses else 2
            address = str(self._range[self._last])
            if address not in self._taken:
                self._taken[address] = uid
                return address
        raise OSError(f"every pod IP of {self._range} is taken")

    def release(self, address: str) -> None:
        """A pod is gone."""
        self._taken.pop(address, None)
