"""The services that tell an address tell the one that the local Azure sees."""

import pytest

from aksess.cloud.resources.origin import Origin
from aksess.cloud.services.address.routes import ANSWERS, SERVICES
from tests.cloud_fixtures import Ask

POD = Origin("pod", "198.51.100.7")


@pytest.mark.parametrize("host", ANSWERS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_answer_holds_the_callers_address(ask: Ask, scheme: str, host: str) -> None:
    for path in ANSWERS[host]:
        reply = ask("GET", f"{scheme}://{host}{path}", origin=POD)

        assert (200, True) == (reply.status, POD.address in reply.body.decode())


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://api.ipify.org", b"198.51.100.7"),
        ("https://api.ipify.org/", b"198.51.100.7"),
        ("https://api.ipify.org/?format=json", b'{"ip":"198.51.100.7"}'),
        ("https://ipv4.icanhazip.com", b"198.51.100.7\n"),
        ("https://checkip.amazonaws.com/", b"198.51.100.7\n"),
        ("https://ifconfig.me/ip", b"198.51.100.7"),
        ("https://v4.ident.me", b"198.51.100.7"),
        ("http://whatismyip.akamai.com/", b"198.51.100.7"),
        ("https://ipapi.co/ip/", b"198.51.100.7"),
        ("https://ipinfo.io/ip", b"198.51.100.7"),
        ("https://ipinfo.io/json", b'{"ip":"198.51.100.7"}'),
        ("https://api.my-ip.io/v2/ip.json", b'{"success":true,"ip":"198.51.100.7","type":"IPv4"}'),
    ],
)
def test_each_service_has_its_own_spelling(ask: Ask, url: str, body: bytes) -> None:
    """With a line feed at the end or without: Terraform files chomp it or do not."""
    assert ask("GET", url, origin=POD).body == body


def test_two_callers_have_two_addresses(ask: Ask) -> None:
    assert ask("GET", "https://ident.me").body.decode() == ask.cloud.operator.address


@pytest.mark.parametrize(("method", "path"), [("GET", "/8.8.8.8"), ("POST", "/ip"), ("GET", "/ip/x")])
def test_what_is_not_told_says_so(ask: Ask, method: str, path: str) -> None:
    reply = ask(method, f"https://ipinfo.io{path}")

    assert (501, True) == (reply.status, path in reply.body.decode())


def test_it_is_served_over_tls_and_plain() -> None:
    assert [(True, True)] == [(service.tls, service.also_plain) for service in SERVICES]
