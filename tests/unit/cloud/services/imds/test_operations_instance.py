"""What IMDS says of the machine, and what it does not have."""

import pytest

from tests.unit.cloud.services.imds.conftest import Machine


def test_the_machine_is_in_the_subscription(machine: Machine) -> None:
    compute = machine.get("/instance").json()["compute"]

    assert (machine.ask.cloud.settings.subscription, "node") == (compute["subscriptionId"], compute["name"])


def test_a_part_is_found_by_its_path(machine: Machine) -> None:
    """MSAL asks for the region so."""
    assert machine.get("/instance/compute/location", format="text").body == b"westeurope"
    assert machine.get("/instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress").json() == "10.0.0.4"


@pytest.mark.parametrize(
    "path",
    ["/instance/x", "/instance/compute/x", "/instance/network/interface/9", "/identity/other", "/"],
)
def test_what_is_not_there_is_not_found(machine: Machine, path: str) -> None:
    assert (404, "not_found") == (machine.get(path).status, machine.get(path).json()["error"])


@pytest.mark.parametrize("path", ["/attested/document", "/scheduledevents", "/loadbalancer", "/identity/info"])
def test_what_a_real_machine_has_beside_that_says_that_it_is_not_served(machine: Machine, path: str) -> None:
    reply = machine.get(path)

    assert (501, True) == (reply.status, f"GET /metadata{path}" in reply.json()["error_description"])


def test_text_is_for_single_values(machine: Machine) -> None:
    assert machine.get("/instance", format="text").status == 400


def test_metadata_is_read_and_not_written(machine: Machine) -> None:
    reply = machine.ask("POST", "http://169.254.169.254/metadata/identity/oauth2/token", headers={"Metadata": "true"})

    assert reply.status == 405
