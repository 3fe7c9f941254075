"""The list of services."""

import pkgutil

import aksess.cloud.services
from aksess.cloud.gate import Gate
from aksess.cloud.services import NAMES, every_service


def test_every_folder_is_in_the_list() -> None:
    """A service that is written and not named would never be served."""
    folders = {each.name for each in pkgutil.iter_modules(aksess.cloud.services.__path__) if each.ispkg}

    assert folders == set(NAMES)


def test_no_two_services_claim_the_same_host() -> None:
    """Once for TLS and once for plain, at most."""
    claimed = [(host, service.tls) for service in every_service() for host in service.hosts]

    assert len(set(claimed)) == len(claimed)


def test_what_is_served_over_tls_is_certified() -> None:
    """The server's certificate is made from this list."""
    hosts = Gate(every_service()).hosts

    assert {"management.azure.com", "login.microsoftonline.com", "*.vault.azure.net"} <= set(hosts)
    assert not any(host.endswith(".internal") for host in hosts)
