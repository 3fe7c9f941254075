"""What every request to IMDS must have."""

import pytest

from tests.unit.cloud.services.imds.conftest import Machine


@pytest.mark.parametrize("headers", [{}, {"Metadata": "false"}, {"Metadata": ""}, {"X-Metadata": "true"}])
def test_a_request_without_the_metadata_header_is_refused(machine: Machine, headers: dict[str, str]) -> None:
    """400, which the probe of azure-identity expects: something is there."""
    reply = machine.get("/identity/oauth2/token", headers, resource="https://vault.azure.net")

    assert (400, "invalid_request") == (reply.status, reply.json()["error"])
    assert "access_token" not in reply.json()


def test_the_header_may_be_written_in_capitals(machine: Machine) -> None:
    assert machine.get("/identity/oauth2/token", {"Metadata": "True"}, resource="https://vault.azure.net").status == 200


def test_a_request_that_was_forwarded_is_refused(machine: Machine) -> None:
    """A web server that passes requests on must not pass this one."""
    headers = {"Metadata": "true", "X-Forwarded-For": "203.0.113.7"}

    assert machine.get("/identity/oauth2/token", headers, resource="https://vault.azure.net").status == 400


@pytest.mark.parametrize(
    "version", ["", "latest", "2016-01-01", "2018-02", "２０１８-02-01", "' OR 1=1", "2018-02-01x"]
)
def test_a_request_without_a_version_is_refused(machine: Machine, version: str) -> None:
    assert machine.token(**{"api-version": version}).status == 400


@pytest.mark.parametrize("version", ["2018-02-01", "2019-08-01", "2021-12-13", "2025-01-01"])
def test_versions_from_2017_on_are_taken(machine: Machine, version: str) -> None:
    assert machine.token(**{"api-version": version}).status == 200


def test_the_list_of_versions_needs_none(machine: Machine) -> None:
    assert "2018-02-01" in machine.get("/versions", None, **{"api-version": ""}).json()["apiVersions"]
