"""A request is for one target, and its path is read once."""

import json
from typing import SupportsIndex

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.routes import find
from aksess.cloud.services.arm.target import address_of, show_readable_only, target_of
from tests.arm_scene import VERSION, Arm

CREDENTIAL = {
    "properties": {
        "issuer": "https://oidc.test/",
        "subject": "system:serviceaccount:widemo:api",
        "audiences": ["api://AzureADTokenExchange"],
    }
}


class CountedPath(str):
    """A path that counts how often it is split into segments."""

    __slots__ = ("splits",)
    splits: int

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Count, then split."""
        self.splits = getattr(self, "splits", 0) + 1
        return super().split(sep, maxsplit)


def splits_of(arm: Arm, method: str, path: str, content: object = None) -> int:
    """How often a request splits its path, from the lookup of the operation to the answer."""
    sent, body = CountedPath(arm.id(path)), json.dumps(content).encode() if content else b""
    token = arm.ask.operator()
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    call = Call(arm.cloud, arm.cloud.operator, method, "management.azure.com", sent, f"api-version={VERSION}", headers)

    async def read_body() -> bytes:
        return body

    answer = arm.ask.wait(arm.ask.pipeline.handle(call, read_body))
    assert answer.status < 300, answer.body
    return sent.splits


def test_the_path_of_a_request_is_read_once(arm: Arm) -> None:
    """The routes split it to walk their one tree, the target keeps the segments, and nothing else reads the path."""
    # A route that was found before is remembered by its path: this group is in no other test.
    arm.ok("PUT", "~/resourceGroups/read-once", {"location": "westeurope"})
    credential = f"{arm.identity()}/federatedIdentityCredentials/one"
    requests = [
        splits_of(arm, "PUT", credential, CREDENTIAL),
        splits_of(arm, "GET", credential),
        splits_of(arm, "GET", credential.removesuffix("/one")),
        splits_of(arm, "GET", "~/resourceGroups/read-once/resources"),
        splits_of(arm, "DELETE", credential),
    ]

    assert [2] * 5 == requests


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
