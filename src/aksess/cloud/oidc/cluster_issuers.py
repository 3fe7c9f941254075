"""The OIDC issuers of the AKS clusters: their keys, key rotation, and the tokens that they sign.

Microsoft Learn, "Create an OpenID Connect provider on AKS": the issuer URL ends with a slash; after a rotation
the old and the new key are both valid for 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from aksess.chain import Subject
from aksess.clock import Clock
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.signing_keys import SigningKey, SigningKeyPool, public_jwk
from aksess.cloud.state.name_index import NameIndex
from aksess.cloud.state.store import Store
from aksess.random_source import RandomSource

OVERLAP = 24 * 3600.0
# The paths of both documents, and the content of the first: Microsoft Learn, "Create an OpenID Connect provider on
# AKS".
DISCOVERY = ".well-known/openid-configuration"
KEYS = "openid/v1/jwks"

_encode = msgspec.json.Encoder().encode


class Issuer(msgspec.Struct):
    """One cluster's issuer. url ends with a slash; cluster: ARM id. keys: oldest first, the last one signs."""

    url: str
    cluster: str
    keys: list[SigningKey] = []


@dataclass(frozen=True, slots=True)
class Projection:
    """A TokenRequest with a bound pod, as the kubelet sends it to the API server.

    expiration: seconds. uids are those of the objects; node may be empty.
    """

    subject: Subject
    audience: str
    expiration: int
    pod: str = ""
    pod_uid: str = ""
    service_account_uid: str = ""
    node: str = ""
    node_uid: str = ""


class ClusterIssuers:
    """All AKS issuers of one tenant. Writes must be inside ``store.transaction()``."""

    def __init__(
        self, clock: Clock, random_source: RandomSource, key_pool: SigningKeyPool, store: Store, tenant: str
    ) -> None:
        self._clock = clock
        self._random_source = random_source
        self._key_pool = key_pool
        self._tenant = tenant
        self._table = store.table("issuer", Issuer)
        self._by_cluster = NameIndex(self._table, lambda issuer: [issuer.cluster.lower()])
        self._documents: dict[tuple[str, int, int], bytes] = {}

    def get(self, url: str) -> Issuer | None:
        """The issuer of that exact URL."""
        return self._table.get(url)

    def of_cluster(self, cluster_id: str) -> Issuer | None:
        """The issuer of a cluster's ARM id, any case."""
        url = self._by_cluster.key(cluster_id.lower())
        return None if url is None else self._table.get(url)

    def create(self, region: str, cluster_id: str) -> Issuer:
        """A new issuer with a URL of its own and a first key."""
        url = f"https://{region}.oic.prod-aks.azure.com/{self._tenant}/{self._random_source.uuid()}/"
        issuer = Issuer(url, cluster_id, [self._key_pool.take(self._clock.now())])
        self._table.put(url, issuer)
        return issuer

    def delete(self, url: str) -> bool:
        """Stop publishing an issuer. Returns whether it existed."""
        return self._table.delete(url)

    def rotate(self, issuer: Issuer) -> SigningKey:
        """Sign with a new key from now on. The key before it stays published for 24 hours; older ones are removed."""
        now = self._clock.now()
        before = issuer.keys[-1]
        kept = SigningKey(before.kid, before.pem, before.born, retired=now, gone=now + OVERLAP)
        fresh = self._key_pool.take(now)
        issuer.keys = [kept, fresh]
        self._table.put(issuer.url, issuer)
        return fresh

    def published(self, issuer: Issuer) -> list[dict[str, str]]:
        """The JWKs that the issuer publishes now."""
        return [public_jwk(key.pem, key.kid) for key in self.valid_keys(issuer)]

    def document(self, url: str) -> bytes | None:
        """Return the public document at a URL of an issuer (discovery document or keys); None for any other URL."""
        for name, content in ((DISCOVERY, _discovery), (KEYS, self._keys)):
            issuer = self._table.get(url.removesuffix(name)) if url.endswith(name) else None
            if issuer is not None:
                key = (url, self._table.version, len(self.valid_keys(issuer)))
                if key not in self._documents:
                    self._documents = {kept: raw for kept, raw in self._documents.items() if kept[1] == key[1]}
                    self._documents[key] = _encode(content(issuer))
                return self._documents[key]
        return None

    def document_version(self, url: str) -> tuple[int, int] | None:
        """Return a value that changes whenever a document of the issuer changes; None if there is no such issuer."""
        issuer = self._table.get(url)
        return None if issuer is None else (self._table.version, len(self.valid_keys(issuer)))

    def _keys(self, issuer: Issuer) -> dict[str, Any]:
        return {"keys": self.published(issuer)}

    def valid_keys(self, issuer: Issuer) -> list[SigningKey]:
        """The keys that the issuer publishes now, the one that signs last."""
        now = self._clock.now()
        return [key for key in issuer.keys if key.gone is None or now < key.gone]

    def sign(self, issuer: Issuer, ask: Projection) -> str:
        """Return a projected service account token, without ``typ`` in its header, as an API server signs it."""
        key = issuer.keys[-1]
        return jws.sign({"kid": key.kid}, self._claims(issuer, ask), key.pem)

    def _claims(self, issuer: Issuer, ask: Projection) -> dict[str, Any]:
        now = int(self._clock.now())
        bound: dict[str, Any] = {"namespace": ask.subject.namespace}
        if ask.node:
            bound["node"] = {"name": ask.node, "uid": ask.node_uid}
        if ask.pod:
            bound["pod"] = {"name": ask.pod, "uid": ask.pod_uid}
        bound["serviceaccount"] = {"name": ask.subject.service_account, "uid": ask.service_account_uid}
        return {
            "aud": [ask.audience],
            "exp": now + ask.expiration,
            "iat": now,
            "iss": issuer.url,
            "jti": self._random_source.uuid(),
            "kubernetes.io": bound,
            "nbf": now,
            "sub": str(ask.subject),
        }


def _discovery(issuer: Issuer) -> dict[str, Any]:
    return {
        "issuer": issuer.url,
        "jwks_uri": issuer.url + KEYS,
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [jws.ALGORITHM],
    }
