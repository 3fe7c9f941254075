"""The list of services."""

import asyncio
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

import aksess.cloud.services
from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services import LATER, NAMES, every_service, services_as_asked
from tests.cloud_fixtures import Ask


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_every_folder_is_in_the_list() -> None:
    """A service that is written and not named would never be served."""
    folders = {each.name for each in pkgutil.iter_modules(aksess.cloud.services.__path__) if each.ispkg}

    assert folders == set(NAMES)


def test_what_is_imported_later_is_listed_as_it_stands_in_its_folder() -> None:
    """Name, hosts and where they are served, of every service and in the same order."""
    listed, written = (
        [(each.name, each.hosts, each.tls, each.also_plain, each.recorded) for each in services]
        for services in (services_as_asked(), every_service())
    )

    assert written == listed


def test_a_start_imports_none_of_what_is_imported_later() -> None:
    """Neither the list of services nor anything else that the server is made of."""
    program = (
        "import sys; import aksess.cli.serve; from aksess.cloud.services import services_as_asked; "
        "services_as_asked(); "
        "print(*(name for name in sys.modules if name.startswith('aksess.cloud.services.')))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    imported = {name.split(".")[3] for name in ran.stdout.split()}

    assert not imported & set(LATER)


def test_what_is_imported_later_answers(cloud: Cloud, runner: asyncio.Runner) -> None:
    """Like what was imported at once."""
    ask = Ask(cloud, RequestPipeline(services_as_asked()), runner)

    assert 200 == ask("GET", "https://management.azure.com/metadata/endpoints?api-version=2018-01-01").status
    assert 401 == ask("GET", "https://management.azure.com/subscriptions?api-version=2022-12-01").status
    assert 501 == ask("DELETE", "https://management.azure.com/metadata/endpoints").status


def test_no_two_services_claim_the_same_host() -> None:
    """Once for TLS and once for plain, at most."""
    claimed = [(host, service.tls) for service in every_service() for host in service.hosts]

    assert len(set(claimed)) == len(claimed)


def test_what_is_served_over_tls_is_certified() -> None:
    """The server's certificate is made from this list."""
    hosts = RequestPipeline(every_service()).hosts

    assert {"management.azure.com", "login.microsoftonline.com", "*.vault.azure.net"} <= set(hosts)
    assert not any(host.endswith(".internal") for host in hosts)
