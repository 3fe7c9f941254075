"""The objects that AKS puts into a cluster."""

import asyncio
from typing import Any

from aksess.cluster.addons import install, unwanted, wanted
from aksess.cluster.http_server import Request, Response
from aksess.wire.cluster import EntraAccess
from tests.unit.cluster.api_servers import answer, refusal, serving
from tests.unit.cluster.plans import plan

REGISTRATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"
WEBHOOK = f"{REGISTRATIONS}/azure-wi-webhook-mutating-webhook-configuration"


def test_the_webhook_is_registered_as_aks_registers_it() -> None:
    made = wanted(plan())[WEBHOOK]
    [hook] = made["webhooks"]

    assert "mutation.azure-workload-identity.io" == hook["name"]
    assert ("Fail", "IfNeeded", "Equivalent", "None") == (
        hook["failurePolicy"], hook["reinvocationPolicy"], hook["matchPolicy"], hook["sideEffects"],
    )  # fmt: skip
    assert {"azure.workload.identity/use": "true"} == hook["objectSelector"]["matchLabels"]
    assert ["CREATE"] == hook["rules"][0]["operations"]
    assert "kube-system" == hook["clientConfig"]["service"]["namespace"]
    assert {"azure-workload-identity.io/system": "true"} == made["metadata"]["labels"]


def test_without_workload_identity_there_is_no_webhook() -> None:
    without = plan(workload_identity=False)

    assert WEBHOOK not in wanted(without)
    assert WEBHOOK in unwanted(without)
    assert WEBHOOK not in unwanted(plan())


def test_the_administrators_group_of_an_entra_cluster_is_bound() -> None:
    made = wanted(plan(entra=EntraAccess("tenant", ["group-1", "group-2"])))
    binding = made["/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/aks-cluster-admin-binding-aad"]

    assert ["group-1", "group-2"] == [each["name"] for each in binding["subjects"]]
    assert "cluster-admin" == binding["roleRef"]["name"]


def test_the_dns_service_has_the_address_that_arm_says() -> None:
    assert "10.0.0.10" == wanted(plan())["/api/v1/namespaces/kube-system/services/kube-dns"]["spec"]["clusterIP"]


def test_installing_waits_for_the_namespace_and_deletes_what_is_off() -> None:
    seen: list[tuple[str, str]] = []
    misses = [True, True]

    async def api(request: Request) -> Response:
        seen.append((request.method, request.path.rpartition("/")[2]))
        if request.method == "DELETE" or (request.path.endswith("kube-dns") and misses and misses.pop()):
            return refusal(404, "NotFound", "not found")
        return answer(200, {})

    async def scenario(given: Any) -> None:
        async with serving(api) as client:
            await install(client, given)

    asyncio.run(scenario(plan(workload_identity=False)))
    assert [("PATCH", "kube-dns")] * 3 == [each for each in seen if each[0] == "PATCH"]
    assert ("DELETE", WEBHOOK.rpartition("/")[2]) in seen
