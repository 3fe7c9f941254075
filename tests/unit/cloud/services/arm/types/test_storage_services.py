"""What is below a storage account."""

from typing import Any

import pytest

from tests.arm_scene import Arm

ACCOUNT = "Microsoft.Storage/storageAccounts/widemosa"
CONTAINER = f"{ACCOUNT}/blobServices/default/containers/data"
QUEUE = f"{ACCOUNT}/queueServices/default/queues/jobs"


@pytest.fixture
def stored(arm: Arm) -> Arm:
    """With an account."""
    arm.ok("PUT", ACCOUNT, {"location": "westeurope", "sku": {"name": "Standard_LRS"}, "kind": "StorageV2"})
    return arm


@pytest.mark.parametrize("service", ["blobServices", "fileServices", "queueServices", "tableServices"])
def test_an_account_is_born_with_its_services(stored: Arm, service: str) -> None:
    """Each has one, called default."""
    shown = stored.ok("GET", f"{ACCOUNT}/{service}/default")
    changed = stored.ok("PUT", f"{ACCOUNT}/{service}/default", {"properties": {"cors": {"corsRules": [{}]}}})

    assert {"corsRules": []} == shown["properties"]["cors"]
    assert {"corsRules": [{}]} == changed["properties"]["cors"]


def test_a_container_is_the_one_that_the_data_plane_has(stored: Arm) -> None:
    """Both write the same record."""
    made = stored("PUT", CONTAINER, {"properties": {"metadata": {"a": "b"}}})
    key = stored.ok("POST", f"{ACCOUNT}/listKeys")["keys"][0]
    token = stored.ask.operator("https://storage.azure.com")
    reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
    stored.grant(reader, stored.cloud.settings.operator_object_id, ACCOUNT)
    url = "https://widemosa.blob.core.windows.net/data?restype=container"
    seen = stored.ask("GET", url, token=token, headers={"x-ms-version": "2023-11-03"})
    shown = stored.ok("GET", CONTAINER)["properties"]

    assert key["value"]
    assert (201, 200, "b") == (made.status, seen.status, seen.headers["x-ms-meta-a"])
    assert ("None", "Available", "Unlocked") == tuple(
        shown[name] for name in ("publicAccess", "leaseState", "leaseStatus")
    )
    assert 200 == stored("DELETE", CONTAINER).status
    assert 404 == stored.ask("GET", url, token=token, headers={"x-ms-version": "2023-11-03"}).status


@pytest.mark.parametrize(
    ("properties", "status", "code"),
    [
        ({"publicAccess": "Blob"}, 409, "PublicAccessNotPermitted"),
        ({"publicAccess": "Sometimes"}, 400, "InvalidValuesForRequestParameters"),
        ({"metadata": {"a": 1}}, 400, "InvalidMetadata"),
    ],
)
def test_a_container_that_azure_would_refuse_is_refused(
    stored: Arm, properties: dict[str, Any], status: int, code: str
) -> None:
    """Public only where the account lets it."""
    assert (status, code) == stored.code("PUT", CONTAINER, {"properties": properties})


def test_a_public_container_needs_an_account_that_lets_it(stored: Arm) -> None:
    """Switched on by hand."""
    stored.ok("PATCH", ACCOUNT, {"properties": {"allowBlobPublicAccess": True}})

    assert 201 == stored("PUT", CONTAINER, {"properties": {"publicAccess": "Blob"}}).status


@pytest.mark.parametrize("name", ["ab", "Upper", "a--b", "-abc", "a" * 64])
def test_names_have_rules(stored: Arm, name: str) -> None:
    """Of containers and of queues."""
    assert (400, "InvalidResourceName") == stored.code("PUT", CONTAINER.replace("data", name), {})
    assert (400, "InvalidResourceName") == stored.code("PUT", QUEUE.replace("jobs", name), {})


@pytest.mark.parametrize("path", [CONTAINER, QUEUE])
def test_metadata_is_updated_whole(stored: Arm, path: str) -> None:
    """A name that an update does not say is gone; an update that says no metadata leaves it."""
    stored.ok("PUT", path, {"properties": {"metadata": {"a": "b", "c": "d"}}})
    changed = stored.ok("PATCH", path, {"properties": {"metadata": {"a": "e"}}})
    left = stored.ok("PATCH", path, {"properties": {}})
    emptied = stored.ok("PATCH", path, {"properties": {"metadata": {}}})

    assert [{"a": "e"}, {"a": "e"}, {}] == [each["properties"]["metadata"] for each in (changed, left, emptied)]


def test_a_queue_answers_200_and_204(stored: Arm) -> None:
    """Clients take nothing else."""
    made = stored("PUT", QUEUE, {"properties": {"metadata": {"a": "b"}}})

    assert (200, {"metadata": {"a": "b"}}) == (made.status, made.json()["properties"])
    assert (204, 204) == (stored("DELETE", QUEUE).status, stored("DELETE", QUEUE).status)
