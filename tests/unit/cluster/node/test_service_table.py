"""Services, kept by a watch."""

from typing import Any

from aksess.cluster.node.service_table import ServiceTable
from aksess.cluster.node.service_variables import NamedPort, ServiceAddress


def service(address: str = "10.0.0.9") -> dict[str, Any]:
    return {
        "metadata": {"namespace": "shop", "name": "wi-api"},
        "spec": {"clusterIP": address, "ports": [{"port": 8091, "name": "http"}, {"port": 53, "protocol": "UDP"}]},
    }


def test_a_service_with_an_address_is_known_until_it_is_gone() -> None:
    table = ServiceTable()
    table.put(service())
    known = table.addresses()
    table.deleted(service())

    assert [
        ServiceAddress("shop", "wi-api", "10.0.0.9", (NamedPort("http", 8091, "TCP"), NamedPort("", 53, "UDP")))
    ] == known
    assert [] == table.addresses()


def test_a_service_without_an_address_is_not_told() -> None:
    table = ServiceTable()
    table.put(service())
    table.put(service("None"))

    assert [] == table.addresses()


def test_a_new_list_replaces_the_old_one() -> None:
    table = ServiceTable()
    table.put(service())
    table.listed([])

    assert [] == table.addresses()
