"""Where a host name leads."""

import pytest

from aksess.cloud.edge.proxy_route import (
    ApiServer,
    Blocked,
    External,
    Local,
    ProxyRoute,
    UpstreamProxy,
    is_platform,
    route_to,
)


def serves(host: str, tls: bool) -> bool:
    return (host, tls) in {("v.vault.azure.net", True), ("169.254.169.254", False)}


def way(host: str, port: int, *, tls: bool, upstream: UpstreamProxy | None = None) -> ProxyRoute:
    return route_to(host, port, tls=tls, serves=serves, upstream=upstream or UpstreamProxy())


@pytest.mark.parametrize(
    ("host", "port", "tls", "wanted"),
    [
        ("v.vault.azure.net", 443, True, Local()),
        ("V.Vault.Azure.Net.", 443, True, Local()),
        ("169.254.169.254", 80, False, Local()),
        ("example.com", 443, True, External()),
        ("here.hcp.westeurope.azmk8s.io", 443, True, ApiServer("here.hcp.westeurope.azmk8s.io")),
    ],
)
def test_a_host_name_leads_where_it_belongs(host: str, port: int, tls: bool, wanted: ProxyRoute) -> None:
    assert wanted == way(host, port, tls=tls)


@pytest.mark.parametrize(("port", "tls"), [(8443, True), (80, False), (8080, False)])
def test_a_name_that_is_served_never_leads_out(port: int, tls: bool) -> None:
    """Not at another port, nor without TLS: what was meant for a local vault must not reach the real one."""
    assert isinstance(way("v.vault.azure.net", port, tls=tls), Blocked)


def test_an_api_server_never_leads_out() -> None:
    """A kubeconfig of a local cluster must not reach whoever has that name on the internet."""
    assert ApiServer("other.hcp.westeurope.azmk8s.io") == way("Other.hcp.westeurope.azmk8s.io.", 443, tls=True)
    assert isinstance(way("other.hcp.westeurope.azmk8s.io", 80, tls=False), Blocked)


@pytest.mark.parametrize(
    "host",
    [
        "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518", "[::ffff:169.254.169.254]",
        "::ffff:a9fe:a9fe", "169.254.169.254.",
    ],
)  # fmt: skip
def test_the_metadata_address_is_the_same_in_every_spelling(host: str) -> None:
    """The system's resolver takes them all for it, and would find the metadata service of this machine."""
    assert isinstance(way(host, 80, tls=False), Local)
    assert isinstance(way(host, 443, tls=True), Blocked)


@pytest.mark.parametrize("host", ["169.254.170.2", "0xa9.254.1.1", "168.63.129.16", "fe80::1", "::ffff:168.63.129.16"])
def test_what_the_platform_of_this_machine_answers_is_not_reached(host: str) -> None:
    """A build agent on Azure or elsewhere has an identity of its own, which is nobody's inside."""
    upstream = UpstreamProxy(http="http://proxy.example:3128")

    assert isinstance(way(host, 80, tls=False, upstream=upstream), Blocked)


@pytest.mark.parametrize("host", ["1password.com", "4.ident.me", "10.0.0.1", "2001:db8::1", "0x7f.example"])
def test_names_and_addresses_of_others_lead_out(host: str) -> None:
    assert External() == way(host, 443, tls=True)


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
        ("www.example.com:443", True),
        ("example.com:8443", False),
        ("10.0.0.0/8", False),
        ("*, other.org", True),
    ],
)
def test_the_users_exceptions_hold(no_proxy: str, direct: bool) -> None:
    """As curl and Go read NO_PROXY."""
    upstream = UpstreamProxy(https="http://proxy.example:3128", no_proxy=no_proxy)
    wanted = External() if direct else External(("proxy.example", 3128, ""))

    assert wanted == way("www.example.com", 443, tls=True, upstream=upstream)


@pytest.mark.parametrize(
    ("host", "no_proxy", "direct"),
    [
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "10.1.2.3:443", True),
        ("10.1.2.3", "10.1.2.3:80", False),
        ("10.1.2.3", "192.168.0.0/16,2001:db8::/32", False),
        ("2001:db8::5", "2001:db8::/32", True),
        ("2001:db8::5", "[2001:db8::5]:443", True),
        ("10.1.2.3", "2.3", False),
    ],
)
def test_addresses_and_networks_are_exceptions_too(host: str, no_proxy: str, direct: bool) -> None:
    upstream = UpstreamProxy(https="http://proxy.example:3128", no_proxy=no_proxy)
    wanted = External() if direct else External(("proxy.example", 3128, ""))

    assert wanted == way(host, 443, tls=True, upstream=upstream)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1"])
def test_loopback_needs_no_proxy(host: str) -> None:
    upstream = UpstreamProxy(https="http://proxy.example:3128")

    assert External() == way(host, 8443, tls=True, upstream=upstream)


def test_a_proxys_credentials_are_decoded() -> None:
    """In a URL a password with ``@`` or ``:`` can only be written percent-encoded."""
    upstream = UpstreamProxy(https="http://us%40er:p%3Aa%40ss@proxy.example:3128")

    assert External(("proxy.example", 3128, "us@er:p:a@ss")) == way("example.com", 443, tls=True, upstream=upstream)


@pytest.mark.parametrize("url", ["http://proxy.example:port", "http://[::1", "http://proxy.example:70000"])
def test_a_proxy_that_is_no_url_is_told(url: str) -> None:
    found = way("example.com", 443, tls=True, upstream=UpstreamProxy(https=url))

    assert isinstance(found, Blocked)
    assert "the proxy of the environment is not a valid URL" in found.why


def test_the_settings_are_those_of_the_environment() -> None:
    """Lower-case names win, ALL_PROXY stands in."""
    found = UpstreamProxy.of({"https_proxy": "a", "HTTPS_PROXY": "b", "ALL_PROXY": "c", "NO_PROXY": "d"})

    assert UpstreamProxy(https="a", http="c", no_proxy="d") == found


@pytest.mark.parametrize(("host", "expected"), [("fe80::1%eth0", True), ("169.254.169.254", True), ("10.0.0.1", False)])
def test_an_address_that_a_name_turned_out_to_have_is_looked_at(host: str, expected: bool) -> None:
    assert expected == is_platform(host)
