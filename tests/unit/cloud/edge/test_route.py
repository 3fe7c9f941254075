"""Where a host name leads."""

import pytest

from aksess.cloud.edge.route import Local, Nowhere, Out, Tunnel, Upstream, Way, way_to

CLUSTERS = {"here.hcp.westeurope.azmk8s.io": ("127.0.0.1", 6443)}


def serves(host: str, tls: bool) -> bool:
    return (host, tls) in {("v.vault.azure.net", True), ("169.254.169.254", False)}


def way(host: str, port: int, *, tls: bool, upstream: Upstream | None = None) -> Way:
    return way_to(host, port, tls=tls, serves=serves, clusters=CLUSTERS, upstream=upstream or Upstream())


@pytest.mark.parametrize(
    ("host", "port", "tls", "wanted"),
    [
        ("v.vault.azure.net", 443, True, Local()),
        ("V.Vault.Azure.Net.", 443, True, Local()),
        ("169.254.169.254", 80, False, Local()),
        ("example.com", 443, True, Out()),
        ("here.hcp.westeurope.azmk8s.io", 443, True, Tunnel("127.0.0.1", 6443)),
    ],
)
def test_a_host_name_leads_where_it_belongs(host: str, port: int, tls: bool, wanted: Way) -> None:
    assert wanted == way(host, port, tls=tls)


@pytest.mark.parametrize(("port", "tls"), [(8443, True), (80, False), (8080, False)])
def test_a_name_that_is_served_never_leads_out(port: int, tls: bool) -> None:
    """Not at another port, nor without TLS: what was meant for a local vault must not reach the real one."""
    assert isinstance(way("v.vault.azure.net", port, tls=tls), Nowhere)


def test_an_api_server_never_leads_out() -> None:
    """A kubeconfig of a local cluster must not reach whoever has that name on the internet."""
    assert isinstance(way("other.hcp.westeurope.azmk8s.io", 443, tls=True), Nowhere)


@pytest.mark.parametrize(
    ("no_proxy", "direct"),
    [
        ("", False),
        ("example.com", True),
        (".example.com", True),
        ("*.example.com", True),
        ("*", True),
        ("example.org", False),
        ("ample.com", False),
        ("other.org, EXAMPLE.COM", True),
    ],
)
def test_the_users_exceptions_hold(no_proxy: str, direct: bool) -> None:
    """As curl and Go read NO_PROXY."""
    upstream = Upstream(https="http://proxy.example:3128", no_proxy=no_proxy)
    wanted = Out() if direct else Out(("proxy.example", 3128, ""))

    assert wanted == way("www.example.com", 443, tls=True, upstream=upstream)


def test_loopback_needs_no_proxy() -> None:
    upstream = Upstream(https="http://proxy.example:3128")

    assert Out() == way("127.0.0.1", 8443, tls=True, upstream=upstream)


def test_the_settings_are_those_of_the_environment() -> None:
    """Lower-case names win, ALL_PROXY stands in."""
    found = Upstream.of({"https_proxy": "a", "HTTPS_PROXY": "b", "ALL_PROXY": "c", "NO_PROXY": "d"})

    assert Upstream(https="a", http="c", no_proxy="d") == found
