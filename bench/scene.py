"""What the load is aimed at: a workload with its whole chain, made through ARM as the operator would.

Runs inside the local Azure (``aksess run -- python -m bench.scene FOLDER``) and leaves two raw requests there: a
federated exchange, and a get-secret with the workload's own token.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

ARM = "https://management.azure.com"
VAULT = "benchvault.vault.azure.net"
GROUP = "bench"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Operator:
    """ARM and Key Vault as the operator, over the environment that ``aksess run`` gives."""

    def __init__(self) -> None:
        self.tenant = os.environ["ARM_TENANT_ID"]
        self.group = f"/subscriptions/{os.environ['ARM_SUBSCRIPTION_ID']}/resourceGroups/{GROUP}"
        self._http = httpx.Client(timeout=30)

    def token(self, scope: str, **proof: str) -> str:
        """An access token. proof: form fields; the operator's secret where there are none."""
        form = proof or {
            "client_id": os.environ["ARM_CLIENT_ID"],
            "client_secret": os.environ["ARM_CLIENT_SECRET"],
        }
        answer = self._http.post(
            f"https://login.microsoftonline.com/{self.tenant}/oauth2/v2.0/token",
            data={"grant_type": "client_credentials", "scope": scope, **form},
        )
        return str(answer.raise_for_status().json()["access_token"])

    def put(self, url: str, content: dict[str, Any], scope: str = f"{ARM}/.default") -> Any:
        """PUT and decode."""
        answer = self._http.put(url, json=content, headers={"authorization": f"Bearer {self.token(scope)}"})
        if answer.is_error:
            raise RuntimeError(f"PUT {url}: {answer.status_code} {answer.text}")
        return answer.json()

    def arm(self, path: str, version: str, content: dict[str, Any]) -> Any:
        """PUT below the group."""
        return self.put(f"{ARM}{self.group}{path}?api-version={version}", content)


def build(operator: Operator) -> tuple[str, str]:
    """The chain; gives the cluster's issuer and the identity's client id."""
    here = {"location": "westeurope"}
    operator.arm("", "2023-07-01", here)
    pool = {"name": "system", "count": 1, "vmSize": "Standard_D2s_v5", "mode": "System"}
    cluster = operator.arm(
        "/providers/Microsoft.ContainerService/managedClusters/bench",
        "2025-10-01",
        {
            **here,
            "identity": {"type": "SystemAssigned"},
            "properties": {"dnsPrefix": "bench", "agentPoolProfiles": [pool], "oidcIssuerProfile": {"enabled": True}},
        },
    )
    issuer = cluster["properties"]["oidcIssuerProfile"]["issuerURL"]
    base = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/bench"
    identity = operator.arm(base, "2024-11-30", here)["properties"]
    subject = "system:serviceaccount:bench:bench"
    operator.arm(
        f"{base}/federatedIdentityCredentials/bench",
        "2024-11-30",
        {"properties": {"issuer": issuer, "subject": subject, "audiences": ["api://AzureADTokenExchange"]}},
    )
    _vault(operator, here, identity["principalId"])
    return issuer, identity["clientId"]


def _vault(operator: Operator, here: dict[str, str], reader: str) -> None:
    vault = "/providers/Microsoft.KeyVault/vaults/benchvault"
    properties = {
        "tenantId": operator.tenant,
        "sku": {"family": "A", "name": "standard"},
        "enableRbacAuthorization": True,
        "accessPolicies": [],
    }
    operator.arm(vault, "2023-07-01", {**here, "properties": properties})
    own = operator.token(f"{ARM}/.default").split(".")[1]
    for role, principal in ((SECRETS_USER, reader), (SECRETS_OFFICER, _claim(own, "oid"))):
        definition = (
            f"{operator.group.partition('/resourceGroups')[0]}/providers/Microsoft.Authorization/roleDefinitions"
        )
        operator.arm(
            f"{vault}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}",
            "2022-04-01",
            {"properties": {"roleDefinitionId": f"{definition}/{role}", "principalId": principal}},
        )
    operator.put(
        f"https://{VAULT}/secrets/bench?api-version=7.5", {"value": "x" * 32}, "https://vault.azure.net/.default"
    )


def _claim(payload: str, name: str) -> str:
    return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))[name])


def main() -> None:
    """Build, and write the requests."""
    folder, assertion = Path(sys.argv[1]), sys.argv[2:]
    operator = Operator()
    if not assertion:
        _, client = build(operator)
        (folder / "client").write_text(client)
        return
    proof = {
        "client_id": (folder / "client").read_text(),
        "client_assertion_type": JWT_BEARER,
        "client_assertion": Path(assertion[0]).read_text(),
    }
    scope = "https://vault.azure.net/.default"
    body = urlencode({"grant_type": "client_credentials", "scope": scope, **proof})
    (folder / "exchange").write_text(
        f"POST /{operator.tenant}/oauth2/v2.0/token HTTP/1.1\r\nHost: login.microsoftonline.com\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    token = operator.token(scope, **proof)
    (folder / "secret").write_text(
        f"GET /secrets/bench/?api-version=7.5 HTTP/1.1\r\nHost: {VAULT}\r\nAuthorization: Bearer {token}\r\n\r\n"
    )


if __name__ == "__main__":
    main()
