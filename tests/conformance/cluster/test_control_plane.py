"""The control plane of a cluster: started by the first connection, with its issuer's keys and its webhook."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.objects import USE, account, namespace, pod
from tests.conformance.program import run

CLIENT = "11111111-1111-1111-1111-111111111111"
AUDIENCE = "api://AzureADTokenExchange"
EXCHANGE = """
import json, os, sys, urllib.error, urllib.parse, urllib.request
form = {
    "client_id": sys.argv[1], "grant_type": "client_credentials", "scope": "https://vault.azure.net/.default",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion": sys.argv[2],
}
url = f"https://login.microsoftonline.com/{os.environ['ARM_TENANT_ID']}/oauth2/v2.0/token"
try:
    print(urllib.request.urlopen(url, urllib.parse.urlencode(form).encode()).status)
except urllib.error.HTTPError as error:
    print(error.read().decode())
"""


@pytest.fixture(scope="module", autouse=True)
def _accounts(azure: Azure) -> None:
    made = azure.apply(namespace("widemo"), account("wi-demo-sa", "widemo", CLIENT), account("plain", "widemo"))
    assert 0 == made.code, made.said


def token(azure: Azure, service_account: str = "wi-demo-sa", audience: str = AUDIENCE) -> str:
    words = ["create", "token", service_account, "-n", "widemo", "--audience", audience]
    return azure.kubectl(*words).strip()


def part(token: str, number: int) -> dict[str, Any]:
    raw = token.split(".")[number]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
    return found


def exchanged(azure: Azure, token: str) -> str:
    """What Entra says of a token that is presented for the identity: 200, or its error."""
    identities = azure.arm(
        "GET",
        f"/subscriptions/{subscription(azure)}/resourceGroups/widemo/providers"
        "/Microsoft.ManagedIdentity/userAssignedIdentities",
    )
    client_id = identities["content"]["value"][0]["properties"]["clientId"]
    return azure.done("run", "--", "python3", "-c", EXCHANGE, client_id, token).strip()


def subscription(azure: Azure) -> str:
    return str(azure.clusters()[0]["id"].split("/")[2])


def test_the_cluster_is_reached_at_its_azure_name(azure: Azure) -> None:
    """The kubeconfig of programs inside names the API server as AKS does."""
    info = azure.kubectl("cluster-info")

    assert azure.clusters()[0]["host"] in info
    assert "running" == azure.clusters()[0]["state"]


def test_a_token_request_is_signed_by_the_issuer_and_accepted_by_entra(azure: Azure) -> None:
    """The chain of workload identity, with tokens that a real API server signed."""
    asked = token(azure)
    [cluster] = json.loads(azure.done("status", "--json"))["clusters"]

    assert cluster["issuer"] == part(asked, 1)["iss"]
    assert "system:serviceaccount:widemo:wi-demo-sa" == part(asked, 1)["sub"]
    assert "200" == exchanged(azure, asked)


@pytest.mark.parametrize(
    ("service_account", "audience", "code"),
    [("plain", AUDIENCE, "AADSTS700213"), ("wi-demo-sa", "api://other", "AADSTS700212")],
)
def test_another_subject_and_another_audience_are_refused(
    azure: Azure, service_account: str, audience: str, code: str
) -> None:
    """As Entra refuses them."""
    assert code in exchanged(azure, token(azure, service_account, audience))


def test_a_labelled_pod_is_mutated_by_the_built_in_webhook(azure: Azure) -> None:
    """As AKS mutates it: four variables, a projected token at its path, a mount."""
    made = azure.apply(pod("mutated", "widemo", "wi-demo-sa"))
    assert 0 == made.code, made.said
    spec = azure.get("pod", "mutated", "-n", "widemo")["spec"]
    variables = {each["name"]: each["value"] for each in spec["containers"][0]["env"]}

    assert CLIENT == variables["AZURE_CLIENT_ID"]
    assert "/var/run/secrets/azure/tokens/azure-identity-token" == variables["AZURE_FEDERATED_TOKEN_FILE"]
    assert {"AZURE_TENANT_ID", "AZURE_AUTHORITY_HOST"} <= set(variables)
    [projected] = [each["projected"] for each in spec["volumes"] if each["name"] == "azure-identity-token"]
    assert AUDIENCE == projected["sources"][0]["serviceAccountToken"]["audience"]


def test_a_missing_service_account_is_refused_by_the_api_server(azure: Azure) -> None:
    """Its own admission comes before the webhook's."""
    said = azure.apply(pod("nobody", "widemo", "nobody")).said

    assert 'serviceaccount "nobody" not found' in said


def test_a_lifetime_out_of_range_is_refused_by_the_webhook(azure: Azure) -> None:
    """With the words that AKS's users know."""
    made = pod("short", "widemo", "wi-demo-sa")
    made["metadata"]["annotations"] = {"azure.workload.identity/service-account-token-expiration": "60"}
    said = azure.apply(made).said

    assert 'admission webhook "mutation.azure-workload-identity.io" denied the request' in said
    assert "between 3600 and 86400" in said


def test_the_label_on_another_object_is_warned_of(azure: Azure) -> None:
    """The label on a Deployment, but not on its pods, is the most frequent mistake."""
    containers = [{"name": "a", "image": "busybox"}]
    template = {"metadata": {"labels": {"app": "d"}}, "spec": {"containers": containers}}
    spec = {"selector": {"matchLabels": {"app": "d"}}, "replicas": 0, "template": template}
    metadata = {"name": "labelled", "namespace": "widemo", "labels": {USE: "true"}}
    said = azure.apply({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec}).said

    assert "counts on pods alone: put it under spec.template.metadata.labels" in said


def test_a_rotated_issuer_signs_with_its_new_key_and_old_tokens_stay_valid(azure: Azure) -> None:
    """As after `az aks oidc-issuer rotate-signing-keys`: both keys are published for a day."""
    before = token(azure, audience=f"https://{azure.clusters()[0]['host']}")
    workload = token(azure)
    azure.done("rotate-keys", "widemo-aks")
    after = _signed_by_another(azure, part(workload, 0)["kid"])

    assert "200" == exchanged(azure, after)
    assert "200" == exchanged(azure, workload)
    review = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": {"token": before}}
    (azure.folder / "review.json").write_text(json.dumps(review))
    answered = json.loads(azure.kubectl("create", "-o", "json", "-f", "review.json"))
    assert answered["status"]["authenticated"]


def _signed_by_another(azure: Azure, kid: str) -> str:
    """A token once the API server has the new key: it restarts within seconds."""
    for _ in range(60):
        ran = azure.inside("kubectl", "create", "token", "wi-demo-sa", "-n", "widemo", "--audience", AUDIENCE)
        if ran.code == 0 and part(ran.printed.strip(), 0)["kid"] != kid:
            return ran.printed.strip()
    raise AssertionError("the API server still signs with the old key")


def test_outside_the_same_cluster_answers_on_loopback(azure: Azure) -> None:
    """A kubeconfig for programs that know nothing of the local Azure."""
    file = azure.folder / "outside"
    file.write_text(azure.done("cluster", "kubeconfig"))
    ran = run(["kubectl", "--kubeconfig", str(file), "get", "namespaces"], azure.folder, azure.environment, 60)

    assert 0 == ran.code, ran.said
    assert "widemo" in ran.printed


def test_the_kubeconfig_of_arm_is_valid_inside(azure: Azure) -> None:
    """What `az aks get-credentials --admin` and azurerm's kube_config hold."""
    asked = azure.arm("POST", f"{azure.clusters()[0]['id']}/listClusterAdminCredential")
    (azure.folder / "arm").write_bytes(base64.b64decode(asked["content"]["kubeconfigs"][0]["value"]))

    assert "widemo" in azure.kubectl("--kubeconfig", "arm", "get", "namespaces")
    token_alone = azure.kubectl(
        "--kubeconfig", "arm", "config", "view", "--raw", "-o", "jsonpath={.users[0].user.token}"
    )
    server = azure.kubectl("--kubeconfig", "arm", "config", "view", "-o", "jsonpath={.clusters[0].cluster.server}")
    said = azure.kubectl(
        "--kubeconfig", "/dev/null", "--server", server, "--insecure-skip-tls-verify", "--token", token_alone,
        "auth", "whoami",
    )  # fmt: skip
    assert "system:masters" in said
