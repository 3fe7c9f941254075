"""Long-running operations: what clients poll."""

from urllib.parse import urlsplit

from aksess.cloud.services.arm.async_operations import KEPT, Ended
from tests.arm_scene import Arm

VAULT = "Microsoft.KeyVault/vaults/widemo-kv"


def followed(link: str) -> str:
    """The path of a polling URL, without its API version."""
    return urlsplit(link).path


def started(arm: Arm, agent: str = "") -> dict[str, str]:
    """The headers that a new vault is answered with."""
    properties = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}}
    content = {"location": "westeurope", "properties": properties}
    return arm("PUT", VAULT, content, headers={"user-agent": agent}).headers


def test_an_operation_has_ended_when_it_is_asked_about(arm: Arm) -> None:
    """With an absolute link and no wait."""
    headers = started(arm)
    status = arm.ok("GET", followed(headers["azure-asyncoperation"]))

    assert headers["azure-asyncoperation"].startswith("https://management.azure.com/subscriptions/")
    assert ("0", "Succeeded") == (headers["retry-after"], status["status"])


def test_python_is_told_a_whole_number(arm: Arm) -> None:
    """Its management clients read the header with ``int`` (azure-mgmt-keyvault 14)."""
    assert "0" == started(arm, "azsdk-python-mgmt-keyvault/14.1.0 Python/3.11")["retry-after"]


def test_java_is_told_a_second_because_it_takes_0_for_30(arm: Arm) -> None:
    """azure-resourcemanager 2.50: a removal took half a minute."""
    assert "1" == started(arm, "azsdk-java-com.azure.resourcemanager.keyvault/2.50.0 (17.0.15)")["retry-after"]


def test_who_did_not_start_an_operation_learns_nothing_of_it(arm: Arm) -> None:
    """Its name alone is not enough."""
    path = followed(started(arm)["azure-asyncoperation"])

    assert (404, "OperationNotFound") == arm.code("GET", path, who="contributor")
    assert (404, "OperationNotFound") == arm.code("GET", path[:-1] + "x")
    assert (404, "OperationNotFound") == arm.code("GET", path.replace("westeurope", "northeurope"))


def test_a_removal_leads_to_an_empty_result(arm: Arm) -> None:
    """``Location`` beside ``Azure-AsyncOperation``."""
    arm.subnet()
    headers = arm("DELETE", "Microsoft.Network/virtualNetworks/net").headers
    result = arm("GET", followed(headers["location"]))

    assert (200, b"") == (result.status, result.body)


def test_old_operations_are_forgotten(arm: Arm) -> None:
    """The newest stay, so that the file does not grow for ever."""
    table = arm.cloud.store.table("arm-operation", Ended)
    with arm.cloud.store.transaction():
        for number in range(KEPT):
            table.put(f"old-{number:04}", Ended("/", "nobody", float(number)))
    started(arm)

    assert KEPT // 2 + 1 == len(table)
    assert "old-0000" not in table
