"""Variables of Services."""

from aksess.cluster.node.service_variables import NamedPort, ServiceAddress, service_variables

API = ServiceAddress("default", "kubernetes", "10.0.0.1", (NamedPort("https", 443, "TCP"),))
SHOP = ServiceAddress("shop", "wi-api", "10.0.0.9", (NamedPort("", 8091, "TCP"),))
OTHER = ServiceAddress("elsewhere", "db", "10.0.0.8", (NamedPort("", 5432, "TCP"),))


def test_a_service_is_told_as_links_of_docker_were() -> None:
    found = service_variables([SHOP], "shop", links=True)

    assert {
        "WI_API_SERVICE_HOST": "10.0.0.9",
        "WI_API_SERVICE_PORT": "8091",
        "WI_API_PORT": "tcp://10.0.0.9:8091",
        "WI_API_PORT_8091_TCP": "tcp://10.0.0.9:8091",
        "WI_API_PORT_8091_TCP_PROTO": "tcp",
        "WI_API_PORT_8091_TCP_PORT": "8091",
        "WI_API_PORT_8091_TCP_ADDR": "10.0.0.9",
    } == found


def test_only_services_of_the_pods_namespace_are_told_and_always_the_api_server() -> None:
    found = service_variables([API, SHOP, OTHER], "shop", links=True)

    assert "443" == found["KUBERNETES_SERVICE_PORT_HTTPS"]
    assert "WI_API_SERVICE_HOST" in found
    assert "DB_SERVICE_HOST" not in found


def test_without_service_links_the_api_server_is_all_that_is_told() -> None:
    found = service_variables([API, SHOP], "shop", links=False)

    assert all(name.startswith("KUBERNETES_") for name in found)
