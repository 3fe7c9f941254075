"""The cluster network as a table."""

from typing import Any

import pytest

from aksess.cluster.network import Endpoint, Network, ServiceKey, Unknown


def service(name: str, address: str = "10.0.0.5", **status: Any) -> dict[str, Any]:
    return {
        "metadata": {"namespace": "widemo", "name": name},
        "spec": {"clusterIP": address, "ports": [{"name": "http", "port": 8091}]},
        "status": status,
    }


def pods(name: str, *addresses: str, ready: bool = True, suffix: str = "1", **more: Any) -> dict[str, Any]:
    return {
        "metadata": {
            "namespace": "widemo",
            "name": f"{name}-{suffix}",
            "labels": {"kubernetes.io/service-name": name},
        },
        "addressType": "IPv4",
        "ports": [{"name": "http", "port": 80}],
        "endpoints": [{"addresses": [each], "conditions": {"ready": ready}, **more} for each in addresses],
    }


@pytest.fixture
def network() -> Network:
    network = Network()
    network.put_service(service("api"))
    network.put_slice(pods("api", "10.244.0.4", "10.244.0.5"))
    return network


def found(network: Network, at: str) -> list[Endpoint]:
    service = network.service_at(at)
    assert service is not None
    return [network.endpoint(service, 8091) for _ in range(3)]


def test_a_cluster_ip_leads_to_its_ready_pods_in_turn(network: Network) -> None:
    assert [Endpoint("10.244.0.4", 80), Endpoint("10.244.0.5", 80), Endpoint("10.244.0.4", 80)] == found(
        network, "10.0.0.5"
    )


@pytest.mark.parametrize(
    "host", ["api.widemo", "api.widemo.svc", "api.widemo.svc.cluster.local", "API.widemo.svc.cluster.local."]
)
def test_a_service_is_known_by_each_of_its_names(network: Network, host: str) -> None:
    named = network.service_named(host)

    assert named is not None
    assert ServiceKey("widemo", "api") == named.key


def test_a_short_name_means_a_service_of_the_pods_namespace(network: Network) -> None:
    assert network.service_named("api") is None
    assert network.service_named("api", "widemo") is not None
    assert network.service_named("login.microsoftonline.com") is None


def test_pods_that_are_not_ready_get_nothing(network: Network) -> None:
    network.put_slice(pods("api", "10.244.0.4", ready=False))

    with pytest.raises(Unknown, match="Service widemo/api has no ready endpoint"):
        found(network, "10.0.0.5")


def test_a_port_that_the_service_has_not_is_named(network: Network) -> None:
    service = network.service_at("10.0.0.5")
    assert service is not None

    with pytest.raises(Unknown, match="has no port 80; its ports are 8091"):
        network.endpoint(service, 80)


def test_a_load_balancers_address_leads_to_the_same_pods(network: Network) -> None:
    network.put_service(service("api", loadBalancer={"ingress": [{"ip": "127.0.10.1"}]}))

    assert Endpoint("10.244.0.4", 80) == found(network, "127.0.10.1")[0]


def test_a_headless_service_resolves_to_its_pods_and_to_each_of_them_by_name(network: Network) -> None:
    network.put_service(service("db", "None"))
    network.put_slice(pods("db", "10.244.0.8", hostname="db-0"))
    network.put_slice(pods("db", "10.244.0.9", suffix="2", hostname="db-1"))
    headless = network.service_named("db.widemo")
    assert headless is not None

    assert ["10.244.0.8", "10.244.0.9"] == network.addresses(headless)
    assert ["10.244.0.9"] == network.addresses(headless, "db-1")
    assert [] == network.addresses(headless, "db-7")
    assert network.service_at("None") is None


def test_what_is_deleted_leads_nowhere(network: Network) -> None:
    network.delete_slice(("widemo", "api-1"))
    with pytest.raises(Unknown, match="no ready endpoint"):
        found(network, "10.0.0.5")

    network.delete_service(ServiceKey("widemo", "api"))
    assert network.service_at("10.0.0.5") is None


def test_a_new_list_replaces_what_was_known(network: Network) -> None:
    network.replace_services([service("other", "10.0.0.6")])
    network.replace_slices([pods("other", "10.244.0.7")])

    assert network.service_at("10.0.0.5") is None
    assert Endpoint("10.244.0.7", 80) == found(network, "10.0.0.6")[0]


def test_a_slice_of_no_service_is_passed_over(network: Network) -> None:
    stray = pods("api", "10.244.0.9", suffix="2")
    stray["metadata"]["labels"] = {}
    network.put_slice(stray)

    assert Endpoint("10.244.0.9", 80) not in found(network, "10.0.0.5")
