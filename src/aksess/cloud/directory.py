"""The tenant's directory: who can be proven, and which federated credentials vouch for them.

Managed identities are written by ARM, applications and groups by Graph; Entra reads both.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from aksess.chain import FederatedCredential
from aksess.cloud.inventory import Inventory
from aksess.cloud.world import World

CREDENTIAL_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"


class Kind(StrEnum):
    """What a principal is, as ``principalType`` spells it, with managed identities apart."""

    MANAGED_IDENTITY = "ManagedIdentity"
    APPLICATION = "Application"
    USER = "User"
    GROUP = "Group"


class Secret(msgspec.Struct, frozen=True):
    """A client secret of an application. sha256: hex digest of the secret; the secret itself is not kept."""

    key_id: str
    sha256: str
    hint: str = ""
    display_name: str = ""
    starts: float = 0.0
    ends: float = 0.0


class Certificate(msgspec.Struct, frozen=True):
    """A certificate of an application. pem: the public certificate; thumbprint: hex SHA-1, upper case."""

    key_id: str
    thumbprint: str
    pem: str
    display_name: str = ""


class Vouched(msgspec.Struct, frozen=True):
    """A federated credential of an application, as Graph keeps it."""

    id: str
    name: str
    issuer: str
    subject: str
    audiences: list[str]
    description: str = ""
    created: float = 0.0


class Principal(msgspec.Struct):
    """Somebody in the tenant. object_id: that of the service principal, user or group.

    resource_id: ARM id of a managed identity. application_id: object id of the application behind a service
    principal (Graph's ``applications`` id). attributes: what Graph writes and shows and nobody else reads.
    """

    object_id: str
    kind: Kind
    display_name: str
    app_id: str = ""
    enabled: bool = True
    resource_id: str = ""
    application_id: str = ""
    secrets: list[Secret] = []
    certificates: list[Certificate] = []
    federated: list[Vouched] = []
    members: list[str] = []
    owners: list[str] = []
    attributes: dict[str, object] = {}


class Directory:
    """Principals of one tenant. Writes must be inside ``world.change()``."""

    def __init__(self, world: World, inventory: Inventory) -> None:
        self._table = world.table("principal", Principal)
        self._inventory = inventory
        self._index_version = -1
        self._by_app: dict[str, str] = {}
        self._groups_of: dict[str, frozenset[str]] = {}

    @property
    def version(self) -> int:
        """Rises with every change of a principal."""
        return self._table.version

    def get(self, object_id: str) -> Principal | None:
        """The principal of that object id."""
        return self._table.get(object_id.lower())

    def by_client_id(self, client_id: str) -> Principal | None:
        """The service principal or managed identity of that application (client) id."""
        self._index()
        key = self._by_app.get(client_id.lower())
        return None if key is None else self._table.get(key)

    def of_kind(self, kind: Kind) -> Iterator[Principal]:
        """All principals of one kind, by object id."""
        return (principal for principal in self._table.values() if principal.kind is kind)

    def put(self, principal: Principal) -> None:
        """Write one principal."""
        self._table.put(principal.object_id.lower(), principal)

    def delete(self, object_id: str) -> bool:
        """Delete one principal; whether it was there."""
        return self._table.delete(object_id.lower())

    def principals_of(self, object_id: str) -> frozenset[str]:
        """The object id and those of every group that it is in, through other groups too."""
        self._index()
        return self._groups_of.get(object_id, frozenset()) | {object_id}

    def credentials_of(self, principal: Principal) -> list[FederatedCredential]:
        """The federated credentials that vouch for a principal, in the order of their names."""
        return [credential for credential, _ in self.dated_credentials_of(principal)]

    def dated_credentials_of(self, principal: Principal) -> list[tuple[FederatedCredential, float]]:
        """As ``credentials_of``, each with the Unix time of its last write (day two delays by it)."""
        if principal.kind is Kind.APPLICATION:
            return [
                (FederatedCredential(each.name, each.issuer, each.subject, each.audiences[0]), each.created)
                for each in principal.federated
            ]
        found = self._inventory.of_type(CREDENTIAL_TYPE, principal.resource_id)
        return [
            (
                FederatedCredential(
                    each.name, each.properties["issuer"], each.properties["subject"], each.properties["audiences"][0]
                ),
                each.changed,
            )
            for each in found
        ]

    def _index(self) -> None:
        if self._index_version == self._table.version:
            return
        self._by_app, self._groups_of = {}, {}
        parents: dict[str, set[str]] = {}
        for key, principal in self._table.items():
            if principal.app_id:
                self._by_app[principal.app_id.lower()] = key
            for member in principal.members:
                parents.setdefault(member, set()).add(principal.object_id)
        for member in parents:
            self._groups_of[member] = _all_above(member, parents)
        self._index_version = self._table.version


def _all_above(member: str, parents: dict[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [member]
    while waiting:
        new = parents.get(waiting.pop(), set()) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)
