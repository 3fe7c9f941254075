"""One cluster, one identity, one federated credential, and tokens of that cluster in every state of health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import CREDENTIAL_TYPE, Application, Kind, Principal, Vouched
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.cluster_issuers import Issuer
from aksess.cloud.oidc.signer_threads import signature_of
from aksess.cloud.oidc.signing_keys import SigningKey
from aksess.cloud.resources.inventory import Resource
from tests.cloud_fixtures import Ask, Reply

SUBJECT = "system:serviceaccount:widemo:wi-demo-sa"
AUDIENCE = "api://AzureADTokenExchange"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(slots=True)
class Scene:
    """An identity that trusts one service account of one cluster. The clock is the cloud's."""

    ask: Ask
    issuer: Issuer
    identity: Principal

    @property
    def cloud(self) -> Cloud:
        return self.ask.cloud

    @property
    def key(self) -> SigningKey:
        return self.issuer.keys[-1]

    @property
    def token_url(self) -> str:
        return f"https://login.microsoftonline.com/{self.cloud.settings.tenant}/oauth2/v2.0/token"

    def claims(self, **changed: Any) -> dict[str, Any]:
        """A projected token's claims; a changed one replaces the usual one, ... (Ellipsis) leaves it out."""
        now = int(self.cloud.clock.now())
        usual = {
            "aud": [AUDIENCE],
            "exp": now + 3600,
            "iat": now,
            "iss": self.issuer.url,
            "jti": "2f5a1b0e-8a1c-4a53-9f0e-3c1f6a6f7a10",
            "kubernetes.io": {"namespace": "widemo", "serviceaccount": {"name": "wi-demo-sa", "uid": "u"}},
            "nbf": now,
            "sub": SUBJECT,
        }
        return {name: value for name, value in {**usual, **changed}.items() if value is not ...}

    def header(self, **changed: Any) -> dict[str, Any]:
        """The header of a projected token: no ``typ``."""
        usual = {"alg": "RS256", "kid": self.key.kid}
        return {name: value for name, value in {**usual, **changed}.items() if value is not ...}

    def assertion(self, header: dict[str, Any] | None = None, *, key: str = "", **changed: Any) -> str:
        """A token signed by the cluster, or by ``key`` (PEM), with RS256 whatever its header says."""
        return sealed(
            msgspec.json.encode(header or self.header()),
            msgspec.json.encode(self.claims(**changed)),
            key or self.key.pem,
        )

    def form(self, assertion: str, **changed: str) -> dict[str, str]:
        """The form of a federated request."""
        usual = {
            "grant_type": "client_credentials",
            "client_id": self.identity.app_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            "scope": "https://vault.azure.net/.default",
        }
        return {**usual, **changed}

    def exchange(self, assertion: str, **changed: str) -> Reply:
        """Present an assertion."""
        return self.ask("POST", self.token_url, form=self.form(assertion, **changed))

    def trust(self, name: str = "wi", **changed: Any) -> None:
        """Write a federated credential of the identity."""
        usual = {"issuer": self.issuer.url, "subject": SUBJECT, "audiences": [AUDIENCE]}
        credential_id = f"{self.identity.resource_id}/federatedIdentityCredentials/{name}"
        now = self.cloud.clock.now()
        with self.cloud.store.transaction():
            self.cloud.inventory.put(
                Resource(credential_id, name, CREDENTIAL_TYPE, properties={**usual, **changed}, changed=now)
            )

    def distrust(self, name: str = "wi") -> None:
        """Delete a federated credential of the identity."""
        with self.cloud.store.transaction():
            self.cloud.inventory.delete(f"{self.identity.resource_id}/federatedIdentityCredentials/{name}")


def sealed(header: bytes, claims: bytes, pem: str) -> str:
    """A compact JWS over bytes as they are."""
    signed = f"{jws.base64url(header)}.{jws.base64url(claims)}"
    return f"{signed}.{jws.base64url(signature_of(signed.encode(), pem))}"


def number(reply: Reply) -> int:
    """The AADSTS number of a refusal; 0 for a token."""
    return int(reply.json()["error_codes"][0]) if reply.status != 200 else 0


def new_identity(cloud: Cloud, name: str) -> Principal:
    """A user-assigned identity, as ARM writes it to the directory."""
    group = f"/subscriptions/{cloud.settings.subscription}/resourceGroups/widemo"
    identity = Principal(
        object_id=cloud.random_source.uuid(),
        kind=Kind.MANAGED_IDENTITY,
        display_name=name,
        app_id=cloud.random_source.uuid(),
        resource_id=f"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
    )
    with cloud.store.transaction():
        cloud.directory.put(identity)
    return identity


def new_application(cloud: Cloud, *credentials: Vouched) -> Principal:
    """An application with those credentials, as Graph writes it to the directory, and its service principal."""
    app_id = "aaaaaaaa-0000-0000-0000-000000000001"
    principal = Principal("p", Kind.APPLICATION, "app", app_id, application_id="o")
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", app_id, "app", federated=list(credentials)))
        cloud.directory.put(principal)
    return principal


@pytest.fixture
def scene(ask: Ask) -> Scene:
    """The chain, whole."""
    with ask.cloud.store.transaction():
        issuer = ask.cloud.cluster_issuers.create("westeurope", "/subscriptions/s/resourceGroups/widemo/cluster")
    scene = Scene(ask, issuer, new_identity(ask.cloud, "wi-api"))
    scene.trust()
    return scene
