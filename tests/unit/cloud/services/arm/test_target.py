"""A request is for one target, and its path is read once."""

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm import engine
from aksess.cloud.services.arm.address import Address, parse_address
from aksess.cloud.services.arm.routes import find
from aksess.cloud.services.arm.target import address_of, show_readable_only, target_of
from tests.arm_scene import Arm

CREDENTIAL = {
    "properties": {
        "issuer": "https://oidc.test/",
        "subject": "system:serviceaccount:widemo:api",
        "audiences": ["api://AzureADTokenExchange"],
    }
}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The paths that were parsed to find an operation, in order."""
    found: list[tuple[str, ...]] = []

    def counted(segments: tuple[str, ...]) -> Address | None:
        found.append(segments)
        return parse_address(segments)

    monkeypatch.setattr(engine, "parse_address", counted)
    return found


def test_the_address_of_a_request_is_parsed_once(arm: Arm, parsed: list[tuple[str, ...]]) -> None:
    """A PUT of a federated credential, its GET, the list, an action and a DELETE each parse one address."""
    identity = arm.identity()
    parsed.clear()
    arm.ok("PUT", f"{identity}/federatedIdentityCredentials/one", CREDENTIAL)
    arm.ok("GET", f"{identity}/federatedIdentityCredentials/one")
    arm.ok("GET", f"{identity}/federatedIdentityCredentials")
    arm.ok("DELETE", f"{identity}/federatedIdentityCredentials/one")

    assert 4 == len(parsed)


def test_a_fixed_path_is_not_parsed_as_an_address(arm: Arm, parsed: list[tuple[str, ...]]) -> None:
    """The route is the answer already."""
    arm.ok("GET", "~/resourceGroups/widemo/resources")

    assert [] == parsed


def found_call(arm: Arm, method: str, path: str) -> Call:
    """A call whose operation was looked up."""
    call = Call(arm.cloud, arm.cloud.operator, method, "management.azure.com", arm.id(path), "", {})
    assert find(call) is not None
    return call


def test_a_target_holds_scope_and_address(arm: Arm) -> None:
    """The operation is found with its target; a list knows the action that shows a resource."""
    item, listed = (found_call(arm, "GET", f"Microsoft.KeyVault/vaults{name}") for name in ("/kv", ""))

    assert (arm.id("Microsoft.KeyVault/vaults/kv"), "") == (target_of(item).scope, target_of(item).list_action)
    assert "Microsoft.KeyVault/vaults" == address_of(item).type
    assert (arm.group, "Microsoft.KeyVault/vaults/read") == (target_of(listed).scope, target_of(listed).list_action)


def test_the_target_of_an_action_is_the_resource_that_it_runs_on(arm: Arm) -> None:
    """The action is not part of the address, nor of the scope at which the caller needs a role."""
    call = found_call(arm, "POST", "Microsoft.ContainerService/managedClusters/aks/stop")

    assert ("aks",) == address_of(call).names
    assert arm.id("Microsoft.ContainerService/managedClusters/aks") == target_of(call).scope


def test_a_list_can_be_limited_to_what_the_caller_may_read(arm: Arm) -> None:
    """The target itself never changes: the call carries another one."""
    call = found_call(arm, "GET", "Microsoft.KeyVault/vaults")
    before = target_of(call)
    show_readable_only(call)

    assert (False, True) == (before.readable_only, target_of(call).readable_only)


def test_a_call_without_a_target_is_a_defect(arm: Arm) -> None:
    """The operation is looked up before anything reads the target."""
    call = Call(arm.cloud, arm.cloud.operator, "GET", "management.azure.com", "/", "", {})

    with pytest.raises(RuntimeError, match="no ARM target"):
        target_of(call)


def test_a_fixed_path_names_no_resource(arm: Arm) -> None:
    """400, if an operation of a type is ever reached by such a path."""
    call = found_call(arm, "GET", "~/resourceGroups/widemo/resources")

    with pytest.raises(Fault) as refused:
        address_of(call)
    assert (400, "InvalidRequestUri") == (refused.value.status, refused.value.code)
